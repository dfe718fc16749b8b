import Messaging

/// Why a stanza came back (RFC 6120, 8.3).
struct StanzaError: Error, Equatable {
  let type: String
  /// `service-unavailable` and the like; empty where none was given.
  let condition: String
  let text: String

  static let namespace = "urn:ietf:params:xml:ns:xmpp-stanzas"

  init(_ stanza: XMLNode) {
    let error = stanza.children.first { $0.name == "error" }
    type = error?.attributes["type"] ?? ""
    condition = error?.children.first { $0.namespace == Self.namespace && $0.name != "text" }?.name ?? ""
    text = String((error?.child("text", Self.namespace)?.text ?? "").prefix(200))
  }

  /// What it means for whoever sent.
  ///
  /// `service-unavailable` is said of who does not exist and of who is away while the server keeps nothing, so it is not final.
  var forSender: PlatformError {
    let reason = text.isEmpty ? "\(type) \(condition)" : "\(type) \(condition): \(text)"
    let final: Set = [
      "bad-request", "forbidden", "gone", "item-not-found", "jid-malformed", "not-acceptable", "not-allowed", "not-authorized", "policy-violation",
      "remote-server-not-found", "subscription-required",
    ]
    if type == "wait" { return .unavailable(reason) }
    return final.contains(condition) ? .refused(reason) : .unavailable(reason)
  }
}
