/// Texts as Telegram shows them.
enum TelegramText {
  /// U+2060, seen by nobody.
  private static let joiner: Unicode.Scalar = "\u{2060}"

  /// A text in which no `@name` is a mention: Telegram makes one of every such word, and whoever is called so would be rung up.
  /// Addresses of mail stay as they are. A text that grows too long by it gets the wide `＠` instead.
  static func pingingNobody(_ text: String, within most: Int) -> String {
    let guarded = replacing(text) { [$0, joiner] }
    return guarded.utf16.count <= most ? guarded : replacing(text) { _ in ["\u{FF20}"] }
  }

  private static func replacing(_ text: String, _ sign: (Unicode.Scalar) -> [Unicode.Scalar]) -> String {
    guard text.unicodeScalars.contains("@") else { return text }
    var out = String.UnicodeScalarView()
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let startsWord = before.map { !($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_") } ?? true
      if scalar == "@", startsWord { out.append(contentsOf: sign(scalar)) } else { out.append(scalar) }
      before = scalar
    }
    return String(out)
  }
}
