import Crypto
import Messaging

/// Slack's signature of a request: HMAC-SHA256 over `v0:timestamp:body`, five minutes valid
/// (docs.slack.dev, "Verifying requests from Slack").
struct SlackSignature: Sendable {
  private let key: SymmetricKey
  private let window: ReplayWindow

  init(secret: String, window: ReplayWindow) {
    key = SymmetricKey(data: Array(secret.utf8))
    self.window = window
  }

  /// Whether Slack sent the request, now.
  func isValid(_ request: HookRequest) -> Bool {
    guard
      let timestamp = request.headers["x-slack-request-timestamp"], window.contains(timestamp),
      let signature = request.headers["x-slack-signature"], signature.hasPrefix("v0="), let code = Hex.bytes(of: signature.dropFirst(3))
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array("v0:\(timestamp):".utf8) + request.body, using: key)
  }
}
