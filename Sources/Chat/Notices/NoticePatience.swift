/// How long the runner of notices waits for what.
public struct NoticePatience: Sendable {
  /// Before the second attempt; doubled for each further one.
  public var firstWait: Duration = .seconds(1)
  public var longestWait: Duration = .seconds(300)
  /// After so many attempts a message is given up and logged, so that a chat that is gone does not hold the cursor for ever.
  public var attempts = 40
  /// Between two looks for forums that are new.
  public var betweenLooks: Duration = .seconds(1)

  public init() {}
}
