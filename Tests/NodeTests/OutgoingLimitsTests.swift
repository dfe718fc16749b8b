import BotDiscord
import BotIRC
import BotSlack
import BotTelegram
import BotWhatsApp
import BotXMPP
import Chat
import Messaging
import Phrases
import TestSupport
import Testing
import rialto

/// What platforms publish of the length of messages, written down once more beside what the adapters say of themselves.
private struct Published: Sendable {
  var bot: String
  var count: @Sendable (String) -> Int
  var text: Int
  var textBesideButtons: Int
  var buttons: Int
  var label: Int
  var payload: Int

  static let all: [Published] = [
    // Bot API: sendMessage.text, InlineKeyboardButton.callback_data.
    Published(bot: "telegram", count: { $0.utf16.count }, text: 4096, textBesideButtons: 4096, buttons: 100, label: 64, payload: 64),
    // Block Kit: section text, button text and value, actions.
    Published(bot: "slack", count: { $0.utf16.count }, text: 3000, textBesideButtons: 3000, buttons: 25, label: 75, payload: 2000),
    // Cloud API: text.body, interactive.body.text, list rows.
    Published(bot: "whatsapp", count: { $0.utf16.count }, text: 4096, textBesideButtons: 1024, buttons: 10, label: 24, payload: 200),
    // Message.content, button label and custom_id, 5 rows of 5.
    Published(bot: "discord", count: { $0.utf16.count }, text: 2000, textBesideButtons: 2000, buttons: 25, label: 80, payload: 100),
    // RFC 2812: 512 bytes with the command, the longest names and the line's end.
    Published(bot: "irc", count: { $0.utf8.count }, text: 400, textBesideButtons: 0, buttons: 0, label: 0, payload: 0),
    // RFC 6120, 13.12: every server takes stanzas of 10,000 bytes.
    Published(bot: "xmpp", count: { $0.utf8.count }, text: 9000, textBesideButtons: 0, buttons: 0, label: 0, payload: 0),
  ]
}

@Suite("Every outgoing message is within every platform's limits, in every language")
struct OutgoingLimitsTests {
  private static func limits() throws -> [String: MessageLimits] {
    let (chat, inbox) = (NoChat(), HeldInbox())
    let bots: [any ChatBot] = [
      TelegramBot(configuration: try TelegramConfiguration(token: FakeTelegram.token), chat: chat, inbox: inbox),
      SlackBot(configuration: try SlackConfiguration(botToken: FakeSlack.token, signingSecret: FakeSlack.signingSecret), chat: chat, inbox: inbox),
      WhatsAppBot(
        configuration: try WhatsAppConfiguration(
          phoneNumberID: FakeWhatsApp.number, accessToken: FakeWhatsApp.token, appSecret: FakeWhatsApp.appSecret, verifyToken: FakeWhatsApp.verifyToken),
        chat: chat, inbox: inbox, texts: Bots.whatsAppTexts),
      DiscordBot(
        configuration: try DiscordConfiguration(applicationID: FakeDiscord.application, publicKey: FakeDiscord().publicKey, botToken: FakeDiscord.token),
        chat: chat, inbox: inbox),
      IRCBot(configuration: try IRCConfiguration(host: "irc.example.org"), chat: chat, inbox: inbox),
      XMPPBot(configuration: try XMPPConfiguration(domain: "rialto.example.org", secret: "only-for-a-test-1"), chat: chat, inbox: inbox),
    ]
    return Dictionary(uniqueKeysWithValues: bots.compactMap { bot in (bot.transport as? Courier).map { ($0.bot, $0.platform.limits) } })
  }

  /// Names as people have them, and as those who mean ill do.
  private static let values = [
    "Karim Haddad", String(repeating: "Αλέξανδρος ", count: 9), String(repeating: "👩‍👩‍👧‍👦", count: 25), "e" + String(repeating: "\u{301}", count: 99),
    String(repeating: "ﷺ", count: 99), "\u{202E}evil\u{2066} @all <b>&*_`[]()~>#+-=|{}.!", String(repeating: "W", count: 100),
  ]

  @Test("Every phrase with any name in it and any buttons beside it", arguments: PhraseLibrary.standard.languages.map(\.language))
  func phrases(language: String) throws {
    let limits = try Self.limits()
    #expect(Set(limits.keys) == Set(Published.all.map(\.bot)))
    let book = PhraseLibrary.standard.book(for: language)
    var number = 0
    for (key, phrase) in book.phrases.sorted(by: { $0.key < $1.key }) {
      // Each phrase with one of the names, all of them in turn.
      let value = Self.values[number % Self.values.count]
      number += 1
      var values = Dictionary(uniqueKeysWithValues: phrase.places.map { ($0, PhraseValue.text(value)) })
      values["count"] = .number(number % 120)
      let line = book.text(named: key, values)
      // One line, and lists of many.
      let text = number % 5 == 0 ? Array(repeating: line, count: 40).joined(separator: "\n") : line
      let buttons = (0..<[0, 2, 8, 30][number % 4]).map { Button(label: "\(value) \($0)", send: "book D-\($0) @day1-morning.\($0) #! : \(value)") }
      check(ChatReply(text, buttons: buttons), limits, "\(key), \(value.prefix(12))")
    }
  }

  private func check(_ reply: ChatReply, _ limits: [String: MessageLimits], _ what: String) {
    for published in Published.all {
      guard let own = limits[published.bot] else { continue }
      let pages = Page.pages(of: reply, within: own)
      for page in pages {
        let most = page.choices.isEmpty ? published.text : published.textBesideButtons
        if published.count(page.text) > most || page.text.isEmpty { Issue.record("\(published.bot): a text of \(published.count(page.text)): \(what)") }
        if page.choices.count > published.buttons { Issue.record("\(published.bot): \(page.choices.count) buttons: \(what)") }
        for choice in page.choices {
          if choice.label.isEmpty || published.count(choice.label) > published.label { Issue.record("\(published.bot): label \(choice.label): \(what)") }
          if choice.payload.isEmpty || choice.payload.utf8.count > published.payload { Issue.record("\(published.bot): payload \(choice.payload): \(what)") }
        }
        if page.text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }) { Issue.record("\(published.bot): a control: \(what)") }
      }
    }
  }

  private struct NoChat: ChatService {
    func receive(_ message: IncomingMessage) async throws -> [ChatReply] { [] }
  }
}
