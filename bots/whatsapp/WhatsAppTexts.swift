/// The lines that the transport cannot do without; they come from the phrase files.
public struct WhatsAppTexts: Sendable, Hashable {
  /// What opens a list of choices; 20 characters at most, longer ones are cut.
  private let choose: String
  private let byLanguage: [String: String]

  /// - Parameters:
  ///   - choose: for people whose language is not known.
  ///   - byLanguage: the same in the languages that there are, by their codes (ISO 639-1).
  public init(choose: String, byLanguage: [String: String] = [:]) {
    self.choose = choose
    self.byLanguage = byLanguage
  }

  /// What opens a list in a language: `fr-TN` finds `fr`.
  public func choose(in language: String?) -> String {
    guard let language = language?.lowercased() else { return choose }
    return byLanguage[language] ?? language.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.flatMap { byLanguage[String($0)] } ?? choose
  }
}
