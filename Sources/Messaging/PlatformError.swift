/// Why a platform did not take a message.
public enum PlatformError: Error, Equatable, CustomStringConvertible {
  /// It will never take it: the person blocked the bot, the conversation is gone, the message is not to its liking.
  case refused(String)
  /// It asks for patience: for this conversation, or for the whole bot.
  case limited(Duration, wholeBot: Bool)
  /// It was not reached or failed; the same may succeed later. Faults of the set-up, such as a wrong token, are here too: once they are
  /// mended it succeeds, so nothing may be given up because of them.
  case unavailable(String)

  /// How long it asks to wait; nil where it does not.
  public var askedPause: Duration? { if case .limited(let pause, _) = self { pause } else { nil } }

  public var description: String {
    switch self {
    case .refused(let reason): "refused: \(reason)"
    case .limited(let pause, _): "asks to wait \(pause)"
    case .unavailable(let reason): "not available: \(reason)"
    }
  }
}

/// How long and how often one message is tried before whoever sends it is told.
public struct Patience: Sendable, Hashable {
  /// The pause after the first failure; it doubles after each further one.
  public var firstPause: Duration
  public var longestPause: Duration
  /// How long all attempts may take together.
  public var total: Duration

  public init(firstPause: Duration = .milliseconds(250), longestPause: Duration = .seconds(30), total: Duration = .seconds(60)) {
    self.firstPause = firstPause
    self.longestPause = longestPause
    self.total = total
  }

  /// The pause after so many failures, counted from 1.
  public func pause(afterFailures failures: Int) -> Duration {
    min(firstPause * (1 << min(max(failures, 1) - 1, 16)), longestPause)
  }
}
