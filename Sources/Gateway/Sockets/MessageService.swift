/// What answers the messages of WebSocket connections. Called on the connection's event loop, so it must never wait.
public protocol MessageService: Sendable {
  /// Whether binary messages are taken; where not, the first one closes the connection with 1003.
  var takesBinary: Bool { get }

  /// Looks at a handshake that is sound in itself, before it is accepted; for example at its bearer token.
  /// Returns why it is refused, or nil to go on.
  func refusal(of handshake: Handshake) -> HandshakeRefusal?

  /// A connection has opened. What is returned lives as long as the connection and is called on its event loop only.
  func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession
}

extension MessageService {
  public var takesBinary: Bool { false }
  public func refusal(of handshake: Handshake) -> HandshakeRefusal? { nil }
}

/// One connection as the service sees it. Every call comes on the connection's event loop and must not block it; replies go
/// through the `Outlet`, at once or later, from any thread.
public protocol MessageSession: AnyObject {
  /// A whole message has come.
  func receive(_ message: InboundMessage)
  /// The outlet was found backed up and has room again. Long feeds go on from here.
  func drained()
  /// The connection is gone; nothing that is sent from now on arrives. Called once.
  func closed()
}

extension MessageSession {
  public func drained() {}
}

/// One message of a client.
public struct InboundMessage: Sendable, Equatable {
  /// The payload; well-formed UTF-8 unless `isBinary`.
  public var bytes: [UInt8]
  public var isBinary: Bool
  /// Set when the connection has sent more than its rate allows: the message is to be refused, and this is when to come again.
  public var retryAfterSeconds: Int?

  public init(bytes: [UInt8], isBinary: Bool = false, retryAfterSeconds: Int? = nil) {
    self.bytes = bytes
    self.isBinary = isBinary
    self.retryAfterSeconds = retryAfterSeconds
  }
}

/// What a client said when it opened a WebSocket.
public struct Handshake: Sendable, Equatable, CustomStringConvertible {
  /// The path, without a query.
  public var path: String
  /// The `Host` that was asked for.
  public var host: String?
  /// The `Origin` that a browser names; other clients send none.
  public var origin: String?
  /// The token of `Authorization: Bearer`, as it came. Never log it.
  public var bearer: String?
  /// The address of the other end of the connection, without the port; empty where it has none.
  public var remoteAddress: String

  public init(
    path: String, host: String? = nil, origin: String? = nil, bearer: String? = nil, remoteAddress: String = ""
  ) {
    self.path = path
    self.host = host
    self.origin = origin
    self.bearer = bearer
    self.remoteAddress = remoteAddress
  }

  /// Without the token, so that none gets into a log.
  public var description: String {
    "\(path) from \(remoteAddress), origin \(origin ?? "none"), \(bearer == nil ? "no token" : "with a token")"
  }
}

/// A handshake that is not accepted, as the HTTP answer to it.
public struct HandshakeRefusal: Error, Sendable, Equatable {
  /// The HTTP status, for example 401.
  public var status: Int
  /// One sentence for the person who reads the client's log.
  public var message: String
  /// Header fields beside the usual ones.
  public var headers: [String: String]

  public init(status: Int, message: String, headers: [String: String] = [:]) {
    self.status = status
    self.message = message
    self.headers = headers
  }
}
