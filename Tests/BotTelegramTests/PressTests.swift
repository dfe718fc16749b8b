import BotTelegram
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Buttons that are pressed") struct PressTests {
  private static func chat() -> RehearsedChat {
    RehearsedChat { message in
      message.text == "who"
        ? [ChatReply("which?", buttons: [Button(label: "Ana", send: "book D-1"), Button(label: "Bo", send: "book D-2")])]
        : [ChatReply("you said \(message.text)")]
    }
  }

  @Test("a press is a line of its own, is confirmed to the app, and shows on the button; the others stay") func press() async throws {
    try await Stage.withBot(chat: Self.chat()) { stage in
      let amira = await TelegramUser("Amira", on: stage.telegram)
      try await amira.say("who")
      #expect(try await amira.hear() == Heard(text: "which?", buttons: ["Ana", "Bo"]))
      try await amira.press("Bo")
      #expect(try await amira.hear() == Heard(text: "you said book D-2", buttons: []))
      try await stage.telegram.wait { $0.answeredPresses.count == 1 && $0.edits.count == 1 }
      #expect(await stage.telegram.edits.map { $0.rows.map { $0.map(\.label) } } == [[["Ana", "✓ Bo"]]])
      try await amira.press("Bo")
      try await amira.press("Ana")
      #expect(try await amira.hear().text == "you said book D-2")
      #expect(try await amira.hear().text == "you said book D-1")
      try await stage.telegram.wait { $0.answeredPresses.count == 3 && $0.edits.count == 2 }
      #expect(Set(stage.chat.heard.map(\.messageID)).count == 4)
      #expect(stage.chat.heard.allSatisfy { $0.isPrivate && $0.account == "\(amira.id)" })
    }
  }

  @Test("in a group a press is its presser's, and changes no button") func inGroup() async throws {
    try await Stage.withBot(chat: Self.chat()) { stage in
      let amira = await stage.telegram.person("Amira")
      let bilal = await stage.telegram.person("Bilal")
      let group = await stage.telegram.group("Delegates")
      await stage.telegram.write("@RialtoTestBot who", from: amira, in: group)
      _ = try await stage.texts(1)
      let question = try #require(await stage.telegram.sent.first)
      await stage.telegram.press("Ana", on: question.id, in: group, by: bilal)
      _ = try await stage.texts(2)
      try await stage.telegram.wait { $0.answeredPresses.count == 1 }
      #expect(stage.chat.heard.last?.account == "\(bilal)")
      #expect(stage.chat.heard.last?.isPrivate == false)
      #expect(await stage.telegram.edits.isEmpty)
    }
  }

  @Test("a stale press, a press on what can not be seen any more, and one that says nothing are confirmed too") func stale() async throws {
    try await Stage.withBot(chat: Self.chat()) { stage in
      let amira = await stage.telegram.person("Amira")
      let from = #""from":{"id":\#(amira),"is_bot":false,"first_name":"Amira"}"#
      let place = #""message":{"message_id":5,"date":0,"chat":{"id":\#(amira),"type":"private"}}"#
      for inside in [
        #""callback_query":{"id":"old",\#(from),"chat_instance":"1","data":"book D-9",\#(place)}"#,
        #""callback_query":{"id":"game",\#(from),"chat_instance":"1","game_short_name":"x"}"#,
        #""callback_query":{"id":"inline",\#(from),"chat_instance":"1","inline_message_id":"y","data":"book D-1"}"#,
      ] { await stage.telegram.addRaw(inside, kind: "callback_query", chat: amira) }
      #expect(try await stage.texts(1) == ["you said book D-9"])
      try await stage.telegram.wait { $0.refusals.count == 3 }
      #expect(await stage.telegram.requests.count { $0 == "answerCallbackQuery" } == 3)
      #expect(stage.chat.heard.map(\.messageID) == ["\(amira)/5/old"])
      #expect(await stage.telegram.edits.isEmpty)
    }
  }
}
