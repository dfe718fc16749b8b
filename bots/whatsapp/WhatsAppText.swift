/// WhatsApp's markup, which cannot be escaped: `*bold*`, `_italic_`, `~struck~` and `` `code` `` around words, `> ` before a line.
enum WhatsAppText {
  private static let alike: [Character: Character] = ["*": "∗", "_": "＿", "~": "∼", "`": "ˋ"]

  /// The text with marks that would be taken for markup replaced by ones that look alike: those at the edge of a word that have
  /// another in their line. A mark within a word (`a_b@example.org`) or alone is none.
  static func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(plainLine).joined(separator: "\n")
  }

  private static func plainLine(_ line: Substring) -> String {
    var characters = Array(line)
    for (mark, substitute) in alike {
      let places = characters.indices.filter { characters[$0] == mark }
      guard places.count > 1 else { continue }
      for place in places {
        let isWithin = isWord(characters, place - 1) && isWord(characters, place + 1)
        if !isWithin { characters[place] = substitute }
      }
    }
    if characters.starts(with: [">", " "]) { characters[0] = "›" }
    return String(characters)
  }

  private static func isWord(_ characters: [Character], _ place: Int) -> Bool {
    characters.indices.contains(place) && (characters[place].isLetter || characters[place].isNumber)
  }
}
