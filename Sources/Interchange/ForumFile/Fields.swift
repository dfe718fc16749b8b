import ForumCore
import Yams

/// The fields of one mapping in a forum file. Reading a value that is not as it should be records a fault with line,
/// column and path, and gives nil, so that one pass finds all faults.
struct Fields {
  let path: String
  let findings: Findings
  private let mark: Mark?
  private let values: [String: Node]
  private let order: [String]

  /// - Parameter known: the names that may be there; any other is a fault.
  init?(_ node: Node, path: String, known: [String], findings: Findings) {
    guard case .mapping(let mapping) = node else {
      findings.fault(Fields.place(node, path), "expected fields (name: value), found \(node.inWords)")
      return nil
    }
    self.path = path
    self.findings = findings
    mark = mapping.mark
    var values: [String: Node] = [:]
    var order: [String] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        findings.fault(Fields.place(key, path), "expected a name, found \(key.inWords)")
        continue
      }
      guard known.isEmpty || known.contains(name) else {
        findings.fault(Fields.place(key, Fields.join(path, name)), "there is no field \"\(name)\" here\(Suggestion.hint(for: name, among: known))")
        continue
      }
      order.append(name)
      if !value.isNothing { values[name] = value }
    }
    self.values = values
    self.order = order
  }

  /// The names in the order of the file.
  var names: [String] { order }

  func has(_ name: String) -> Bool { values[name] != nil }

  func fault(_ name: String?, _ message: String) {
    guard let name else { return findings.fault(Fields.place(mark, path), message) }
    findings.fault(Fields.place(values[name]?.mark ?? mark, Fields.join(path, name)), message)
  }

  private func missing(_ name: String) { fault(name, "\"\(name)\" is missing") }

  /// A scalar as it is written.
  private func raw(_ name: String, required: Bool) -> String? {
    guard let node = values[name] else {
      if required { missing(name) }
      return nil
    }
    guard let text = node.scalar?.string else {
      fault(name, "expected a text, found \(node.inWords)")
      return nil
    }
    return text
  }

  /// A text of one line.
  func line(_ name: String, required: Bool = false, atMost limit: Int = 200) -> String? {
    checked(raw(name, required: required)?.asLine, name, required, limit)
  }

  /// A text of several lines.
  func text(_ name: String, required: Bool = false, atMost limit: Int = 20_000) -> String? {
    checked(raw(name, required: required)?.asParagraphs, name, required, limit)
  }

  private func checked(_ text: String?, _ name: String, _ required: Bool, _ limit: Int) -> String? {
    guard let text else {
      if required, has(name) { fault(name, "the text is empty") }
      return nil
    }
    guard text.count <= limit else {
      fault(name, "the text has \(text.count) characters, more than \(limit)")
      return nil
    }
    return text
  }

  /// What the text stands for, as `read` tells.
  func value<T>(_ name: String, required: Bool = false, _ expected: @autoclosure () -> String, _ read: (String) -> T?) -> T? {
    guard let text = line(name, required: required, atMost: 1000) else { return nil }
    guard let value = read(text) else {
      fault(name, "expected \(expected()), found \"\(text.prefix(60))\"")
      return nil
    }
    return value
  }

  func integer(_ name: String, required: Bool = false, _ range: ClosedRange<Int>) -> Int? {
    value(name, required: required, "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func truth(_ name: String) -> Bool? {
    value(name, "true or false") { ["true": true, "false": false][$0.lowercased()] }
  }

  func choice<T: RawRepresentable<String>>(_ name: String, required: Bool = false, among choices: [T]) -> T? {
    let names = choices.map(\.rawValue)
    guard let text = line(name, required: required) else { return nil }
    guard let choice = choices.first(where: { $0.rawValue == text }) else {
      fault(
        name,
        "\"\(text.prefix(60))\" is not one of \(names.joined(separator: ", "))\(Suggestion.nearest(to: text, among: names).map { "; did you mean \"\($0)\"?" } ?? "")"
      )
      return nil
    }
    return choice
  }

  func key<Kind>(_ name: String, required: Bool = false, as type: Key<Kind>.Type = Key<Kind>.self) -> Key<Kind>? {
    value(name, required: required, "a key of 1 to 64 letters, digits, '.', '_' or '-'") { Key<Kind>($0) }
  }

  func date(_ name: String, required: Bool = false) -> CivilDate? {
    value(name, required: required, "a day such as 2027-03-10") { CivilDate($0) }
  }

  /// Texts of one line each, at most 50.
  func lines(_ name: String, atMost limit: Int = 100) -> [String] {
    let elements = elements(name)
    if elements.count > 50 { fault(name, "the list has \(elements.count) entries, more than 50") }
    return elements.prefix(50).compactMap { path, node in
      guard let text = node.scalar?.string.asLine, text.count <= limit else {
        findings.fault(Fields.place(node, path), "expected a text of at most \(limit) characters, found \(node.inWords)")
        return nil
      }
      return text
    }
  }

  /// The elements of a list, each with its path.
  func elements(_ name: String) -> [(path: String, node: Node)] {
    guard let node = values[name] else { return [] }
    guard case .sequence(let sequence) = node else {
      fault(name, "expected a list, found \(node.inWords)")
      return []
    }
    return sequence.enumerated().map { ("\(Fields.join(path, name))[\($0.offset)]", $0.element) }
  }

  /// The mappings of a list.
  func list(_ name: String, known: [String]) -> [Fields] {
    elements(name).compactMap { Fields($0.node, path: $0.path, known: known, findings: findings) }
  }

  /// The mapping under a name. `known` empty means that any name is taken.
  func group(_ name: String, known: [String]) -> Fields? {
    values[name].flatMap { Fields($0, path: Fields.join(path, name), known: known, findings: findings) }
  }

  // MARK: - Places

  private static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

  private static func place(_ node: Node, _ path: String) -> String { place(node.mark, path) }

  private static func place(_ mark: Mark?, _ path: String) -> String {
    [YAMLGuard.place(mark), path].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension Node {
  /// Whether the field was left empty.
  fileprivate var isNothing: Bool {
    guard case .scalar(let scalar) = self else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  fileprivate var inWords: String {
    switch self {
    case .mapping: "fields"
    case .sequence: "a list"
    case .scalar(let scalar): "\"\(scalar.string.prefix(60))\""
    case .alias: "an alias"
    }
  }
}
