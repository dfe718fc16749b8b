import Logging

extension Patience {
  /// Does what must succeed before a bot can go on, again and again with growing pauses, however long it takes. What the platform asks
  /// to wait is waited.
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
        await wait(afterFailures: failures, because: error, saying: "\(error)", orLog: what, to: logger)
      }
    }
    return nil
  }

  /// Connects again whenever a connection has ended, with pauses that grow while none comes about, until the task is cancelled.
  /// - Parameters:
  ///   - what: what is tried, for the log: `the XMPP bot is not connected`.
  ///   - words: what an error means, for whoever reads the log.
  ///   - ended: is told that there is no connection any more; whether there was one: then the pauses begin anew.
  ///   - connect: one connection, from its beginning to its end; throws why it ended.
  public func stayConnected(
    orLog what: String, to logger: Logger, saying words: @Sendable (any Error) -> String, ended: @Sendable () -> Bool,
    _ connect: @Sendable () async throws -> Void
  ) async {
    var failures = 0
    while !Task.isCancelled {
      var reason: any Error = PlatformError.unavailable("the connection has ended")
      do { try await connect() } catch { reason = error }
      if ended() { failures = 0 }
      if Task.isCancelled { return }
      failures += 1
      await wait(afterFailures: failures, because: reason, saying: words(reason), orLog: what, to: logger)
    }
  }

  /// Logs why it pauses, and pauses.
  private func wait(afterFailures failures: Int, because error: any Error, saying problem: String, orLog what: String, to logger: Logger) async {
    let pause = max(pause(afterFailures: failures), (error as? PlatformError)?.askedPause ?? .zero)
    logger.error("\(what)", metadata: ["problem": "\(problem)", "triesAgainIn": "\(pause)"])
    try? await Task.sleep(for: pause)
  }
}
