import NIOCore
import NIOHTTP1

/// Stands before the upgrade handler of swift-nio and lets only sound handshakes through; also keeps the deadlines of requests.
///
/// A refusal inside that handler would lose the request, so it is decided here: the first request of a connection may become a
/// WebSocket or is answered here; a later one, or one to another path, goes to the router with its wish to upgrade removed. Such
/// a connection closes after the answer, because the parser reads nothing behind a request to upgrade.
final class UpgradeGate: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let rules: HandshakeRules
  private let limits: GatewayLimits
  private let meters: GatewayMeters
  private let refusal: (Handshake) -> HandshakeRefusal?
  private var isFirst = true
  private var isRefused = false
  private var deadline: Scheduled<Void>?

  /// The handshake that was let through. From then on everything passes untouched, until the WebSocket's handler has taken
  /// this one's place.
  private(set) var handshake: Handshake?
  /// Whether the node asked this connection to end while it was between two protocols; nobody else was there to hear it.
  private(set) var missedQuiescing = false

  /// `refusal` is asked last, of a handshake that is sound in itself.
  init(
    rules: HandshakeRules, limits: GatewayLimits, meters: GatewayMeters,
    refusal: @escaping (Handshake) -> HandshakeRefusal?
  ) {
    self.rules = rules
    self.limits = limits
    self.meters = meters
    self.refusal = refusal
  }

  func handlerAdded(context: ChannelHandlerContext) { closeIn(limits.headSeconds, context) }

  func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefused else { return }
    guard handshake == nil else { return context.fireChannelRead(data) }
    switch unwrapInboundIn(data) {
    case .head(let head): take(head, context)
    case .body: context.fireChannelRead(data)
    case .end:
      deadline?.cancel()
      context.fireChannelRead(data)
    }
  }

  private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    closeIn(limits.bodySeconds, context)
    let verdict = rules.verdict(
      on: head, isFirst: isFirst, remoteAddress: context.channel.remoteAddress?.ipAddress ?? "")
    isFirst = false
    var head = head
    switch verdict {
    case .http:
      if !head.isKeepAlive { head.headers.replaceOrAdd(name: "connection", value: "close") }
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .httpWithoutUpgrade:
      head.headers.remove(name: "upgrade")
      head.headers.replaceOrAdd(name: "connection", value: "close")
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .upgrade(let handshake):
      if let refusal = refusal(handshake) { return answer(refusal, context) }
      self.handshake = handshake
      context.fireChannelRead(wrapInboundOut(.head(head)))
    case .refuse(let refusal): answer(refusal, context)
    }
  }

  /// Answers the first request and ends the connection; whatever else comes is dropped.
  private func answer(_ refusal: HandshakeRefusal, _ context: ChannelHandlerContext) {
    isRefused = true
    meters.refused(status: refusal.status)
    let body = ByteBuffer(string: refusal.message + "\n")
    var headers: HTTPHeaders = [
      "Content-Type": "text/plain; charset=utf-8", "Content-Length": String(body.readableBytes),
      "X-Content-Type-Options": "nosniff",
    ]
    for (name, value) in refusal.headers { headers.add(name: name, value: value) }
    if !headers.contains(name: "connection") { headers.add(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: refusal.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      context.close(mode: .output, promise: nil)
    }
    closeIn(1, context)
  }

  private func closeIn(_ seconds: Int64, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    let channel = context.channel
    deadline = context.eventLoop.scheduleTask(in: .seconds(seconds)) { channel.close(promise: nil) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      if isFirst || isRefused { return context.close(promise: nil) }
      missedQuiescing = handshake != nil
    }
    if event as? ChannelEvent == .inputClosed, isRefused { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Before the first head nobody behind would close; the 400 has been written by then.
    if isFirst || isRefused { return context.close(promise: nil) }
    context.fireErrorCaught(error)
  }
}
