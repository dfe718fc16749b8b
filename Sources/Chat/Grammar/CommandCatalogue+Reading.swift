import Phrases
import Yams

extension CommandCatalogue {
  /// Reads the file with the words of commands.
  /// - Throws: every fault: a command or word group that is missing or not known, and words that would mean two things.
  static func read(_ file: PhraseFile) throws(PhraseFaults) -> CommandCatalogue {
    var reading = PhraseReading(file: file.name, keys: [])
    var catalogue = CommandCatalogue()
    for (language, node) in reading.members(try PhraseBook.mapping(of: file), under: nil).sorted(by: { $0.key < $1.key }) {
      let parts = reading.members(node, under: language)
      for name in parts.keys.sorted() where name != "commands" && name != "words" { reading.fault("\(language).\(name)", "is not known here") }
      if let commands = parts["commands"] {
        catalogue.readCommands(commands, language, &reading)
      } else {
        reading.fault("\(language).commands", "is missing")
      }
      if let words = parts["words"] { catalogue.readGroups(words, language, &reading) } else { reading.fault("\(language).words", "is missing") }
    }
    if catalogue.entries["en"] == nil { reading.fault("en", "is missing") }
    guard reading.faults.isEmpty else { throw PhraseFaults(reading.faults) }
    return catalogue
  }

  private mutating func readCommands(_ node: Node, _ language: String, _ reading: inout PhraseReading) {
    let key = "\(language).commands"
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
        longest = max(longest, folded.split(separator: " ").count)
      }
      entries[language, default: [:]][command] = Entry(
        words: words, help: reading.text(parts["help"], at: "\(key).help"), example: reading.text(parts["example"], at: "\(key).example"))
    }
  }

  private mutating func readGroups(_ node: Node, _ language: String, _ reading: inout PhraseReading) {
    let key = "\(language).words"
    let members = reading.members(node, under: key)
    for name in members.keys.sorted() where WordGroup(rawValue: name) == nil { reading.fault("\(key).\(name)", "is not a group of words") }
    for group in WordGroup.allCases {
      guard let node = members[group.rawValue] else {
        reading.fault("\(key).\(group.rawValue)", "is missing")
        continue
      }
      for word in reading.words(node, at: "\(key).\(group.rawValue)", mayBeEmpty: [.am, .pm, .filler, .glue].contains(group)) {
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
