/// Why the homeserver did not do what it was asked.
public enum MatrixError: Error, Equatable, CustomStringConvertible {
  /// It answered with a 4xx status; `code` is its `errcode`, empty where something else answered in its place.
  case refused(status: Int, code: String, message: String)
  /// It asks for patience longer than is spent within one request (429, `M_LIMIT_EXCEEDED`).
  case limited(retryAfterMilliseconds: Int)
  /// It could not be reached, did not answer in time or answered with 5xx, again and again.
  case unavailable(String)
  /// It answered with success but not with what the specification promises.
  case unreadable(String)

  /// Whether the same request can never succeed: the bot was put out of the room, the room is gone.
  ///
  /// A fault of the set-up (a wrong token, a proxy that knows no such path) is not final: once it is mended the request
  /// succeeds, so nothing may be given up because of it.
  public var isFinal: Bool {
    guard case .refused(let status, let code, _) = self else { return false }
    return status != 401 && !Self.ofSetUp.contains(code)
  }

  private static let ofSetUp: Set = [
    "", "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_UNRECOGNIZED", "M_EXCLUSIVE", "M_UNKNOWN_DEVICE", "M_CONSENT_NOT_GIVEN", "M_USER_DEACTIVATED",
    "M_USER_SUSPENDED", "M_USER_LOCKED",
  ]

  public var description: String {
    switch self {
    case .refused(let status, let code, let message): "refused with \(status) \(code) \(message)"
    case .limited(let milliseconds): "asks to wait \(milliseconds) ms"
    case .unavailable(let reason): "not available: \(reason)"
    case .unreadable(let reason): "answered unexpectedly: \(reason)"
    }
  }
}
