import Testing

@testable import BotXMPP

@Suite("What of a message concerns a bot") struct MessageTests {
  private func read(_ inside: String, attributes: String = "type='chat' id='1'", from: String = "amira@example.org/phone") throws -> XMPPMessage? {
    let stanza = try #require(StanzaReader.stanza(Array("<message from='\(from)' to='rialto@rialto.localhost' \(attributes)>\(inside)</message>".utf8)))
    return XMPPMessage(stanza)
  }

  @Test(
    "what nobody said to the bot just now is not heard",
    arguments: [
      "<body> \n </body>", "<composing xmlns='http://jabber.org/protocol/chatstates'/>", "<received xmlns='urn:xmpp:receipts' id='x'/>",
      "<body>book ana</body><replace xmlns='urn:xmpp:message-correct:0' id='0'/>",
      "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message from='boss@x.y'><body>book</body></message></forwarded></received>",
      "<body>x</body><sent xmlns='urn:xmpp:carbons:2'/>", "<body>x</body><result xmlns='urn:xmpp:mam:2'/>",
      "<body>come</body><x xmlns='http://jabber.org/protocol/muc#user'/>", "<body>come</body><x xmlns='jabber:x:conference' jid='r@c'/>",
      "<body>took back</body><retract xmlns='urn:xmpp:message-retract:1' id='0'/>", "<body>👍</body><reactions xmlns='urn:xmpp:reactions:0' id='0'/>",
    ])
  func notHeard(_ inside: String) throws { #expect(try read(inside) == nil) }

  @Test("errors, headlines, rooms, and what comes from servers are not heard") func kinds() throws {
    for type in ["error", "groupchat", "headline"] { #expect(try read("<body>x</body>", attributes: "type='\(type)' id='1'") == nil) }
    #expect(try read("<body>x</body>", from: "example.org") == nil)
    #expect(try read("<body>x</body>", from: "@example.org") == nil)
    #expect(try read("<body>x</body>", attributes: "id='1'")?.content == .text("x"))
  }

  @Test("files are no text, encrypted ones cannot be read") func others() throws {
    #expect(try read("<body>https://x/y.png</body><x xmlns='jabber:x:oob'><url>https://x/y.png</url></x>")?.content == .notText)
    #expect(try read("<body>aesgcm://x/y</body>")?.content == .notText)
    #expect(try read("<file-sharing xmlns='urn:xmpp:sfs:0'/>")?.content == .notText)
    #expect(try read("<body>I sent you</body><encrypted xmlns='eu.siacs.conversations.axolotl'/>")?.content == .encrypted)
  }

  @Test("the quotation before an answer is not said again") func quotation() throws {
    let fallback = "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='END'/></fallback>"
    #expect(try read("<body>&gt; é🎪\n2</body>" + fallback.replacing("END", with: "5"))?.content == .text("2"))
    #expect(try read("<body>&gt; é🎪\n2</body>" + fallback.replacing("END", with: "99999999999999999999"))?.content == .text("> é🎪\n2"))
    #expect(try read("<body>ab</body>" + fallback.replacing("END", with: "3"))?.content == .text("ab"))
  }

  @Test("the same message has the same name, and others another") func names() throws {
    func key(_ inside: String, _ attributes: String = "id='1'", from: String = "a@b/c") throws -> String {
      try #require(try read(inside, attributes: attributes, from: from)).key
    }
    let one = try key("<body>x</body><origin-id xmlns='urn:xmpp:sid:0' id='o'/>")
    #expect(try one == key("<body>x</body><origin-id xmlns='urn:xmpp:sid:0' id='o'/><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>"))
    let others = [
      one, try key("<body>x</body>"), try key("<body>y</body>"), try key("<body>x</body>", "id='2'"), try key("<body>x</body>", from: "a@b/d"),
      try key("<body>x</body>", ""), try key("<body>x</body>", ""),
      try key("<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>", ""),
    ]
    #expect(Set(others).count == others.count)
    let delayed = "<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>"
    #expect(try key(delayed, "") == key(delayed, ""))
  }

  @Test(
    "addresses",
    arguments: [
      ("a@b/c/d@e", "a@b"), ("b", "b"), ("b/c", "b"), ("@b", nil), ("a@", nil), ("a@b/", nil), ("", nil), ("a@b@c", nil),
    ] as [(String, String?)])
  func addresses(_ text: String, bare: String?) { #expect(JID(text)?.bare == bare) }

  @Test(
    "a configuration that cannot work says why, without the secret",
    arguments: [
      ("Rialto.example.org", "127.0.0.1", "0123456789abcdef"), ("rialto", "127.0.0.1", "short-secret"), ("rialto", "127.0.0.1", "0123456789 abcdef"),
      ("rialto", "xmpp.example.org", "0123456789abcdef"), ("rialto", "127.0.0.1.evil.org", "0123456789abcdef"), ("", "::1", "0123456789abcdef"),
      ("a..b", "localhost", "0123456789abcdef"),
    ])
  func configuration(domain: String, host: String, secret: String) {
    #expect {
      try XMPPConfiguration(domain: domain, host: host, secret: secret)
    } throws: { error in
      error is XMPPConfigurationError && !"\(error)".contains(secret)
    }
  }

  @Test("a configuration does not show its secret") func description() throws {
    let configuration = try XMPPConfiguration(domain: "rialto.example.org", host: "10.0.0.2", secret: "0123456789abcdef", isTrustedNetwork: true)
    #expect("\(configuration)" == "rialto@rialto.example.org at 10.0.0.2:5347")
    #expect(!String(reflecting: configuration).contains("0123456789abcdef"))
  }
}
