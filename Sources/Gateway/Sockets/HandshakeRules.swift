import NIOCore
import NIOHTTP1

/// What is to become of the first request of a connection (RFC 6455, section 4.2.1; RFC 9110, section 7.8). A pure decision.
struct HandshakeRules: Sendable {
  enum Verdict: Equatable {
    /// An ordinary request.
    case http
    /// An ordinary request whose wish to upgrade is ignored.
    case httpWithoutUpgrade
    case upgrade(Handshake)
    case refuse(HandshakeRefusal)
  }

  let path: String
  let origins: OriginPolicy

  func verdict(on head: HTTPRequestHead, isFirst: Bool, remoteAddress: String) -> Verdict {
    let wants = head.headers[canonicalForm: "upgrade"]
    guard Self.path(of: head) == path, isFirst, head.method == .GET else {
      return wants.isEmpty ? .http : .httpWithoutUpgrade
    }
    guard wants.count == 1, wants[0].lowercased() == "websocket",
      head.headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" }),
      head.version == .http1_1
    else {
      return .refuse(
        HandshakeRefusal(
          status: 426, message: "This address speaks WebSocket only.",
          headers: ["Upgrade": "websocket", "Connection": "Upgrade, close"]))
    }
    guard head.headers["sec-websocket-version"] == ["13"] else {
      return .refuse(
        HandshakeRefusal(
          status: 426, message: "Only version 13 of the WebSocket protocol is spoken here.",
          headers: ["Sec-WebSocket-Version": "13", "Upgrade": "websocket", "Connection": "Upgrade, close"]))
    }
    let keys = head.headers["sec-websocket-key"]
    guard keys.count == 1, keys[0].isHandshakeKey else {
      return .refuse(HandshakeRefusal(status: 400, message: "Sec-WebSocket-Key is 16 bytes in Base64, given once."))
    }
    guard head.headers["transfer-encoding"].isEmpty, head.headers["content-length"].allSatisfy({ $0 == "0" }) else {
      return .refuse(HandshakeRefusal(status: 400, message: "A handshake has no body."))
    }
    let hosts = head.headers["host"]
    guard hosts.count == 1 else {
      return .refuse(HandshakeRefusal(status: 400, message: "A request names one Host."))
    }
    guard origins.allows(origins: head.headers["origin"], host: hosts[0]) else {
      return .refuse(HandshakeRefusal(status: 403, message: "Pages of this Origin may not connect here."))
    }
    return .upgrade(
      Handshake(
        path: path, host: hosts[0], origin: head.headers["origin"].first, bearer: Self.bearer(of: head),
        remoteAddress: remoteAddress))
  }

  private static func path(of head: HTTPRequestHead) -> Substring { head.uri.prefix { $0 != "?" } }

  /// The token of `Authorization: Bearer TOKEN` (RFC 6750), if there is exactly one such field.
  private static func bearer(of head: HTTPRequestHead) -> String? {
    let fields = head.headers["authorization"]
    guard fields.count == 1 else { return nil }
    let words = fields[0].split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
    return String(words[1])
  }
}

extension String {
  /// Whether this is the Base64 of 16 bytes.
  fileprivate var isHandshakeKey: Bool {
    let bytes = Array(utf8)
    return bytes.count == 24 && bytes.suffix(2) == [0x3D, 0x3D]
      && bytes.dropLast(2).allSatisfy {
        switch $0 {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
        default: false
        }
      }
  }
}
