import BotXMPP
import Foundation
import Messaging
import TestSupport
import Testing

@Suite("Beside a real Prosody", .serialized) struct ProsodyTests {
  private static func chat() -> RehearsedChat {
    RehearsedChat { message in
      switch message.text {
      case "start": [ChatReply("welcome\nprivate: \(message.isPrivate)")]
      case "book ana": [ChatReply("which <day> & *when*?", buttons: [Button(label: "Mon", send: "1"), Button(label: "Tue", send: "2")])]
      case "long": [ChatReply((1...400).map { "\($0) \u{2068}أميرة 🎪 حداد\u{2069} & <Ana>" }.joined(separator: "\n"))]
      default: [ChatReply("you said \(message.text)"), ChatReply("and that is all")]
      }
    }
  }

  @Test("added, the bot greets; spoken to, it answers with text as it is; what is no line has no effect") func conversation() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort, chat: Self.chat())
      try await stage.run {
        let amira = try await XMPPUser("amira", on: prosody)
        // Without it the server does not tell this client of its contacts.
        try await amira.send("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>")
        try await amira.send("<presence type='subscribe' to='\(Prosody.botAddress)' id='s1'/>")
        #expect(try await amira.next("presence") { $0.attributes["type"] == "subscribed" }.attributes["from"] == Prosody.botAddress)
        #expect(try await amira.next("presence").attributes["from"] == Prosody.botAddress + "/rialto")
        #expect(try await amira.hear() == Heard(text: "welcome\nprivate: true"))

        try await amira.say("!book ana")
        #expect(try await amira.hear() == Heard(text: "which <day> & *when*?", buttons: ["Mon", "Tue"]))
        try await amira.press("Tue")
        #expect(try await amira.hear().text == "you said 2")
        #expect(try await amira.hear().text == "and that is all")

        try await amira.say("rialto: start", id: "x", type: "normal")
        let seen = try await amira.next("message") { $0.body != nil }
        #expect(seen.attributes["from"] == Prosody.botAddress)
        #expect(seen.attributes["to"] == "amira@localhost")
        #expect(seen.attributes["type"] == "chat")

        for (type, extra) in [
          ("error", ""), ("groupchat", ""), ("headline", ""), ("chat", "<replace xmlns='urn:xmpp:message-correct:0' id='x'/>"),
        ] {
          try await amira.say("book ana", id: UUID().uuidString, type: type, extra: extra)
        }
        try await amira.send("<message to='\(Prosody.botAddress)' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>")
        try await amira.say("https://x/y.png", id: "f", extra: "<x xmlns='jabber:x:oob'><url>https://x/y.png</url></x>")
        #expect(try await amira.hear().text == "you said \(IncomingMessage.notText)")
        _ = try await amira.hear()
        try await amira.say("x", id: "e", extra: "<encrypted xmlns='eu.siacs.conversations.axolotl'/>")
        #expect(try await amira.hear().text == "I cannot read this")
        #expect(try await amira.rest("message").map(\.xml) == [])
        #expect(Set(stage.chat.heard.map(\.account)) == ["amira@localhost"])
        #expect(stage.chat.heard.map(\.text) == ["start", "book ana", "2", "start", IncomingMessage.notText])
        await amira.leave()
      }
    }
  }

  @Test("a long text comes whole, in messages that are not too long, in order") func longText() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort, chat: Self.chat())
      try await stage.run {
        let amira = try await XMPPUser("amira", on: prosody)
        try await amira.say("long")
        let wanted = (1...400).map { "\($0) \u{2068}أميرة 🎪 حداد\u{2069} & <Ana>" }
        var lines: [Substring] = []
        while lines.count < wanted.count {
          let text = try await amira.hear().text
          #expect(text.utf8.count <= 4000)
          lines += text.split(separator: "\n")
        }
        #expect(lines.map(String.init) == wanted)
        await amira.leave()
      }
    }
  }

  @Test("the same message again has one effect and one answer; another one under its id is another one") func again() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort)
      try await stage.run {
        let amira = try await XMPPUser("amira", on: prosody)
        let receipt = "<request xmlns='urn:xmpp:receipts'/>"
        for _ in 1...3 { try await amira.say("one", id: "1", extra: receipt) }
        #expect(try await amira.hear().text == "you said one")
        // Each is acknowledged, as the first acknowledgement may have been lost.
        for _ in 1...3 {
          #expect(try await amira.next("message") { $0.xml.contains("urn:xmpp:receipts") }.xml.contains("id='1'"))
        }
        try await amira.say("two", id: "1")
        #expect(try await amira.hear().text == "you said two")
        #expect(try await amira.rest("message").map(\.xml) == [])
        #expect(stage.chat.effects == 2)
        await amira.leave()
      }
    }
  }

  @Test("what was taken is answered by the next bot, once, in order, also where the first was killed over it; receipts come when it is safe")
  func crash() async throws {
    try await withProsody { prosody in
      let inbox = HeldInbox()
      let amira = try await XMPPUser("amira", on: prosody)
      let (never, _) = AsyncStream<Void>.makeStream()
      let stuck = RehearsedChat { _ in
        for await _ in never {}
        return []
      }
      let first = try Stage(port: prosody.componentPort, chat: stuck, inbox: inbox)
      try await first.run {
        for number in 1...3 { try await amira.say("\(number)", id: "\(number)", extra: "<request xmlns='urn:xmpp:receipts'/>") }
        for _ in 1...3 { _ = try await amira.next("message") { $0.xml.contains("urn:xmpp:receipts") } }
      }
      #expect(inbox.waiting == 3)
      let second = try Stage(port: prosody.componentPort, inbox: inbox)
      try await second.run {
        for number in 1...3 { #expect(try await amira.hear().text == "you said \(number)") }
        try await amira.say("2", id: "2")
        try await amira.say("last", id: "9")
        #expect(try await amira.hear().text == "you said last")
        #expect(try await amira.rest("message").map(\.xml) == [])
      }
      #expect(inbox.waiting == 0)
      await amira.leave()
    }
  }

  @Test("the bot outlives its server, and what it owes arrives when the server is back") func serverDown() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort)
      try await stage.run {
        try prosody.register("amira")
        await prosody.stop()
        try await stage.notes.line(with: "is not connected")
        let bot = stage.bot
        async let delivery: Void = bot.transport.deliver(OutgoingMessage(key: "M-42/amira", chat: "amira@localhost", reply: ChatReply("M-42 is confirmed")))
        try await prosody.start()
        try await delivery
        let amira = try await XMPPUser("amira", on: prosody)
        #expect(try await amira.hear().text == "M-42 is confirmed")
        try await amira.say("hello")
        #expect(try await amira.hear().text == "you said hello")
        await amira.leave()
      }
    }
  }

  @Test("what the server sends back is told to whoever sent it, and never answered") func bounces() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort)
      try await stage.run {
        let platform = try #require((stage.bot.transport as? Courier)?.platform)
        let page = try #require(Page.pages(of: ChatReply("hello"), within: platform.limits).first)
        await #expect(throws: PlatformError.unavailable("cancel service-unavailable")) {
          try await platform.send(page, to: "nobody@localhost", key: "1", answering: nil)
        }
        await #expect(throws: PlatformError.self) { try await platform.send(page, to: "not an address@", key: "2", answering: nil) }
        await #expect(throws: PlatformError.self) { try await platform.send(page, to: "localhost", key: "3", answering: nil) }
        #expect(stage.chat.heard == [])
      }
    }
  }

  @Test("who floods gets it back; others are heard meanwhile") func flood() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort)
      try await stage.run {
        let mallory = try await XMPPUser("mallory", on: prosody)
        let amira = try await XMPPUser("amira", on: prosody)
        for number in 1...60 { try await mallory.say("\(number)") }
        try await amira.say("hello")
        #expect(try await amira.hear().text == "you said hello")
        let error = try await mallory.next("message") { $0.attributes["type"] == "error" }
        #expect(error.xml.contains("resource-constraint"))
        #expect(stage.chat.heard.count { $0.account == "mallory@localhost" } <= 25)
        try await amira.send("<message to='other@\(Prosody.componentDomain)' type='chat' id='o'><body>x</body></message>")
        #expect(try await amira.next("message") { $0.attributes["type"] == "error" }.xml.contains("item-not-found"))
        await mallory.leave()
        await amira.leave()
      }
    }
  }

  @Test("a wrong secret is said, and not shown") func wrongSecret() async throws {
    try await withProsody { prosody in
      let stage = try Stage(port: prosody.componentPort, secret: "this-is-another-secret")
      try await stage.run(untilReady: false) {
        let line = try await stage.notes.line(with: "not-authorized")
        #expect(!line.contains("another-secret"))
      }
    }
  }

  @Test("an independent library agrees: slixmpp finds, adds and talks to the bot") func slixmpp() async throws {
    try await withProsody { prosody in
      try prosody.register("carl")
      let stage = try Stage(port: prosody.componentPort, chat: Self.chat())
      try await stage.run {
        let folder = Repository.root.appendingPathComponent("Tests/Drills")
        let printed = try await ChildProcess.output(of: "/bin/bash", [folder.appendingPathComponent("install-slixmpp.sh").path])
        let python = try #require(printed.split(separator: "\n").last.map(String.init))
        let said = try await ChildProcess.output(
          of: python, [folder.appendingPathComponent("xmpp_talk.py").path, "\(prosody.clientPort)", "carl@localhost", XMPPUser.password, Prosody.botAddress])
        #expect(
          said == """
            identity: client bot Rialto
            feature: urn:xmpp:receipts
            version: Rialto
            subscription: both granted
            heard: welcome | private: true
            heard: which <day> & *when*? | 1. Mon | 2. Tue
            receipt: yes
            heard: you said é🎪 <b>&amp;</b>
            heard: and that is all

            """)
      }
    }
  }
}
