import Messaging
import Synchronization

/// An inbox in memory that knows no more than the node's own does; a second bot on the same one is the first after a crash.
final class MemoryInbox: ChatInbox {
  struct IsAway: Error {}

  private struct State {
    var answered: [String: [String]] = [:]
    var kept: [(key: String, bytes: [UInt8])] = []
    var places: [String: String] = [:]
    var untilAway: Int?
  }

  private let state = Mutex(State())

  /// How many answered messages of a conversation are known.
  static let known = 128

  /// After so many more writes it is away, as when the program dies.
  func die(afterWrites count: Int) { state.withLock { $0.untilAway = count } }
  func comeBack() { state.withLock { $0.untilAway = nil } }

  var isDead: Bool { state.withLock { $0.untilAway == 0 } }

  private func write(_ change: (inout State) -> Void) throws {
    try state.withLock { state in
      if let left = state.untilAway {
        guard left > 0 else { throw IsAway() }
        state.untilAway = left - 1
      }
      change(&state)
    }
  }

  func isAnswered(_ message: IncomingMessage) throws -> Bool {
    state.withLock { $0.answered[message.chat]?.contains(message.messageID) ?? false }
  }

  func answered(_ message: IncomingMessage) async throws {
    try write { state in
      state.answered[message.chat] = (state.answered[message.chat] ?? []).suffix(Self.known - 1) + [message.messageID]
      state.kept.removeAll { $0.key == message.messageID }
    }
  }

  func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws { try write { $0.kept.append((message.messageID, arrival)) } }
  func unanswered(by bot: String) throws -> [[UInt8]] { state.withLock { $0.kept.map(\.bytes) } }
  func place(of bot: String) throws -> String? { state.withLock { $0.places[bot] } }
  func keep(place: String, of bot: String) async throws { try write { $0.places[bot] = place } }
}
