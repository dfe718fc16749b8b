import Logging
import Messaging
import NIOCore
import NIOPosix

/// One connection with the server, from the handshake to its end.
struct XMPPConnection: Sendable {
  let configuration: XMPPConfiguration
  let platform: XMPPPlatform
  let listener: XMPPListener
  let logger: Logger

  private static let keepAlive = Duration.seconds(30)
  private static let handshakePatience = Duration.seconds(10)
  private static let probePatience = Duration.seconds(3)

  /// - Throws: why it ended; it never ends well.
  func run() async throws {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(10))
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .connect(host: configuration.host, port: configuration.port) { channel in
        channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
      }
    try await channel.executeThenClose { inbound, outbound in
      let stream = XMPPStream(configuration: configuration, writer: outbound)
      let (welcome, welcomed) = AsyncStream<Void>.makeStream()
      defer { stream.close() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await read(inbound, on: stream) { welcomed.yield() } }
        group.addTask { try await watch(stream, welcome) }
        try await stream.open()
        try await group.next()
      }
    }
  }

  /// Hears what comes, until nothing can come any more.
  private func read(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, on stream: XMPPStream, welcomed: () -> Void) async throws {
    var framer = StanzaFramer(maximumBytes: configuration.maximumStanza)
    var isWelcome = false
    for try await buffer in inbound {
      for piece in try framer.feed(buffer.readableBytesView) {
        switch piece {
        case .header(let bytes):
          guard let id = StanzaReader.header(bytes)?.attributes["id"], !id.isEmpty else { throw Fault("it is not an XMPP server that answers") }
          try await stream.shakeHands(id: id)
        case .stanza(let bytes):
          guard let stanza = StanzaReader.stanza(bytes) else {
            logger.notice("a stanza that is not well-formed is left out", metadata: ["bytes": "\(bytes.count)"])
            continue
          }
          if stanza.name == "error", stanza.namespace == StanzaReader.streams { throw Fault(Self.words(for: stanza)) }
          if isWelcome {
            try await listener.hear(stanza, on: stream)
          } else if stanza.name == "handshake", stanza.namespace == StanzaReader.component {
            isWelcome = true
            welcomed()
          }
        case .leftOut: logger.notice("a stanza that is too long or too deep is left out")
        case .end: throw Fault("the server ended the stream")
        }
      }
    }
    throw Fault("the server closed the connection")
  }

  /// Waits for the welcome, says that the bot is ready, and looks from time to time whether the server is still there.
  private func watch(_ stream: XMPPStream, _ welcome: AsyncStream<Void>) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in welcome { return } }
      group.addTask {
        try await Task.sleep(for: Self.handshakePatience)
        throw Fault("the server does not answer as one does to components: is this its port for components?")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
    try await stream.probe(within: Self.probePatience)
    platform.use(stream)
    logger.info("the XMPP bot is ready", metadata: ["bot": "\(configuration.botAddress)"])
    if !stream.isConfirming { logger.notice("this server does not confirm; what is under way when a connection breaks may be lost") }
    while true {
      try await Task.sleep(for: Self.keepAlive)
      try await stream.check()
    }
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  /// What the server's usual errors mean (RFC 6120, 4.9.3).
  private static func words(for error: XMLNode) -> String {
    let condition = error.children.first { $0.namespace == "urn:ietf:params:xml:ns:xmpp-streams" && $0.name != "text" }?.name ?? "an error"
    return switch condition {
    case "not-authorized": "not-authorized: the secret is not the one in the server's configuration"
    case "host-unknown": "host-unknown: the server has no component of this domain"
    case "conflict": "conflict: another program is connected as this component"
    default: "the server ended the stream: \(condition)"
    }
  }

  static func words(for error: any Error) -> String {
    switch error {
    case let fault as Fault: fault.description
    case let fault as StanzaFramer.Fault: "the server sent what cannot be read: \(fault)"
    case let error as PlatformError: "\(error)"
    default: "the server cannot be reached: \(error)"
    }
  }
}
