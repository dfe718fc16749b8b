import BotMatrix
import Messaging
import StrictJSON
import Testing

@Suite("What the bot sends") struct SendingTests {
  let room = "!room:example.org"

  private func deliver(_ stage: Stage, _ text: String, buttons: [Button] = [], key: String = "m-42/amira") async throws {
    try await stage.bot.transport.deliver(
      OutgoingMessage(key: key, chat: room, reply: ChatReply(text, buttons: buttons)))
  }

  @Test("a message is a notice, escaped, its buttons a numbered list, and mentions nobody") func content() async throws {
    try await Stage.run { stage in
      try await deliver(
        stage, "M-42 <b>\"Æ & 'ع'\"</b>\nat\u{7} 9:00",
        buttons: [Button(label: "Confirm", send: "confirm M-42"), Button(label: "No <i>", send: "no")])
      #expect(
        await stage.homeserver.contents == [
          [
            "msgtype": "m.notice",
            "body": "M-42 <b>\"Æ & 'ع'\"</b>\nat 9:00\n1. Confirm\n2. No <i>",
            "format": "org.matrix.custom.html",
            "formatted_body":
              "M-42 &lt;b&gt;&quot;Æ &amp; &#39;ع&#39;&quot;&lt;/b&gt;<br/>at 9:00<br/>1. Confirm<br/>2. No &lt;i&gt;",
            "m.mentions": [:],
          ]
        ])
    }
  }

  @Test("rooms and keys are percent-encoded, and the same key is sent once") func addresses() async throws {
    try await Stage.run { stage in
      try await deliver(stage, "moved", key: "a/b ?#%é")
      try await deliver(stage, "moved", key: "a/b ?#%é")
      let path = "/_matrix/client/v3/rooms/%21room%3Aexample.org/send/m.room.message/out-a%2Fb%20%3F%23%25%C3%A9-0"
      #expect(await stage.homeserver.requests == ["PUT " + path, "PUT " + path])
      #expect(
        await stage.homeserver.sent == [.init(room: room, transactionID: "out-a/b ?#%é-0", body: "moved")])
    }
  }

  @Test("a wait that is asked for is kept, and the message then sent once") func rateLimit() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail(
        "/send/",
        with: [
          .json(429, ["errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 120]),
          .json(429, ["errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 80.5]),
        ])
      let clock = ContinuousClock()
      let taken = try await clock.measure { try await deliver(stage, "x") }
      #expect(taken >= .milliseconds(200))
      #expect(await stage.homeserver.requests.count == 3)
      #expect(await stage.homeserver.sent.count == 1)
    }
  }

  @Test("a wait longer than the patience is handed on at once") func longLimit() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: [.json(429, ["retry_after_ms": 90_000])])
      await #expect(throws: MatrixError.limited(retryAfterMilliseconds: 90_000)) { try await deliver(stage, "x") }
      await stage.homeserver.fail("/send/", with: [.json(429, ["retry_after_ms": 1e300])])
      await #expect(throws: MatrixError.limited(retryAfterMilliseconds: 3_600_000)) { try await deliver(stage, "x") }
    }
  }

  @Test("failures that may pass are tried again, so often and no more") func serverErrors() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: [.json(500, [:]), .json(502, [:])])
      try await deliver(stage, "x")
      #expect(await stage.homeserver.requests.count == 3)
      await stage.homeserver.fail("/send/", with: Array(repeating: .json(503, [:]), count: 3))
      await #expect(throws: MatrixError.unavailable("status 503")) { try await deliver(stage, "y") }
      #expect(await stage.homeserver.requests.count == 6)
    }
  }

  @Test("a refusal is not tried again and says what it is") func refusal() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: [.json(403, ["errcode": "M_FORBIDDEN", "error": "not here"])])
      let refusal = MatrixError.refused(status: 403, code: "M_FORBIDDEN", message: "not here")
      await #expect(throws: refusal) { try await deliver(stage, "x") }
      #expect(refusal.isFinal)
      #expect(await stage.homeserver.requests.count == 1)
      #expect(!MatrixError.refused(status: 401, code: "M_UNKNOWN_TOKEN", message: "").isFinal)
      #expect(!MatrixError.refused(status: 404, code: "", message: "").isFinal)
      #expect(!MatrixError.unavailable("").isFinal)
      #expect(!MatrixError.limited(retryAfterMilliseconds: 1).isFinal)
    }
  }

  @Test("a homeserver that does not answer costs no more than the patience") func silence() async throws {
    let patience = MatrixPatience(
      attempts: 2, firstPause: .milliseconds(1), attemptTimeout: .milliseconds(100), total: .seconds(5))
    let (never, _) = AsyncStream<Void>.makeStream()
    try await Stage.silent(never, patience: patience) { bot in
      let clock = ContinuousClock()
      let taken = await clock.measure {
        await #expect(throws: MatrixError.self) {
          try await bot.transport.deliver(OutgoingMessage(key: "k", chat: room, reply: ChatReply("x")))
        }
      }
      #expect(taken >= .milliseconds(200) && taken < .seconds(4))
    }
  }

  @Test("a very long text goes out whole, in messages that a homeserver takes") func longText() async throws {
    try await Stage.run { stage in
      let lines = (1...400).map { "\($0) " + String(repeating: "\"'<é", count: 12) }
      let text = lines.joined(separator: "\n") + "\n" + String(repeating: "🏳️‍🌈", count: 2_000)
      try await deliver(stage, text, key: "k")
      let sent = await stage.homeserver.sent
      #expect(sent.map(\.transactionID) == sent.indices.map { "out-k-\($0)" })
      #expect(sent.map(\.body).joined().replacing("\n", with: "") == text.replacing("\n", with: ""))
      for content in await stage.homeserver.contents { #expect(content.bytes.count < 60_000) }
    }
  }
}
