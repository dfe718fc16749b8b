import ForumDesk

/// The code that a person types in a chat to show which registration is theirs.
public enum LinkSecret {
  /// Letters and digits that are not taken for one another.
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  private static let shortLength = 8
  private static let longLength = 26

  /// Eight characters, 40 random bits, as people type them: `AB2C-3DEF`. Good for minutes and against few attempts only.
  public static func make(using generator: inout some RandomNumberGenerator) -> String {
    let text = (0..<shortLength).compactMap { _ in letters.randomElement(using: &generator) }
    return String(text.prefix(4)) + "-" + String(text.dropFirst(4))
  }

  /// 26 characters, 130 random bits, for a link that nobody types: `https://t.me/rialto_bot?start=…`.
  public static func makeLong(using generator: inout some RandomNumberGenerator) -> String {
    String((0..<longLength).compactMap { _ in letters.randomElement(using: &generator) })
  }

  /// SHA-256 of the code, hexadecimal, as `IssueLinkCode` and `LinkChat` take it. Case, spaces, hyphens, digits of other
  /// scripts and letters that look like digits do not matter.
  public static func digest(of code: String) -> String { Desk.digest(normalised(code)) }

  /// Whether a text has the form of a code, short or long; a short one may be two words of four, unless both are words of letters alone.
  static func isCode(_ text: String) -> Bool {
    let parts = text.split(whereSeparator: \.isWhitespace).map { normalised(String($0)) }.filter { !$0.isEmpty }
    let code = parts.joined()
    guard [shortLength, longLength].contains(code.count), code.allSatisfy(letters.contains) else { return false }
    return parts.count == 1 || (parts.map(\.count) == [shortLength / 2, shortLength / 2] && text.contains(where: \.isNumber))
  }

  /// Whether a code is one that nobody can guess, however often they try.
  static func isLong(_ code: String) -> Bool { normalised(code).count == longLength }

  /// Whether a word that stands alone can only be a code: of the form in which codes are shown, with letters and digits, or in capitals.
  static func isCodeAlone(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard isCode(word), word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else { return false }
    guard parts.count == 1 || (parts.count == 2 && parts.allSatisfy { $0.count == shortLength / 2 }), word.contains(where: \.isLetter) else { return false }
    return word.contains(where: \.isNumber) || (parts.count == 2 && word == word.uppercased())
  }

  static func normalised(_ code: String) -> String {
    String(
      code.folded.uppercased().compactMap { character -> Character? in
        switch character {
        case "O": "0"
        case "I", "L": "1"
        default: character.isLetter || character.isNumber ? character : nil
        }
      })
  }
}
