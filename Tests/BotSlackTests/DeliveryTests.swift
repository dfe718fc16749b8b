import BotSlack
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("Slack: what comes again, what fails") struct DeliveryTests {
  @Test("where the store is away Slack is told to send again, and its retry is not dropped; the same event has one effect") func retries() async throws {
    try await Stage.run { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      stage.inbox.lose()
      let event = await stage.slack.event("book", from: "U1", in: ana.direct)
      let answer = try await stage.slack.call("/events", event.bytes, type: "application/json")
      #expect(answer.status == 503)
      stage.inbox.lose(false)
      let retry = [("X-Slack-Retry-Num", "1"), ("X-Slack-Retry-Reason", "http_error")]
      for _ in 0..<3 { #expect(try await stage.slack.call("/events", event.bytes, type: "application/json", headers: retry).status == 200) }
      #expect(try await ana.hear().text == "you said book")
      // The same message as another kind of event, with another event id.
      var twin = event.objectValue ?? [:]
      twin["event_id"] = "Ev999"
      #expect(try await stage.slack.deliver(.object(twin)) == [200])
      try await ana.say("end")
      #expect(try await ana.hear().text == "you said end")
      #expect(stage.chat.effects == 2)
    }
  }

  @Test("after a crash between reply and acknowledgement the next bot answers what was kept, with one effect") func crash() async throws {
    try await Stage.run { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      stage.inbox.crashBeforeAnswered()
      try await ana.say("book")
      #expect(try await ana.hear().text == "you said book")
      #expect(stage.inbox.waiting == 1)
      let next = try stage.again()
      let running = Task { await next.run() }
      #expect(try await ana.hear().text == "you said book")
      stage.inbox.crashBeforeAnswered(false)
      try await eventually("all is answered") { stage.inbox.waiting == 0 }
      #expect(stage.chat.effects == 1)
      running.cancel()
      await running.value
    }
  }

  @Test("events out of order and in a flood: one lane a chat, every message once") func flood() async throws {
    try await Stage.run { stage in
      var events: [JSONValue] = []
      for number in 0..<240 {
        await stage.slack.open("D\(number % 12)")
        events.append(await stage.slack.event("\(number / 12)", from: "U\(number % 12)", in: "D\(number % 12)"))
      }
      for event in events { #expect(try await stage.slack.call("/events", event.bytes, type: "application/json").status == 200) }
      for event in events.shuffled() { #expect(try await stage.slack.call("/events", event.bytes, type: "application/json").status == 200) }
      var said: [String: [String]] = [:]
      for _ in 0..<240 {
        let seen = try await stage.slack.seen.next()
        said[seen.channel, default: []].append(seen.text)
      }
      for person in 0..<12 { #expect(said["D\(person)"] == (0..<20).map { "you said \($0)" }) }
      try await eventually("nothing waits") { stage.inbox.waiting == 0 }
      #expect(stage.slack.seen.waiting.isEmpty)
      #expect(stage.chat.effects == 240)
    }
  }

  @Test("429 is obeyed, failures are tried again") func tryAgain() async throws {
    try await Stage.run { stage in
      let ana = await SlackUser("U1", in: stage.slack)
      let limited = FakeAnswer(HookResponse(status: 429, body: Array(#"{"ok":false,"error":"ratelimited"}"#.utf8)), headers: ["Retry-After": "0.3"])
      await stage.slack.fail(
        "chat.postMessage", with: limited, FakeAnswer(.empty(500)), FakeAnswer(HookResponse(status: 200, body: Array("<html>".utf8))),
        FakeAnswer(HookResponse(status: 200, body: Array(#"{"ok":false,"error":"internal_error"}"#.utf8))))
      let began = ContinuousClock.now
      try await ana.say("hello")
      #expect(try await ana.hear().text == "you said hello")
      #expect(ContinuousClock.now - began >= .milliseconds(300))
      #expect(await stage.slack.calls["/api/chat.postMessage"] == 5)
    }
  }

  @Test(
    "errors: what never succeeds is refused, what the set-up mends is not",
    arguments: [
      ("channel_not_found", true), ("is_archived", true), ("not_in_channel", true), ("user_not_found", true), ("invalid_blocks", true),
      ("invalid_auth", false), ("token_revoked", false), ("missing_scope", false), ("account_inactive", false), ("service_unavailable", false),
    ])
  func errors(_ code: String, _ isRefused: Bool) async throws {
    try await Stage.run { stage in
      let answer = FakeAnswer(HookResponse(status: 200, body: JSONValue.object(["ok": false, "error": .string(code)]).bytes))
      for _ in 0..<200 { await stage.slack.fail("chat.postMessage", with: answer) }
      let expected: PlatformError = isRefused ? .refused(code) : .unavailable(code)
      await #expect(throws: expected) {
        try await stage.bot.transport.deliver(OutgoingMessage(key: "k", chat: "T0FORUM:C1", reply: ChatReply("news")))
      }
    }
  }

  @Test("a reply that is refused for good does not hold up what follows") func refused() async throws {
    try await Stage.run { stage in
      #expect(try await stage.slack.deliver(await stage.slack.event("one", from: "U5", in: "D5")) == [200])
      try await eventually("it was refused") { await stage.slack.objections.map(\.code) == ["channel_not_found"] }
      await stage.slack.open("D5")
      try await stage.slack.deliver(await stage.slack.event("two", from: "U5", in: "D5"))
      #expect(try await stage.slack.seen.next().text == "you said two")
    }
  }
}
