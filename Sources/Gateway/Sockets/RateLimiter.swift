import NIOCore

/// A token bucket for one connection, and a second one for the refusals, so that a flood is answered for a while and then
/// simply read no faster than it may come.
package struct RateLimiter {
  package enum Verdict: Equatable {
    case pass
    /// Over the rate; the caller is told to wait so many seconds.
    case excess(retryAfterSeconds: Int)
    /// So far over the rate that not even a refusal is due: read nothing for this time.
    case pause(TimeAmount)
  }

  private let perSecond: Double
  private let burst: Double
  private var passes: Double
  private var refusals: Double
  private var last: NIODeadline

  package init(perSecond: Double, burst: Double, now: NIODeadline) {
    self.perSecond = max(perSecond, 0.001)
    self.burst = max(burst, 1)
    (passes, refusals) = (self.burst, self.burst)
    last = now
  }

  /// Asks for one message at `now`, which never goes backwards.
  package mutating func take(now: NIODeadline) -> Verdict {
    let seconds = Double(max(0, (now - last).nanoseconds)) / 1e9
    last = now
    passes = min(burst, passes + seconds * perSecond)
    refusals = min(burst, refusals + seconds * perSecond)
    if passes >= 1 {
      passes -= 1
      return .pass
    }
    let wait = min((1 - passes) / perSecond, 3600)
    if refusals >= 1 {
      refusals -= 1
      return .excess(retryAfterSeconds: max(1, Int(wait.rounded(.up))))
    }
    return .pause(.milliseconds(Int64((wait * 1000).rounded(.up)) + 50))
  }
}
