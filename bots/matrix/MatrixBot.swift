import AsyncHTTPClient
import Logging
import Messaging

/// The Matrix bot whole: what the homeserver calls or what asks the homeserver, and what it sends with.
public struct MatrixBot: ChatBot {
  /// How it hears.
  private enum Ear: Sendable {
    /// The homeserver pushes to the hook.
    case hook(MatrixHook)
    /// The bot asks the homeserver.
    case reader(MatrixReader)
  }

  private let client: MatrixClient
  private let texts: MatrixTexts
  private let ear: Ear

  /// A bot that is an application service of its homeserver.
  public init(
    configuration: MatrixConfiguration, chat: any ChatService, inbox: any ChatInbox, texts: MatrixTexts = .init(),
    http: HTTPClient = .shared, patience: MatrixPatience = .init(), logger: Logger = Logger(label: "rialto.matrix")
  ) {
    client = MatrixClient(speaker: MatrixSpeaker(configuration), http: http, patience: patience, logger: logger)
    self.texts = texts
    ear = .hook(MatrixHook(listener: MatrixListener(chat: chat, inbox: inbox, client: client, texts: texts), hsToken: configuration.hsToken))
  }

  /// A bot that has an account on a homeserver, as anybody may.
  public init(
    account: MatrixAccount, chat: any ChatService, inbox: any ChatInbox, texts: MatrixTexts = .init(),
    http: HTTPClient = .shared, patience: MatrixPatience = .init(), logger: Logger = Logger(label: "rialto.matrix")
  ) {
    client = MatrixClient(speaker: MatrixSpeaker(account), http: http, patience: patience, logger: logger)
    self.texts = texts
    ear = .reader(MatrixReader(listener: MatrixListener(chat: chat, inbox: inbox, client: client, texts: texts), inbox: inbox))
  }

  /// Carries what the bot owes to people.
  public var transport: any ChatTransport { MatrixTransport(client: client) }

  /// Served under `/hooks/matrix`; an account has none.
  public var hook: (any ChatHook)? { if case .hook(let hook) = ear { hook } else { nil } }

  /// Makes the bot ready to talk, once: registered, named, with a device.
  ///
  /// - Throws: `MatrixConfigurationError` or `MatrixError`.
  public func establish() async throws {
    try await client.establish(displayName: texts.displayName)
  }

  /// Makes the bot ready and listens until the task is cancelled. Of an application service the hook must be served.
  public func run() async {
    switch ear {
    case .reader(let reader): await reader.run()
    case .hook:
      await start()
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
  }

  /// Makes an application service ready, however long the homeserver takes to come up, then asks it for what it holds back.
  ///
  /// Call it when the hook is being served. Returns early only when the task is cancelled.
  public func start() async {
    var pause = Duration.seconds(1)
    while !Task.isCancelled {
      do {
        try await establish()
        break
      } catch {
        client.logger.error(
          "the Matrix bot is not ready", metadata: ["problem": "\(error)", "triesAgainIn": "\(pause)"])
        try? await Task.sleep(for: pause)
        pause = min(pause * 2, .seconds(60))
      }
    }
    do {
      try await client.ping()
      client.logger.info("the Matrix bot is ready", metadata: ["bot": "\(client.speaker.userID)"])
    } catch {
      client.logger.error("the homeserver does not reach the hook", metadata: ["problem": "\(error)"])
    }
  }
}
