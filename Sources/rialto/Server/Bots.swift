import BotTelegram
import Chat
import Configuration
import Foundation
import Logging
import Messaging

/// Makes a bot for a node's chat.
package typealias BotMaker = @Sendable (any ChatService, any ChatInbox, Logger) -> any ChatBot

/// The platforms that the settings name, each by its own group: `telegram: {token: ...}`, or `RIALTO_TELEGRAM_TOKEN`.
enum Bots {
  /// - Throws: a sentence that names the setting which can not be used.
  static func makers(from settings: ConfigReader) throws -> [BotMaker] {
    try [telegram(settings.scoped(to: "telegram"))].compactMap { $0 }
  }

  private static func telegram(_ settings: ConfigReader) throws -> BotMaker? {
    guard let token = settings.string(forKey: "token", isSecret: true) else { return nil }
    var receiving = TelegramConfiguration.Receiving.longPoll(seconds: 50)
    if let webhook = settings.string(forKey: "webhook") {
      guard let secret = settings.string(forKey: "secret", isSecret: true) else { throw Fault("telegram.webhook needs telegram.secret beside it") }
      receiving = .webhook(address: webhook, secret: secret)
    }
    var configuration = try named("telegram") {
      try TelegramConfiguration(token: token, receiving: receiving, server: settings.string(forKey: "server") ?? TelegramConfiguration.official)
    }
    if let rate = try rate(settings, "messagesPerSecond") { configuration.inAll = rate }
    if let rate = try rate(settings, "messagesPerSecondInChat") { (configuration.perPerson, configuration.perGroup) = (rate, rate) }
    let commands = try TelegramCommands(
      CommandList.standard.mapValues { list in list.map { TelegramCommands.Command(name: $0.plainWord, description: $0.help) } })
    let texts = TelegramTexts(commands: commands)
    return { [configuration] chat, inbox, logger in
      TelegramBot(configuration: configuration, chat: chat, inbox: inbox, texts: texts, logger: logger)
    }
  }

  /// A rate as a number of messages a second.
  private static func rate(_ settings: ConfigReader, _ key: ConfigKey) throws -> RateBudget.Rate? {
    guard let number = settings.double(forKey: key) ?? settings.int(forKey: key).map(Double.init) else { return nil }
    guard number > 0 else { throw Fault("\(key) is a number of messages, more than 0") }
    return .perSecond(number, burst: max(1, Int(min(number, 1000))))
  }

  private static func named<T>(_ platform: String, _ make: () throws -> T) throws -> T {
    do { return try make() } catch { throw Fault("\(platform): \(error)") }
  }
}
