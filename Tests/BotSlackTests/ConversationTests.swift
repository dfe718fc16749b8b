import BotSlack
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Slack: conversations") struct ConversationTests {
  @Test("a person writes, presses a button whose line has every awkward sign, and hears names as they are") func talk() async throws {
    let chat = RehearsedChat { message in
      message.text == "meet"
        ? [ChatReply("With \(HardTexts.name)?", buttons: [Button(label: "Yes & <now>", send: "book A & <B> 100%26"), Button(label: "No", send: "no")])]
        : [ChatReply("you said \(message.text)")]
    }
    try await Stage.run(chat: chat) { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      try await ana.say("meet")
      #expect(try await ana.hear() == Heard(text: "With \(HardTexts.name)?", buttons: ["Yes & <now>", "No"]))
      try await ana.press("Yes & <now>")
      #expect(try await ana.hear() == Heard(text: "you said book A & <B> 100%26", buttons: []))
      try await ana.say("a < b & c > d")
      #expect(try await ana.hear().text == "you said a < b & c > d")
      #expect(await stage.slack.objections.isEmpty)
      #expect(stage.chat.heard.map(\.account) == ["T0FORUM:U1", "T0FORUM:U1", "T0FORUM:U1"])
      #expect(stage.chat.heard.map(\.chat) == ["T0FORUM:D1", "T0FORUM:D1", "T0FORUM:D1"])
      #expect(stage.chat.heard.allSatisfy { $0.isPrivate && $0.bot == "slack" })
      #expect(Set(stage.chat.heard.map(\.messageID)).count == 3)
    }
  }

  @Test("in a channel a mention is answered in its thread, other talk is left alone, and codes are not private there") func mention() async throws {
    try await Stage.run { stage in
      await stage.slack.open("C1")
      let event = await stage.slack.event("", from: "U1", in: "C1", type: "app_mention", extra: ["text": "<@U0RIALTO>, agenda &amp; <https://x.org/a|x.org/a>"])
      #expect(try await stage.slack.deliver(event) == [200])
      let seen = try await stage.slack.seen.next()
      #expect(seen.text == "you said agenda & x.org/a")
      #expect(seen.thread == event["event"]?["ts"]?.stringValue)
      #expect(seen.channel == "C1")
      for (text, type) in [("hello all", "message"), ("Rialto is nice", "message")] {
        try await stage.slack.deliver(await stage.slack.event(text, from: "U2", in: "C1", type: type))
      }
      try await stage.slack.deliver(await stage.slack.event("", from: "U3", in: "C1", type: "app_mention", extra: ["text": "hey <@U0RIALTO|rialto> help me"]))
      #expect(try await stage.slack.seen.next().text == "you said hey  help me")
      try await stage.slack.deliver(await stage.slack.event("", from: "U3", in: "C1", type: "app_mention", extra: ["text": "<@U0RIALTO>"]))
      #expect(try await stage.slack.seen.next().text == "you said start")
      #expect(stage.chat.heard.count == 3)
      #expect(stage.chat.heard.allSatisfy { !$0.isPrivate && $0.chat == "T0FORUM:C1" })
    }
  }

  @Test("a slash command is answered for the person alone, its buttons too; five times, then by direct message") func slash() async throws {
    let chat = RehearsedChat { message in
      message.text == "many" ? (1...6).map { ChatReply("\($0)") } : [ChatReply("said \(message.text)", buttons: [Button(label: "More", send: "more")])]
    }
    try await Stage.run(chat: chat) { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      try await stage.slack.command("link ABCD", from: "U1", in: "C9")
      let first = try await ana.see()
      #expect([first.onlyFor, first.channel, first.text] == ["U1", "C9", "said link ABCD"])
      try await ana.press("More")
      let second = try await ana.see()
      #expect([second.onlyFor, second.channel, second.text] == ["U1", "C9", "said more"])
      try await stage.slack.command("", from: "U1", in: "C9")
      #expect(try await ana.hear().text == "said start")
      try await stage.slack.command("tomorrow", from: "U1", in: "C9", command: "/agenda")
      #expect(try await ana.hear().text == "said agenda tomorrow")
      try await stage.slack.command("many", from: "U1", in: "C9")
      var many: [SlackSeen] = []
      for _ in 0..<6 { many.append(try await ana.see()) }
      #expect(many.map(\.text) == ["1", "2", "3", "4", "5", "6"])
      #expect(many.map(\.channel) == ["C9", "C9", "C9", "C9", "C9", "D1"])
      #expect(stage.chat.heard.allSatisfy { $0.isPrivate && $0.chat == "T0FORUM:U1" && $0.account == "T0FORUM:U1" })
      // What the bot owes to the person later comes by direct message.
      try await stage.bot.transport.deliver(OutgoingMessage(key: "k", chat: "T0FORUM:U1", reply: ChatReply("news")))
      #expect(try await ana.see().channel == "D1")
    }
  }

  @Test("a picture is no text; with words beside it the words count; own and other bots' messages, edits and deletions are left") func kinds() async throws {
    try await Stage.run { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      let files: JSONValue = [["id": "F1", "mimetype": "image/png"]]
      let left: [JSONObject] = [
        ["bot_id": "B9"], ["subtype": "bot_message", "bot_id": "B9"], ["subtype": "message_changed", "hidden": true], ["subtype": "message_deleted"],
        ["user": .string(FakeSlack.botUser)], ["user": "USLACKBOT"], ["edited": ["user": "U1", "ts": "1.0"]], ["channel_type": "mpim", "channel": "G1"],
        ["subtype": "channel_join"], ["type": "reaction_added"], ["user": nil], ["channel": 7],
      ]
      for extra in left { #expect(try await stage.slack.deliver(await stage.slack.event("no", from: "U1", in: ana.direct, extra: extra)) == [200]) }
      try await stage.slack.deliver(await stage.slack.event("", from: "U1", in: ana.direct, extra: ["subtype": "file_share", "files": files]))
      try await stage.slack.deliver(await stage.slack.event("see this", from: "U1", in: ana.direct, extra: ["subtype": "file_share", "files": files]))
      _ = try await ana.hear()
      _ = try await ana.hear()
      #expect(stage.chat.heard.map(\.text) == [IncomingMessage.notText, "see this"])
    }
  }

  @Test("long texts, many buttons, long labels and lines stay within what Slack takes and lose nothing", arguments: HardTexts.long.indices)
  func limits(_ number: Int) async throws {
    let long = HardTexts.long[number]
    let buttons = (0..<30).map { Button(label: "\($0) \(String(repeating: "أ&", count: 60))", send: String(repeating: "<", count: $0 * 40) + "x\($0)") }
    let chat = RehearsedChat { $0.text == "go" ? [ChatReply(long, buttons: buttons)] : [ChatReply("got \($0.text)")] }
    try await Stage.run(chat: chat) { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      try await ana.say("go")
      var heard: [Heard] = []
      while heard.last?.buttons.isEmpty ?? true { heard.append(try await ana.hear()) }
      let expected = ChatReply(long, buttons: buttons).numbered.filter { !$0.isWhitespace && !"\u{2068}\u{2069}".contains($0) }
      #expect(heard.map(\.text).joined().filter { !$0.isWhitespace && !"\u{2068}\u{2069}".contains($0) } == expected)
      #expect(heard.last?.buttons.count == 25)
      let label = try #require(heard.last?.buttons.last)
      try await ana.press(label)
      #expect(try await ana.hear().text.hasPrefix("got ~25."))
      #expect(await stage.slack.objections.isEmpty)
    }
  }
}
