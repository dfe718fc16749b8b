import BotMatrix
import Messaging
import StrictJSON
import TestSupport
import Testing

@Suite("An account that asks what is new") struct AccountTests {
  private let room = "!room:example.org"

  @Test("what was there before the first start is left, what comes then is answered, and a new start goes on from there") func places() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { rooms in
        rooms.make(room)
        rooms.say("old", in: room, id: "$0")
      }
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        await stage.homeserver.change { $0.say("help", in: room, id: "$1") }
        try await stage.until(sent: 1)
      }
      await stage.homeserver.change { $0.say("agenda", in: room, id: "$2") }
      try await stage.listening { try await stage.until(sent: 2) }
      // Stopped between its reply and writing that down, it may have heard the first one again.
      let first = stage.chat.heard.first
      #expect(
        [first].compactMap(\.self) + stage.chat.heard.filter { $0 != first }
          == [("$1", "help"), ("$2", "agenda")].map {
            IncomingMessage(bot: "matrix", chat: room, account: "@amira:example.org", messageID: $0, text: $1, isPrivate: true)
          })
      #expect(
        await stage.homeserver.sent == [
          .init(room: room, transactionID: "re-$1-0-0", body: "you said help"),
          .init(room: room, transactionID: "re-$2-0-0", body: "you said agenda"),
        ])
      // An account acts as itself: nothing names it beside its token.
      #expect(await stage.homeserver.queries.allSatisfy { $0["user_id"] == nil && $0["access_token"] == nil })
    }
  }

  @Test("however much was said in the meantime, all of it is heard, once, in the order in which it was said") func gaps() async throws {
    try await AccountStage.run { stage in
      let rooms = ["!a:example.org", "!b", "!c:example.org"]
      await stage.homeserver.change { all in for room in rooms { all.make(room) } }
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { all in
        for number in 1...300 { for room in rooms { all.say("\(number)", in: room, id: "$\(room)-\(number)") } }
      }
      try await stage.listening { try await stage.until(sent: 900) }
      for room in rooms { #expect(stage.chat.heard.filter { $0.chat == room }.map(\.text) == (1...300).map(String.init)) }
      #expect(await stage.homeserver.sent.count == 900)
    }
  }

  @Test("however much one room has, the others are not kept waiting for all of it") func flood() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { rooms in for room in ["!flood", room] { rooms.make(room) } }
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { rooms in for number in 1...1000 { rooms.say("\(number)", in: "!flood", id: "$\(number)") } }
      try await stage.listening {
        try await stage.until(sent: 100)
        await stage.homeserver.change { $0.say("help", in: room, id: "$help") }
        try await stage.until(sent: 1001)
      }
      let sent = await stage.homeserver.sent.map(\.body)
      #expect(sent.filter { $0 != "you said help" } == (1...1000).map { "you said \($0)" })
      #expect(sent.firstIndex(of: "you said help").map { $0 < 500 } == true)
    }
  }

  @Test("a crash in the midst of it costs nothing and repeats nothing, wherever it comes", arguments: [0, 1, 30, 57, 120, 200, 299])
  func crashes(_ writes: Int) async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { rooms in for number in 1...300 { rooms.say("\(number)", in: room, id: "$\(number)") } }
      stage.inbox.lose(afterWrites: writes)
      try await stage.listening { try await stage.until("nothing written") { stage.inbox.isFull } }
      stage.inbox.lose(false)
      try await stage.listening { try await stage.until(sent: 300) }
      #expect(await stage.homeserver.sent.map(\.body) == (1...300).map { "you said \($0)" })
      // Only the one that was under way may be asked of the chat again, under its id.
      var texts: [String] = []
      for message in stage.chat.heard where message.text != texts.last { texts.append(message.text) }
      #expect(texts == (1...300).map(String.init))
    }
  }

  @Test("invited while it was away it comes, greets, and answers what was said since, not what was said before") func invitedMeanwhile() async throws {
    try await AccountStage.run { stage in
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { rooms in
        for (room, count) in [("!few", 3), ("!many", 130)] {
          rooms.say("among ourselves", in: room, id: "$before-\(room)")
          rooms.invite(to: room, id: "$invite-\(room)")
          for number in 1...count { rooms.say("\(number)", in: room, id: "$\(room)-\(number)") }
        }
      }
      try await stage.listening(texts: MatrixTexts(greetingLine: "hello")) { try await stage.until(sent: 135) }
      for (room, count) in [("!few", 3), ("!many", 130)] {
        #expect(stage.chat.heard.filter { $0.chat == room }.map(\.text) == ["hello"] + (1...count).map(String.init))
        #expect(stage.chat.heard.first { $0.chat == room }?.account == "@amira:example.org")
      }
    }
  }

  @Test("invitations that waited before the very first start are followed") func invitedBefore() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.invite(to: room, id: "$i") }
      try await stage.listening {
        try await stage.until(sent: 1)
        await stage.homeserver.change { rooms in for number in 1...60 { rooms.say("\(number)", in: room, id: "$\(number)") } }
        try await stage.until(sent: 61)
      }
      #expect(stage.chat.heard.map(\.text) == ["start"] + (1...60).map(String.init))
    }
  }

  @Test("joined and then away at once: what was said after more than is told at once is heard, and what was said before it came") func awayAfterJoining()
    async throws
  {
    try await AccountStage.run { [room] stage in
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { rooms in
        rooms.say("among ourselves", in: room, id: "$before")
        rooms.invite(to: room, id: "$i")
        rooms.say("first", in: room, id: "$first")
        rooms.join(room)
        for number in 1...100 { rooms.say("\(number)", in: room, id: "$\(number)") }
      }
      try await stage.listening { try await stage.until(sent: 102) }
      #expect(stage.chat.heard.map(\.text) == ["start", "first"] + (1...100).map(String.init))
    }
  }

  @Test("a room in which nothing can be sent holds back no other, and is answered when it can") func oneRoomFails() async throws {
    try await AccountStage.run { stage in
      await stage.homeserver.change { rooms in for room in ["!bad", "!good"] { rooms.make(room) } }
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        await stage.homeserver.fail("/rooms/%21bad/send/", with: Array(repeating: .json(500, [:]), count: 8))
        await stage.homeserver.change { rooms in
          for number in 1...2 { for room in ["!bad", "!good"] { rooms.say("\(number)", in: room, id: "$\(room)\(number)") } }
        }
        try await stage.until(sent: 2)
        await stage.homeserver.change { $0.say("3", in: "!good", id: "$3") }
        try await stage.until(sent: 5)
      }
      let sent = await stage.homeserver.sent
      #expect(sent.filter { $0.room == "!good" }.map(\.body) == ["you said 1", "you said 2", "you said 3"])
      #expect(sent.filter { $0.room == "!bad" }.map(\.body) == ["you said 1", "you said 2"])
      #expect(stage.chat.effects == 5)
    }
  }

  @Test("invitations that cannot be followed hold nobody up, and are followed later") func deadInvitations() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      await stage.homeserver.fail("/join", with: Array(repeating: .json(502, ["errcode": "M_UNKNOWN"]), count: 25))
      try await stage.listening {
        await stage.homeserver.change { rooms in for number in 1...5 { rooms.invite(to: "!dead\(number)", id: "$dead\(number)") } }
        try await stage.notes.line(with: "is ready")
        await stage.homeserver.change { $0.say("help", in: room, id: "$1") }
        try await stage.until(sent: 6)
      }
      #expect(stage.chat.heard.map(\.text).sorted() == ["help"] + Array(repeating: "start", count: 5))
    }
  }

  @Test("a homeserver that fails, limits or answers nonsense is asked again, and nothing is lost") func badTimes() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      await stage.homeserver.fail("/whoami", with: [.json(503, [:])])
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        let nonsense = ["", "[]", "{}", #"{"next_batch":7}"#, "<html>", #"{"next_batch":"x","rooms":{"join":{"!r":{"#].map {
          HookResponse(status: 200, body: Array($0.utf8))
        }
        await stage.homeserver.fail(
          "/sync", with: [.json(502, [:]), .json(429, ["retry_after_ms": 20]), .json(504, [:]), .json(500, [:])] + nonsense)
        await stage.homeserver.change { $0.say("help", in: room, id: "$1") }
        try await stage.until(sent: 1)
      }
      #expect(stage.chat.heard.map(\.text) == ["help"])
    }
  }

  @Test("what nobody can read is left out, and what is around it is heard") func poison() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        await stage.homeserver.change { rooms in
          rooms.poison["$2"] = #"{"type":"m.room.message","content":{"body":"]}\" \\","n":1e999,"deep":\#(deep)}}"#
          rooms.poison["$3"] = "7"
          for number in 1...60 { rooms.say("\(number)", in: room, id: "$\(number)") }
          rooms.poison["$59"] = rooms.poison["$2"]
        }
        try await stage.until(sent: 57)
      }
      #expect(stage.chat.heard.map(\.text) == ["1"] + (4...58).map(String.init) + ["60"])
      #expect(stage.notes.all.contains { $0.contains("left out what cannot be read") })
    }
  }

  @Test("a token that is taken no more is said clearly; once it is again nothing is lost") func tokenRefused() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        await stage.homeserver.know([])
        try await stage.notes.line(with: "does not take the bot's access token any more")
        await stage.homeserver.change { $0.say("help", in: room, id: "$1") }
        await stage.homeserver.know([AccountStage.token])
        try await stage.until(sent: 1)
      }
      #expect(stage.chat.heard.map(\.text) == ["help"])
      #expect(!stage.notes.all.contains { $0.contains(AccountStage.token) })
    }
  }

  @Test("signed out, softly or not, it signs in again with its password, once, as the same device") func signsInAgain() async throws {
    try await AccountStage.run(password: FakeHomeserver.password) { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      try await stage.listening {
        try await stage.notes.line(with: "is ready")
        await stage.homeserver.know([])
        await stage.homeserver.change { rooms in for number in 1...9 { rooms.say("\(number)", in: room, id: "$\(number)") } }
        try await stage.until(sent: 9)
      }
      #expect(await stage.homeserver.requests.filter { $0.hasSuffix("/login") }.count == 2)
      #expect(!stage.notes.all.contains { $0.contains(FakeHomeserver.password) })
    }
  }

  @Test("a password that is wrong gives nothing up") func wrongPassword() async throws {
    try await AccountStage.run(password: "wrong") { stage in
      try await stage.listening {
        try await stage.notes.line(with: "cannot sign in: refused with 403 M_FORBIDDEN")
      }
      #expect(stage.notes.all.allSatisfy { !$0.contains("wrong") })
    }
  }

  @Test("a place that the homeserver knows no more is given up with a clear word, and the bot hears again") func placeForgotten() async throws {
    try await AccountStage.run { [room] stage in
      await stage.homeserver.change { $0.make(room) }
      try await stage.listening { try await stage.notes.line(with: "is ready") }
      await stage.homeserver.change { rooms in
        for number in 1...3 { rooms.say("lost", in: room, id: "$l\(number)") }
        rooms.forgotten = 4
      }
      try await stage.listening {
        try await stage.notes.line(with: "does not know the place")
        for _ in 1...2 { try await stage.notes.line(with: "is ready") }
        await stage.homeserver.change { $0.say("help", in: room, id: "$1") }
        try await stage.until(sent: 1)
      }
      #expect(stage.chat.heard.map(\.text) == ["help"])
    }
  }

  @Test("a notice is delivered, its transaction id the same each time, and there is no hook") func notices() async throws {
    try await AccountStage.run { [room] stage in
      let bot = MatrixBot(account: stage.account, chat: stage.chat, inbox: stage.inbox)
      for _ in 1...2 { try await bot.transport.deliver(OutgoingMessage(key: "k", chat: room, reply: ChatReply("x"))) }
      #expect(await stage.homeserver.sent == [.init(room: room, transactionID: "out-k-0", body: "x")])
      #expect(await stage.homeserver.queries == [[:], [:]])
      #expect(bot.hook?.platform == nil)
    }
  }
}
