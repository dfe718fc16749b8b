import ForumCore
import Synchronization

/// Counts wrong codes, so that nobody tries them all: five an hour for a conversation and a cap over all of them.
final class LinkAttempts: Sendable {
  private struct State {
    var byChat: [String: [Instant]] = [:]
    var all: [Instant] = []
  }

  private let state = Mutex(State())
  private let mostPerChat: Int
  private let mostInAll: Int

  init(mostPerChat: Int = 5, mostInAll: Int = 500) {
    self.mostPerChat = mostPerChat
    self.mostInAll = mostInAll
  }

  func mayTry(_ chat: String, at now: Instant) -> Bool {
    state.withLock { state in
      Self.forget(&state, before: now.adding(minutes: -60))
      return (state.byChat[chat]?.count ?? 0) < mostPerChat && state.all.count < mostInAll
    }
  }

  func failed(_ chat: String, at now: Instant) {
    state.withLock { state in
      state.byChat[chat, default: []].append(now)
      state.all.append(now)
    }
  }

  private static func forget(_ state: inout State, before limit: Instant) {
    state.all.removeAll { $0 <= limit }
    state.byChat = state.byChat.compactMapValues { times in
      let left = times.filter { $0 > limit }
      return left.isEmpty ? nil : left
    }
  }
}
