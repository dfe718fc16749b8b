import API
import Dispatch
import ForumCore
import ForumDesk
import Synchronization

/// The WebSocket face of the API: one `APIConnection` a socket, signed in by bearer at the handshake or by
/// `connection.signIn` within five seconds.
public final class RPCSockets: MessageService {
  /// Seconds that a connection may stay without a sign-in.
  public static let signInSeconds = 5

  private let desk: Desk
  private let api: APIService
  private let open = Mutex<(last: Int, sockets: [Int: Socket])>((0, [:]))

  private struct Socket {
    var outlet: Outlet
    var connection: APIConnection
  }

  public init(desk: Desk, api: APIService) {
    self.desk = desk
    self.api = api
  }

  public func refusal(of handshake: Handshake) -> HandshakeRefusal? {
    guard let bearer = handshake.bearer, desk.principal(bearer) == nil else { return nil }
    return HandshakeRefusal(
      status: 401, message: "The token is not known or was revoked.", headers: ["WWW-Authenticate": "Bearer"])
  }

  public func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession {
    let principal = handshake.bearer.flatMap { desk.principal($0) }
    let number = open.withLock { open in
      open.last += 1
      return open.last
    }
    let connection = APIConnection(id: "ws-\(number)", principal: principal, notify: { outlet.send($0, .feed) }, hasRoom: { !outlet.isBackedUp })
    open.withLock { $0.sockets[number] = Socket(outlet: outlet, connection: connection) }
    if principal == nil {
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.signInSeconds)) { [weak connection] in
        guard let connection, connection.principal == nil else { return }
        outlet.close(.signedOut, reason: "no sign-in within \(Self.signInSeconds) seconds")
      }
    }
    return RPCSession(api: api, connection: connection, outlet: outlet) { [weak self] in
      self?.open.withLock { $0.sockets[number] = nil }
    }
  }

  /// Signs the sockets of a token out that was revoked, at once, and closes them a moment later: whoever ended their own token by a
  /// call, as with an erasure, still gets its answer.
  public func signOut(_ token: TokenID) {
    let sockets = open.withLock { $0.sockets.values.filter { $0.connection.principal?.token == token } }
    for socket in sockets {
      socket.connection.signOut()
      DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) { socket.outlet.close(.signedOut, reason: "the token was revoked") }
    }
  }
}

/// One socket's messages, handed to the API in the order in which they came.
private final class RPCSession: MessageSession {
  private let api: APIService
  private let connection: APIConnection
  private let outlet: Outlet
  private let ended: () -> Void

  init(api: APIService, connection: APIConnection, outlet: Outlet, ended: @escaping () -> Void) {
    self.api = api
    self.connection = connection
    self.outlet = outlet
    self.ended = ended
  }

  func receive(_ message: InboundMessage) {
    if let seconds = message.retryAfterSeconds {
      outlet.send(APIService.tooMany(message.bytes, retryAfterSeconds: seconds))
      return
    }
    let outlet = outlet
    api.handle(message.bytes, on: connection) { bytes in
      if let bytes { outlet.send(bytes) }
    }
  }

  func drained() { connection.drained() }

  func closed() {
    connection.close()
    ended()
  }
}
