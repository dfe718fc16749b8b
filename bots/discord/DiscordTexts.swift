/// The lines that the transport cannot do without; they come from the phrase files.
public struct DiscordTexts: Sendable, Hashable {
  /// The line given to the chat in the name of whoever calls the bot and says nothing: its answer greets.
  public var greetingLine: String

  public init(greetingLine: String = "start") { self.greetingLine = greetingLine }
}
