import NIOCore
import NIOPosix
import Synchronization

/// A TCP client that sends exactly the bytes it is told and keeps what comes back; it knows no protocol, so it can break them all.
final class Peer: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var isClosed = false
  }

  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    let peer: Peer

    init(_ peer: Peer) { self.peer = peer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = Array(unwrapInboundIn(data).readableBytesView)
      peer.state.withLock { $0.bytes += bytes }
    }

    func channelInactive(context: ChannelHandlerContext) { peer.state.withLock { $0.isClosed = true } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  private let state = Mutex(State())
  private let channel = Mutex<(any Channel)?>(nil)

  /// Connects. A peer that does not `reads` leaves everything in the sockets' buffers.
  init(_ node: TestNode, reads: Bool = true) async throws {
    let made = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.autoRead, value: reads)
      .channelOption(.socketOption(.so_rcvbuf), value: reads ? 1 << 20 : 4096)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collector(self)) }
      }
      .connect(host: "127.0.0.1", port: node.port).get()
    channel.withLock { $0 = made }
  }

  /// Connects and opens a WebSocket; returns when the server has accepted, or throws.
  static func webSocket(_ node: TestNode, headers: [String] = []) async throws -> Peer {
    let peer = try await Peer(node)
    try await peer.send(handshake(headers: headers))
    guard try await peer.answerHead().hasPrefix("HTTP/1.1 101 ") else { throw Refused() }
    return peer
  }

  struct Refused: Error {}

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws {
    guard let channel = channel.withLock({ $0 }) else { return }
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  /// Sends without waiting for the bytes to leave.
  func push(_ bytes: [UInt8]) { channel.withLock { $0 }?.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

  func close() async throws { try? await channel.withLock { $0 }?.close() }

  var isClosed: Bool { state.withLock { $0.isClosed } }
  var received: [UInt8] { state.withLock { $0.bytes } }

  /// Waits for the blank line behind an HTTP head, takes the head out of what was received and returns it.
  func answerHead() async throws -> String {
    let blank = Array("\r\n\r\n".utf8)
    _ = try await eventually { self.received.firstRange(of: blank) != nil || self.isClosed }
    return state.withLock { state in
      guard let range = state.bytes.firstRange(of: blank) else { return String(decoding: state.bytes, as: UTF8.self) }
      let head = String(decoding: state.bytes[..<range.lowerBound], as: UTF8.self)
      state.bytes.removeSubrange(..<range.upperBound)
      return head
    }
  }

  /// The next frame of the server, or nil when the connection ends without one.
  func frame(seconds: Double = 5) async throws -> Frame? {
    _ = try await eventually(seconds: seconds) { Frame(self.received) != nil || self.isClosed }
    return state.withLock { state in
      guard let frame = Frame(state.bytes) else { return nil }
      state.bytes.removeFirst(frame.size)
      return frame
    }
  }

  /// The code of the next close frame; what comes before it is skipped.
  func closeCode(seconds: Double = 5) async throws -> Int? {
    while let frame = try await frame(seconds: seconds) {
      if frame.opcode == 8 { return frame.code }
    }
    return nil
  }
}
