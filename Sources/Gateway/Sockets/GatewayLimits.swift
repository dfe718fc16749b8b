/// What one node grants to its callers. Every bound that keeps a stranger from using up the node stands here.
///
/// The defaults suit a public node; a test or a drill changes single values.
public struct GatewayLimits: Sendable, Equatable {
  // MARK: Messages in

  /// The longest WebSocket message in bytes, in one frame or many; one byte more closes with 1009.
  public var messageBytes = 64 * 1024
  /// The most frames that one message may be cut into; one more closes with 1009.
  public var messageFragments = 256
  /// Messages a second that a connection may send in the long run. `nil` counts nothing.
  public var messagesPerSecond: Double? = 200
  /// Messages that a connection may send at once after a pause.
  public var messageBurst: Double = 400

  // MARK: Messages out

  /// Bytes that may wait for a reader of feeds; more cuts the reader off with `CloseCode.tooSlow`.
  public var feedBytes = 1024 * 1024
  /// Messages that may wait for a reader of feeds; more cuts the reader off with `CloseCode.tooSlow`.
  public var feedMessages = 1000
  /// Bytes that may wait in all, replies included. Reading pauses long before; this is the hard end.
  public var replyBytes = 16 * 1024 * 1024

  // MARK: Time, in seconds

  /// From the connection's start to the end of its first request head.
  public var headSeconds: Int64 = 10
  /// From a request's head to the end of its body.
  public var bodySeconds: Int64 = 60
  /// How long an HTTP connection may rest between two requests, a partial head of a later request included.
  public var idleSeconds: Int64 = 60
  /// Silence after which a WebSocket peer is asked whether it lives.
  public var pingSeconds: Int64 = 30
  /// How long that peer has to send anything at all before the connection is given up.
  public var pongSeconds: Int64 = 20
  /// How long a closing WebSocket may take to hear the other side out.
  public var closeSeconds: Int64 = 3

  // MARK: Connections

  /// Connections in all. Further ones are answered 503 and closed.
  public var connections = 19_000
  /// Connections of one remote address (of one /64 network in IPv6). Further ones are answered 429 and closed.
  public var connectionsPerAddress = 256
  /// Whether callers on this machine are counted by address too. A proxy beside the node speaks for everyone, so not.
  public var countsLoopback = false

  // MARK: HTTP

  /// All header fields of one request together, in bytes.
  public var headerBytes = 32 * 1024
  /// Header fields of one request.
  public var headerFields = 100

  public init() {}
}
