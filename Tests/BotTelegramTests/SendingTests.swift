import BotTelegram
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("What the bot sends") struct SendingTests {
  /// What arrives of a reply.
  private func sent(_ reply: ChatReply, pages: Int = 1) async throws -> [TelegramSent] {
    let chat = RehearsedChat { _ in [reply] }
    return try await Stage.withBot(chat: chat) { stage in
      await stage.telegram.write("x", from: await stage.telegram.person("Amira"))
      _ = try await stage.texts(pages)
      try await stage.settled()
      #expect(await stage.telegram.refusals == [])
      return await stage.telegram.sent
    }
  }

  @Test("names show as they are: plain text, no previews") func plain() async throws {
    let text = "*Ana* _B_ [c](d) <b>&amp; `x` \\ @boss https://evil.example"
    let sent = try await sent(ChatReply(text))
    #expect(sent.map(\.text) == [text])
    #expect(sent.map(\.markup) == [nil])
    #expect(sent.map(\.showsPreviews) == [false])
  }

  @Test("in a group nobody is rung up by a name; addresses of mail stay") func nobodyIsRung() async throws {
    let chat = RehearsedChat { _ in [ChatReply("met \u{2068}@boss\u{2069}, mail ana@example.org (@all)")] }
    try await Stage.withBot(chat: chat) { stage in
      let group = await stage.telegram.group("Delegates")
      await stage.telegram.write("/x", from: await stage.telegram.person("Amira"), in: group)
      let texts = try await stage.texts(1)
      #expect(texts == ["met \u{2068}@\u{2060}boss\u{2069}, mail ana@example.org (@\u{2060}all)"])
    }
  }

  @Test("short labels stand side by side, long ones below each other") func rows() async throws {
    let labels = ["Yes", "No", "Another time", "A rather long label of a day", "1", "2", "3", "4"]
    let sent = try await sent(ChatReply("which?", buttons: labels.map { Button(label: $0, send: "say \($0)") }))
    #expect(
      sent.first?.rows.map { $0.map(\.label) } == [["Yes", "No", "Another time"], ["A rather long label of a day"], ["1", "2", "3"], ["4"]])
    #expect(sent.first?.buttons.map(\.data) == labels.map { "say \($0)" })
  }

  @Test("a line too long for a button is brought back by its number and a mark") func longPayload() async throws {
    let reply = ChatReply("which?", buttons: [Button(label: "Ana", send: "book " + String(repeating: "ع", count: 40)), Button(label: "Bo", send: "2")])
    let sent = try await sent(reply)
    #expect(sent.first?.buttons.map(\.data) == [reply.token(of: 0), "2"])
    #expect(sent.first?.text == "which?")
  }

  @Test("many buttons and long labels stand in the text too") func manyButtons() async throws {
    let buttons = (1...40).map { Button(label: "Choice \($0) " + String(repeating: "اختيار ", count: 20), send: "choose \($0)") }
    let sent = try await sent(ChatReply("which?", buttons: buttons), pages: 2)
    let last = try #require(sent.last)
    #expect(last.buttons.count == 30)
    #expect(last.buttons.allSatisfy { $0.label.utf16.count <= 64 && $0.label.hasSuffix("…") })
    #expect(sent.map(\.text).joined().contains("40. Choice 40"))
  }

  @Test("long texts arrive whole, cut at line ends", arguments: ["word ", "كلمة ", "😀👨‍👩‍👧 "]) func long(_ word: String) async throws {
    let line = String(repeating: word, count: 12).dropLast()
    let text = (1...120).map { "\($0) \(line)" }.joined(separator: "\n")
    let pages = text.utf16.count / 4096 + 1
    let sent = try await sent(ChatReply(text, buttons: [Button(label: "more", send: "more")]), pages: pages)
    #expect(sent.map(\.text).joined(separator: "\n") == text)
    #expect(sent.map(\.buttons.count) == Array(repeating: 0, count: sent.count - 1) + [1])
  }

  @Test("who blocked the bot, and a conversation that is not there, are refused for good") func refused() async throws {
    try await Stage.run { stage in
      let bot = stage.make(try stage.configuration())
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.block(amira)
      for chat in ["\(amira)", "123", "-100123", "nonsense", ""] {
        let message = OutgoingMessage(key: "k", chat: chat, reply: ChatReply("hello"))
        await #expect {
          try await bot.transport.deliver(message)
        } throws: { error in
          guard case PlatformError.refused(let reason) = error else { return false }
          return !reason.contains(FakeTelegram.token)
        }
      }
      #expect(await stage.telegram.requests.count == 3)
    }
  }

  @Test("a group that became a supergroup is written to under its new id, at once") func moved() async throws {
    try await Stage.run { stage in
      let bot = stage.make(try stage.configuration())
      let old = await stage.telegram.group("Delegates")
      let new = await stage.telegram.move(old)
      for number in 1...2 { try await bot.transport.deliver(OutgoingMessage(key: "\(number)", chat: "\(old)", reply: ChatReply("hello \(number)"))) }
      #expect(await stage.telegram.sent.map(\.chat) == [new, new])
      #expect(await stage.telegram.requests.count == 3)
    }
  }

  @Test("what may succeed later is tried again; what was taken and cut off in the answer is not", arguments: 0..<6)
  func triedAgain(_ number: Int) async throws {
    let faults: [(FakeTelegram.Fault, requests: Int)] = [
      (.answer(500, "Internal Server Error"), 2), (.bytes(502, "<html>"), 2), (.answer(429, "Too Many Requests", retryAfter: 0), 2),
      (.answer(401, "Unauthorized"), 2), (.half, 1), (.silence(.seconds(20)), 2),
    ]
    try await Stage.run { stage in
      var configuration = try stage.configuration()
      configuration.requestTimeout = .seconds(2)
      let bot = stage.make(configuration)
      let amira = await stage.telegram.person("Amira")
      await stage.telegram.fail("sendMessage", faults[number].0)
      try await bot.transport.deliver(OutgoingMessage(key: "1", chat: "\(amira)", reply: ChatReply("hello")))
      #expect(await stage.telegram.sent.map(\.text) == ["hello"])
      #expect(await stage.telegram.requests.count == faults[number].requests)
    }
  }

  @Test("when Telegram asks to wait, the conversation waits so long, and others do not") func waits() async throws {
    try await Stage.run { stage in
      let bot = stage.make(try stage.configuration())
      let amira = await stage.telegram.person("Amira")
      let bilal = await stage.telegram.person("Bilal")
      await stage.telegram.fail("sendMessage", .answer(429, "Too Many Requests: retry after 1", retryAfter: 1))
      let clock = ContinuousClock()
      let began = clock.now
      async let slow: Void = bot.transport.deliver(OutgoingMessage(key: "1", chat: "\(amira)", reply: ChatReply("slow")))
      try await stage.telegram.wait { $0.requests.count == 1 }
      try await bot.transport.deliver(OutgoingMessage(key: "2", chat: "\(bilal)", reply: ChatReply("quick")))
      try await slow
      #expect(await stage.telegram.sent.map(\.text) == ["quick", "slow"])
      #expect(clock.now - began >= .seconds(1))
    }
  }

  @Test("a flood stays within what a strict Telegram allows in all and in a group") func rates() async throws {
    try await Stage.run { stage in
      var configuration = try TelegramConfiguration(token: FakeTelegram.token, server: stage.address)
      configuration.inAll = .perSecond(40, burst: 5)
      configuration.perGroup = .perSecond(0.25, burst: 5)
      await stage.telegram.setLimits(inAll: 45, inGroup: 20)
      let bot = stage.make(configuration)
      let group = await stage.telegram.group("Delegates")
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        for number in 1...40 {
          let chat = number % 10 == 0 ? group : await stage.telegram.person("P\(number)")
          tasks.addTask { try await bot.transport.deliver(OutgoingMessage(key: "\(number)", chat: "\(chat)", reply: ChatReply("hello \(number)"))) }
        }
        try await tasks.waitForAll()
      }
      #expect(await stage.telegram.sent.count == 40)
      #expect(await stage.telegram.refusals == [])
    }
  }
}
