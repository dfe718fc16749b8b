import BotMatrix
import Messaging
import StrictJSON
import Testing

@Suite("How the bot starts") struct StartTests {
  @Test("it is registered, named, given a device, and asks for what is held back; messages then come from the device")
  func order() async throws {
    try await Stage.run { stage in
      await stage.bot.start()
      try await stage.bot.transport.deliver(OutgoingMessage(key: "k", chat: "!r", reply: ChatReply("x")))
      #expect(
        await stage.homeserver.requests == [
          "GET /_matrix/client/v3/account/whoami",
          "POST /_matrix/client/v3/register",
          "GET /_matrix/client/v3/profile/%40rialto%3Aexample.org/displayname",
          "PUT /_matrix/client/v3/profile/%40rialto%3Aexample.org/displayname",
          "GET /_matrix/client/v3/devices/RIALTO",
          "POST /_matrix/client/v3/login",
          "POST /_matrix/client/v1/appservice/rialto/ping",
          "PUT /_matrix/client/v3/rooms/%21r/send/m.room.message/out-k-0",
        ])
      #expect(await stage.homeserver.queries.last == ["user_id": FakeHomeserver.bot, "device_id": "RIALTO"])
    }
  }

  @Test("a bot that exists under its name and with its device is left as it is") func again() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/register", with: [.json(400, ["errcode": "M_USER_IN_USE"])])
      await stage.homeserver.fail("/displayname", with: [.json(200, ["displayname": "Rialto"])])
      await stage.homeserver.fail("/devices/", with: [.json(200, ["device_id": "RIALTO"])])
      try await stage.bot.establish()
      #expect(await stage.homeserver.requests.count == 4)
      #expect(await stage.homeserver.requests.filter { $0.hasPrefix("PUT") } == [])
    }
  }

  @Test("where it gets no device, or the device is removed, messages are sent all the same") func noDevice()
    async throws
  {
    try await Stage.run { stage in
      await stage.homeserver.fail("/login", with: [.json(400, ["errcode": "M_UNKNOWN"])])
      try await stage.bot.establish()
      try await stage.bot.transport.deliver(OutgoingMessage(key: "1", chat: "!r", reply: ChatReply("x")))
      #expect(await stage.homeserver.queries.last == ["user_id": FakeHomeserver.bot])

      try await stage.bot.establish()
      await stage.homeserver.fail("/send/", with: [.json(400, ["errcode": "ORG.MATRIX.MSC3202.UNKNOWN_DEVICE"])])
      try await stage.bot.transport.deliver(OutgoingMessage(key: "2", chat: "!r", reply: ChatReply("y")))
      #expect(await stage.homeserver.queries.last == ["user_id": FakeHomeserver.bot])
      #expect(await stage.homeserver.sent.map(\.body) == ["x", "y"])
    }
  }

  @Test("it waits for a homeserver that is not up yet") func waits() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/whoami", with: Array(repeating: .json(503, [:]), count: 3))
      await stage.bot.start()
      #expect(await stage.homeserver.requests.filter { $0.hasSuffix("/whoami") }.count == 4)
      #expect(await stage.homeserver.requests.last == "POST /_matrix/client/v1/appservice/rialto/ping")
    }
  }
}
