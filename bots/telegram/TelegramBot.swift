import AsyncHTTPClient
import Logging
import Messaging
import StrictJSON

/// The Telegram bot whole: what it sends with, what the node serves where Telegram calls it, and its life.
public struct TelegramBot: ChatBot {
  public let transport: any ChatTransport
  /// Served under `/hooks/telegram`; nil where the bot asks for updates.
  public let hook: (any ChatHook)?
  private let configuration: TelegramConfiguration
  private let texts: TelegramTexts
  private let client: TelegramClient
  private let receiver: TelegramReceiver
  private let logger: Logger

  public init(
    configuration: TelegramConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: TelegramTexts = TelegramTexts(),
    http: HTTPClient = .shared, logger: Logger = Logger(label: "rialto.telegram")
  ) {
    self.configuration = configuration
    self.texts = texts
    self.logger = logger
    client = TelegramClient(configuration: configuration, http: http)
    let (person, group) = (configuration.perPerson, configuration.perGroup)
    // The ids of groups are negative.
    let budget = RateBudget(inAll: configuration.inAll) { $0.hasPrefix("-") ? group : person }
    let courier = Courier(
      platform: TelegramPlatform(client: client), budget: budget, replyPatience: configuration.replyPatience, logger: logger)
    transport = courier
    receiver = TelegramReceiver(
      intake: Intake(chat: chat, courier: courier, inbox: inbox, logger: logger), errands: TelegramErrands(client: client, logger: logger),
      texts: texts, logger: logger)
    hook =
      if case .webhook(_, let secret) = configuration.receiving { TelegramHook(receiver: receiver, secret: secret) } else { nil }
  }

  /// Makes itself known, however long Telegram takes to be reached, and listens until the task is cancelled.
  public func run() async {
    let starting = configuration.pauses
    await starting.keepTrying(orLog: "the Telegram bot cannot see what is left to be answered", to: logger) { try receiver.intake.resume() }
    await starting.keepTrying(orLog: "the Telegram bot is not ready", to: logger) {
      do { try await establish() } catch let error as TelegramError { throw error.platformError }
    }
    await withDiscardingTaskGroup { group in
      group.addTask { await receiver.errands.run() }
      group.addTask { await setCommands() }
      if case .longPoll(let seconds) = configuration.receiving {
        let poller = TelegramPoller(client: client, receiver: receiver, seconds: seconds, pauses: configuration.pauses)
        group.addTask { await poller.run() }
      }
    }
  }

  /// Learns the bot's name and says how updates are to come.
  private func establish() async throws {
    guard let identity = TelegramIdentity(try await client.call("getMe")) else {
      throw PlatformError.unavailable("this is not the Bot API: it does not say who the bot is")
    }
    receiver.become(identity)
    switch configuration.receiving {
    case .longPoll:
      // What is waiting stays: it is asked for next.
      try await client.call("deleteWebhook", ["drop_pending_updates": false])
    case .webhook(let address, let secret):
      try await client.call(
        "setWebhook",
        [
          "url": .string(address), "secret_token": .string(secret), "allowed_updates": TelegramUpdate.kinds, "max_connections": 40,
          "drop_pending_updates": false,
        ])
    }
    logger.info("the Telegram bot is ready", metadata: ["bot": "@\(identity.username)"])
  }

  /// Lists the commands in every language. People can talk to the bot without them.
  private func setCommands() async {
    let commands = texts.commands
    guard !commands.byLanguage.isEmpty else { return }
    let lists = [("", commands.defaultLanguage)] + commands.byLanguage.keys.sorted().map { ($0, $0) }
    do {
      for (code, language) in lists {
        var parameters: JSONObject = ["commands": commands.list(in: language)]
        if !code.isEmpty { parameters["language_code"] = .string(code) }
        try await client.call("setMyCommands", .object(parameters))
      }
    } catch {
      if !Task.isCancelled { logger.warning("telegram: the commands are not listed: \(error)") }
    }
  }
}
