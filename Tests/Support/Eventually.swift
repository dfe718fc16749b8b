/// Waits until something is so.
/// - Throws: `TestFault` where it is not in time.
public func eventually(_ what: String, within limit: Duration = .seconds(10), _ isSo: @Sendable () async throws -> Bool) async throws {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while !(try await isSo()) {
    guard clock.now < end else { throw TestFault("not within \(limit): \(what)") }
    try await clock.sleep(for: .milliseconds(3))
  }
}
