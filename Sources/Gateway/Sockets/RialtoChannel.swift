import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOWebSocket

/// A connection of the node: HTTP/1.1 for the router, or after a sound handshake at one path a WebSocket for the service.
struct RialtoChannel: HTTPChannelHandler {
  enum Outcome: Sendable {
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    case webSocket
  }

  struct Value: ServerChildChannelValue {
    let channel: any Channel
    let outcome: EventLoopFuture<Outcome>
  }

  let responder: HTTPChannelHandler.Responder
  let rules: HandshakeRules
  let limits: GatewayLimits
  let service: any MessageService
  let meters: GatewayMeters
  let ledger: ConnectionLedger

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let entry = ledger.enter(channel.remoteAddress)
      guard case .admitted(let key) = entry else {
        meters.turnedAway.add()
        try channel.pipeline.syncOperations.addHandler(TurnAway(entry))
        return Value(channel: channel, outcome: channel.closeFuture.map { .webSocket })
      }
      meters.connections.add(1)
      channel.closeFuture.whenComplete { _ in
        ledger.leave(key: key)
        meters.connections.add(-1)
      }
      return Value(channel: channel, outcome: try configure(channel, logger))
    }
  }

  private func configure(_ channel: any Channel, _ logger: Logger) throws -> EventLoopFuture<Outcome> {
    let pipeline = channel.pipeline.syncOperations
    let upgrader = NIOTypedWebSocketServerUpgrader<Outcome>(
      maxFrameSize: limits.messageBytes,
      enableAutomaticErrorHandling: false,
      shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture([:]) },
      upgradePipelineHandler: { channel, head in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          let gate = try pipeline.handler(type: UpgradeGate.self)
          let handler = ConnectionHandler(
            limits: limits, service: service, handshake: gate.handshake ?? Handshake(path: rules.path), meters: meters)
          try pipeline.addHandler(handler)
          pipeline.removeHandler(gate, promise: nil)
          if gate.missedQuiescing { handler.quiesce() }
          return .webSocket
        }
      })
    var configuration = NIOUpgradableHTTPServerPipelineConfiguration<Outcome>(
      upgradeConfiguration: .init(
        upgraders: [upgrader],
        notUpgradingCompletionHandler: { channel in
          channel.eventLoop.makeCompletedFuture { .http(try plainHTTP(channel, logger)) }
        }))
    configuration.enablePipelining = false
    configuration.enableErrorHandling = true
    configuration.enableResponseHeaderValidation = false
    configuration.decoderConfiguration.maxHeaderFieldSize = limits.headerBytes
    configuration.decoderConfiguration.maxHeaderListSize = limits.headerBytes
    configuration.decoderConfiguration.maxHeaderFieldCount = limits.headerFields
    let outcome = try pipeline.configureUpgradableHTTPServerPipeline(configuration: configuration)
    let gate = UpgradeGate(
      rules: rules, limits: limits, meters: meters,
      refusal: { service.refusal(of: $0) })
    let upgradeHandler = try pipeline.handler(type: NIOTypedHTTPServerUpgradeHandler<Outcome>.self)
    try pipeline.addHandler(gate, position: .before(upgradeHandler))
    return outcome
  }

  /// The pipeline as hummingbird's own HTTP/1.1 channel has it; it answers malformed requests by itself.
  private func plainHTTP(
    _ channel: any Channel, _ logger: Logger
  ) throws -> NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart> {
    let pipeline = channel.pipeline.syncOperations
    pipeline.removeHandler(try pipeline.handler(type: HTTPServerProtocolErrorHandler.self), promise: nil)
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: .seconds(limits.idleSeconds), logger: logger))
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }

  func handle(value: Value, logger: Logger) async {
    do {
      switch try await value.outcome.get() {
      case .http(let channel): await handleHTTP(asyncChannel: channel, logger: logger)
      case .webSocket: try await value.channel.closeFuture.get()
      }
    } catch {
      logger.debug("a connection ended early", metadata: ["error": "\(error)"])
      try? await value.channel.close()
    }
  }
}

extension HTTPServerBuilder {
  /// The server of a node: HTTP for the router and, at `webSocketPath`, WebSockets for `service`.
  ///
  /// ```swift
  /// Application(router: router, server: .rialto(service: service))
  /// ```
  /// The router is to answer `webSocketPath` too, with 426, for requests that come on a connection already in use
  /// (`addWebSocketNotice`).
  public static func rialto(
    webSocketPath: String = "/ws",
    limits: GatewayLimits = GatewayLimits(),
    origins: OriginPolicy = OriginPolicy(),
    metrics: MetricsRegistry = MetricsRegistry(),
    service: any MessageService
  ) -> HTTPServerBuilder {
    let meters = GatewayMeters(metrics)
    let ledger = ConnectionLedger(limits: limits)
    let rules = HandshakeRules(path: webSocketPath, origins: origins)
    return HTTPServerBuilder { responder in
      RialtoChannel(
        responder: responder, rules: rules, limits: limits, service: service, meters: meters, ledger: ledger)
    }
  }
}
