import AsyncHTTPClient
import Logging
import Messaging

/// The Matrix bot whole: what the node serves, what it sends with, and how it starts.
public struct MatrixBot: Sendable {
  /// Served under `/hooks/matrix`.
  public let hook: MatrixHook
  /// Carries what the bot owes to people.
  public let transport: MatrixTransport
  public let client: MatrixClient
  private let texts: MatrixTexts

  public init(
    configuration: MatrixConfiguration, chat: any ChatService, texts: MatrixTexts = .init(),
    http: HTTPClient = .shared, patience: MatrixPatience = .init(), logger: Logger = Logger(label: "rialto.matrix")
  ) {
    self.texts = texts
    client = MatrixClient(configuration: configuration, http: http, patience: patience, logger: logger)
    transport = MatrixTransport(client: client)
    let address = MatrixAddress(configuration: configuration, displayName: texts.displayName)
    hook = MatrixHook(
      listener: MatrixListener(chat: chat, client: client, address: address, texts: texts),
      hsToken: configuration.hsToken)
  }

  /// Makes the bot ready to talk, once: registered, named, with a device.
  ///
  /// - Throws: `MatrixConfigurationError` or `MatrixError`.
  public func establish() async throws {
    try await client.establish(displayName: texts.displayName)
  }

  /// Makes the bot ready, however long the homeserver takes to come up, then asks it for what it holds back.
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
      client.logger.info("the Matrix bot is ready", metadata: ["bot": "\(client.configuration.botUserID)"])
    } catch {
      client.logger.error("the homeserver does not reach the hook", metadata: ["problem": "\(error)"])
    }
  }
}
