import BotTelegram
import Logging
import Messaging
import StrictJSON
import TestSupport

/// The bot between a fake Telegram and a fake chat, without the rates of the real one so that tests are quick.
struct Stage: Sendable {
  let telegram: FakeTelegram
  let address: String
  let chat: RehearsedChat
  let inbox: HeldInbox

  static func run<Outcome: Sendable>(
    chat: RehearsedChat = RehearsedChat(), _ body: @escaping @Sendable (Stage) async throws -> Outcome
  ) async throws -> Outcome {
    try await FakeTelegram.serve { telegram, address in
      try await body(Stage(telegram: telegram, address: address, chat: chat, inbox: HeldInbox()))
    }
  }

  /// The same with a bot that runs from the beginning.
  static func withBot<Outcome: Sendable>(
    chat: RehearsedChat = RehearsedChat(), texts: TelegramTexts = TelegramTexts(), _ body: @escaping @Sendable (Stage) async throws -> Outcome
  ) async throws -> Outcome {
    try await run(chat: chat) { stage in
      try await stage.bot(texts: texts) { _ in try await body(stage) }
    }
  }

  static let secret = "only-for-tests_0123456789_abcdefgh"

  func configuration(
    receiving: TelegramConfiguration.Receiving = .longPoll(seconds: 20), token: String = FakeTelegram.token
  ) throws -> TelegramConfiguration {
    var configuration = try TelegramConfiguration(token: token, receiving: receiving, server: address)
    configuration.perPerson = .perSecond(100_000, burst: 100_000)
    configuration.perGroup = configuration.perPerson
    configuration.inAll = configuration.perPerson
    configuration.pauses = Patience(firstPause: .milliseconds(5), longestPause: .milliseconds(50))
    configuration.replyPatience = Patience(firstPause: .milliseconds(5), longestPause: .milliseconds(50), total: .seconds(10))
    return configuration
  }

  func make(_ configuration: TelegramConfiguration, texts: TelegramTexts = TelegramTexts()) -> TelegramBot {
    TelegramBot(
      configuration: configuration, chat: chat, inbox: inbox, texts: texts, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Runs a bot while `body` runs; a new one on the same inbox and chat each time.
  func bot<Outcome: Sendable>(
    _ configuration: TelegramConfiguration? = nil, texts: TelegramTexts = TelegramTexts(),
    _ body: @escaping @Sendable (TelegramBot) async throws -> Outcome
  ) async throws -> Outcome {
    let bot = make(try configuration ?? self.configuration(), texts: texts)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { await bot.run() }
      return try await body(bot)
    }
  }

  /// A bot that Telegram calls, served as the gateway does.
  func hookedBot(_ body: @escaping @Sendable (TelegramBot) async throws -> Void) async throws {
    let port = try await freePort()
    let configuration = try configuration(receiving: .webhook(address: "http://127.0.0.1:\(port)/hooks/telegram/", secret: Self.secret))
    try await bot(configuration) { bot in
      guard let hook = bot.hook else { throw TestFault("no hook") }
      try await withHookServer(hook, port: port) { _ in
        try await body(bot)
        await telegram.close()
      }
    }
  }

  /// Waits until the bot has sent so many messages, and returns their texts.
  func texts(_ count: Int) async throws -> [String] {
    try await telegram.wait { $0.sent.count >= count }
    return await telegram.sent.map(\.text)
  }

  /// Waits until the record says that so many were answered.
  func recorded(_ count: Int) async throws {
    try await eventually("\(count) are written down as answered") { inbox.recorded >= count }
  }

  /// Waits until nothing is left to be confirmed.
  func settled() async throws { try await telegram.wait { $0.pending == 0 } }
}
