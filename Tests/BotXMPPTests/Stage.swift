import BotXMPP
import Logging
import Messaging
import TestSupport

/// The bot beside what a test gives it, with little patience so that tests are quick.
struct Stage: Sendable {
  let chat: RehearsedChat
  let inbox: HeldInbox
  let notes: Notes
  let bot: XMPPBot

  init(port: Int, secret: String = Prosody.secret, chat: RehearsedChat = RehearsedChat(), inbox: HeldInbox = HeldInbox(), maximumStanza: Int = 262_144) throws {
    self.chat = chat
    self.inbox = inbox
    notes = Notes()
    let rate = RateBudget.Rate.perSecond(10_000, burst: 10_000)
    bot = XMPPBot(
      configuration: try XMPPConfiguration(
        domain: Prosody.componentDomain, port: port, secret: secret, maximumStanza: maximumStanza, perChat: rate, inAll: rate),
      chat: chat, inbox: inbox, texts: XMPPTexts(cannotReadEncrypted: "I cannot read this"),
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
