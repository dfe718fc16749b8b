import Crypto
import Messaging

/// Discord's signature of a request: Ed25519 over the time stamp and the bytes. Discord sends wrong ones on purpose and takes the address
/// away where they are not refused.
struct DiscordSignature: Sendable {
  private let key: Curve25519.Signing.PublicKey?
  private let window: ReplayWindow

  init(publicKey: [UInt8], window: ReplayWindow) {
    key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
    self.window = window
  }

  /// Whether Discord sent the request, now.
  func isValid(_ request: HookRequest) -> Bool {
    guard
      let timestamp = request.headers["x-signature-timestamp"], window.contains(timestamp),
      let signature = request.headers["x-signature-ed25519"].flatMap({ Hex.bytes(of: $0) }), signature.count == 64, let key
    else { return false }
    return key.isValidSignature(signature, for: Array(timestamp.utf8) + request.body)
  }
}
