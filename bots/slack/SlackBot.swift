import AsyncHTTPClient
import BotWeb
import Logging
import Messaging

/// The Slack bot whole: Slack calls the node at `/hooks/slack/…`, the bot calls Slack's web interface.
public struct SlackBot: ChatBot {
  public let transport: any ChatTransport
  public let hook: (any ChatHook)?
  private let slack: SlackPlatform
  private let intake: Intake
  private let patience: Patience
  private let logger: Logger

  /// - Parameters:
  ///   - patience: for what is tried again.
  ///   - now: seconds since 1970.
  public init(
    configuration: SlackConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: SlackTexts = SlackTexts(), http: HTTPClient = .shared,
    patience: Patience = Patience(), now: @escaping @Sendable () -> Int = ReplayWindow.systemClock, logger: Logger = Logger(label: "rialto.slack")
  ) {
    let slack = SlackPlatform(configuration: configuration, web: WebCaller(http: http))
    var replyPatience = patience
    replyPatience.total = .seconds(3600)
    let courier = Courier(
      platform: slack, budget: RateBudget(perChat: configuration.perChat, inAll: configuration.inAll), replyPatience: replyPatience,
      noticePatience: patience, logger: logger)
    let intake = Intake(chat: chat, courier: courier, inbox: inbox, logger: logger)
    transport = courier
    hook = SlackHook(
      signature: SlackSignature(secret: configuration.signingSecret, window: ReplayWindow(now: now)),
      reader: SlackReader(bot: slack.bot, command: configuration.command, greetingLine: texts.greetingLine), slack: slack, intake: intake, logger: logger)
    self.slack = slack
    self.intake = intake
    self.patience = patience
    self.logger = logger
  }

  /// Answers what was left, asks Slack who the bot is, and then waits for Slack's calls until the task is cancelled.
  public func run() async {
    let starting = Patience(firstPause: patience.firstPause, longestPause: .seconds(60))
    await starting.keepTrying(orLog: "the Slack bot cannot see what is left to be answered", to: logger) { try intake.resume() }
    if let id = await starting.keepTrying(orLog: "the Slack bot is not ready", to: logger, { try await slack.introduce() }) {
      logger.info("the Slack bot is ready", metadata: ["bot": "\(id)"])
    }
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
  }
}
