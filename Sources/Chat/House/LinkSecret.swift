import ForumDesk

/// The code that a person types in a chat to show which registration is theirs.
public enum LinkSecret {
  /// Letters and digits that are not taken for one another.
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Eight characters, 40 random bits, as people type them: `AB2C-3DEF`. Good for minutes and against few attempts only.
  public static func make(using generator: inout some RandomNumberGenerator) -> String {
    let text = (0..<8).compactMap { _ in letters.randomElement(using: &generator) }
    return String(text.prefix(4)) + "-" + String(text.dropFirst(4))
  }

  /// 26 characters, 130 random bits, for a link that nobody types: `https://t.me/rialto_bot?start=…`.
  public static func makeLong(using generator: inout some RandomNumberGenerator) -> String {
    String((0..<26).compactMap { _ in letters.randomElement(using: &generator) })
  }

  /// SHA-256 of the code, hexadecimal, as `IssueLinkCode` and `LinkChat` take it. Case, spaces, hyphens, digits of other
  /// scripts and letters that look like digits do not matter.
  public static func digest(of code: String) -> String { Desk.digest(normalised(code)) }

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
