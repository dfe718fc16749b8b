import BotDiscord
import BotIRC
import BotMatrix
import BotSlack
import BotTelegram
import BotWhatsApp
import BotXMPP
import Chat
import Configuration
import Foundation
import Logging
import Messaging

/// Makes a bot for a node's chat.
package typealias BotMaker = @Sendable (ChatHouse, any ChatInbox, Logger) -> any ChatBot

/// The platforms that the settings name, each by a group of its own: `telegram: {token: ...}` in the file, or `RIALTO_TELEGRAM_TOKEN`.
package enum Bots {
  /// - Throws: a sentence that names the setting which can not be used.
  static func makers(from settings: ConfigReader) throws -> [BotMaker] {
    try [
      matrix(Group("matrix", settings)), xmpp(Group("xmpp", settings)), irc(Group("irc", settings)), telegram(Group("telegram", settings)),
      slack(Group("slack", settings)), whatsApp(Group("whatsapp", settings)),
      discord(Group("discord", settings)),
    ].compactMap { $0 }
  }

  /// A bot that is an application service of its homeserver.
  package static func matrix(_ configuration: MatrixConfiguration) -> BotMaker {
    { chat, inbox, logger in MatrixBot(configuration: configuration, chat: chat, inbox: inbox, texts: matrixTexts, logger: logger) }
  }

  /// A bot that has an account on a homeserver.
  private static func matrix(_ group: Group) throws -> BotMaker? {
    guard let user = group.text("user") else { return nil }
    let homeserver = try group.needed("homeserver")
    let account = try group.make {
      if let token = group.secret("token") { return try MatrixAccount(homeserver: homeserver, userID: user, accessToken: token) }
      return try MatrixAccount(homeserver: homeserver, userID: user, password: group.neededSecret("password"))
    }
    return { chat, inbox, logger in MatrixBot(account: account, chat: chat, inbox: inbox, texts: matrixTexts, logger: logger) }
  }

  private static var matrixTexts: MatrixTexts { MatrixTexts(cannotReadEncrypted: PhraseBook.english.text(.transportCannotReadEncrypted)) }

  private static func xmpp(_ group: Group) throws -> BotMaker? {
    guard let domain = group.text("domain") else { return nil }
    let secret = try group.neededSecret("secret")
    let configuration = try group.make {
      try XMPPConfiguration(
        domain: domain, host: group.text("host") ?? "127.0.0.1", port: group.number("port") ?? 5347, secret: secret,
        botName: group.text("name") ?? "rialto", isTrustedNetwork: group.flag("trustedNetwork") ?? false)
    }
    let texts = XMPPTexts(cannotReadEncrypted: PhraseBook.english.text(.transportCannotReadEncrypted))
    return { chat, inbox, logger in XMPPBot(configuration: configuration, chat: chat, inbox: inbox, texts: texts, logger: logger) }
  }

  private static func irc(_ group: Group) throws -> BotMaker? {
    guard let host = group.text("host") else { return nil }
    guard let voice = IRCConfiguration.Voice(rawValue: group.text("voice") ?? "notice") else { throw Fault("irc.voice is notice or message") }
    let lines = try group.rate("linesPerSecond", burst: 4)
    let configuration = try group.make {
      let channels = try (group.text("channels") ?? "").split(separator: ",").map { entry in
        let words = entry.split(separator: " ").map(String.init)
        return try IRCConfiguration.Channel(words.first ?? "", key: words.dropFirst().first)
      }
      return try IRCConfiguration(
        host: host, port: group.number("port") ?? 6697, isEncrypted: group.flag("encrypted") ?? true,
        certificateAuthorities: group.text("certificateAuthorities"), nick: group.text("nick") ?? "rialto",
        realName: group.text("realName") ?? "Rialto, books meetings", serverPassword: group.secret("serverPassword"), account: group.text("account"),
        password: group.secret("password"), channels: channels, voice: voice, lines: lines ?? .perSecond(0.5, burst: 4))
    }
    return { chat, inbox, logger in IRCBot(configuration: configuration, chat: chat, inbox: inbox, texts: ircTexts, logger: logger) }
  }

  package static var ircTexts: IRCTexts {
    IRCTexts(needsAccount: PhraseBook.english.text(.transportNeedsAccount), writesTooMuch: PhraseBook.english.text(.transportNotHeard))
  }

  private static func telegram(_ group: Group) throws -> BotMaker? {
    guard let token = group.secret("token") else { return nil }
    var receiving = TelegramConfiguration.Receiving.longPoll(seconds: 50)
    if let webhook = group.text("webhook") { receiving = .webhook(address: webhook, secret: try group.neededSecret("secret")) }
    var configuration = try group.make {
      try TelegramConfiguration(token: token, receiving: receiving, server: group.text("server") ?? TelegramConfiguration.official)
    }
    if let rate = try group.rate("messagesPerSecond") { configuration.inAll = rate }
    if let rate = try group.rate("messagesPerSecondInChat") { (configuration.perPerson, configuration.perGroup) = (rate, rate) }
    let commands = try telegramCommands()
    return { [configuration] chat, inbox, logger in
      TelegramBot(configuration: configuration, chat: chat, inbox: inbox, texts: TelegramTexts(commands: commands), logger: logger)
    }
  }

  private static func slack(_ group: Group) throws -> BotMaker? {
    guard let token = group.secret("token") else { return nil }
    let secret = try group.neededSecret("signingSecret")
    var configuration = try group.make { try SlackConfiguration(botToken: token, signingSecret: secret, command: group.text("command") ?? "rialto") }
    if let rate = try group.rate("messagesPerSecond") { configuration.inAll = rate }
    if let rate = try group.rate("messagesPerSecondInChat") { configuration.perChat = rate }
    return { [configuration] chat, inbox, logger in SlackBot(configuration: configuration, chat: chat, inbox: inbox, logger: logger) }
  }

  private static func whatsApp(_ group: Group) throws -> BotMaker? {
    guard let token = group.secret("token") else { return nil }
    let (number, appSecret, verifyToken) = try (group.needed("phoneNumberId"), group.neededSecret("appSecret"), group.neededSecret("verifyToken"))
    var configuration = try group.make {
      try WhatsAppConfiguration(phoneNumberID: number, accessToken: token, appSecret: appSecret, verifyToken: verifyToken)
    }
    if let rate = try group.rate("messagesPerSecond") { configuration.inAll = rate }
    if let rate = try group.rate("messagesPerSecondInChat") { configuration.perChat = rate }
    return { [configuration] chat, inbox, logger in
      WhatsAppBot(
        configuration: configuration, chat: chat, inbox: inbox, texts: whatsAppTexts,
        language: { try? await chat.language(ofAccount: $0, on: "whatsapp") }, logger: logger)
    }
  }

  package static var whatsAppTexts: WhatsAppTexts {
    let labels = PhraseLibrary.standard.books.mapValues { $0.text(.transportChoose) }
    return WhatsAppTexts(choose: PhraseBook.english.text(.transportChoose), byLanguage: labels)
  }

  private static func discord(_ group: Group) throws -> BotMaker? {
    guard let token = group.secret("token") else { return nil }
    let (application, key) = try (group.needed("applicationId"), group.needed("publicKey"))
    var configuration = try group.make {
      try DiscordConfiguration(applicationID: application, publicKey: key, botToken: token, guild: group.text("guild"), commands: discordCommands())
    }
    if let rate = try group.rate("messagesPerSecond") { configuration.inAll = rate }
    if let rate = try group.rate("messagesPerSecondInChat") { configuration.perChat = rate }
    return { [configuration] chat, inbox, logger in DiscordBot(configuration: configuration, chat: chat, inbox: inbox, logger: logger) }
  }
}

/// The settings of one platform.
private struct Group {
  let name: String
  private let settings: ConfigReader

  init(_ name: String, _ settings: ConfigReader) {
    self.name = name
    self.settings = settings.scoped(to: ConfigKey([name]))
  }

  func text(_ key: String) -> String? { settings.string(forKey: ConfigKey([key])) }
  func secret(_ key: String) -> String? { settings.string(forKey: ConfigKey([key]), isSecret: true) }

  func number(_ key: String) -> Int? { settings.int(forKey: ConfigKey([key])) }
  func flag(_ key: String) -> Bool? { settings.bool(forKey: ConfigKey([key])) }

  func needed(_ key: String) throws -> String {
    guard let text = text(key) else { throw Fault("\(name).\(key) is missing; see bots/\(name)/README.md") }
    return text
  }

  func neededSecret(_ key: String) throws -> String {
    guard let text = secret(key) else { throw Fault("\(name).\(key) is missing; see bots/\(name)/README.md") }
    return text
  }

  /// A rate as a number of messages a second.
  func rate(_ key: String, burst: Int? = nil) throws -> RateBudget.Rate? {
    let key = ConfigKey([key])
    guard let number = settings.double(forKey: key) ?? settings.int(forKey: key).map(Double.init) else { return nil }
    guard number > 0 else { throw Fault("\(name).\(key) is a number of messages, more than 0") }
    return .perSecond(number, burst: burst ?? max(1, Int(min(number, 1000))))
  }

  /// What a platform says of its configuration, with the platform's name before it.
  func make<T>(_ configuration: () throws -> T) throws -> T {
    do { return try configuration() } catch { throw Fault("\(name): \(error)") }
  }
}
