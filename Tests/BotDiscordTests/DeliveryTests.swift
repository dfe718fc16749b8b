import BotDiscord
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Discord: what comes again, what fails") struct DeliveryTests {
  @Test("where the store is away the interaction fails, and is answered directly once it is back; the same one twice has one effect") func retries()
    async throws
  {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      stage.inbox.lose()
      await #expect(throws: TestFault.self) { try await user.say("lost") }
      stage.inbox.lose(false)
      let direct = await stage.discord.direct(ana)
      #expect(try await user.see() == DiscordSeen(user: ana, channel: direct, isEphemeral: false, text: "you said lost", buttons: []))
      let interaction = await stage.discord.interaction(2, FakeDiscord.command("rialto", text: "book"), from: ana)
      for _ in 0..<3 { try await stage.discord.deliver(interaction) }
      #expect(try await user.hear().text == "you said book")
      try await user.say("end")
      #expect(try await user.hear().text == "you said end")
      #expect(stage.chat.heard.map(\.text).filter { $0 == "book" }.count == 1)
    }
  }

  @Test("after a crash between reply and acknowledgement the next bot answers what was kept, in the same place, with one effect") func crash() async throws {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      stage.inbox.crashBeforeAnswered()
      try await user.say("book")
      #expect(try await user.hear().text == "you said book")
      let next = try stage.again()
      let running = Task { await next.run() }
      #expect(try await user.hear().text == "you said book")
      #expect(await stage.discord.calls.filter { $0.hasPrefix("PATCH") }.count >= 2)
      stage.inbox.crashBeforeAnswered(false)
      try await eventually("all is answered") { stage.inbox.waiting == 0 }
      #expect(stage.chat.effects == 1)
      running.cancel()
      await running.value
    }
  }

  @Test("a flood: every interaction once, in order for each person") func flood() async throws {
    try await Stage.run { stage in
      let users = (0..<8).map { DiscordUser("8035111022467891\($0)", on: stage.discord) }
      for number in 0..<15 { for user in users { try await user.say("\(number)") } }
      for user in users {
        for number in 0..<15 { #expect(try await user.hear().text == "you said \(number)") }
      }
      try await eventually("nothing waits") { stage.inbox.waiting == 0 }
      #expect(stage.chat.effects == 120)
    }
  }

  @Test("429 is obeyed, for a conversation or the whole bot; 5xx and a lost right are tried again") func tryAgain() async throws {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      await stage.discord.fail(
        "@original", with: FakeDiscord.tooMany(after: 0.15, global: false), FakeDiscord.tooMany(after: 0.15, global: true), FakeAnswer(.empty(502)),
        FakeAnswer(HookResponse(status: 429, contentType: "text/html", body: Array("error code: 1015".utf8)), headers: ["Retry-After": "0.1"]),
        FakeDiscord.error(0, "401: Unauthorized"))
      let began = ContinuousClock.now
      try await user.say("hello")
      #expect(try await user.hear().text == "you said hello")
      #expect(ContinuousClock.now - began >= .milliseconds(400))
      await stage.discord.fail("/messages", with: FakeDiscord.tooMany(after: 0.15, global: false))
      await #expect(throws: PlatformError.limited(.seconds(0.15), wholeBot: false)) { try await stage.deliver("news", to: "@\(ana)") }
      try await stage.deliver("news", to: "@\(ana)")
      #expect(try await user.hear().text == "news")
    }
  }

  @Test("where Discord says that nothing is left for now, the conversation waits before it is refused") func remaining() async throws {
    try await Stage.run { stage in
      let user = DiscordUser(ana, on: stage.discord)
      await stage.discord.say(["X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.25"])
      try await stage.deliver("one", to: "@\(ana)", key: "1")
      let began = ContinuousClock.now
      try await stage.deliver("two", to: "@\(ana)", key: "2")
      #expect(ContinuousClock.now - began >= .milliseconds(240))
      #expect(try await user.hear().text == "one")
    }
  }

  @Test(
    "errors: what never succeeds is refused, what the set-up mends is not",
    arguments: [(50_007, true), (50_001, true), (10_003, true), (50_035, true), (0, false), (40_001, false), (50_014, false)])
  func errors(_ code: Int, _ isRefused: Bool) async throws {
    try await Stage.run { stage in
      for _ in 0..<200 { await stage.discord.fail("/messages", with: FakeDiscord.error(code)) }
      do {
        try await stage.deliver("news", to: "@\(ana)")
        Issue.record("it was taken")
      } catch PlatformError.refused { #expect(isRefused) } catch PlatformError.unavailable { #expect(!isRefused) }
    }
  }
}
