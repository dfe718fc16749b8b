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
          return Entry(word: word, plainWord: plain, help: entry.help)
        }
        return (book.language, entries)
      })
  }

  private static func isPlain(_ word: String) -> Bool {
    (1...32).contains(word.utf8.count) && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}
