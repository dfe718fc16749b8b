import BotMatrix
import Messaging
import StrictJSON
import Synchronization
import TestSupport
import Testing

@Suite("What is sent again") struct RedeliveryTests {
  @Test("a redelivered event has one effect and one reply, under the same transaction id; the inbox spares asking the chat again")
  func oneEffect() async throws {
    let chat = RehearsedChat { _ in
      [ChatReply("which one?", buttons: [Button(label: "Ana", send: "book A-1")]), ChatReply("second")]
    }
    try await Stage.run(chat: chat) { stage in
      let event = message("book ana", id: "$abc")
      // Of the first two times the program dies before it can write down that it answered.
      stage.inbox.lose(afterWrites: 0)
      #expect(await stage.push(event, id: "1") == 500)
      #expect(await stage.push(event, id: "1") == 500)
      stage.inbox.lose(false)
      #expect(await stage.push(event, id: "1") == 200)
      #expect(await stage.push(event, id: "1") == 200)
      #expect(await stage.push(event, id: "2") == 200)
      #expect(stage.chat.effects == 1)
      #expect(
        stage.chat.heard
          == Array(
            repeating: IncomingMessage(
              bot: "matrix", chat: "!room:example.org", account: "@amira:example.org", messageID: "$abc",
              text: "book ana", isPrivate: true), count: 3))
      #expect(
        await stage.homeserver.sent == [
          .init(room: "!room:example.org", transactionID: "re-$abc-0-0", body: "which one?\n1. Ana"),
          .init(room: "!room:example.org", transactionID: "re-$abc-1-0", body: "second"),
        ])
    }
  }

  @Test("when the store is away the homeserver is told to send again, and nothing is overtaken") func storeAway()
    async throws
  {
    try await Stage.run { stage in
      stage.chat.loseStore(times: 1)
      let events = [message("one", id: "$1"), message("two", id: "$2")]
      #expect(await stage.push(events[0], events[1]) == 500)
      #expect(stage.chat.heard.isEmpty)
      #expect(await stage.push(events[0], events[1]) == 200)
      #expect(stage.chat.heard.map(\.text) == ["one", "two"])
    }
  }

  @Test("when a reply cannot be sent for now the homeserver is told to send again") func replyUnsent() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: Array(repeating: .json(502, [:]), count: 3))
      #expect(await stage.push(message("one", id: "$1")) == 500)
      #expect(await stage.push(message("one", id: "$1")) == 200)
      #expect(stage.chat.effects == 1)
      #expect(await stage.homeserver.sent.map(\.body) == ["you said one"])
    }
  }

  @Test("a reply that can never be sent does not stop the bot") func roomIsGone() async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: [.json(403, ["errcode": "M_FORBIDDEN", "error": "not in room"])])
      #expect(await stage.push(message("one", id: "$1"), message("two", id: "$2")) == 200)
      #expect(stage.chat.heard.map(\.text) == ["one", "two"])
      #expect(await stage.homeserver.sent.map(\.body) == ["you said two"])
    }
  }

  @Test(
    "a fault of the set-up loses nothing", arguments: [(401, "M_UNKNOWN_TOKEN"), (404, "M_UNRECOGNIZED"), (404, "")])
  func setUpFault(_ status: Int, _ code: String) async throws {
    try await Stage.run { stage in
      await stage.homeserver.fail("/send/", with: [.json(status, ["errcode": .string(code)])])
      #expect(await stage.push(message("one", id: "$1")) == 500)
    }
  }

  @Test("a transaction sent again while it is worked on is joined, not begun twice") func joined() async throws {
    let (gate, open) = AsyncStream<Void>.makeStream()
    let (entered, enter) = AsyncStream<Void>.makeStream()
    let chat = RehearsedChat { message in
      enter.yield()
      await gate.first { _ in true }
      return [ChatReply("done")]
    }
    try await Stage.run(chat: chat) { stage in
      async let first = stage.push(message("one", id: "$1"), id: "9")
      await entered.first { _ in true }
      async let second = stage.push(message("one", id: "$1"), id: "9")
      try await Task.sleep(for: .milliseconds(50))
      open.yield()
      open.finish()
      #expect(await [first, second] == [200, 200])
      #expect(stage.chat.heard.count == 1)
    }
  }
}
