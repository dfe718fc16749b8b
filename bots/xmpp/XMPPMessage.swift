import Crypto
import Messaging

/// A message stanza as far as it concerns a bot.
struct XMPPMessage: Equatable {
  enum Content: Equatable {
    case text(String)
    /// A picture, a voice, a file.
    case notText
    /// The bot has no keys (XEP-0384 and others).
    case encrypted
  }

  let from: JID
  /// As it was written to: answers come from there.
  let to: JID
  /// The sender's id of the stanza.
  let id: String?
  /// The same when it is delivered again.
  let key: String
  let content: Content
  /// Whether the sender asks to be told that it has come (XEP-0184).
  let wantsReceipt: Bool

  /// nil for what nobody said to the bot just now: errors and headlines, rooms and invitations, copies and archives, edits, states, reactions.
  init?(_ stanza: XMLNode) {
    let type = stanza.attributes["type"] ?? "normal"
    guard
      !["error", "groupchat", "headline"].contains(type), let from = stanza.attributes["from"].flatMap({ JID($0) }), from.local != nil,
      let to = stanza.attributes["to"].flatMap({ JID($0) })
    else { return nil }
    guard !stanza.children.contains(where: { Self.isNotSaid($0) }) else { return nil }
    guard let content = Self.content(of: stanza) else { return nil }
    self.from = from
    self.to = to
    self.content = content
    id = stanza.attributes["id"]
    key = Self.key(of: stanza)
    wantsReceipt = stanza.has("request", "urn:xmpp:receipts")
  }

  private static func isNotSaid(_ child: XMLNode) -> Bool {
    switch (child.name, child.namespace) {
    case ("x", "http://jabber.org/protocol/muc#user"), ("x", "jabber:x:conference"): true
    case (_, "urn:xmpp:carbons:2"), (_, "urn:xmpp:mam:2"), (_, "urn:xmpp:forward:0"): true
    case ("replace", "urn:xmpp:message-correct:0"), ("retract", _), ("reactions", _): true
    case ("event", "http://jabber.org/protocol/pubsub#event"): true
    default: false
    }
  }

  private static func content(of stanza: XMLNode) -> Content? {
    let schemes = ["eu.siacs.conversations.axolotl", "urn:xmpp:omemo:2", "urn:xmpp:eme:0", "urn:xmpp:openpgp:0", "jabber:x:encrypted"]
    if stanza.children.contains(where: { schemes.contains($0.namespace) }) { return .encrypted }
    if stanza.has("x", "jabber:x:oob") || hasFile(stanza) { return .notText }
    let bodies = stanza.children.filter { $0.name == "body" && $0.namespace == stanza.namespace }
    guard let body = bodies.first(where: { $0.attributes["xml:lang"] == nil }) ?? bodies.first else { return nil }
    let text = withoutQuotation(body.text, in: stanza)
    if text.hasPrefix("aesgcm://") { return .notText }
    return text.allSatisfy(\.isWhitespace) ? nil : .text(text)
  }

  /// Files and media (XEP-0385, XEP-0447).
  private static func hasFile(_ stanza: XMLNode) -> Bool {
    stanza.children.contains { child in
      child.namespace.hasPrefix("urn:xmpp:sfs:") || child.children.contains { $0.namespace.hasPrefix("urn:xmpp:sims:") }
    }
  }

  /// The text without the quotation that clients put before an answer (XEP-0461 with XEP-0428: places counted in code points).
  private static func withoutQuotation(_ text: String, in stanza: XMLNode) -> String {
    guard
      let range = stanza.children.first(where: { $0.namespace == "urn:xmpp:fallback:0" && $0.attributes["for"] == "urn:xmpp:reply:0" })?.children.first,
      let start = range.attributes["start"].flatMap({ Int($0) }), let end = range.attributes["end"].flatMap({ Int($0) }),
      start >= 0, end > start, end <= text.unicodeScalars.count
    else { return text }
    var scalars = String.UnicodeScalarView()
    for (place, scalar) in text.unicodeScalars.enumerated() where place < start || place >= end { scalars.append(scalar) }
    return String(scalars)
  }

  /// The sender's ids of a stanza and what it says. Ids alone are not enough: simple clients count from one, and begin again.
  /// Without any id nobody delivers it again, so it is a message of its own; one that was delayed is known by its moment (XEP-0203).
  private static func key(of stanza: XMLNode) -> String {
    let marks = [
      stanza.attributes["id"], stanza.child("origin-id", "urn:xmpp:sid:0")?.attributes["id"],
      stanza.attributes["id"] == nil ? stanza.child("delay", "urn:xmpp:delay")?.attributes["stamp"] : nil,
    ]
    let body = stanza.children.first { $0.name == "body" }?.text
    let parts = [stanza.attributes["from"]] + marks + [body, marks.allSatisfy { $0 == nil } ? random() : nil]
    return digest(parts.map { $0.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined())
  }

  /// 32 hexadecimal digits.
  static func digest(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  static func random() -> String { String(UInt64.random(in: .min ... .max), radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16) }
}
