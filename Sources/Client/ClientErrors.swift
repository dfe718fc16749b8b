import StrictJSON

/// Why there is no connection, or no answer.
public enum ClientError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The address is not one that this client can use.
  case badAddress(String)
  /// Nobody answered there: refused, no such host, no route, or not in time.
  case unreachable(address: String, reason: String)
  /// The server answered the handshake with an HTTP status of refusal, for example 401, 403 or 404, and perhaps a sentence.
  case refused(status: Int, message: String)
  /// The connection has ended. Without a code the other side went without saying why.
  case closed(code: Int?, reason: String)
  /// No answer came in time; whether the call had its effect is unknown.
  case timedOut(method: String)
  /// The server sent something that is not JSON-RPC 2.0.
  case malformed(String)

  public var description: String {
    switch self {
    case .badAddress(let address): "not an address like ws://host:port/ws: \(address)"
    case .unreachable(let address, let reason): "nobody answers at \(address): \(reason)"
    case .refused(401, let message): "the token is not valid there (401)\(after(message))"
    case .refused(let status, let message): "the server refuses the connection (\(status))\(after(message))"
    case .closed(nil, _): "the connection is lost"
    case .closed(let code?, let reason): "the server has closed the connection (\(code))\(after(reason))"
    case .timedOut(let method): "no answer to \(method) in time"
    case .malformed(let what): "the server does not speak JSON-RPC 2.0: \(what)"
    }
  }

  private func after(_ text: String) -> String { text.isEmpty ? "" : ": " + text }
}

/// The error that a server answered to a call (JSON-RPC 2.0, section 5.1).
public struct RPCError: Error, Sendable, Equatable, CustomStringConvertible {
  public var code: Int
  public var message: String
  public var data: JSONValue?

  public init(code: Int, message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  public var description: String { "\(message) (\(code))" }
}
