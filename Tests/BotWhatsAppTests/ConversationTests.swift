import BotWhatsApp
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("WhatsApp: conversations") struct ConversationTests {
  @Test("people are known by the id that Meta gives them, else by their number; and are answered there", arguments: [ana, old, hidden])
  func talk(_ person: FakeWhatsApp.Person) async throws {
    let chat = RehearsedChat { message in
      message.text == "meet"
        ? [ChatReply("When?", buttons: (0..<2).map { Button(label: "\($0 + 9):30", send: "book \($0 + 9):30") })] : [ChatReply("you said \(message.text)")]
    }
    try await Stage.run(chat: chat) { stage in
      let user = WhatsAppUser(person, on: stage.whatsApp)
      try await user.say("meet")
      #expect(try await user.hear() == Heard(text: "When?", buttons: ["9:30", "10:30"]))
      try await user.press("10:30")
      #expect(try await user.hear() == Heard(text: "you said book 10:30", buttons: []))
      try await user.sendPicture()
      #expect(try await user.hear().text == "you said \(IncomingMessage.notText)")
      let account = person.userID ?? person.number ?? ""
      #expect(stage.chat.heard.allSatisfy { $0.account == account && $0.chat == account && $0.isPrivate && $0.bot == "whatsapp" })
      #expect(await stage.whatsApp.objections.isEmpty)
    }
  }

  @Test(
    "a list is opened by a word in the language of the person, where it is known",
    arguments: [("fr", "Choisir"), ("ar-TN", "اختيار"), ("de", "Choose"), (nil, "Choose")] as [(String?, String)])
  func label(_ language: String?, _ label: String) async throws {
    let chat = RehearsedChat { _ in [ChatReply("Which?", buttons: (1...5).map { Button(label: "Choice \($0)", send: "\($0)") })] }
    try await Stage.run(chat: chat, language: { _ in language }) { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      try await user.say("meet")
      _ = try await user.see()
      #expect(await stage.whatsApp.taken.last?["interactive"]?["action"]?["button"] == .string(label))
    }
  }

  @Test("three short choices are buttons, more or longer ones a list, still longer ones stand in the text too") func kinds() async throws {
    let choices: [String: [String]] = [
      "three": ["Yes", "No", "Later"], "same": ["Yes", "Yes"], "longer": ["Ask for another morning"], "many": (1...10).map { "Choice \($0)" },
      "too many": (1...14).map { "Choice \($0)" }, "too long": ["A label that does not fit into any row"],
    ]
    let chat = RehearsedChat { message in [ChatReply("Which?", buttons: (choices[message.text] ?? []).map { Button(label: $0, send: "take \($0)") })] }
    try await Stage.run(chat: chat) { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      for (text, kind, buttons) in [
        ("three", "button", 3), ("same", "list", 2), ("longer", "list", 1), ("many", "list", 10), ("too many", "list", 10), ("too long", "list", 1),
      ] {
        try await user.say(text)
        let seen = try await user.see()
        #expect([seen.kind, "\(seen.choices.count)"] == [kind, "\(buttons)"], "\(text)")
        let isWhole = ["three", "same", "longer", "many"].contains(text)
        #expect(seen.text == (isWhole ? "Which?" : ChatReply("Which?", buttons: (choices[text] ?? []).map { Button(label: $0, send: "") }).numbered))
      }
      #expect(await stage.whatsApp.objections.isEmpty)
    }
  }

  @Test("names with marks show as they look and are no markup; addresses stay whole") func markup() async throws {
    let chat = RehearsedChat { _ in [ChatReply("*Ana* and _B_ of 2 * 3 * 4\nana_b@x.org, c_d@x.org\n> quoted `x` ~y~\nhttps://x.org/a_b_c")] }
    try await Stage.run(chat: chat) { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      try await user.say("x")
      #expect(try await user.hear().text == "∗Ana∗ and ＿B＿ of 2 ∗ 3 ∗ 4\nana_b@x.org, c_d@x.org\n› quoted ˋxˋ ∼y∼\nhttps://x.org/a_b_c")
    }
  }

  @Test("long texts with many choices stay within what WhatsApp takes and lose nothing", arguments: HardTexts.long.indices)
  func limits(_ number: Int) async throws {
    let long = HardTexts.long[number].replacing("*", with: "x").replacing("_", with: "y")
    let buttons = (0..<30).map { Button(label: "\($0) \(String(repeating: "أ&", count: 60))", send: String(repeating: "é", count: $0 * 40) + "x\($0)") }
    let chat = RehearsedChat { $0.text == "go" ? [ChatReply(long, buttons: buttons)] : [ChatReply("got \($0.text)")] }
    try await Stage.run(chat: chat) { stage in
      let user = WhatsAppUser(ana, on: stage.whatsApp)
      try await user.say("go")
      var heard: [Heard] = []
      while heard.last?.buttons.isEmpty ?? true { heard.append(try await user.hear()) }
      func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && !"\u{2068}\u{2069}".contains($0) } }
      let isWhole = bare(heard.map(\.text).joined()) == bare(ChatReply(long, buttons: buttons).numbered)
      #expect(isWhole)
      #expect(heard.last?.buttons.count == 10)
      try await user.press(try #require(heard.last?.buttons.last))
      #expect(try await user.hear().text.hasPrefix("got ~10."))
      #expect(await stage.whatsApp.objections.isEmpty)
    }
  }

  @Test("a batch of several entries and people; reactions, edits, other numbers and statuses are no messages; quick replies and lists are")
  func batch() async throws {
    try await Stage.run(marksAsRead: true) { stage in
      let fake = stage.whatsApp
      func from(_ person: FakeWhatsApp.Person, _ messages: [JSONValue]) -> JSONValue { FakeWhatsApp.update(messages, from: person) }
      let update = FakeWhatsApp.batch([
        from(ana, [await fake.message(from: ana, type: "text", ["body": "one"]), await fake.message(from: ana, type: "text", ["body": "two"])]),
        from(
          old, [await fake.message(from: old, type: "button", ["payload": "agenda", "text": "Show"]), await fake.message(from: old, type: "location", [:])]),
        from(
          ana, [await fake.message(from: ana, type: "reaction", ["emoji": "👍", "message_id": "wamid.1"]), await fake.message(from: ana, type: "edit", [:])]),
        from(hidden, [await fake.message(from: hidden, type: "interactive", ["type": "list_reply", "list_reply": ["id": "3:book 12:30", "title": "x"]])]),
        FakeWhatsApp.status("delivered", of: "wamid.9", to: ana), FakeWhatsApp.status("read", of: "wamid.9", to: ana),
        FakeWhatsApp.update([await fake.message(from: ana, type: "text", ["body": "elsewhere"])], from: ana, number: "999"),
      ])
      #expect(try await fake.deliver(update) == [200])
      #expect(try await fake.deliver(update) == [200])
      try await eventually("all is answered") { stage.inbox.waiting == 0 && stage.chat.effects == 5 }
      func texts(_ chat: String) -> [String] { stage.chat.heard.filter { $0.chat == chat }.map(\.text) }
      #expect(texts("IT.13491208655302741918") == ["one", "two"])
      #expect(texts("201001234567") == ["agenda", IncomingMessage.notText])
      #expect(texts("FI.99991208655302741918") == ["book 12:30"])
      try await eventually("all is marked as read") { await Set(fake.read).count == 5 }
    }
  }
}
