/// The few lines that the transport cannot do without; they come from the phrase files.
public struct XMPPTexts: Sendable, Equatable {
  /// The line given to the chat in the name of whoever adds the bot or calls it by name alone: its answer greets.
  public var greetingLine: String
  /// Said where somebody writes encrypted; nothing is said where it is `nil`.
  public var cannotReadEncrypted: String?
  /// The bot's name as people see it.
  public var displayName: String

  public init(greetingLine: String = "start", cannotReadEncrypted: String? = nil, displayName: String = "Rialto") {
    self.greetingLine = greetingLine
    self.cannotReadEncrypted = cannotReadEncrypted
    self.displayName = displayName
  }
}
