import Logging
import Messaging

/// The IRC bot: a user of a network.
public struct IRCBot: ChatBot {
  private let configuration: IRCConfiguration
  private let courier: Courier
  private let platform: IRCPlatform
  private let queue: IntakeQueue
  private let listener: IRCListener
  private let reconnecting: Patience
  private let logger: Logger

  /// - Parameter reconnecting: the pauses before it connects again; servers shut out who comes back too often.
  public init(
    configuration: IRCConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: IRCTexts = .init(),
    reconnecting: Patience = Patience(firstPause: .seconds(5), longestPause: .seconds(300)), logger: Logger = Logger(label: "rialto.irc")
  ) {
    self.configuration = configuration
    self.reconnecting = reconnecting
    self.logger = logger
    platform = IRCPlatform(bot: configuration.name)
    // What counts here are lines, which the session paces.
    let free = RateBudget.Rate.perSecond(1000, burst: 1000)
    courier = Courier(platform: platform, budget: RateBudget(perChat: free, inAll: free), logger: logger)
    queue = IntakeQueue(intake: Intake(chat: chat, courier: courier, inbox: inbox, logger: logger), logger: logger)
    listener = IRCListener(configuration: configuration, queue: queue, texts: texts, logger: logger)
  }

  public var transport: any ChatTransport { courier }

  public var hook: (any ChatHook)? { nil }

  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await queue.run() }
      group.addTask {
        await reconnecting.stayConnected(orLog: "the IRC bot is not connected", to: logger, saying: IRCConnection.words, ended: platform.leave) {
          try await IRCConnection(configuration: configuration, platform: platform, listener: listener, logger: logger).run()
        }
      }
    }
  }
}
