import Logging
import Messaging

/// The XMPP bot: a component of a server (XEP-0114).
public struct XMPPBot: ChatBot {
  private let configuration: XMPPConfiguration
  private let courier: Courier
  private let platform: XMPPPlatform
  private let queue: IntakeQueue
  private let listener: XMPPListener
  private let reconnecting: Patience
  private let logger: Logger

  static let name = "xmpp"

  /// - Parameter reconnecting: the pauses before it connects again.
  public init(
    configuration: XMPPConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: XMPPTexts = .init(),
    reconnecting: Patience = Patience(firstPause: .seconds(1), longestPause: .seconds(60)), logger: Logger = Logger(label: "rialto.xmpp")
  ) {
    self.configuration = configuration
    self.reconnecting = reconnecting
    self.logger = logger
    platform = XMPPPlatform(configuration: configuration)
    courier = Courier(platform: platform, budget: RateBudget(perChat: configuration.perChat, inAll: configuration.inAll), logger: logger)
    queue = IntakeQueue(intake: Intake(chat: chat, courier: courier, inbox: inbox, logger: logger), logger: logger)
    listener = XMPPListener(
      configuration: configuration, queue: queue, platform: platform, info: XMPPInfo(configuration: configuration, displayName: texts.displayName),
      texts: texts, floods: FloodGuard(), logger: logger)
  }

  public var transport: any ChatTransport { courier }

  public var hook: (any ChatHook)? { nil }

  public func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await queue.run() }
      group.addTask {
        await reconnecting.stayConnected(orLog: "the XMPP bot is not connected", to: logger, saying: XMPPConnection.words, ended: platform.leave) {
          try await XMPPConnection(configuration: configuration, platform: platform, listener: listener, logger: logger).run()
        }
      }
    }
  }
}
