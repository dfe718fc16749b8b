import NIOCore
import NIOWebSocket
import StrictJSON

/// A connection to a node: JSON-RPC 2.0 over a WebSocket. Any number of calls may wait at the same time, from any task.
///
/// ```swift
/// let client = try await RPCClient.connect(to: "ws://127.0.0.1:8080/ws", token: token)
/// let agenda = try await client.call("agenda.get", ["forum": "north-2026"])
/// for await notification in client.notifications { ... }
/// ```
public final class RPCClient: Sendable {
  /// What the server sends unasked, in order. Ends with the connection. For one reader; if 100,000 gather unread the connection is
  /// ended, so that none is missing in silence.
  public var notifications: AsyncStream<RPCNotification> { mailbox.notifications }

  /// Why the connection ended, or nil while it is open.
  public var ended: ClientError? { mailbox.ended }

  private let channel: any Channel
  private let mailbox: Mailbox

  init(channel: any Channel, mailbox: Mailbox) {
    self.channel = channel
    self.mailbox = mailbox
  }

  /// Opens a connection. `token` goes into the handshake as `Authorization: Bearer`.
  /// - Throws: `ClientError.badAddress`, `.unreachable` or `.refused`.
  public static func connect(
    to address: String, token: String? = nil, timeoutSeconds: Int64 = 10, maximumMessageBytes: Int = 64 * 1024 * 1024
  ) async throws -> RPCClient {
    try await Dialer(
      address: ServerAddress(address), token: token, timeoutSeconds: timeoutSeconds,
      maximumMessageBytes: maximumMessageBytes
    ).dial()
  }

  /// Calls a method and waits for its result. A cancelled task stops waiting; the call may still have its effect.
  /// - Throws: `RPCError` as the server answered, or `ClientError`.
  public func call(_ method: String, _ params: JSONValue? = nil, timeoutSeconds: Int64 = 30) async throws -> JSONValue {
    let promise = channel.eventLoop.makePromise(of: JSONValue.self)
    guard let id = mailbox.open({ promise.completeWith($0) }) else { return try await promise.futureResult.get() }
    let mailbox = mailbox
    let deadline = channel.eventLoop.scheduleTask(in: .seconds(timeoutSeconds)) {
      mailbox.settle(id, .failure(ClientError.timedOut(method: method)))
    }
    defer { deadline.cancel() }
    send(method, params, id: id)
    return try await withTaskCancellationHandler {
      try await promise.futureResult.get()
    } onCancel: {
      mailbox.settle(id, .failure(CancellationError()))
    }
  }

  /// Calls a method without waiting for anything.
  public func notify(_ method: String, _ params: JSONValue? = nil) { send(method, params, id: nil) }

  /// Closes the connection in good order, waiting three seconds at most for the other side.
  public func close() async {
    mailbox.end(.closed(code: 1000, reason: "by this side"))
    var payload = ByteBuffer()
    payload.writeInteger(UInt16(1000))
    channel.writeAndFlush(
      WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: payload), promise: nil)
    let channel = channel
    let deadline = channel.eventLoop.scheduleTask(in: .seconds(3)) { channel.close(promise: nil) }
    try? await channel.closeFuture.get()
    deadline.cancel()
  }

  private func send(_ method: String, _ params: JSONValue?, id: Int?) {
    var message = JSONObject(uniqueKeys: [("jsonrpc", "2.0"), ("method", .string(method))])
    message["params"] = params
    message["id"] = id.map(JSONValue.int)
    let text = ByteBuffer(bytes: JSONValue.object(message).bytes)
    channel.writeAndFlush(WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: text), promise: nil)
  }
}
