/// How long the runner of notices waits for what.
public struct NoticePatience: Sendable {
  /// Before the second attempt; doubled for each further one.
  public var firstWait: Duration = .seconds(1)
  public var longestWait: Duration = .seconds(300)
  /// After so many attempts a message is given up and logged, so that a chat that is gone does not hold up the next for ever.
  public var attempts = 40
  /// Between two looks for forums that are new, and for quiet hours that are over.
  public var betweenLooks: Duration = .seconds(1)
  /// Milliseconds after the end of quiet hours in which the clock records what it has put off until then: that goes with what has gathered.
  public var afterQuiet: Int64 = 1000

  public init() {}

  /// Before the next attempt after so many that failed.
  func wait(after failures: Int) -> Duration {
    var wait = firstWait
    for _ in 1..<max(1, min(failures, 40)) where wait < longestWait { wait = wait * 2 }
    return min(wait, longestWait)
  }
}
