import ForumCore
import Synchronization

/// Counts wrong codes, so that nobody tries them all: five an hour for an account and for a conversation. Where very many are wrong in all,
/// two: whoever has many accounts is slowed down, and nobody who has a code is locked out by them.
final class LinkAttempts: Sendable {
  private struct State {
    var byName: [String: [Instant]] = [:]
    /// The last of all, no more than are counted.
    var all: [Instant] = []
    var sweptAt: Instant?
  }

  private let state = Mutex(State())
  private let mostPerName: Int
  private let mostPerNameInRush: Int
  private let rush: Int

  /// - Parameter rush: from so many wrong codes an hour on, of all, the smaller number holds.
  init(mostPerName: Int = 5, mostPerNameInRush: Int = 2, rush: Int = 500) {
    self.mostPerName = mostPerName
    self.mostPerNameInRush = mostPerNameInRush
    self.rush = rush
  }

  /// - Parameter names: of the account and of the conversation; none where nothing is counted.
  func mayTry(_ names: [String], at now: Instant) -> Bool {
    let limit = now.adding(minutes: -60)
    return state.withLock { state in
      Self.forget(&state, before: limit, at: now)
      let most = state.all.count { $0 > limit } >= rush ? mostPerNameInRush : mostPerName
      return names.allSatisfy { name in (state.byName[name] ?? []).count { $0 > limit } < most }
    }
  }

  func failed(_ names: [String], at now: Instant) {
    state.withLock { state in
      for name in names { state.byName[name, default: []].append(now) }
      state.all.append(now)
      state.all.removeFirst(max(0, state.all.count - rush))
    }
  }

  /// Once a minute, as looking through all of them takes its time.
  private static func forget(_ state: inout State, before limit: Instant, at now: Instant) {
    if let swept = state.sweptAt, now >= swept, now < swept.adding(minutes: 1) { return }
    state.sweptAt = now
    state.byName = state.byName.compactMapValues { times in
      let left = times.filter { $0 > limit }
      return left.isEmpty ? nil : left
    }
  }
}
