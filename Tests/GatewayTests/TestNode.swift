import Gateway
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A node's server on a free port of this machine, for the time of one test.
struct TestNode: Sendable {
  let port: Int
  let metrics: MetricsRegistry
  /// Stops the server as SIGTERM does.
  let stop: @Sendable () async -> Void

  /// Runs `body` against a server that is built as production builds it, and stops it afterwards.
  static func run(
    limits: GatewayLimits = GatewayLimits(),
    origins: OriginPolicy = OriginPolicy(),
    service: any MessageService = EchoService(),
    routes: (Router<BasicRequestContext>) -> Void = { _ in },
    body: @escaping @Sendable (TestNode) async throws -> Void
  ) async throws {
    let metrics = MetricsRegistry()
    let router = Router()
    router.addMiddleware { SecurityHeaders() }
    router.addHealth { nil }
    router.addMetrics(metrics)
    router.addWebSocketNotice()
    routes(router)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let app = Application(
      router: router,
      server: .rialto(limits: limits, origins: origins, metrics: metrics, service: service),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
      logger: logger)
    let group = ServiceGroup(configuration: .init(services: [app], logger: logger))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await number in ports {
        let node = TestNode(port: number, metrics: metrics) { await group.triggerGracefulShutdown() }
        do { try await body(node) } catch {
          await group.triggerGracefulShutdown()
          throw error
        }
        break
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// The value of a metric's line, or nil where there is none.
  func metric(_ name: String) -> Int? {
    metrics.text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
      .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) }
  }
}

/// Answers every message with itself; binary messages where `takesBinary`.
struct EchoService: MessageService {
  var takesBinary = false

  func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession { Session(outlet) }

  private final class Session: MessageSession {
    private let outlet: Outlet

    init(_ outlet: Outlet) { self.outlet = outlet }

    func receive(_ message: InboundMessage) {
      if message.isBinary { outlet.send(binary: message.bytes) } else { outlet.send(message.bytes) }
    }

    func closed() {}
  }
}

/// Waits until something is so, at most so long. False when it never was.
func eventually(seconds: Double = 5, _ condition: @Sendable () async -> Bool) async throws -> Bool {
  let clock = ContinuousClock()
  let end = clock.now + .seconds(seconds)
  while clock.now < end {
    if await condition() { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return await condition()
}
