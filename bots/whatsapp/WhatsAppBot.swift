import AsyncHTTPClient
import BotWeb
import Logging
import Messaging

/// The WhatsApp bot whole: Meta calls the node at `/hooks/whatsapp/webhook`, the bot calls the Graph API.
public struct WhatsAppBot: ChatBot {
  public let transport: any ChatTransport
  public let hook: (any ChatHook)?
  private let whatsApp: WhatsAppPlatform
  private let intake: Intake
  private let patience: Patience
  private let logger: Logger

  /// - Parameters:
  ///   - language: the language of a conversation where it is known, to choose the template and the words of a list by; as Meta writes it.
  ///   - patience: for what is tried again.
  ///   - now: seconds since 1970.
  public init(
    configuration: WhatsAppConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: WhatsAppTexts,
    language: @escaping @Sendable (String) async -> String? = { _ in nil }, http: HTTPClient = .shared, patience: Patience = Patience(),
    now: @escaping @Sendable () -> Int = ReplayWindow.systemClock, logger: Logger = Logger(label: "rialto.whatsapp")
  ) {
    let whatsApp = WhatsAppPlatform(configuration: configuration, texts: texts, web: WebCaller(http: http), now: now, language: language)
    var replyPatience = patience
    replyPatience.total = .seconds(3600)
    let courier = Courier(
      platform: whatsApp, budget: RateBudget(perChat: configuration.perChat, inAll: configuration.inAll), replyPatience: replyPatience,
      noticePatience: patience, logger: logger)
    let intake = Intake(chat: chat, courier: courier, inbox: inbox, logger: logger)
    transport = courier
    hook = WhatsAppHook(configuration: configuration, whatsApp: whatsApp, intake: intake, logger: logger)
    self.whatsApp = whatsApp
    self.intake = intake
    self.patience = patience
    self.logger = logger
  }

  /// Answers what was left, asks Meta whether the number is there, and then waits for Meta's calls until the task is cancelled.
  public func run() async {
    let starting = Patience(firstPause: patience.firstPause, longestPause: .seconds(60))
    await starting.keepTrying(orLog: "the WhatsApp bot cannot see what is left to be answered", to: logger) { try intake.resume() }
    if await starting.keepTrying(orLog: "the WhatsApp bot is not ready", to: logger, { try await whatsApp.introduce() }) != nil {
      logger.info("the WhatsApp bot is ready")
    }
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
  }
}
