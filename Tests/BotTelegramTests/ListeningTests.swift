import BotTelegram
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("What people write") struct ListeningTests {
  @Test("a line in private is given to the chat as it is, and answered there") func privateLine() async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira", language: "ar")
      let number = await stage.telegram.write("/start 7KQ2-M9XA مرحبا 😀", from: amira)
      #expect(try await stage.texts(1) == ["you said /start 7KQ2-M9XA مرحبا 😀"])
      #expect(
        stage.chat.heard == [
          IncomingMessage(
            bot: "telegram", chat: "\(amira)", account: "\(amira)", messageID: "\(amira)/\(number)", text: "/start 7KQ2-M9XA مرحبا 😀",
            isPrivate: true, language: "ar")
        ])
      try await stage.settled()
    }
  }

  @Test("a picture, a voice or a file stands for no text; what nobody said is nothing") func notText() async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.show(["photo": [], "caption": "book ana"], from: amira)
      await stage.telegram.show(["voice": ["file_id": "x", "duration": 1]], from: amira)
      await stage.telegram.show(["pinned_message": ["message_id": 1]], from: amira)
      await stage.telegram.show(["new_chat_title": "x"], from: amira)
      await stage.telegram.write("last", from: amira)
      _ = try await stage.texts(3)
      #expect(stage.chat.heard.map(\.text) == ["\u{FFFC}", "\u{FFFC}", "last"])
    }
  }

  @Test("edits, channels, other bots and what is sent in another's name are no commands") func notCommands() async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      let group = await stage.telegram.group("Delegates")
      let number = await stage.telegram.write("one", from: amira)
      _ = try await stage.texts(1)
      await stage.telegram.edit(number, to: "two", in: amira)
      await stage.telegram.show(["text": "/three"], from: amira, as: "channel_post")
      await stage.telegram.write("/four", from: amira, in: group, extra: ["from": ["id": 9, "is_bot": true, "first_name": "Other"]])
      await stage.telegram.write("/five", from: amira, in: group, extra: ["sender_chat": ["id": -1009, "type": "channel"]])
      await stage.telegram.write("six", from: amira, extra: ["via_bot": ["id": 9, "is_bot": true, "first_name": "Other"]])
      await stage.telegram.write("last", from: amira)
      #expect(try await stage.texts(2) == ["you said one", "you said last"])
      try await stage.settled()
      #expect(stage.chat.heard.map(\.text) == ["one", "last"])
    }
  }

  @Test(
    "among others the bot answers only when spoken to",
    arguments: [
      ("good morning", nil), ("/help", "/help"), ("/help@RialtoTestBot book", "/help book"), ("/HELP@rialtotestbot", "/HELP"),
      ("/help@OtherBot", nil), ("@RialtoTestBot book ana", "book ana"), ("@rialtotestbot, book ana", "book ana"), ("@RialtoTestBot", "start"),
      ("Rialto: agenda", "agenda"), ("!agenda", "agenda"), ("please @RialtoTestBot, the agenda", "please the agenda"),
      ("write to me@RialtoTestBot.org", nil), ("@RialtoTestBots agenda", nil),
    ])
  func inCompany(_ said: String, _ heard: String?) async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      let group = await stage.telegram.group("Delegates")
      let number = await stage.telegram.write(said, from: amira, in: group)
      await stage.telegram.write("/last", from: amira, in: group)
      let expected = [heard, "/last"].compactMap(\.self)
      _ = try await stage.texts(expected.count)
      #expect(stage.chat.heard.map(\.text) == expected)
      #expect(stage.chat.heard.allSatisfy { !$0.isPrivate && $0.chat == "\(group)" && $0.account == "\(amira)" })
      // An answer among others shows what it answers.
      #expect(await stage.telegram.sent.first?.repliesTo == (heard == nil ? number + 1 : number))
    }
  }

  @Test("in a group a reply to the bot is meant for it, one to another is not; a topic is answered in the topic") func replies() async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      let bilal = await stage.telegram.person("Bilal")
      let group = await stage.telegram.group("Delegates")
      let asked = await stage.telegram.write("/book", from: amira, in: group)
      _ = try await stage.texts(1)
      let answer = try #require(await stage.telegram.sent.first)
      await stage.telegram.write("to amira", from: bilal, in: group, replyingTo: asked)
      await stage.telegram.show(["photo": []], from: bilal, in: group)
      await stage.telegram.write("to the bot", from: bilal, in: group, replyingTo: answer.id)
      await stage.telegram.write("/topic", from: bilal, in: group, extra: ["is_topic_message": true, "message_thread_id": 77])
      #expect(try await stage.texts(3).dropFirst() == ["you said to the bot", "you said /topic"])
      #expect(await stage.telegram.sent.map(\.topic) == [nil, nil, 77])
      await stage.telegram.fail("sendMessage", .answer(400, "Bad Request: message thread not found"))
      await stage.telegram.write("/gone", from: bilal, in: group, extra: ["is_topic_message": true, "message_thread_id": 78])
      #expect(try await stage.texts(4).last == "you said /gone")
      #expect(await stage.telegram.sent.last?.topic == nil)
    }
  }

  @Test("numbers of updates that begin anew after an idle week lose nothing", arguments: [5, 100_000_000, 2_000_000_000])
  func idleWeek(_ id: Int) async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.write("before", from: amira)
      _ = try await stage.texts(1)
      try await stage.settled()
      await stage.telegram.restartNumbers(at: id)
      await stage.telegram.write("after", from: amira)
      await stage.telegram.write("and again", from: amira)
      #expect(try await stage.texts(3) == ["you said before", "you said after", "you said and again"])
      try await stage.settled()
    }
  }

  @Test("what has no form of Telegram's, or is nested as deep as nobody reads, does not make the bot deaf") func hostile() async throws {
    try await Stage.withBot { stage in
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.hold()
      await stage.telegram.write("one", from: amira)
      let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
      for inside in [
        #""message":\#(deep)"#, #""message":{"message_id":1e999,"chat":7}"#, #""message":null"#, #""message":[]"#,
        #""message":{"message_id":9223372036854775807,"chat":{"id":9223372036854775807,"type":"private"},"from":{"id":"x"},"text":7}"#,
        #""message":{"message_id":99999999999999999999999999,"chat":{"id":1,"type":"private"},"text":"x"}"#,
        #""callback_query":{"id":7}"#, #""callback_query":{"id":"7","from":{"id":1},"data":"x","message":{"date":0}}"#,
        #""what_comes_next":{"x":["\ud83d"]}"#,
      ] { await stage.telegram.addRaw(inside) }
      await stage.telegram.write("two", from: amira)
      await stage.telegram.release(seed: 1)
      #expect(try await stage.texts(2) == ["you said one", "you said two"])
      try await stage.settled()
    }
  }

  @Test("an answer that is cut, empty, or not JSON is asked for again", arguments: 0..<6) func badAnswers(_ number: Int) async throws {
    let faults: [FakeTelegram.Fault] = [
      .half, .lost, .bytes(200, "<html>"), .bytes(200, #"{"ok":true,"result":[{"#), .answer(500, "Internal Server Error"),
      .answer(429, "Too Many Requests: retry after 0", retryAfter: 0),
    ]
    try await Stage.run { stage in
      await stage.telegram.fail("getUpdates", faults[number], faults[number])
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.write("one", from: amira)
      try await stage.bot { _ in
        #expect(try await stage.texts(1) == ["you said one"])
        try await stage.settled()
        #expect(stage.chat.effects == 1)
      }
    }
  }
}
