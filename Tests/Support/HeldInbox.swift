import Messaging
import Synchronization

/// An inbox in memory that knows no more than the node's own does; a second bot on the same one is the first after a crash.
public final class HeldInbox: ChatInbox {
  public struct IsAway: Error {}

  private struct State {
    var kept: [(key: String, bot: String, bytes: [UInt8])] = []
    /// By conversation, the last ones.
    var answered: [String: [String]] = [:]
    var recorded = 0
    var places: [String: String] = [:]
    var isAway = false
    var writesLeft: Int?
    var endsBeforeAnswered = false
    var forgetsAnswered = false
    var forgotten = 0
  }

  /// How many answered messages of a conversation are known.
  private static let known = 128

  private let state = Mutex(State())

  public init() {}

  /// From now on nothing can be read or kept, or can again.
  public func lose(_ isAway: Bool = true) { state.withLock { ($0.isAway, $0.writesLeft) = (isAway, nil) } }
  /// After so many more writes nothing can be kept, until `lose(false)`.
  public func lose(afterWrites count: Int) { state.withLock { $0.writesLeft = count } }
  /// Whether the writes that it was to take are used up.
  public var isFull: Bool { state.withLock { $0.writesLeft == 0 } }
  /// From now on it fails whoever writes that something was answered.
  public func crashBeforeAnswered(_ ends: Bool = true) { state.withLock { $0.endsBeforeAnswered = ends } }
  /// From now on it forgets that something was answered, and nobody notices.
  public func forgetAnswered(_ forgets: Bool = true) { state.withLock { $0.forgetsAnswered = forgets } }
  /// How often it forgot that something was answered.
  public var forgotten: Int { state.withLock { $0.forgotten } }
  /// How many are kept and not answered.
  public var waiting: Int { state.withLock { $0.kept.count } }
  /// What is kept comes back in any order.
  public func shuffle() { state.withLock { $0.kept.shuffle() } }
  /// How many were written down as answered.
  public var recorded: Int { state.withLock { $0.recorded } }

  private static func conversation(_ message: IncomingMessage) -> String { "\(message.bot)\n\(message.chat)" }
  private static func key(_ message: IncomingMessage) -> String { "\(conversation(message))\n\(message.messageID)" }

  private func read<Outcome>(_ work: (State) throws -> Outcome) throws -> Outcome {
    try state.withLock { state in
      if state.isAway { throw IsAway() }
      return try work(state)
    }
  }

  private func write(_ work: (inout State) throws -> Void) throws {
    try state.withLock { state in
      if state.isAway || state.writesLeft == 0 { throw IsAway() }
      try work(&state)
      state.writesLeft = state.writesLeft.map { $0 - 1 }
    }
  }

  public func isAnswered(_ message: IncomingMessage) throws -> Bool {
    try read { $0.answered[Self.conversation(message)]?.contains(message.messageID) ?? false }
  }

  public func answered(_ message: IncomingMessage) async throws {
    try write { state in
      if state.endsBeforeAnswered { throw IsAway() }
      if state.forgetsAnswered {
        state.forgotten += 1
        return
      }
      var known = state.answered[Self.conversation(message)] ?? []
      if !known.contains(message.messageID) {
        known.append(message.messageID)
        state.recorded += 1
      }
      state.answered[Self.conversation(message)] = known.suffix(Self.known)
      state.kept.removeAll { $0.key == Self.key(message) }
    }
  }

  public func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
    try write { state in
      let key = Self.key(message)
      if !state.kept.contains(where: { $0.key == key }) { state.kept.append((key, message.bot, arrival)) }
    }
  }

  public func unanswered(by bot: String) throws -> [[UInt8]] { try read { $0.kept.filter { $0.bot == bot }.map(\.bytes) } }

  public func place(of bot: String) throws -> String? { try read { $0.places[bot] } }

  public func keep(place: String, of bot: String) async throws { try write { $0.places[bot] = place } }
}
