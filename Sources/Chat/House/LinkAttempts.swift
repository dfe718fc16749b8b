import ForumCore
import Synchronization

/// Counts wrong codes, so that nobody tries them all: five an hour for an account and for a conversation, and a cap over all of them.
final class LinkAttempts: Sendable {
  private struct State {
    var byName: [String: [Instant]] = [:]
    var all: [Instant] = []
  }

  private let state = Mutex(State())
  private let mostPerName: Int
  private let mostInAll: Int

  init(mostPerName: Int = 5, mostInAll: Int = 500) {
    self.mostPerName = mostPerName
    self.mostInAll = mostInAll
  }

  /// - Parameter names: of the account and of the conversation.
  func mayTry(_ names: [String], at now: Instant) -> Bool {
    state.withLock { state in
      Self.forget(&state, before: now.adding(minutes: -60))
      return names.allSatisfy { (state.byName[$0]?.count ?? 0) < mostPerName } && state.all.count < mostInAll
    }
  }

  func failed(_ names: [String], at now: Instant) {
    state.withLock { state in
      for name in names { state.byName[name, default: []].append(now) }
      state.all.append(now)
    }
  }

  private static func forget(_ state: inout State, before limit: Instant) {
    state.all.removeAll { $0 <= limit }
    state.byName = state.byName.compactMapValues { times in
      let left = times.filter { $0 > limit }
      return left.isEmpty ? nil : left
    }
  }
}
