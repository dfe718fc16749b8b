import Synchronization

/// Says who writes too much: each may write so many at once, and then one each interval.
public final class FloodGuard: Sendable {
  private struct State {
    var whole: [String: ContinuousClock.Instant] = [:]
    var size = 4096
  }

  private let rate: RateBudget.Rate
  private let clock = ContinuousClock()
  private let state = Mutex(State())

  public init(_ rate: RateBudget.Rate = .perSecond(1, burst: 20)) { self.rate = rate }

  /// Whether one more of `sender` is within the measure; if so it is counted.
  public func allows(_ sender: String) -> Bool {
    let now = clock.now
    return state.withLock { state in
      if state.whole.count > state.size {
        state.whole = state.whole.filter { $0.value > now }
        state.size = max(4096, state.whole.count * 2)
      }
      let whole = max(state.whole[sender] ?? now, now)
      guard whole - rate.interval * (rate.burst - 1) <= now else { return false }
      state.whole[sender] = whole + rate.interval
      return true
    }
  }
}
