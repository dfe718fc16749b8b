import BotXMPP
import Crypto
import Messaging
import TestSupport
import Testing

/// A server of a test's own making, for what real ones seldom do.
private struct FakeServer: Sendable {
  let socket: TextSocket
  let tags: Mailbox<String>

  init(_ callers: Mailbox<TextSocket>) async throws {
    guard let socket = await callers.first(within: .seconds(10)) else { throw TestFault("the bot did not connect") }
    self.socket = socket
    // Each tag with the text before it.
    tags = socket.lines(endingWith: UInt8(ascii: ">"))
  }

  @discardableResult
  func expect(_ part: String) async throws -> String {
    guard let tag = await tags.first(within: .seconds(10), where: { $0.contains(part) }) else {
      throw TestFault("the bot did not send '\(part)'; it sent \(tags.waiting)")
    }
    return tag
  }

  func welcome() async throws {
    try await expect("<stream:stream")
    try await socket.send(
      "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' from='rialto.localhost' id='3BF96D32'>")
    let digest = Insecure.SHA1.hash(data: Array(("3BF96D32" + Prosody.secret).utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    try await expect("<handshake>")
    try await expect(digest + "</handshake>")
    try await socket.send("<handshake/>")
    try await bringBack()
  }

  /// Brings the ping behind what the bot sent back, as a server does.
  func bringBack() async throws {
    let iq = try await expect("<iq type='get'")
    try await socket.send("\(iq)<ping xmlns='urn:xmpp:ping'/></iq>")
  }

  func say(_ text: String, id: String) async throws {
    try await socket.send("<message from='amira@x.org/a' to='\(Prosody.botAddress)' type='chat' id='\(id)'><body>\(text)</body></message>")
  }

  func hear(_ text: String) async throws {
    try await expect(text + "</body>")
    try await bringBack()
  }
}

@Suite("Beside a server that is not kind") struct HostileTests {
  @Test("stanzas that are too long, too deep, not well-formed or nonsense are left out, and the next is answered") func stanzas() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port, maximumStanza: 10_000)
      try await stage.run(untilReady: false) {
        let server = try await FakeServer(callers)
        try await server.welcome()
        try await server.say(String(repeating: "x", count: 500_000), id: "long")
        try await server.socket.send(String(repeating: "<a>", count: 50_000) + String(repeating: "</a>", count: 50_000))
        for stanza in [
          "<message><a></message></a>", "<message from='amira@x.org'>&lol;</message>", "<message/>", "<message from='' to=''><body>x</body></message>",
          "<iq/>", "<iq type='get' from='amira@x.org'/>", "<presence/>", "<presence type='subscribe'/>", "<presence type='subscribe' from='@' to='@'/>",
          "<unknown xmlns='x'/>", "<message from='\(Prosody.botAddress)' to='\(Prosody.botAddress)' id='o'><body>own</body></message>",
          "<message type='error' from='amira@x.org' to='\(Prosody.botAddress)' id='e'><body>back</body><error/></message>",
        ] { try await server.socket.send(stanza) }
        try await server.say("hello", id: "1")
        try await server.hear("you said hello")
        #expect(stage.chat.heard.map(\.text) == ["hello"])
        try await server.socket.send("<iq type='set' id='q' from='amira@x.org/a' to='\(Prosody.botAddress)'><x xmlns='y'/></iq>")
        try await server.expect("<iq type='error' id='q'")
      }
    }
  }

  @Test("a document type ends the connection, and the bot comes back") func doctype() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port)
      try await stage.run(untilReady: false) {
        let first = try await FakeServer(callers)
        try await first.welcome()
        try await first.socket.send("<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><message><body>&b;</body></message>")
        try await first.expect("closed")
        let second = try await FakeServer(callers)
        try await second.welcome()
        try await second.say("hello", id: "1")
        try await second.hear("you said hello")
      }
    }
  }

  @Test("what was under way when the connection broke is sent again on the next, under the same id") func broken() async throws {
    try await TextSocket.serve { port, callers in
      let stage = try Stage(port: port)
      try await stage.run(untilReady: false) {
        let first = try await FakeServer(callers)
        try await first.welcome()
        try await stage.notes.line(with: "is ready")
        let bot = stage.bot
        async let delivery: Void = bot.transport.deliver(.init(key: "1", chat: "amira@x.org", reply: ChatReply("hello")))
        let sent = try await first.expect("<message type='chat'")
        await first.socket.close()
        let second = try await FakeServer(callers)
        try await second.welcome()
        #expect(try await second.expect("<message type='chat'") == sent)
        try await second.bringBack()
        try await delivery
      }
    }
  }

  @Test("while the store is away nothing is acknowledged; when it is back all is answered, in order, once") func storeAway() async throws {
    try await TextSocket.serve { port, callers in
      let inbox = HeldInbox()
      let stage = try Stage(port: port, inbox: inbox)
      try await stage.run(untilReady: false) {
        let server = try await FakeServer(callers)
        try await server.welcome()
        inbox.lose(true)
        for number in 1...3 {
          try await server.socket.send(
            "<message from='amira@x.org/a' to='\(Prosody.botAddress)' type='chat' id='\(number)'><body>\(number)</body><request xmlns='urn:xmpp:receipts'/></message>"
          )
        }
        try await stage.notes.line(with: "messages wait")
        #expect(!server.tags.waiting.contains { $0.contains("urn:xmpp:receipts") })
        inbox.lose(false)
        for number in 1...3 { try await server.hear("you said \(number)") }
        for number in 1...3 { try await server.expect("<received xmlns='urn:xmpp:receipts' id='\(number)'") }
        #expect(stage.chat.effects == 3)
      }
    }
  }
}
