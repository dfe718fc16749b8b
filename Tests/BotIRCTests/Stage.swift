import BotIRC
import Logging
import Messaging
import TestSupport

/// The bot beside what a test gives it, with little patience so that tests are quick.
struct Stage: Sendable {
  let chat: RehearsedChat
  let inbox: HeldInbox
  let notes: Notes
  let bot: IRCBot

  init(
    port: Int, nick: String = "rialto", account: String? = nil, channels: [String] = [], certificate: String? = nil, voice: IRCConfiguration.Voice = .notice,
    lines: RateBudget.Rate = .perSecond(10_000, burst: 10_000), chat: RehearsedChat = RehearsedChat(), inbox: HeldInbox = HeldInbox()
  ) throws {
    self.chat = chat
    self.inbox = inbox
    notes = Notes()
    bot = IRCBot(
      configuration: try IRCConfiguration(
        host: "localhost", port: port, isEncrypted: certificate != nil, certificateAuthorities: certificate, nick: nick, account: account,
        password: account.map { _ in "only-for-a-test" }, channels: channels.map { try .init($0) }, voice: voice, lines: lines),
      chat: chat, inbox: inbox, texts: IRCTexts(needsAccount: "log in first", writesTooMuch: "slower please"),
      reconnecting: Patience(firstPause: .milliseconds(20), longestPause: .milliseconds(100)), logger: notes.logger)
  }

  /// Runs the bot while `body` runs; `body` begins when the bot is ready.
  func run<Outcome: Sendable>(untilReady: Bool = true, _ body: @escaping @Sendable () async throws -> Outcome) async throws -> Outcome {
    try await bot.running {
      if untilReady { try await notes.line(with: "is ready") }
      return try await body()
    }
  }
}
