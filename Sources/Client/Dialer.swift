import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes one connection: TCP, then the WebSocket handshake (RFC 6455, section 4.1).
struct Dialer {
  private enum Outcome: Sendable {
    case open(Mailbox)
    case refused(EventLoopFuture<ClientError>)
  }

  let address: ServerAddress
  let token: String?
  let timeoutSeconds: Int64
  let maximumMessageBytes: Int

  func dial() async throws -> RPCClient {
    let place = "ws://\(address.authority)\(address.path)"
    let channel: any Channel
    let outcome: EventLoopFuture<Outcome>
    do {
      (channel, outcome) = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(.seconds(timeoutSeconds))
        .connect(host: address.host, port: address.port) { channel in
          channel.eventLoop.makeCompletedFuture { (channel, try shakeHands(channel)) }
        }
    } catch {
      throw ClientError.unreachable(address: place, reason: Self.reason(error))
    }
    let deadline = channel.eventLoop.scheduleTask(in: .seconds(timeoutSeconds)) { channel.close(promise: nil) }
    defer { deadline.cancel() }
    do {
      switch try await outcome.get() {
      case .open(let mailbox): return RPCClient(channel: channel, mailbox: mailbox)
      case .refused(let why): throw try await why.get()
      }
    } catch let error as ClientError {
      channel.close(promise: nil)
      throw error
    } catch {
      channel.close(promise: nil)
      throw ClientError.unreachable(address: place, reason: "it ended the connection during the handshake")
    }
  }

  private func shakeHands(_ channel: any Channel) throws -> EventLoopFuture<Outcome> {
    var headers: HTTPHeaders = ["Host": address.authority]
    if let token { headers.add(name: "Authorization", value: "Bearer \(token)") }
    let upgrader = NIOTypedWebSocketClientUpgrader<Outcome>(maxFrameSize: maximumMessageBytes) { channel, _ in
      channel.eventLoop.makeCompletedFuture {
        let mailbox = Mailbox()
        try channel.pipeline.syncOperations.addHandlers([
          NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 100_000, maxAccumulatedFrameSize: maximumMessageBytes),
          ClientHandler(mailbox: mailbox),
        ])
        return .open(mailbox)
      }
    }
    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
      configuration: .init(
        upgradeConfiguration: .init(
          upgradeRequestHead: HTTPRequestHead(version: .http1_1, method: .GET, uri: address.path, headers: headers),
          upgraders: [upgrader],
          notUpgradingCompletionHandler: { channel in
            channel.eventLoop.makeCompletedFuture {
              let refusal = channel.eventLoop.makePromise(of: ClientError.self)
              try channel.pipeline.syncOperations.addHandler(RefusalReader(refusal))
              return .refused(refusal.futureResult)
            }
          })))
  }

  /// The system's reason in words, where it gives one.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      if let failure = error.connectionErrors.first { return reason(failure.error) }
      return error.dnsAError == nil && error.dnsAAAAError == nil ? "no address" : "no such host"
    case let error as IOError where error.errnoCode == ECONNREFUSED: return "connection refused"
    case ChannelError.connectTimeout: return "no answer in time"
    default: return "\(error)"
    }
  }
}
