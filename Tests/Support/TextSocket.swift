import NIOCore
import NIOPosix

/// A TCP connection for the small clients of tests.
public final class TextSocket: Sendable {
  private let channel: any Channel
  /// What comes, until the other side closes.
  public let incoming: AsyncStream<ByteBuffer>

  private init(channel: any Channel, incoming: AsyncStream<ByteBuffer>) {
    self.channel = channel
    self.incoming = incoming
  }

  static func connect(port: Int) async throws -> TextSocket {
    let (incoming, feed) = AsyncStream<ByteBuffer>.makeStream()
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { $0.pipeline.addHandler(Feeder(feed: feed)) }
      .connect(host: "127.0.0.1", port: port).get()
    return TextSocket(channel: channel, incoming: incoming)
  }

  public func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

  public func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  public func close() async { try? await channel.close() }

  /// Listens on a free loopback port while `body` runs, which gets the port and those who connect.
  public static func serve<Outcome: Sendable>(_ body: @Sendable (Int, Mailbox<TextSocket>) async throws -> Outcome) async throws -> Outcome {
    let callers = Mailbox<TextSocket>()
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        let (incoming, feed) = AsyncStream<ByteBuffer>.makeStream()
        callers.put(TextSocket(channel: channel, incoming: incoming))
        return channel.pipeline.addHandler(Feeder(feed: feed))
      }
      .bind(host: "127.0.0.1", port: 0).get()
    do {
      guard let port = server.localAddress?.port else { throw TestFault("the system gave no port") }
      let outcome = try await body(port, callers)
      try await server.close()
      return outcome
    } catch {
      try? await server.close()
      throw error
    }
  }

  /// Reads lines, or whatever ends with `end`, into a mailbox.
  public func lines(endingWith end: UInt8 = 0x0A) -> Mailbox<String> {
    let mailbox = Mailbox<String>()
    Task {
      var bytes: [UInt8] = []
      for await buffer in incoming {
        for byte in buffer.readableBytesView {
          bytes.append(byte)
          guard byte == end else { continue }
          mailbox.put(String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline })
          bytes = []
        }
      }
      mailbox.put("closed")
    }
    return mailbox
  }

  private final class Feeder: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let feed: AsyncStream<ByteBuffer>.Continuation

    init(feed: AsyncStream<ByteBuffer>.Continuation) { self.feed = feed }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { feed.yield(unwrapInboundIn(data)) }
    func channelInactive(context: ChannelHandlerContext) { feed.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}

/// Waits until something listens on a loopback port.
func untilListening(on port: Int, within limit: Duration = .seconds(20)) async throws {
  let clock = ContinuousClock()
  let end = clock.now + limit
  while clock.now < end {
    if let socket = try? await TextSocket.connect(port: port) { return await socket.close() }
    try await Task.sleep(for: .milliseconds(20))
  }
  throw TestFault("nothing listens on port \(port) within \(limit)")
}
