import BotMatrix
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Beside a real Synapse", .serialized) struct SynapseTests {
  /// A chat that asks with buttons, so that a talk can be followed.
  private static func chat() -> RehearsedChat {
    RehearsedChat { message in
      switch message.text {
      case "start": [ChatReply("welcome\nprivate: \(message.isPrivate)")]
      case "book ana":
        [ChatReply("which <day>?", buttons: [Button(label: "Mon", send: "1"), Button(label: "Tue", send: "2")])]
      default: [ChatReply("you said \(message.text)"), ChatReply("and that is all")]
      }
    }
  }

  @Test("invited, the bot joins and greets; spoken to, it answers; edits and notices have no effect")
  func conversation() async throws {
    try await withSynapse { synapse in
      let chat = Self.chat()
      let bot = MatrixBot(configuration: synapse.configuration, chat: chat, inbox: HeldInbox())
      try await withHookServer(try #require(bot.hook), port: synapse.hookPort) { _ in
        await bot.start()
        let (talk, greeting) = try await MatrixConversation.begin("amira", on: synapse)
        #expect(greeting == "welcome\nprivate: true")

        try await talk.user.send("!book ana", in: talk.room)
        let question = try await talk.hear()
        #expect(question.type == "m.notice")
        #expect(question.text == "which <day>?\n1. Mon\n2. Tue")
        #expect(question.html == "which &lt;day&gt;?<br/>1. Mon<br/>2. Tue")

        #expect(try await talk.ask("1") == "you said 1")
        #expect(try await talk.hear().text == "and that is all")

        try await talk.user.send("book ana", in: talk.room, type: "m.notice")
        let said = try await talk.user.send("last", in: talk.room)
        try await talk.user.send(
          "* book ana", in: talk.room,
          extra: [
            ("m.new_content", ["msgtype": "m.text", "body": "book ana"]),
            ("m.relates_to", ["rel_type": "m.replace", "event_id": .string(said)]),
          ])
        #expect(
          try await talk.user.all(from: talk.bot, in: talk.room, for: .seconds(2)).map(\.text)
            == ["you said last", "and that is all"])
        #expect(chat.heard.map(\.account) == Array(repeating: "@amira:localhost", count: 4))
      }
    }
  }

  @Test("among others the bot answers only when spoken to") func inCompany() async throws {
    try await withSynapse { synapse in
      let chat = Self.chat()
      let bot = MatrixBot(configuration: synapse.configuration, chat: chat, inbox: HeldInbox())
      try await withHookServer(try #require(bot.hook), port: synapse.hookPort) { _ in
        await bot.start()
        let (talk, _) = try await MatrixConversation.begin("amira", on: synapse)
        let carl = try await MatrixUser("carl", on: synapse)
        try await talk.user.invite(carl.userID, to: talk.room)
        try await carl.join(talk.room)
        try await carl.send("good morning", in: talk.room)
        try await carl.send("Rialto: start", in: talk.room)
        #expect(try await talk.hear().text == "welcome\nprivate: false")
        #expect(chat.heard.map(\.text) == ["start", "start"])
      }
    }
  }

  @Test("what Synapse relays but nobody should read does not make the bot deaf") func poison() async throws {
    try await withSynapse { synapse in
      let bot = MatrixBot(configuration: synapse.configuration, chat: Self.chat(), inbox: HeldInbox())
      try await withHookServer(try #require(bot.hook), port: synapse.hookPort) { _ in
        await bot.start()
        let (talk, _) = try await MatrixConversation.begin("amira", on: synapse)
        let deep = (0..<100).reduce(JSONValue.null) { inner, _ in ["x": inner] }
        try await talk.user.send("poison", in: talk.room, extra: [("deep", deep)])
        #expect(try await talk.ask("still there?") == "you said still there?")
      }
    }
  }

  @Test("what was said while the node was down is answered when it is back, once, in order") func nodeDown()
    async throws
  {
    try await withSynapse { synapse in
      let chat = Self.chat()
      let first = MatrixBot(configuration: synapse.configuration, chat: chat, inbox: HeldInbox())
      let talk = try await withHookServer(try #require(first.hook), port: synapse.hookPort) { _ in
        await first.start()
        return try await MatrixConversation.begin("amira", on: synapse).0
      }
      try await talk.user.send("one", in: talk.room)
      try await talk.user.send("two", in: talk.room)
      // Synapse pushes nothing of a room in which the bot is not yet.
      let carl = try await MatrixUser("carl", on: synapse)
      let room = try await carl.createRoom(inviting: [talk.bot])
      try await carl.send("three", in: room)

      let second = MatrixBot(configuration: synapse.configuration, chat: chat, inbox: HeldInbox())
      try await withHookServer(try #require(second.hook), port: synapse.hookPort) { _ in
        chat.loseStore(times: 1)
        await second.start()
        var heard: [String] = []
        while heard.count < 4 { heard.append(try await talk.hear().text) }
        #expect(heard == ["you said one", "and that is all", "you said two", "and that is all"])
        #expect(try await talk.user.all(from: talk.bot, in: talk.room, for: .seconds(2)) == [])
        heard = []
        while heard.count < 3 { heard.append(try await carl.next(from: talk.bot, in: room).text) }
        #expect(heard == ["welcome\nprivate: true", "you said three", "and that is all"])
        #expect(chat.effects == 5)
      }
    }
  }

  @Test("a message delivered again is seen once, also when Synapse was restarted in between") func onceOverRestart()
    async throws
  {
    try await withSynapse { synapse in
      let bot = MatrixBot(configuration: synapse.configuration, chat: Self.chat(), inbox: HeldInbox())
      try await withHookServer(try #require(bot.hook), port: synapse.hookPort) { _ in
        await bot.start()
        let (talk, _) = try await MatrixConversation.begin("amira", on: synapse)
        let message = OutgoingMessage(
          key: "M-42/confirmed/amira", chat: talk.room, reply: ChatReply("M-42 is confirmed"))
        try await bot.transport.deliver(message)
        try await bot.transport.deliver(message)
        try await synapse.restart()
        try await bot.transport.deliver(message)
        #expect(
          try await talk.user.all(from: talk.bot, in: talk.room, for: .seconds(2)).map(\.text) == ["M-42 is confirmed"])
      }
    }
  }

  @Test("a wrong token is said at once, and a homeserver that does not know the bot's name too") func wrongSetUp()
    async throws
  {
    try await withSynapse { synapse in
      let right = synapse.configuration
      let wrongToken = try MatrixConfiguration(
        homeserver: right.homeserver, asToken: FakeHomeserver.asToken, hsToken: right.hsToken, serverName: "localhost")
      await #expect {
        try await MatrixBot(configuration: wrongToken, chat: Self.chat(), inbox: HeldInbox()).establish()
      } throws: { error in
        guard case MatrixError.refused(401, "M_UNKNOWN_TOKEN", _) = error else { return false }
        return true
      }
      let wrongName = try MatrixConfiguration(
        homeserver: right.homeserver, asToken: right.asToken, hsToken: right.hsToken, serverName: "example.org")
      await #expect(
        throws: MatrixConfigurationError(
          "the homeserver knows this as_token as @rialto:localhost, not as @rialto:example.org")
      ) {
        try await MatrixBot(configuration: wrongName, chat: Self.chat(), inbox: HeldInbox()).establish()
      }
    }
  }
}
