import Logging

extension Patience {
  /// Does what must succeed before a bot can go on, again and again with growing pauses, however long it takes.
  /// - Parameter what: what is tried, for the log: `the Slack bot is not ready`.
  /// - Returns: nil only when the task was cancelled.
  @discardableResult
  public func keepTrying<Outcome: Sendable>(
    orLog what: String, to logger: Logger, _ work: @Sendable () async throws -> Outcome
  ) async -> Outcome? {
    var failures = 0
    while !Task.isCancelled {
      do { return try await work() } catch {
        if Task.isCancelled { return nil }
        failures += 1
        let pause = pause(afterFailures: failures)
        logger.error("\(what)", metadata: ["problem": "\(error)", "triesAgainIn": "\(pause)"])
        try? await Task.sleep(for: pause)
      }
    }
    return nil
  }
}
