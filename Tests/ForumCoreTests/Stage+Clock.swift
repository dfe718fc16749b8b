import ForumCore
import Testing

extension Stage {
  /// Lets the clock go from one thing that is due to the next, up to a moment: what it records, and when.
  mutating func pass(to end: String) throws -> [String] {
    var told: [String] = []
    while let due = forum.nextDue, due <= Stage.clock(end) {
      now = max(due, now)
      let lines = when(ExpireHolds(), by: .timer)
      guard !lines.isEmpty else { throw ClockSpins(at: written(due)) }
      told += lines.map { "\(written(now)) \($0)" }
      try given(ExpireHolds(), by: .timer)
      #expect(forum.index == forum.recount())
    }
    now = Stage.clock(end)
    return told
  }
}

/// Something is due for which there is nothing to do: the timer would never rest.
struct ClockSpins: Error { let at: String }

private func written(_ instant: Instant) -> String { clock(instant) }
