import Logging
import Messaging
import Synchronization

/// Takes updates in, whichever way they came.
final class TelegramReceiver: Sendable {
  let intake: Intake
  let errands: TelegramErrands
  let logger: Logger
  private let texts: TelegramTexts
  /// Known once Telegram has said it.
  private let identity = Mutex<TelegramIdentity?>(nil)

  /// Beyond so many messages under way nobody is waited for.
  private static let busy = 50

  init(intake: Intake, errands: TelegramErrands, texts: TelegramTexts, logger: Logger) {
    self.intake = intake
    self.errands = errands
    self.texts = texts
    self.logger = logger
  }

  func become(_ identity: TelegramIdentity) { self.identity.withLock { $0 = identity } }

  var isReady: Bool { identity.withLock { $0 != nil } }

  /// Returns when every update is answered or kept.
  /// - Throws: where the store is not available: then Telegram must not be told that they were taken.
  func take(_ updates: [TelegramUpdate], isBacklog: Bool) async throws {
    guard let identity = identity.withLock({ $0 }) else { throw PlatformError.unavailable("the bot does not know its name yet") }
    for case .press(let press) in updates { errands.add(press) }
    let listener = TelegramListener(identity: identity, texts: texts)
    let arrivals = updates.compactMap(listener.arrival)
    guard !arrivals.isEmpty else { return }
    // One who is slow, or writes much, does not keep the others waiting.
    let isBusy = isBacklog || intake.underWay > Self.busy
    try await intake.take(arrivals, within: isBusy ? .zero : .milliseconds(200))
  }
}
