import NIOCore
import NIOHTTP1
import NIOWebSocket

/// The client's end of an open WebSocket, behind an aggregator that makes whole messages of fragments.
final class ClientHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private let mailbox: Mailbox
  private var end = ClientError.closed(code: nil, reason: "")
  private var isClosing = false

  init(mailbox: Mailbox) { self.mailbox = mailbox }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    guard !isClosing else { return }
    switch frame.opcode {
    case .text: deliver(frame.data, context)
    case .ping: write(.pong, frame.data, context)
    case .connectionClose: closed(frame.data, context)
    case .pong: break
    default: fail(.malformed("a binary message"), context)
    }
  }

  private func deliver(_ text: ByteBuffer, _ context: ChannelHandlerContext) {
    do { try mailbox.deliver(text.readableBytesView) } catch { fail(error, context) }
  }

  private func closed(_ payload: ByteBuffer, _ context: ChannelHandlerContext) {
    isClosing = true
    var rest = payload
    let code = rest.readInteger(as: UInt16.self)
    end = .closed(code: code.map(Int.init), reason: String(buffer: rest))
    write(
      .connectionClose,
      payload.getSlice(at: payload.readerIndex, length: min(2, payload.readableBytes)) ?? ByteBuffer(), context)
    context.close(promise: nil)
  }

  private func fail(_ error: ClientError, _ context: ChannelHandlerContext) {
    end = error
    isClosing = true
    var payload = ByteBuffer()
    payload.writeInteger(UInt16(1002))
    write(.connectionClose, payload, context)
    context.close(promise: nil)
  }

  private func write(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
    let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    mailbox.end(end)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { mailbox.end(end) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Reads the HTTP answer that came instead of a WebSocket.
final class RefusalReader: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let answer: EventLoopPromise<ClientError>
  private var status = 0
  private var message = ByteBuffer()

  init(_ answer: EventLoopPromise<ClientError>) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = Int(head.status.code)
    case .body(let part):
      message.writeImmutableBuffer(
        part.getSlice(at: part.readerIndex, length: min(part.readableBytes, room)) ?? ByteBuffer())
    case .end: context.close(promise: nil)
    }
  }

  private var room: Int { max(0, 1024 - message.readableBytes) }

  func handlerRemoved(context: ChannelHandlerContext) {
    let text = String(buffer: message).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    answer.succeed(.refused(status: status, message: text))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
