import BotWhatsApp
import Logging
import Messaging
import TestSupport

/// The bot between a fake WhatsApp and a rehearsed chat, with little patience so that tests are quick.
struct Stage: Sendable {
  let whatsApp: FakeWhatsApp
  let chat: RehearsedChat
  let inbox: HeldInbox
  let bot: WhatsAppBot
  let clock: SettableClock
  /// Another bot on the same inbox, as after a crash.
  let again: @Sendable () throws -> WhatsAppBot

  static let fast = RateBudget.Rate(interval: .microseconds(1), burst: 1000)

  static func run(
    chat: RehearsedChat = RehearsedChat(), templates: WhatsAppTemplates? = .standard, marksAsRead: Bool = false,
    language: @escaping @Sendable (String) async -> String? = { _ in nil },
    _ body: @escaping @Sendable (Stage) async throws -> Void
  ) async throws {
    let clock = SettableClock()
    let whatsApp = FakeWhatsApp(now: { clock.now })
    let inbox = HeldInbox()
    try await withFakeServer {
      await whatsApp.answer($0)
    } body: { address in
      let again: @Sendable () throws -> WhatsAppBot = {
        WhatsAppBot(
          configuration: try WhatsAppConfiguration(
            phoneNumberID: FakeWhatsApp.number, accessToken: FakeWhatsApp.token, appSecret: FakeWhatsApp.appSecret,
            verifyToken: FakeWhatsApp.verifyToken, address: address, version: FakeWhatsApp.version, templates: templates, marksAsRead: marksAsRead,
            perChat: fast, inAll: fast),
          chat: chat, inbox: inbox, texts: WhatsAppTexts(choose: "Choose", byLanguage: ["fr": "Choisir", "ar": "اختيار"]), language: language,
          patience: Patience(firstPause: .milliseconds(1), longestPause: .milliseconds(5), total: .milliseconds(60)),
          now: { clock.now }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      }
      let bot = try again()
      guard let hook = bot.hook else { throw TestFault("no hook") }
      let running = Task { await bot.run() }
      defer { running.cancel() }
      try await eventually("the bot has begun") { await whatsApp.calls == 1 }
      try await withHookServer(hook) { hookAddress in
        await whatsApp.begin(hook: hookAddress)
        try await body(Stage(whatsApp: whatsApp, chat: chat, inbox: inbox, bot: bot, clock: clock, again: again))
        // What is still under way would open connections to a server that ends.
        try? await eventually("all is answered", within: .milliseconds(500)) { inbox.waiting == 0 }
      }
    }
  }

  func deliver(_ text: String, to person: FakeWhatsApp.Person, key: String = "k", buttons: [Button] = []) async throws {
    try await bot.transport.deliver(OutgoingMessage(key: key, chat: person.userID ?? person.number ?? "", reply: ChatReply(text, buttons: buttons)))
  }
}

let ana = FakeWhatsApp.Person(number: "393331234567", userID: "IT.13491208655302741918")
let old = FakeWhatsApp.Person(number: "201001234567")
let hidden = FakeWhatsApp.Person(number: nil, userID: "FI.99991208655302741918")
