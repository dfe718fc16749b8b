/// The commands as platforms list them.
public struct CommandList {
  /// One command of a language.
  public struct Entry: Sendable, Hashable {
    /// The word that help shows.
    public var word: String
    /// A word of it that is made of `a-z`, digits and `_` alone, for platforms that know no others: the language's own, or the English one.
    public var plainWord: String
    /// One line on what it does.
    public var help: String
    /// The English word, which is understood at any time; the same in every language.
    public var line: String
    /// What is typed behind the word, as in the example of help; nil where nothing is.
    public var rest: String?

    /// The word as one name of letters, digits and hyphens, as `who-am-i`; nil where it is longer than that.
    public func hyphenated(most: Int) -> String? {
      let name = word.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
      return (1...most).contains(name.unicodeScalars.count) ? name : nil
    }

    /// The help in so many UTF-16 units at most: without its last parts where it is longer.
    public func help(most: Int) -> String {
      if help.utf16.count <= most { return help }
      var short = help[...]
      while short.utf16.count > most, let end = short.lastIndex(where: { ";:,؛،".contains($0) }) { short = short[..<end] }
      while short.utf16.count > most, let end = short.lastIndex(of: " ") { short = short[..<end] }
      return String(short).trimmed
    }
  }

  /// By language, in the order of help; without what only organisers do.
  public static let standard: [String: [Entry]] = make(.standard)

  private static func make(_ library: PhraseLibrary) -> [String: [Entry]] {
    Dictionary(
      uniqueKeysWithValues: library.languages.map { book in
        var taken: Set<String> = []
        let entries = CommandName.allCases.filter { !CommandName.organisers.contains($0) }.compactMap { command -> Entry? in
          guard let entry = library.catalogue.entry(command, in: book.language), let word = entry.words.first else { return nil }
          let words = entry.words + (library.catalogue.entry(command, in: "en")?.words ?? [])
          guard let plain = words.lazy.map(\.folded).first(where: { isPlain($0) && !taken.contains($0) }) else { return nil }
          taken.insert(plain)
          let line = library.catalogue.entry(command, in: "en")?.words.first ?? plain
          return Entry(word: word, plainWord: plain, help: entry.help, line: line, rest: rest(of: entry))
        }
        return (book.language, entries)
      })
  }

  /// The example without the words that name the command.
  private static func rest(of entry: CommandCatalogue.Entry) -> String? {
    let example = entry.example.folded
    let names = entry.words.map(\.folded).filter { example == $0 || example.hasPrefix($0 + " ") }
    guard let name = names.max(by: { $0.count < $1.count }) else { return nil }
    let rest = entry.example.split(separator: " ").dropFirst(name.split(separator: " ").count).joined(separator: " ")
    return rest.isEmpty ? nil : rest
  }

  private static func isPlain(_ word: String) -> Bool {
    (1...32).contains(word.utf8.count) && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}
