/// Answers to what clients ask before they show a contact: what it is, what it can, whether it is there.
struct XMPPInfo: Sendable {
  let configuration: XMPPConfiguration
  let displayName: String

  private static let features = ["http://jabber.org/protocol/disco#info", "jabber:iq:version", "urn:xmpp:ping", "urn:xmpp:receipts", "vcard-temp"]

  /// The answer to an `iq`; nil for answers, which get none.
  func answer(to iq: XMLNode) -> String? {
    guard
      let type = iq.attributes["type"], type == "get" || type == "set", let id = iq.attributes["id"], let from = iq.attributes["from"],
      let to = iq.attributes["to"], let asked = JID(to)
    else { return nil }
    let query = iq.children.first
    let isBot = asked.bare == configuration.botAddress
    let inside: String? =
      switch (type, query?.name, query?.namespace) {
      case _ where asked.bare != configuration.domain && !isBot: nil
      case ("get", "query", "http://jabber.org/protocol/disco#info") where query?.attributes["node"] == nil: info(isBot: isBot)
      case ("get", "query", "http://jabber.org/protocol/disco#items") where query?.attributes["node"] == nil: items(isBot: isBot)
      case ("get", "query", "jabber:iq:version"): "<query xmlns='jabber:iq:version'><name>Rialto</name></query>"
      case ("get", "vCard", "vcard-temp"): "<vCard xmlns='vcard-temp'><FN>\(XMLText.escaped(displayName))</FN></vCard>"
      case ("get", "ping", "urn:xmpp:ping"): ""
      default: nil
      }
    let head = "id='\(XMLText.escaped(id))' from='\(XMLText.escaped(to))' to='\(XMLText.escaped(from))'"
    guard let inside else {
      return "<iq type='error' \(head)><error type='cancel'><service-unavailable xmlns='\(StanzaError.namespace)'/></error></iq>"
    }
    return "<iq type='result' \(head)>\(inside)</iq>"
  }

  private func info(isBot: Bool) -> String {
    let identity = isBot ? "category='client' type='bot'" : "category='component' type='generic'"
    return "<query xmlns='http://jabber.org/protocol/disco#info'><identity \(identity) name='\(XMLText.escaped(displayName))'/>"
      + Self.features.map { "<feature var='\($0)'/>" }.joined() + "</query>"
  }

  private func items(isBot: Bool) -> String {
    let bot = "<item jid='\(configuration.botAddress)' name='\(XMLText.escaped(displayName))'/>"
    return "<query xmlns='http://jabber.org/protocol/disco#items'>\(isBot ? "" : bot)</query>"
  }

  /// What is sent to whoever asks to see the bot's presence (RFC 6121, 3 and 4.3); nothing for any other.
  func answers(to presence: XMLNode) -> [String] {
    guard let from = presence.attributes["from"].flatMap({ JID($0) }), let to = presence.attributes["to"].flatMap({ JID($0) }) else { return [] }
    guard to.bare == configuration.botAddress || to.bare == configuration.domain else { return [] }
    func said(_ type: String) -> String { "<presence type='\(type)' from='\(XMLText.escaped(to.bare))' to='\(XMLText.escaped(from.bare))'/>" }
    let available = "<presence from='\(XMLText.escaped(to.bare))/rialto' to='\(XMLText.escaped(from.bare))'/>"
    switch presence.attributes["type"] {
    case "subscribe": return [said("subscribed"), available]
    case "unsubscribe": return [said("unsubscribed")]
    case "probe": return [available]
    default: return []
    }
  }
}
