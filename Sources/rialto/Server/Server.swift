import API
import Chat
import ForumDesk
import Gateway
import Hummingbird
import Journal
import JournalSQLite
import Logging
import Messaging
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A node put together and ready to run. Production and tests make it with the same function.
package struct Server: Sendable {
  package let desk: Desk
  package let chat: ChatHouse
  package let metrics: MetricsRegistry
  let services: [any Service]
  let logger: Logger
  let lock: DataFolder.Lock?
  private let folder: DataFolder?
  private let stopping = Stopping()

  init(
    desk: Desk, chat: ChatHouse, metrics: MetricsRegistry, services: [any Service], logger: Logger, lock: DataFolder.Lock?, folder: DataFolder?
  ) {
    self.desk = desk
    self.chat = chat
    self.metrics = metrics
    self.services = services
    self.logger = logger
    self.lock = lock
    self.folder = folder
  }

  /// Serves until the task is cancelled or, where signals are taken, SIGTERM or SIGINT comes. Everything handed in is
  /// committed before it returns.
  package func run(signals: Bool = false) async throws {
    defer {
      desk.stop()
      folder?.removeRunning()
    }
    let group = ServiceGroup(
      configuration: .init(
        services: services.map { .init(service: $0) }, gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [], logger: logger))
    stopping.set { await group.triggerGracefulShutdown() }
    try await group.run()
  }

  /// Ends a running node in good order: sockets are told, what was handed in is committed, then `run` returns.
  package func stop() async { await stopping.call() }
}

/// Makes a node from its configuration: opens the store, loads every forum, and binds nothing yet.
/// - Parameter running: told the port in use once connections are taken.
/// - Throws: where the folder is in use, the store damaged, or a platform's settings are wrong.
package func buildServer(
  _ configuration: ServerConfiguration, running: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> Server {
  let logger = configuration.logger
  let folder = configuration.data.map { DataFolder($0) }
  var lock: DataFolder.Lock?
  let journal: any Journal
  if let folder {
    guard let taken = try folder.lock() else { throw Fault("another process runs on \(folder.path)") }
    lock = taken
    journal = try SQLiteJournal(path: folder.store)
  } else {
    journal = InMemoryJournal()
  }
  let desk = try Desk(journal: journal, logger: logger)
  let chat = ChatHouse(desk: desk)
  let metrics = MetricsRegistry()
  let api = APIService(desk: desk, chat: chat, logger: logger)

  var services: [any Service] = [DeskService(desk: desk)]
  var hooks: [any ChatHook] = []
  let inbox = DeskInbox(desk: desk)
  for make in configuration.bots {
    let bot = make(chat, inbox, logger)
    if let hook = bot.hook { hooks.append(hook) }
    services.append(BotService(desk: desk, chat: chat, bot: bot, logger: logger))
  }

  let secret = Desk.secret()
  desk.setLocalOperator(secret)
  let application = try Node.application(
    desk: desk, api: api, hooks: hooks, metrics: metrics,
    configuration: nodeConfiguration(configuration), logger: logger
  ) { port in
    let host = configuration.host == "0.0.0.0" || configuration.host == "::" ? "127.0.0.1" : configuration.host
    do {
      try folder?.write(.init(address: "http://\(host.contains(":") ? "[\(host)]" : host):\(port)", pid: getpid(), secret: secret))
    } catch { logger.error("how to reach the node could not be written down", metadata: ["error": "\(error)"]) }
    await running(port)
  }
  services.append(application)
  return Server(desk: desk, chat: chat, metrics: metrics, services: services, logger: logger, lock: lock, folder: folder)
}

private func nodeConfiguration(_ configuration: ServerConfiguration) -> Node.Configuration {
  var node = Node.Configuration(host: configuration.host, port: configuration.port)
  node.limits = configuration.limits
  node.origins = configuration.origins
  return node
}

/// The way to stop a node that runs; nothing before it does.
private final class Stopping: Sendable {
  private let action = Mutex<(@Sendable () async -> Void)?>(nil)
  func set(_ new: @escaping @Sendable () async -> Void) { action.withLock { $0 = new } }
  func call() async { await action.withLock { $0 }?() }
}

/// The desk's clock.
private struct DeskService: Service {
  let desk: Desk

  func run() async throws {
    await cancelWhenGracefulShutdown { await desk.run() }
  }
}

/// A bot's life, and beside it what the forums owe to its people.
private struct BotService: Service {
  let desk: Desk
  let chat: ChatHouse
  let bot: any ChatBot
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      async let life: Void = bot.run()
      await NoticeRunner(desk: desk, transport: bot.transport, house: chat, logger: logger).run()
      await life
    }
  }
}
