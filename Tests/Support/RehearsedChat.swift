import Messaging
import Synchronization

/// A chat that remembers what it was told and answers by a script; the same message id has one effect, as promised.
public final class RehearsedChat: ChatService {
  public struct StoreIsAway: Error {}

  private struct State {
    var heard: [IncomingMessage] = []
    var effects: [String: [ChatReply]] = [:]
    var failures = 0
  }

  private let state = Mutex(State())
  private let script: @Sendable (IncomingMessage) async -> [ChatReply]

  public init(_ script: @escaping @Sendable (IncomingMessage) async -> [ChatReply] = { [ChatReply("you said \($0.text)")] }) {
    self.script = script
  }

  /// Every message received, redelivered ones too.
  public var heard: [IncomingMessage] { state.withLock { $0.heard } }
  /// How many messages had an effect.
  public var effects: Int { state.withLock { $0.effects.count } }

  /// The next so many messages find no store.
  public func loseStore(times: Int) { state.withLock { $0.failures = times } }

  public func askForPatience(_ message: IncomingMessage) async -> ChatReply? { ChatReply("patience, please") }

  public func receive(_ message: IncomingMessage) async throws -> [ChatReply] {
    let key = "\(message.bot)\n\(message.chat)\n\(message.messageID)"
    let known: [ChatReply]? = try state.withLock { state in
      if state.failures > 0 {
        state.failures -= 1
        throw StoreIsAway()
      }
      state.heard.append(message)
      return state.effects[key]
    }
    if let known { return known }
    let replies = await script(message)
    state.withLock { $0.effects[key] = replies }
    return replies
  }
}
