import BotIRC
import Foundation
import Messaging
import TestSupport
import Testing

@Suite("Beside real IRC servers", .serialized) struct ServerTests {
  private static func chat() -> RehearsedChat {
    RehearsedChat { message in
      switch message.text {
      case "start": [ChatReply("welcome\nprivate: \(message.isPrivate)")]
      case "book ana": [ChatReply("which day?", buttons: [Button(label: "Mon", send: "1"), Button(label: "Tue", send: "2")])]
      case "long": [ChatReply(long)]
      case "who": [ChatReply(message.account)]
      default: [ChatReply("you said \(message.text)")]
      }
    }
  }

  private static let long = String(repeating: "أَمِيرَة 🎪 حداد ", count: 60) + "\n" + (1...20).map { "line \($0)" }.joined(separator: "\n")

  private static func spoken(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test("a person with an account talks privately; what programs say has no effect") func conversation() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let stage = try Stage(port: server.port, chat: Self.chat())
      try await stage.run {
        let amira = try await IRCUser("Amira", on: server)
        try await amira.register()
        try await amira.say("!start")
        #expect(try await amira.hear() == Heard(text: "welcome\nprivate: true"))
        try await amira.say("\u{2}book\u{F} \u{3}04ana")
        #expect(try await amira.hear() == Heard(text: "which day?", buttons: ["Mon", "Tue"]))
        try await amira.press("Tue")
        #expect(try await amira.hear().text == "you said 2")
        try await amira.say("who")
        #expect(try await amira.hear().text == "amira")

        try await amira.say("long")
        let heard = try await amira.hear().text
        #expect(Self.spoken(heard) == Self.spoken(Self.long))
        #expect(!heard.contains("\u{FFFD}"))

        try await amira.say("\u{1}VERSION\u{1}")
        #expect(try await amira.line(in: "Amira") == "\u{1}VERSION Rialto\u{1}")
        try await amira.say("\u{1}PING 12 3\u{1}")
        #expect(try await amira.line(in: "Amira") == "\u{1}PING 12 3\u{1}")
        try await amira.send("NOTICE rialto :book ana")
        try await amira.say("\u{1}ACTION waves\u{1}")
        try await amira.say("\u{1}DCC SEND x 1 2 3\u{1}")
        #expect(try await amira.hear().text == "you said \(IncomingMessage.notText)")
        #expect(try await amira.rest().filter { $0.contains("rialto!") } == [])
        #expect(stage.chat.heard.map(\.text) == ["start", "book ana", "2", "who", "long", IncomingMessage.notText])
        #expect(Set(stage.chat.heard.map(\.chat)) == ["@amira"])
        await amira.leave()
      }
    }
  }

  @Test("who is not logged in is a stranger: talks, is told so once, and never counts as private") func strangers() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let stage = try Stage(port: server.port, chat: Self.chat())
      try await stage.run {
        let amira = try await IRCUser("amira", on: server)
        try await amira.register()
        try await amira.say("who")
        #expect(try await amira.hear().text == "amira")
        await amira.leave()

        // Another one with her nickname is not she.
        let mallory = try await IRCUser("amira", on: server)
        try await mallory.say("who")
        #expect(try await mallory.line(in: "amira") == "log in first")
        #expect(try await mallory.line(in: "amira") == "~amira!amira@127.0.0.1")
        try await mallory.say("start")
        #expect(try await mallory.hear().text == "welcome\nprivate: false")
        // What is owed to the account does not go to the nickname.
        let platform = try #require((stage.bot.transport as? Courier)?.platform)
        let page = try #require(Page.pages(of: ChatReply("M-42 is confirmed"), within: platform.limits).first)
        await #expect(throws: PlatformError.unavailable("nobody is logged in as amira")) {
          try await platform.send(page, to: "@amira", key: "1", answering: nil)
        }
        // She comes back under another one, and is found when she speaks.
        let again = try await IRCUser("mira", on: server)
        try await again.logIn(as: "amira")
        try await again.say("who")
        #expect(try await again.hear().text == "amira")
        try await stage.bot.transport.deliver(OutgoingMessage(key: "2", chat: "@amira", reply: ChatReply("M-42 is confirmed")))
        #expect(try await again.hear().text == "M-42 is confirmed")
        #expect(try await mallory.rest().filter { $0.contains("M-42") } == [])
        await mallory.leave()
        await again.leave()
      }
    }
  }

  @Test("among others the bot answers only when spoken to, to whoever asked; it keeps to its channels") func channels() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let stage = try Stage(port: server.port, channels: ["#Forum"], chat: Self.chat())
      async let other = IRCUser("carl", on: server)
      let amira = try await IRCUser("amira", on: server)
      let carl = try await other
      try await amira.register()
      try await amira.join("#forum")
      try await carl.join("#forum")
      try await stage.run {
        _ = try await amira.next { $0.hasPrefix(":rialto!") && $0.contains(" JOIN ") }
        for line in ["good morning", "rialto is here", "!start"] { try await amira.send("PRIVMSG #forum :\(line)") }
        #expect(try await carl.hear(in: "#forum").text == "amira: welcome\nprivate: false")
        try await carl.send("PRIVMSG #FORUM :Rialto, who")
        #expect(try await carl.hear(in: "#forum").text == "carl: ~carl!carl@127.0.0.1")
        try await amira.send("PRIVMSG #forum :rialto: who")
        #expect(try await carl.hear(in: "#forum").text == "amira: amira")
        try await amira.send("INVITE rialto #elsewhere")
        try await amira.send("KICK #forum rialto :out")
        #expect(stage.chat.heard.map(\.chat) == ["#forum", "#forum", "#forum"])
        #expect(try await carl.rest().filter { $0.contains("log in first") } == [])
      }
      await amira.leave()
      await carl.leave()
    }
  }

  @Test("logged in and encrypted, the bot takes its nickname back when it is free") func loginAndNick() async throws {
    try await withIRCServer(.inspIRCd, isEncrypted: true) { server in
      let owner = try await IRCUser("rialto", on: server)
      try await owner.register()
      let stage = try Stage(port: server.tlsPort, account: "rialto", certificate: server.certificate)
      try await stage.run {
        let amira = try await IRCUser("amira", on: server, bot: "rialto_")
        try await amira.send("WHOIS rialto_")
        _ = try await amira.next { $0.contains(" 330 amira rialto_ rialto ") }
        // The bot sees others only where it shares a channel with them; a minute later it would have tried by itself.
        await owner.leave()
        try await amira.register()
        try await amira.say("hello")
        #expect(try await amira.hear().text == "you said hello")
        await amira.leave()
      }
      let wrong = try Stage(port: server.tlsPort, account: "nobody", certificate: server.certificate)
      try await wrong.run(untilReady: false) {
        let line = try await wrong.notes.line(with: "the login as nobody is refused")
        #expect(!line.contains("only-for-a-test"))
      }
      let untrusted = try Stage(port: server.tlsPort, certificate: "/etc/ssl/certs/ca-certificates.crt")
      _ = try await untrusted.run(untilReady: false) { try await untrusted.notes.line(with: "no encrypted connection") }
    }
  }

  @Test("beside ngIRCd, which names no accounts, the bot asks each time who it is") func whois() async throws {
    try await withIRCServer(.ngIRCd) { server in
      let stage = try Stage(port: server.port, channels: ["#forum"], chat: Self.chat())
      try await stage.run {
        let amira = try await IRCUser("amira", on: server)
        try await amira.say("who")
        #expect(try await amira.line(in: "amira") == "log in first")
        #expect(try await amira.line(in: "amira") == "~amira!~amira@127.0.0.1")
        try await amira.register()
        try await amira.say("who")
        #expect(try await amira.hear().text == "amira")
        try await amira.say("start")
        #expect(try await amira.hear().text == "welcome\nprivate: true")
        try await amira.say("long")
        #expect(Self.spoken(try await amira.hear().text) == Self.spoken(Self.long))
        try await amira.join("#forum")
        try await amira.send("PRIVMSG #forum :rialto: who")
        #expect(try await amira.hear(in: "#forum").text == "amira: amira")
        await amira.leave()
      }
    }
  }

  @Test("what was taken is answered by the next bot, once; the bot outlives its server") func crashAndServerDown() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let inbox = HeldInbox()
      let amira = try await IRCUser("amira", on: server)
      try await amira.register()
      let (never, _) = AsyncStream<Void>.makeStream()
      let (reached, reach) = AsyncStream<Void>.makeStream()
      let stuck = RehearsedChat { _ in
        reach.yield()
        for await _ in never {}
        return []
      }
      let first = try Stage(port: server.port, chat: stuck, inbox: inbox)
      try await first.run {
        try await amira.say("one")
        _ = await reached.first { _ in true }
        try await amira.say("two")
        while inbox.waiting < 2 { try await Task.sleep(for: .milliseconds(5)) }
      }
      let second = try Stage(port: server.port, inbox: inbox)
      try await second.run {
        #expect(try await amira.line(in: "amira") == "you said one")
        #expect(try await amira.line(in: "amira") == "you said two")
        while inbox.waiting > 0 { try await Task.sleep(for: .milliseconds(5)) }
        await server.stop()
        try await second.notes.line(with: "is not connected")
        await amira.leave()
        try await server.start()
        try await second.notes.line(with: "is ready")
        let carl = try await IRCUser("carl", on: server)
        try await carl.register()
        try await carl.say("hello")
        #expect(try await carl.hear().text == "you said hello")
        await carl.leave()
      }
    }
  }

  @Test("at its usual pace the bot is not put out by InspIRCd's usual flood protection, which does not wait") func pace() async throws {
    try await withIRCServer(.inspIRCd, hasServices: false, flood: #"fakelag="no" threshold="10" commandrate="1000""#) { server in
      let stage = try Stage(port: server.port, lines: .perSecond(0.5, burst: 4))
      try await stage.run {
        let amira = try await IRCUser("amira", on: server)
        for number in 1...6 {
          try await stage.bot.transport.deliver(.init(key: "\(number)", chat: "~amira!a@b", reply: ChatReply("line \(number)")))
        }
        for number in 1...6 { #expect(try await amira.line(in: "amira") == "line \(number)") }
        #expect(stage.notes.all.filter { $0.contains("not connected") } == [])
        await amira.leave()
      }
    }
  }

  @Test("who floods is not heard for a while and told so, others are heard") func flood() async throws {
    try await withIRCServer(.inspIRCd) { server in
      let stage = try Stage(port: server.port)
      try await stage.run {
        async let other = IRCUser("mallory", on: server)
        let amira = try await IRCUser("amira", on: server)
        let mallory = try await other
        for number in 1...60 { try await mallory.say("\(number)") }
        try await mallory.flush()
        try await amira.say("hello")
        #expect(try await amira.line(in: "amira") == "log in first")
        #expect(try await amira.line(in: "amira") == "you said hello")
        var told: [String?] = []
        while told.last != "slower please" { told.append(try #require(try await mallory.line(in: "mallory"))) }
        #expect(stage.chat.heard.count { $0.account.hasPrefix("~mallory!") } <= 25)
        await mallory.leave()
        await amira.leave()
      }
    }
  }
}
