import Chat
import ForumCore
import ForumDesk
import Messaging
import Synchronization

/// What happened in a forum, and who has heard how much of it.
final class Hearing: Sendable {
  private struct State {
    var changes: [CommittedChange] = []
    var heard: [DelegateID: Int] = [:]
    /// What happened before nobody heard.
    var start = 0
  }

  private let state = Mutex(State())

  func begin(after seq: Int) { state.withLock { $0.start = seq } }

  func add(_ changes: [CommittedChange]) { state.withLock { $0.changes += changes } }

  /// What a delegate has not been told yet, once all up to a position is here.
  func next(for delegate: DelegateID, upTo seq: Int) async throws -> [CommittedChange] {
    while state.withLock({ ($0.changes.last?.seq ?? $0.start) < seq }) { try await Task.sleep(for: .milliseconds(1)) }
    return state.withLock { state in
      let after = state.heard[delegate] ?? 0
      state.heard[delegate] = seq
      return state.changes.filter { $0.seq > after && $0.seq <= seq }
    }
  }
}

extension World {
  /// The notices to a delegate since this was asked last.
  func hear(_ name: String) async throws -> [ChatReply] {
    let delegate = try await delegate(name)
    let changes = try await hearing.next(for: delegate, upTo: try await seq)
    let now = now
    return try await desk.read(forum) { forum in
      changes.flatMap { Notices(library: library).of($0, in: forum, now: now) }.filter { $0.recipient == delegate }.map(\.reply)
    }
  }
}
