import NIOCore

/// All that a connection over the limit gets: a short answer, and the end.
final class TurnAway: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answer: String

  init(_ entry: ConnectionLedger.Entry) {
    let (status, text) =
      entry == .tooMany
      ? ("429 Too Many Requests", "This address has too many connections.\n")
      : ("503 Service Unavailable", "The node is full.\n")
    answer =
      "HTTP/1.1 \(status)\r\nRetry-After: 10\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).assumeIsolated().whenComplete { _ in
      context.close(mode: .output, promise: nil)
    }
    // Closed at once, the unread request would make the system discard the answer.
    let channel = context.channel
    context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) { context.close(promise: nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
