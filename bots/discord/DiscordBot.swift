import AsyncHTTPClient
import BotWeb
import Logging
import Messaging

/// The Discord bot whole: Discord calls the node at `/hooks/discord/interactions`, the bot calls Discord's API.
public struct DiscordBot: ChatBot {
  public let transport: any ChatTransport
  public let hook: (any ChatHook)?
  private let discord: DiscordPlatform
  private let commands: [DiscordCommand]
  private let intake: Intake
  private let patience: Patience
  private let logger: Logger

  /// - Parameters:
  ///   - patience: for what is tried again.
  ///   - now: seconds since 1970.
  public init(
    configuration: DiscordConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: DiscordTexts = DiscordTexts(),
    http: HTTPClient = .shared, patience: Patience = Patience(), now: @escaping @Sendable () -> Int = ReplayWindow.systemClock,
    logger: Logger = Logger(label: "rialto.discord")
  ) {
    let budget = RateBudget(perChat: configuration.perChat, inAll: configuration.inAll)
    let discord = DiscordPlatform(configuration: configuration, web: WebCaller(http: http), budget: budget, now: now)
    var replyPatience = patience
    replyPatience.total = .seconds(3600)
    let courier = Courier(platform: discord, budget: budget, replyPatience: replyPatience, noticePatience: patience, logger: logger)
    let intake = Intake(chat: chat, courier: courier, inbox: inbox, logger: logger)
    transport = courier
    hook = DiscordHook(
      signature: DiscordSignature(publicKey: configuration.publicKey, window: ReplayWindow(now: now)), discord: discord,
      commands: configuration.commands, greetingLine: texts.greetingLine, intake: intake, logger: logger)
    self.discord = discord
    commands = configuration.commands
    self.intake = intake
    self.patience = patience
    self.logger = logger
  }

  /// Answers what was left, registers the commands, and then waits for Discord's calls until the task is cancelled.
  public func run() async {
    let starting = Patience(firstPause: patience.firstPause, longestPause: .seconds(60))
    await starting.keepTrying(orLog: "the Discord bot cannot see what is left to be answered", to: logger) { try intake.resume() }
    if commands.isEmpty {
      logger.info("the Discord bot is ready, its commands as they were registered before")
    } else if await starting.keepTrying(orLog: "the Discord bot is not ready", to: logger, { try await discord.register() }) != nil {
      logger.info("the Discord bot is ready", metadata: ["commands": "\(commands.count)"])
    }
    while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
  }
}
