import BotMatrix
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("What the bot listens to") struct ListeningTests {
  let bot = FakeHomeserver.bot

  @Test("an invitation is followed and the one who sent it is greeted, once") func invitation() async throws {
    let chat = RehearsedChat { [ChatReply("greeting for \($0.account), \($0.text), private \($0.isPrivate)")] }
    try await Stage.run(chat: chat, texts: MatrixTexts(greetingLine: "hello")) { [bot] stage in
      let invitation = membership(bot, "invite", id: "$i", room: "!nohost")
      #expect(await stage.push(invitation) == 200)
      #expect(await stage.push(invitation, id: "2") == 200)
      #expect(await stage.homeserver.requests.filter { $0.hasSuffix("/join") }.count == 2)
      #expect(await stage.homeserver.requests.contains("POST /_matrix/client/v3/rooms/%21nohost/join"))
      #expect(
        await stage.homeserver.sent == [
          .init(
            room: "!nohost", transactionID: "re-$i-0-0", body: "greeting for @amira:example.org, hello, private true")
        ])
    }
  }

  @Test("invitations of others, other memberships and void invitations are left alone") func otherMemberships()
    async throws
  {
    try await Stage.run { [bot] stage in
      await stage.homeserver.fail("/join", with: [.json(403, ["errcode": "M_FORBIDDEN"])])
      #expect(
        await stage.push(
          membership("@carl:example.org", "invite", id: "$1"), membership(bot, "join", id: "$2"),
          membership(bot, "leave", id: "$3"), membership(bot, "invite", id: "$4")) == 200)
      #expect(stage.chat.heard.isEmpty)
      #expect(await stage.homeserver.requests.count == 1)
    }
  }

  @Test("its own words, notices, edits and unknown things have no effect") func ignored() async throws {
    try await Stage.run { [bot] stage in
      var reaction = message("x", id: "$6").objectValue ?? JSONObject()
      reaction["type"] = "m.reaction"
      var state = message("x", id: "$7").objectValue ?? JSONObject()
      state["state_key"] = ""
      #expect(
        await stage.push(
          message("book", id: "$1", from: bot), message("book", id: "$2", type: "m.notice"),
          message("book", id: "$4", type: "m.emote"),
          message("* book", id: "$5", extra: [("m.relates_to", ["rel_type": "m.replace", "event_id": "$1"])]),
          .object(reaction), .object(state), message("x", id: "no dollar"), 7, [:]) == 200)
      #expect(stage.chat.heard.isEmpty)
      #expect(await stage.homeserver.requests.isEmpty)
    }
  }

  @Test(
    "in a private room each line is meant for the bot, without the way it was addressed",
    arguments: [
      ("help", "help"), ("!help", "help"), ("! help ", "help"), ("/help", "/help"), ("  Help me \n", "Help me"),
      ("rialto: slots Ana", "slots Ana"), ("RIALTO, agenda", "agenda"), ("@rialto: agenda", "agenda"),
      ("@rialto:example.org: agenda", "agenda"), ("@rialto:example.org agenda", "agenda"),
      ("rialto: !agenda", "agenda"), ("rialto agenda", "rialto agenda"), ("rialtology", "rialtology"),
      ("@rialto:example.org", "start"), ("!", "start"), ("rialto:", "start"), ("مساعدة", "مساعدة"),
    ])
  func addressing(_ said: String, _ line: String) async throws {
    try await Stage.run { stage in
      #expect(await stage.push(message(said, id: "$1")) == 200)
      #expect(stage.chat.heard.map(\.text) == [line])
    }
  }

  @Test("among others only what is addressed to the bot is heard, and it is not private") func inCompany() async throws {
    try await Stage.run { [bot] stage in
      await stage.homeserver.put(["@amira:example.org", "@carl:example.org", bot], in: "!room:example.org")
      #expect(
        await stage.push(
          message("good morning", id: "$1"), message("!agenda", id: "$2"), message("rialto: help", id: "$3"),
          message("Rialto people", id: "$4", extra: [("m.mentions", ["user_ids": [.string(bot)]])]),
          message("rialto is a bridge", id: "$5")) == 200)
      #expect(stage.chat.heard.map(\.text) == ["agenda", "help", "people"])
      #expect(stage.chat.heard.map(\.isPrivate) == [false, false, false])
    }
  }

  @Test("a room is private again or no longer when somebody comes or goes") func membersChange() async throws {
    try await Stage.run { [bot] stage in
      let room = "!room:example.org"
      #expect(await stage.push(message("!a", id: "$1"), message("!b", id: "$2")) == 200)
      #expect(await stage.homeserver.requests.filter { $0.hasPrefix("GET") }.count == 1)
      await stage.homeserver.put(["@amira:example.org", "@carl:example.org", bot], in: room)
      #expect(await stage.push(membership("@carl:example.org", "invite", id: "$3"), message("!c", id: "$4")) == 200)
      await stage.homeserver.put(["@amira:example.org", bot], in: room)
      #expect(await stage.push(membership("@carl:example.org", "leave", id: "$5"), message("!d", id: "$6")) == 200)
      #expect(stage.chat.heard.map(\.isPrivate) == [true, true, false, true])
    }
  }

  @Test("where it cannot be seen who listens, a room is not private") func unseenMembers() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/members", with: [.json(403, ["errcode": "M_FORBIDDEN"])])
      #expect(await stage.push(message("!code ABCD", id: "$1")) == 200)
      #expect(stage.chat.heard.map(\.isPrivate) == [false])
    }
  }

  @Test("an answer to a message is heard without the quotation of older clients") func quotation() async throws {
    try await Stage.run { stage in
      let relation: [(String, JSONValue)] = [("m.relates_to", ["m.in_reply_to": ["event_id": "$0"]])]
      #expect(
        await stage.push(
          message("> <@rialto:example.org> which one?\n> 1. Ana\n\n1", id: "$1", extra: relation),
          message("2", id: "$2", extra: relation), message("> not an answer", id: "$3")) == 200)
      #expect(stage.chat.heard.map(\.text) == ["1", "2", "> not an answer"])
    }
  }

  @Test("a picture, a voice or a file is heard as no text, in a private room only") func pictures() async throws {
    try await Stage.run { [bot] stage in
      let kinds = ["m.image", "m.audio", "m.video", "m.file"]
      for kind in kinds { #expect(await stage.push(message("!book.png", id: "$\(kind)", type: kind)) == 200) }
      #expect(stage.chat.heard.map(\.text) == kinds.map { _ in IncomingMessage.notText })
      await stage.homeserver.put(["@amira:example.org", "@carl:example.org", bot], in: "!many")
      #expect(await stage.push(message("!book.png", id: "$2", room: "!many", type: "m.image")) == 200)
      #expect(stage.chat.heard.count == kinds.count)
    }
  }

  @Test("what was said between the invitation and its coming is heard too, though nobody pushes it") func beforeItCame() async throws {
    try await Stage.run { [bot] stage in
      await stage.homeserver.change { rooms in
        rooms.say("among ourselves", in: "!new", id: "$0")
        rooms.invite(to: "!new", id: "$1")
        for number in 2...120 { rooms.say("\(number)", in: "!new", id: "$\(number)") }
      }
      // The second time is a redelivery, of the last message too.
      for id in ["1", "2"] {
        #expect(await stage.push(membership(bot, "invite", id: "$1", room: "!new"), message("120", id: "$120", room: "!new"), id: id) == 200)
      }
      #expect(stage.chat.heard.map(\.text) == ["start"] + (2...120).map(String.init))
    }
  }

  @Test("an invitation to a room whose server is away holds nobody up, and is followed later") func deadInvitation() async throws {
    try await Stage.run { [bot] stage in
      await stage.homeserver.fail("/join", with: Array(repeating: .json(502, ["errcode": "M_UNKNOWN"]), count: 7))
      #expect(await stage.push(membership(bot, "invite", id: "$1", room: "!dead"), message("help", id: "$2", room: "!other")) == 200)
      while await stage.homeserver.sent.count < 2 { try await Task.sleep(for: .milliseconds(2)) }
      #expect(await Set(stage.homeserver.sent.map(\.transactionID)) == ["re-$1-0-0", "re-$2-0-0"])
    }
  }

  @Test("in a private room the bot says that it cannot read encrypted messages") func encrypted() async throws {
    try await Stage.run(texts: MatrixTexts(cannotReadEncrypted: "I cannot read this")) { stage in
      var event = message("", id: "$1").objectValue ?? JSONObject()
      event["type"] = "m.room.encrypted"
      #expect(await stage.push(.object(event)) == 200)
      #expect(stage.chat.heard.isEmpty)
      #expect(await stage.homeserver.sent.map(\.body) == ["I cannot read this"])
    }
  }
}
