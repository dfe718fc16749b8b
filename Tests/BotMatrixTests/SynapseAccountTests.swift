import BotMatrix
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("An account on a real Synapse", .serialized) struct SynapseAccountTests {
  @Test("invited while it is away it comes, greets and answers; signed out everywhere it signs in again; poison does not make it deaf")
  func life() async throws {
    try await withSynapse { synapse in
      let chat = RehearsedChat { message in
        message.text == "start"
          ? [ChatReply("welcome\nprivate: \(message.isPrivate)", buttons: [Button(label: "Agenda", send: "agenda")])]
          : [ChatReply("you said \(message.text)")]
      }
      let desk = try await MatrixUser("desk", on: synapse)
      let account = try MatrixAccount(homeserver: synapse.address, userID: desk.userID, password: MatrixUser.password)
      let inbox = HeldInbox()
      func bot() -> MatrixBot { MatrixBot(account: account, chat: chat, inbox: inbox) }

      try await bot().running {
        let (amira, greeting) = try await MatrixPlatformUser.begin("amira", on: synapse, bot: desk.userID)
        #expect(greeting == Heard(text: "welcome\nprivate: true", buttons: ["Agenda"]))
        try await amira.press("Agenda")
        #expect(try await amira.hear().text == "you said 1")
      }

      let carl = try await MatrixUser("carl", on: synapse)
      let alone = try await carl.createRoom(inviting: [])
      try await carl.send("among ourselves", in: alone)
      try await carl.invite(desk.userID, to: alone)
      for number in 1...30 { try await carl.send("\(number)", in: alone) }
      try await bot().running {
        var heard: [String] = []
        while heard.count < 31 { heard.append(try await carl.next(from: desk.userID, in: alone).text) }
        #expect(heard == ["welcome\nprivate: true\n1. Agenda"] + (1...30).map { "you said \($0)" })

        try await desk.signOutEverywhere()
        let deep = (0..<100).reduce(JSONValue.null) { inner, _ in ["x": inner] }
        try await carl.send("poison", in: alone, extra: [("deep", deep)])
        try await carl.send("still there?", in: alone)
        #expect(try await carl.next(from: desk.userID, in: alone).text == "you said still there?")
        #expect(try await carl.all(from: desk.userID, in: alone, for: .seconds(1)) == [])
      }
    }
  }

  @Test("a token of another account, and a wrong one, are said at once") func wrongSetUp() async throws {
    try await withSynapse { synapse in
      let desk = try await MatrixUser("desk", on: synapse)
      func establish(_ account: MatrixAccount) async throws { try await MatrixBot(account: account, chat: RehearsedChat(), inbox: HeldInbox()).establish() }
      await #expect(throws: MatrixConfigurationError("the homeserver knows this access token as @desk:localhost, not as @other:localhost")) {
        try await establish(MatrixAccount(homeserver: synapse.address, userID: "@other:localhost", accessToken: desk.token))
      }
      await #expect {
        try await establish(MatrixAccount(homeserver: synapse.address, userID: desk.userID, accessToken: "not a token".replacing(" ", with: "")))
      } throws: { error in
        guard case MatrixError.refused(401, "M_UNKNOWN_TOKEN", _) = error else { return false }
        return true
      }
    }
  }
}
