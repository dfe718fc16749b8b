import Crypto
import Messaging

/// Meta's signature of a request: HMAC-SHA256 over its bytes, in `X-Hub-Signature-256`.
///
/// It says nothing of time: what comes again is known by its message id.
struct WhatsAppSignature: Sendable {
  private let key: SymmetricKey

  init(secret: String) { key = SymmetricKey(data: Array(secret.utf8)) }

  /// Whether Meta sent the request; one without a signature did not come from there.
  func isValid(_ request: HookRequest) -> Bool {
    guard
      let signature = request.headers["x-hub-signature-256"], signature.hasPrefix("sha256="), let code = Hex.bytes(of: signature.dropFirst(7))
    else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: request.body, using: key)
  }
}
