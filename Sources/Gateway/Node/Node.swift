import API
import ForumDesk
import Hummingbird
import Logging
import Messaging
import NIOPosix

/// What a node serves by HTTP and WebSocket, put together from its parts.
public struct Node: Sendable {
  public struct Configuration: Sendable {
    public var host: String
    /// 0 takes any free one.
    public var port: Int
    public var limits = GatewayLimits()
    public var origins = OriginPolicy()

    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// The server, ready to run; quits on graceful shutdown after its sockets were told.
  /// - Parameter onServerRunning: told the port in use once connections are taken.
  public static func application(
    desk: Desk, api: APIService, hooks: [any ChatHook], metrics: MetricsRegistry, configuration: Configuration,
    logger: Logger,
    onServerRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    let router = Router()
    router.add(middleware: SecurityHeaders())
    router.addHealth { desk.isReady ? nil : "a forum can not be written" }
    router.addMetrics(metrics)
    router.addWebSocketNotice()
    router.addHooks(hooks, bodyBytes: 8 << 20)
    router.addRPC(desk: desk, api: api, origins: configuration.origins)
    try router.addAgendaPages(desk: desk)
    router.addScheduleFeeds(desk: desk)
    metrics.gauge("rialto_forums", "Forums on this node.") { Double(desk.forums.count) }

    let sockets = RPCSockets(desk: desk, api: api)
    _ = try desk.onRevocation { sockets.signOut($0) }
    return Application(
      router: router,
      server: .rialto(limits: configuration.limits, origins: configuration.origins, metrics: metrics, service: sockets),
      configuration: .init(
        address: .hostname(configuration.host, port: configuration.port), serverName: "rialto", backlog: 4096),
      onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? configuration.port) },
      eventLoopGroupProvider: .singleton, logger: logger)
  }
}
