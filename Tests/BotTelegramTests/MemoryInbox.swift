import Messaging
import Synchronization

/// An inbox that outlives a bot, with faults on demand.
final class MemoryInbox: ChatInbox {
  private struct State {
    var kept: [(name: String, bytes: [UInt8])] = []
    var answered: Set<String> = []
    var isAway = false
    var forgetsAnswers = false
  }

  private let state = Mutex(State())

  var kept: Int { state.withLock { $0.kept.count } }
  var recorded: Int { state.withLock { $0.answered.count } }
  func setAway(_ isAway: Bool) { state.withLock { $0.isAway = isAway } }
  /// The program ends before an answer is kept: it is lost, however often it is kept.
  func forgetAnswers(_ forgets: Bool) { state.withLock { $0.forgetsAnswers = forgets } }

  private static func name(_ message: IncomingMessage) -> String { "\(message.bot)\n\(message.chat)\n\(message.messageID)" }

  private func open<Outcome>(_ work: (inout State) throws -> Outcome) throws -> Outcome {
    try state.withLock { state in
      guard !state.isAway else { throw FakeChat.StoreIsAway() }
      return try work(&state)
    }
  }

  func isAnswered(_ message: IncomingMessage) throws -> Bool { try open { $0.answered.contains(Self.name(message)) } }

  func answered(_ message: IncomingMessage) async throws {
    try open { state in
      guard !state.forgetsAnswers else { return }
      state.answered.insert(Self.name(message))
      state.kept.removeAll { $0.name == Self.name(message) }
    }
  }

  func keep(_ arrival: [UInt8], of message: IncomingMessage) async throws {
    try open { state in
      guard !state.kept.contains(where: { $0.name == Self.name(message) }) else { return }
      state.kept.append((Self.name(message), arrival))
    }
  }

  func unanswered(by bot: String) throws -> [[UInt8]] { try open { $0.kept.filter { $0.name.hasPrefix(bot + "\n") }.map(\.bytes) } }

  // No bot of this folder asks for these.
  func place(of bot: String) throws -> String? { nil }
  func keep(place: String, of bot: String) async throws {}
}
