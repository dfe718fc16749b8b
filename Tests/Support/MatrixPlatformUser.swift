import Synchronization

/// A person on a real Synapse who talks to the bot in a private room.
public final class MatrixPlatformUser: PlatformUser {
  public let talk: MatrixConversation
  private let last: Mutex<Heard>

  public var hasButtons: Bool { false }

  private init(_ talk: MatrixConversation, _ greeting: Heard) {
    self.talk = talk
    last = Mutex(greeting)
  }

  /// Registers the person, invites the bot and waits until it has greeted.
  ///
  /// - Parameter bot: the bot's user id; that of the application service where it is left out.
  /// - Returns: the person and the greeting.
  public static func begin(_ name: String, on synapse: Synapse, bot: String? = nil) async throws -> (MatrixPlatformUser, greeting: Heard) {
    let (talk, greeting) = try await MatrixConversation.begin(name, on: synapse, bot: bot)
    let heard = NumberedList.split(greeting)
    return (MatrixPlatformUser(talk, heard), heard)
  }

  public func say(_ text: String) async throws { try await talk.user.send(text, in: talk.room) }

  public func press(_ label: String) async throws {
    guard let place = last.withLock({ $0.buttons.firstIndex(of: label) }) else { throw TestFault("the bot offered no \(label)") }
    try await say("\(place + 1)")
  }

  /// The bot's next message; what it lists with numbers are its buttons.
  public func hear() async throws -> Heard {
    let heard = NumberedList.split(try await talk.hear().text)
    last.withLock { if !heard.buttons.isEmpty { $0 = heard } }
    return heard
  }
}
