import Phrases
import Yams

extension CommandCatalogue {
  /// Takes over the words of one language.
  /// - Throws: every fault: a command or word group that is missing or not known, and words that would mean two things.
  mutating func read(_ file: PhraseFile) throws(PhraseFaults) {
    var reading = PhraseReading(file: file.name, keys: [])
    let parts = reading.members(try PhraseBook.mapping(of: file), under: nil)
    let language = reading.line("language", in: parts)
    if PhraseFile.commandsName(of: language) != file.name { reading.fault("language", "is not in the name of the file") }
    for name in parts.keys.sorted() where !["language", "commands", "words"].contains(name) { reading.fault(name, "is not known here") }
    if let commands = parts["commands"] { readCommands(commands, language, &reading) } else { reading.fault("commands", "is missing") }
    if let words = parts["words"] { readGroups(words, &reading) } else { reading.fault("words", "is missing") }
    guard reading.faults.isEmpty else { throw PhraseFaults(reading.faults) }
  }

  private mutating func readCommands(_ node: Node, _ language: String, _ reading: inout PhraseReading) {
    let key = "commands"
    let members = reading.members(node, under: key)
    for name in members.keys.sorted() where CommandName(rawValue: name) == nil { reading.fault("\(key).\(name)", "is not a command") }
    for command in CommandName.allCases {
      let key = "\(key).\(command.rawValue)"
      guard let node = members[command.rawValue] else {
        reading.fault(key, "is missing")
        continue
      }
      let parts = reading.members(node, under: key)
      for name in parts.keys.sorted() where !["words", "help", "example"].contains(name) { reading.fault("\(key).\(name)", "is not known here") }
      let words = reading.words(parts["words"], at: "\(key).words")
      for word in words {
        let folded = word.folded
        if let other = commands[folded], other != command { reading.fault("\(key).words", "“\(word)” already means \(other.rawValue)") }
        commands[folded] = command
        languages[folded, default: []].insert(language)
        longest = max(longest, folded.split(separator: " ").count)
      }
      entries[language, default: [:]][command] = Entry(
        words: words, help: reading.text(parts["help"], at: "\(key).help"), example: reading.text(parts["example"], at: "\(key).example"))
    }
  }

  private mutating func readGroups(_ node: Node, _ reading: inout PhraseReading) {
    let key = "words"
    let members = reading.members(node, under: key)
    for name in members.keys.sorted() where WordGroup(rawValue: name) == nil { reading.fault("\(key).\(name)", "is not a group of words") }
    for group in WordGroup.allCases {
      guard let node = members[group.rawValue] else {
        reading.fault("\(key).\(group.rawValue)", "is missing")
        continue
      }
      for word in reading.words(node, at: "\(key).\(group.rawValue)", mayBeEmpty: [.filler, .glue].contains(group)) {
        groups[word.folded, default: []].insert(group)
      }
    }
  }
}

extension PhraseReading {
  mutating func words(_ node: Node?, at key: String, mayBeEmpty: Bool = false) -> [String] {
    let words = node?.sequence?.compactMap { $0.scalar?.string } ?? []
    if words.isEmpty && !(mayBeEmpty && node?.sequence != nil) { fault(key, "needs at least one word, as a list") }
    return words
  }

  mutating func text(_ node: Node?, at key: String) -> String {
    guard let text = node?.scalar?.string, !text.isEmpty else {
      fault(key, "is missing")
      return ""
    }
    return text
  }
}
