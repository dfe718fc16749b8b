import Messaging
import Synchronization

/// An inbox in memory; a second bot on the same one is the first after a crash.
public final class HeldInbox: ChatInbox {
  public struct IsAway: Error {}

  private struct State {
    var kept: [(key: String, bot: String, bytes: [UInt8])] = []
    var answered: Set<String> = []
    var places: [String: String] = [:]
    var isAway = false
    var forgets = false
  }

  private let state = Mutex(State())

  public init() {}

  /// From now on nothing can be kept, or can again.
  public func lose(_ isAway: Bool = true) { state.withLock { $0.isAway = isAway } }
  /// From now on the program "dies" before it can write that something was answered.
  public func crashBeforeAnswered(_ forgets: Bool = true) { state.withLock { $0.forgets = forgets } }
  /// How many are kept and not answered.
  public var waiting: Int { state.withLock { $0.kept.count } }
  /// What is kept comes back in any order.
  public func shuffle() { state.withLock { $0.kept.shuffle() } }
  /// How many are known as answered.
  public var recorded: Int { state.withLock { $0.answered.count } }

  private static func key(_ message: IncomingMessage) -> String { "\(message.bot)\n\(message.chat)\n\(message.messageID)" }

  public func isAnswered(_ message: IncomingMessage) throws -> Bool {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      return state.answered.contains(Self.key(message))
    }
  }

  public func answered(_ message: IncomingMessage) async throws {
    try state.withLock { state in
      if state.isAway || state.forgets { throw IsAway() }
      state.answered.insert(Self.key(message))
      state.kept.removeAll { $0.key == Self.key(message) }
    }
  }

  public func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      let key = Self.key(message)
      if !state.kept.contains(where: { $0.key == key }) { state.kept.append((key, message.bot, arrival)) }
    }
  }

  public func unanswered(by bot: String) throws -> [[UInt8]] {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      return state.kept.filter { $0.bot == bot }.map(\.bytes)
    }
  }

  public func place(of bot: String) throws -> String? {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      return state.places[bot]
    }
  }

  public func keep(place: String, of bot: String) async throws {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      state.places[bot] = place
    }
  }
}
