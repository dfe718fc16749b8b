import BotMatrix

/// A private room of one person and the bot, for tests that read like the talk they test.
public struct MatrixConversation: Sendable {
  public let user: MatrixUser
  public let room: String
  public let bot: String

  /// Registers the person, invites the bot and waits until it has greeted.
  ///
  /// - Parameter bot: the bot's user id; that of the application service where it is left out.
  /// - Returns: the conversation and the greeting.
  public static func begin(_ name: String, on synapse: Synapse, bot: String? = nil) async throws -> (Self, greeting: String) {
    let user = try await MatrixUser(name, on: synapse)
    let bot = bot ?? synapse.configuration.botUserID
    let conversation = Self(user: user, room: try await user.createRoom(inviting: [bot]), bot: bot)
    return (conversation, try await conversation.hear().text)
  }

  /// Says a line and returns the first answer.
  public func ask(_ line: String) async throws -> String {
    try await user.send(line, in: room)
    return try await hear().text
  }

  /// The bot's next message in the room; waits for it.
  public func hear(within limit: Duration = .seconds(20)) async throws -> MatrixSaid {
    try await user.next(from: bot, in: room, within: limit)
  }
}
