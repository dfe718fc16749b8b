import Messaging

extension ChatBot {
  /// Runs the bot while `body` runs; returns when it has ended.
  public func running<Outcome: Sendable>(while body: () async throws -> Outcome) async throws -> Outcome {
    let life = Task { await run() }
    defer { life.cancel() }
    let outcome = try await body()
    life.cancel()
    await life.value
    return outcome
  }
}
