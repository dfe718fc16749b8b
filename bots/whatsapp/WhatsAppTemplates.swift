import Messaging

/// The approved messages by which a person may be written to who has not written for a day: one a language, each with one place for a
/// text (`templates.json`).
public struct WhatsAppTemplates: Sendable, Hashable {
  /// The names of the templates by language, as Meta writes languages: `en`, `ar`, `pt_BR`.
  public let names: [String: String]
  /// The language where the person's is not known or has no template.
  public let fallback: String

  /// - Throws: `WhatsAppConfigurationError` where a name is none or the fallback is missing.
  public init(names: [String: String], fallback: String) throws {
    for (language, name) in names {
      guard language.wholeMatch(of: /[a-z]{2,3}(_[A-Z]{2})?/) != nil else { throw WhatsAppConfigurationError("\(language) is no language of a template") }
      guard name.wholeMatch(of: /[a-z0-9_]{1,512}/) != nil else {
        throw WhatsAppConfigurationError("the template for \(language) needs a name of a-z, 0-9 and _")
      }
    }
    guard names[fallback] != nil else { throw WhatsAppConfigurationError("there is no template for \(fallback)") }
    self.init(known: names, fallback: fallback)
  }

  private init(known names: [String: String], fallback: String) {
    self.names = names
    self.fallback = fallback
  }

  /// Those of `templates.json`.
  public static let standard = WhatsAppTemplates(
    known: Dictionary(uniqueKeysWithValues: ["ar", "en", "es", "fi", "fr", "it"].map { ($0, "rialto_notice") }), fallback: "en")

  /// The template for a text: in the language asked for, else in Arabic where the text is, else the fallback.
  func choice(for text: String, language: String?) -> (name: String, language: String) {
    let isArabic = text.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) }
    for language in [language, isArabic ? "ar" : nil, fallback].compactMap(\.self) {
      if let name = names[language] { return (name, language) }
    }
    return (names[fallback] ?? "", fallback)
  }

  /// The text as it fits into the place: one line, not long.
  static func parameter(_ text: String, most: Int) -> String {
    let words = text.split(whereSeparator: { $0.isNewline }).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    let line = words.filter { !$0.isEmpty }.joined(separator: " · ")
    return MessageLimits(unit: .utf16, text: most, label: most).clipped(line)
  }
}
