/// Why a WebSocket connection ends: the code of its close frame (RFC 6455, section 7.4, and the IANA registry).
public struct CloseCode: RawRepresentable, Sendable, Hashable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The purpose is fulfilled.
  public static let normal = CloseCode(rawValue: 1000)
  /// The node stops; the client may come back at once.
  public static let goingAway = CloseCode(rawValue: 1001)
  /// The peer broke the rules of the protocol.
  public static let protocolError = CloseCode(rawValue: 1002)
  /// A kind of data that is not taken here, such as binary messages.
  public static let unacceptableData = CloseCode(rawValue: 1003)
  /// A text that is not UTF-8.
  public static let invalidText = CloseCode(rawValue: 1007)
  /// Refused by a rule of the node.
  public static let policyViolation = CloseCode(rawValue: 1008)
  /// A message over the limit, in bytes or in fragments.
  public static let messageTooBig = CloseCode(rawValue: 1009)
  /// A fault of the node.
  public static let internalError = CloseCode(rawValue: 1011)
  /// The node has too much to do.
  public static let tryAgainLater = CloseCode(rawValue: 1013)

  /// The sign-in did not come in time, or its token was revoked. The code is Rialto's own (4000-4999 are free to use).
  public static let signedOut = CloseCode(rawValue: 4001)
  /// The reader let too much of its feed wait. It may connect again and resume after the last position that it has.
  /// The code is Rialto's own (4000-4999 are free to use).
  public static let tooSlow = CloseCode(rawValue: 4008)

  /// Whether a peer may send this code in a close frame: 1005, 1006 and 1015 stand only for what no frame said, 1004 and the rest
  /// below 3000 are reserved, and nothing is defined from 5000 on.
  public var mayBeSent: Bool {
    switch rawValue {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}
