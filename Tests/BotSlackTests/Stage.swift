import BotSlack
import Logging
import Messaging
import TestSupport

/// The bot between a fake Slack and a rehearsed chat, with little patience so that tests are quick.
struct Stage: Sendable {
  let slack: FakeSlack
  let chat: RehearsedChat
  let inbox: HeldInbox
  let bot: SlackBot
  let clock: SettableClock
  /// Another bot on the same inbox, as after a crash.
  let again: @Sendable () throws -> SlackBot

  static let fast = RateBudget.Rate(interval: .microseconds(1), burst: 1000)

  static func run(chat: RehearsedChat = RehearsedChat(), _ body: @escaping @Sendable (Stage) async throws -> Void) async throws {
    let clock = SettableClock()
    let slack = FakeSlack(now: { clock.now })
    let inbox = HeldInbox()
    try await withFakeServer {
      await slack.answer($0)
    } body: { address in
      let again: @Sendable () throws -> SlackBot = {
        SlackBot(
          configuration: try SlackConfiguration(
            botToken: FakeSlack.token, signingSecret: FakeSlack.signingSecret, address: address + "/api/", perChat: fast, inAll: fast),
          chat: chat, inbox: inbox, patience: Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(5), total: .milliseconds(60)),
          now: { clock.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      }
      let bot = try again()
      guard let hook = bot.hook else { throw TestFault("no hook") }
      let running = Task { await bot.run() }
      defer { running.cancel() }
      try await eventually("the bot has begun") { await slack.calls["/api/auth.test"] == 1 }
      try await withHookServer(hook) { hookAddress in
        await slack.begin(address: address, hook: hookAddress)
        try await body(Stage(slack: slack, chat: chat, inbox: inbox, bot: bot, clock: clock, again: again))
        // What is still under way would open connections to a server that ends.
        try? await eventually("all is answered", within: .milliseconds(500)) { inbox.waiting == 0 }
      }
    }
  }
}
