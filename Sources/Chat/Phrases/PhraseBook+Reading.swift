import Phrases
import Yams

extension PhraseBook {
  /// Reads a phrase file.
  /// - Parameter keys: the phrases that there have to be.
  /// - Throws: every fault: what is missing or too much, unknown plural forms, braces that do not fit.
  static func read(_ file: PhraseFile, keys: Set<String> = PhraseTables.keys) throws(PhraseFaults) -> PhraseBook {
    var reading = PhraseReading(file: file.name, keys: keys)
    let top = try mapping(of: file)
    let members = reading.members(top, under: nil)
    let language = reading.line("language", in: members)
    let name = reading.line("name", in: members)
    let locale = reading.line("locale", in: members)
    let direction = WritingDirection(rawValue: reading.line("direction", in: members))
    if direction == nil { reading.fault("direction", "is ltr or rtl") }
    if language + ".yaml" != file.name { reading.fault("language", "is not the name of the file") }
    for key in members.keys where !["language", "name", "locale", "direction", "phrases"].contains(key) { reading.fault(key, "is not known here") }
    reading.language = language
    if let phrases = members["phrases"] { reading.read(phrases, at: "") } else { reading.fault("phrases", "is missing") }
    for key in keys.subtracting(reading.phrases.keys).subtracting(reading.spoilt).sorted() { reading.fault(key, "is missing") }
    guard reading.faults.isEmpty, let direction else { throw PhraseFaults(reading.faults) }
    return PhraseBook(language: language, name: name, locale: locale, direction: direction, phrases: reading.phrases)
  }

  static func mapping(of file: PhraseFile) throws(PhraseFaults) -> Node {
    do {
      guard let node = try Yams.compose(yaml: file.text) else { throw PhraseFaults([PhraseFault(file.name, nil, "is empty")]) }
      return node
    } catch let faults as PhraseFaults {
      throw faults
    } catch {
      throw PhraseFaults([PhraseFault(file.name, nil, "is not YAML: \(error)")])
    }
  }

  /// What this language does not say with the same values as another does.
  func faults(against original: PhraseBook) -> [PhraseFault] {
    phrases.keys.sorted().flatMap { key -> [PhraseFault] in
      guard let here = phrases[key]?.places, let there = original.phrases[key]?.places else { return [] }
      let file = "\(language).yaml"
      return there.subtracting(here).sorted().map { PhraseFault(file, key, "{\($0)} is missing") }
        + here.subtracting(there).sorted().map { PhraseFault(file, key, "{\($0)} is not a value of this phrase") }
    }
  }
}

/// What has been read so far of one phrase file.
struct PhraseReading {
  let file: String
  let keys: Set<String>
  var language = ""
  var phrases: [String: PhraseBook.Phrase] = [:]
  /// Keys that are there, but wrong.
  var spoilt: Set<String> = []
  var faults: [PhraseFault] = []

  mutating func fault(_ key: String?, _ problem: String) {
    faults.append(PhraseFault(file, key, problem))
    if let key { spoilt.insert(key) }
  }

  /// The members of a mapping, by name; anything else is a fault.
  mutating func members(_ node: Node, under key: String?) -> [String: Node] {
    guard let mapping = node.mapping else {
      fault(key, "expected entries with names")
      return [:]
    }
    var members: [String: Node] = [:]
    for (name, value) in mapping { if let name = name.scalar?.string { members[name] = value } }
    return members
  }

  mutating func line(_ key: String, in members: [String: Node]) -> String {
    guard let text = members[key]?.scalar?.string, !text.isEmpty else {
      fault(key, "is missing")
      return ""
    }
    return text
  }

  mutating func read(_ node: Node, at path: String) {
    if keys.contains(path) { return readPhrase(node, at: path) }
    guard path.isEmpty || keys.contains(where: { $0.hasPrefix(path + ".") }) else { return fault(path, "is not a phrase that is used") }
    for (name, value) in members(node, under: path.isEmpty ? "phrases" : path).sorted(by: { $0.key < $1.key }) {
      read(value, at: path.isEmpty ? name : "\(path).\(name)")
    }
  }

  private mutating func readPhrase(_ node: Node, at key: String) {
    if let text = node.scalar?.string {
      if let template = template(text, at: key) { phrases[key] = .plain(template) }
      return
    }
    var forms: [PluralCategory: Template] = [:]
    let wanted = PluralCategory.all(in: language)
    for (name, value) in members(node, under: key).sorted(by: { $0.key < $1.key }) {
      guard let category = PluralCategory(rawValue: name), wanted.contains(category) else {
        let known = wanted.map(\.rawValue).sorted().joined(separator: ", ")
        fault(key, "\(name) is not a plural form of this language (\(known))")
        continue
      }
      if let template = template(value.scalar?.string ?? "", at: key) { forms[category] = template }
    }
    for missing in wanted.subtracting(forms.keys).map(\.rawValue).sorted() { fault(key, "the plural form \(missing) is missing") }
    phrases[key] = .counted(forms)
  }

  private mutating func template(_ text: String, at key: String) -> Template? {
    guard !text.isEmpty else {
      fault(key, "is empty")
      return nil
    }
    do { return try Template(text) } catch {
      fault(key, error.problem)
      return nil
    }
  }
}
