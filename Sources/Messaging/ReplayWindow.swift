import Foundation

/// How far the time in a signed request may be from now, so that one who overheard it cannot send it again later.
public struct ReplayWindow: Sendable {
  public let seconds: Int
  private let now: @Sendable () -> Int

  /// - Parameter now: seconds since 1970.
  public init(seconds: Int = 300, now: @escaping @Sendable () -> Int = ReplayWindow.systemClock) {
    self.seconds = seconds
    self.now = now
  }

  /// Whether a time, written in seconds since 1970, is within the window.
  public func contains(_ timestamp: String) -> Bool {
    guard !timestamp.isEmpty, timestamp.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let then = Int(timestamp) else {
      return false
    }
    let age = now().subtractingReportingOverflow(then)
    return !age.overflow && age.partialValue.magnitude <= seconds
  }

  /// Seconds since 1970 by the machine's clock.
  public static let systemClock: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
}
