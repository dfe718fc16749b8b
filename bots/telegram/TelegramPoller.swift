import Logging
import Messaging

/// Asks for updates again and again, and confirms only what was taken.
struct TelegramPoller: Sendable {
  let client: TelegramClient
  let receiver: TelegramReceiver
  /// How long Telegram may hold a request back while there is nothing.
  let seconds: Int
  let pauses: Patience

  /// Until the task is cancelled.
  func run() async {
    var offset: Int?
    var failures = 0
    while !Task.isCancelled {
      do {
        let asked = ContinuousClock.now
        let batch = try await client.updates(from: offset, waiting: seconds)
        if batch.unreadable > 0 { receiver.logger.warning("telegram: \(batch.unreadable) updates that cannot be read are left out") }
        try await receiver.take(batch.updates, isBacklog: batch.count == 100)
        // When nothing is left all is confirmed. Without an offset new ids may begin anywhere, as they do after an idle week.
        offset = batch.lastID.map { $0 &+ 1 }
        if failures > 0 { receiver.logger.notice("telegram: updates come again") }
        failures = 0
        // Something between answers at once instead of waiting.
        if batch.count == 0, .now - asked < .milliseconds(50) { try await Task.sleep(for: .milliseconds(200)) }
      } catch is CancellationError {
        return
      } catch {
        failures += 1
        if failures == 1 { receiver.logger.error("telegram: no updates: \(error)") }
        let asked = (error as? TelegramError)?.retryAfter ?? .zero
        try? await Task.sleep(for: max(asked, pauses.pause(afterFailures: failures)))
      }
    }
  }
}
