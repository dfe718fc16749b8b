import Logging
import Synchronization

/// A platform as the courier sees it: its name, its limits, and the one call that sends.
public protocol MessagingPlatform: Sendable {
  /// The bot's name, as in `IncomingMessage.bot`.
  var bot: String { get }
  var limits: MessageLimits { get }
  /// Sends one page to a conversation.
  /// - Parameters:
  ///   - key: the same whenever the same page is sent again; a platform that deduplicates is given it.
  ///   - arrival: what it answers; nil for a notice.
  /// - Throws: `PlatformError`; `CancellationError`.
  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws
}

/// Something that came from a platform, with what the platform wants back beside an answer: the id of a pressed button, a token.
public struct Arrival: Sendable, Hashable, Codable {
  public var message: IncomingMessage
  public var handle: [String: String]
  /// When it was taken, where it was kept: microseconds since 1970, later ones always higher. What is kept is answered in this order.
  var takenAt: Int?

  public init(_ message: IncomingMessage, handle: [String: String] = [:]) {
    self.message = message
    self.handle = handle
  }
}

/// Brings replies and notices to a platform: cut to its limits, within its rates, again and again where it fails.
public struct Courier: ChatTransport {
  public let platform: any MessagingPlatform
  private let budget: RateBudget
  private let replyPatience: Patience
  private let noticePatience: Patience
  private let logger: Logger
  private let sent = Sent()

  /// - Parameters:
  ///   - replyPatience: a reply is given up after so long; notices are tried by whoever owes them again.
  public init(
    platform: any MessagingPlatform, budget: RateBudget, replyPatience: Patience = Patience(total: .seconds(3600)),
    noticePatience: Patience = Patience(), logger: Logger
  ) {
    self.platform = platform
    self.budget = budget
    self.replyPatience = replyPatience
    self.noticePatience = noticePatience
    self.logger = logger
  }

  public var bot: String { platform.bot }

  /// Delivers a notice. Of one that needs several pages those that arrived are not sent again.
  /// - Throws: `PlatformError`; `CancellationError`.
  public func deliver(_ message: OutgoingMessage) async throws {
    for page in Page.pages(of: message.reply, within: platform.limits).dropFirst(sent.pages(of: message.key)) {
      try await send(page, to: message.chat, key: "out-\(message.key)-\(page.number)", answering: nil, noticePatience)
      sent.count(message.key, isLast: page.isLast)
    }
  }

  /// Sends the replies to a message. What the platform refuses for good is logged and left.
  /// - Throws: `CancellationError` only.
  func answer(_ replies: [ChatReply], to arrival: Arrival) async throws {
    let message = arrival.message
    for (number, reply) in replies.enumerated() {
      for page in Page.pages(of: reply, within: platform.limits) {
        do {
          try await send(page, to: message.chat, key: "re-\(message.messageID)-\(number)-\(page.number)", answering: arrival, replyPatience)
        } catch let error as PlatformError {
          return logger.warning("\(bot): a reply is given up: \(error)")
        }
      }
    }
  }

  private func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?, _ patience: Patience) async throws {
    let clock = ContinuousClock()
    let end = clock.now + patience.total
    var failures = 0
    while true {
      try await budget.turn(in: chat)
      do {
        return try await platform.send(page, to: chat, key: key, answering: arrival)
      } catch let error as PlatformError {
        switch error {
        case .refused: throw error
        case .limited(let asked, let wholeBot):
          logger.debug("\(bot) \(error)")
          // Whoever asks for no time at all does not mean at once.
          let pause = max(asked, patience.firstPause)
          budget.pause(pause, chat: chat, wholeBot: wholeBot)
          guard clock.now + pause < end else { throw error }
        case .unavailable:
          failures += 1
          if failures == 1 { logger.warning("\(bot): a message could not be sent and is tried again: \(error)") }
          let pause = patience.pause(afterFailures: failures)
          guard clock.now + pause < end else { throw error }
          try await clock.sleep(for: pause)
        }
      }
    }
  }

  /// How many pages of a notice have arrived, while it is under way.
  private final class Sent: Sendable {
    private let state = Mutex<[String: Int]>([:])

    func pages(of key: String) -> Int { state.withLock { $0[key] ?? 0 } }

    func count(_ key: String, isLast: Bool) {
      state.withLock { state in
        if isLast { state[key] = nil } else { state[key, default: 0] += 1 }
      }
    }
  }
}
