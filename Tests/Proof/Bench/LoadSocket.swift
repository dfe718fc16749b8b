import NIOCore
import NIOPosix

/// What a load says on one connection. Called on the load's one event loop.
protocol Talk: AnyObject {
  /// Whether it is open and could begin.
  var isReady: Bool { get }
  /// Whether nothing is under way.
  var isIdle: Bool { get }
  func opened(_ socket: LoadSocket)
  func begin()
  func heard(_ message: ByteBufferView)
}

/// A WebSocket client as lean as can be, so that it leaves the processors to the server: it trusts the server's frames, and masks with
/// zeros (RFC 6455, section 5.3, leaves the choice of the key to the client; this one may be guessed, which a load does not mind).
final class LoadSocket: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let request: String
  private let talk: any Talk
  private var isOpen = false
  private var rest = ByteBuffer()
  private var context: ChannelHandlerContext?

  init(port: Int, path: String, token: String?, talk: any Talk) {
    request = """
      GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\(token.map { "Authorization: Bearer \($0)\r\n" } ?? "")\r\n
      """
    self.talk = talk
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { self.context = nil }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func close() { context?.close(promise: nil) }

  /// Sends a text message; it leaves with the others of this turn.
  func send(_ text: [UInt8]) {
    guard let context else { return }
    var frame = context.channel.allocator.buffer(capacity: text.count + 14)
    frame.writeInteger(UInt8(0x81))
    if text.count < 126 {
      frame.writeInteger(UInt8(0x80 | text.count))
    } else {
      frame.writeInteger(UInt8(0x80 | 126))
      frame.writeInteger(UInt16(truncatingIfNeeded: text.count))
    }
    frame.writeInteger(UInt32(0))
    frame.writeBytes(text)
    context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var part = unwrapInboundIn(data)
    if rest.readableBytes == 0 { swap(&rest, &part) } else { rest.writeBuffer(&part) }
    if !isOpen { openWhenAnswered() }
    guard isOpen else { return }
    while let message = next() { talk.heard(message) }
    if rest.readableBytes == 0 { rest.clear() }
  }

  private func openWhenAnswered() {
    let view = rest.readableBytesView
    guard let end = view.indices.dropLast(3).first(where: { view[$0] == 13 && view[$0 + 1] == 10 && view[$0 + 2] == 13 }) else { return }
    guard view.starts(with: "HTTP/1.1 101".utf8) else { return close() }
    rest.moveReaderIndex(to: end + 4)
    isOpen = true
    talk.opened(self)
  }

  /// The next whole text message; other frames are passed over, a close frame ends the connection.
  private func next() -> ByteBufferView? {
    while true {
      let at = rest.readerIndex
      guard let first: UInt8 = rest.getInteger(at: at), let second: UInt8 = rest.getInteger(at: at + 1) else { return nil }
      var header = 2
      var length = Int(second & 0x7F)
      if length == 126 {
        guard let long: UInt16 = rest.getInteger(at: at + 2) else { return nil }
        (header, length) = (4, Int(long))
      } else if length == 127 {
        guard let long: UInt64 = rest.getInteger(at: at + 2) else { return nil }
        (header, length) = (10, Int(truncatingIfNeeded: long))
      }
      guard rest.readableBytes >= header + length else { return nil }
      rest.moveReaderIndex(forwardBy: header)
      let payload = rest.readSlice(length: length)
      if first & 0x0F == 8 {
        close()
        return nil
      }
      if first & 0x0F == 1, let payload { return payload.readableBytesView }
    }
  }
}
