/// The lines that the transport cannot do without; they come from the phrase files.
public struct WhatsAppTexts: Sendable, Hashable {
  /// What opens a list of choices; 20 characters at most, longer ones are cut.
  public var choose: String

  public init(choose: String = "Choose") { self.choose = choose }
}
