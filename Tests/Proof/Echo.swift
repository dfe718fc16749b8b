import ArgumentParser
import Gateway
import Hummingbird
import Logging

/// The node's WebSocket codec with an echo behind it, for conformance suites that need such a peer.
struct Echo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Echo every WebSocket message, text and binary.")

  @Option(help: "The port on this machine's loopback address.")
  var port = 9001

  @Option(help: "The longest message in bytes.")
  var messageBytes = 32 * 1024 * 1024

  @Option(help: "The most frames of one message.")
  var messageFragments = Int.max

  func run() async throws {
    var limits = GatewayLimits()
    limits.messageBytes = messageBytes
    limits.messageFragments = messageFragments
    limits.messagesPerSecond = nil
    limits.replyBytes = 8 * messageBytes
    var logger = Logger(label: "proof.echo")
    logger.logLevel = .warning
    let app = Application(
      router: Router(),
      server: .rialto(webSocketPath: "/", limits: limits, service: EchoService()),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in print("echo on ws://127.0.0.1:\(channel.localAddress?.port ?? 0)/") },
      logger: logger)
    try await app.runService()
  }
}

struct EchoService: MessageService {
  var takesBinary: Bool { true }

  func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession { Session(outlet: outlet) }

  private final class Session: MessageSession {
    let outlet: Outlet

    init(outlet: Outlet) { self.outlet = outlet }

    func receive(_ message: InboundMessage) {
      if message.isBinary { outlet.send(binary: message.bytes) } else { outlet.send(message.bytes) }
    }

    func closed() {}
  }
}
