/// How long and how often one request is tried before the caller is told.
///
/// The homeserver gives a transaction 60 seconds before it sends it again, so what is done within one must end sooner.
public struct MatrixPatience: Sendable {
  /// How often an unreachable or failing homeserver is asked; being told to wait does not count.
  public var attempts: Int
  /// The pause after the first failure; it doubles after each further one.
  public var firstPause: Duration
  /// How long one attempt may take.
  public var attemptTimeout: Duration
  /// How long all attempts and pauses of one request may take together.
  public var total: Duration

  public init(
    attempts: Int = 5, firstPause: Duration = .milliseconds(250), attemptTimeout: Duration = .seconds(10),
    total: Duration = .seconds(25)
  ) {
    self.attempts = attempts
    self.firstPause = firstPause
    self.attemptTimeout = attemptTimeout
    self.total = total
  }

  /// The pause after so many failures, counted from 1.
  func pause(afterFailures failures: Int) -> Duration {
    firstPause * (1 << min(max(failures, 1) - 1, 10))
  }
}
