import NIOCore
import NIOPosix

/// A TCP connection for the small clients of tests.
final class TextSocket: Sendable {
  private let channel: any Channel
  /// What comes, until the other side closes.
  let incoming: AsyncStream<ByteBuffer>

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

  func send(_ text: String) async throws { try await channel.writeAndFlush(ByteBuffer(string: text)) }

  func close() async { try? await channel.close() }

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
