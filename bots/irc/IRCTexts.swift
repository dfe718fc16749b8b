/// The few lines that the transport cannot do without; they come from the phrase files.
public struct IRCTexts: Sendable, Equatable {
  /// The line given to the chat where somebody calls the bot by name alone: its answer greets.
  public var greetingLine: String
  /// Said once, privately, to whoever is not logged in with the network's services; nothing is said where it is `nil`.
  public var needsAccount: String?
  /// Said once in a while, privately, to whoever writes so much that some of it is not heard; nothing is said where it is `nil`.
  public var writesTooMuch: String?

  public init(greetingLine: String = "start", needsAccount: String? = nil, writesTooMuch: String? = nil) {
    self.greetingLine = greetingLine
    self.needsAccount = needsAccount
    self.writesTooMuch = writesTooMuch
  }
}
