import Messaging
import Synchronization

/// A clock that tests put forward.
public final class SettableClock: Sendable {
  private let seconds = Mutex(ReplayWindow.systemClock())

  public init() {}

  /// Seconds since 1970.
  public var now: Int { seconds.withLock { $0 } }
  public func advance(seconds: Int) { self.seconds.withLock { $0 += seconds } }
}
