import BotTelegram
import Messaging
import TestSupport
import Testing

@Suite("What comes again") struct RedeliveryTests {
  @Test("what is delivered five times, mixed between conversations, has one effect and one reply, each chat in order", arguments: [1, 2, 3] as [UInt64])
  func fiveFold(_ seed: UInt64) async throws {
    try await Stage.withBot { stage in
      await stage.telegram.setCopies(5)
      await stage.telegram.hold()
      var people: [Int] = []
      for number in 0..<8 { people.append(await stage.telegram.person("P\(number)")) }
      for line in 0..<10 { for person in people { await stage.telegram.write("line \(line)", from: person) } }
      await stage.telegram.release(seed: seed)
      _ = try await stage.texts(80)
      await stage.telegram.repeatAll()
      try await stage.settled()
      #expect(stage.chat.effects == 80)
      let sent = await stage.telegram.sent
      #expect(sent.count == 80)
      for person in people { #expect(sent.filter { $0.chat == person }.map(\.text) == (0..<10).map { "you said line \($0)" }) }
    }
  }

  @Test("nothing is confirmed while the store is away; all is answered when it is back") func storeAway() async throws {
    try await Stage.run { stage in
      let amira = await stage.telegram.person("Amira")
      try await stage.bot { _ in
        try await stage.telegram.wait { $0.requests.contains("getUpdates") }
        stage.inbox.lose()
        await stage.telegram.write("one", from: amira)
        await stage.telegram.write("two", from: amira)
        // The same updates are asked for again and again.
        try await stage.telegram.wait { $0.requests.count { $0 == "getUpdates" } >= 4 }
        #expect(await stage.telegram.pending == 2)
        #expect(await stage.telegram.sent.isEmpty)
        stage.inbox.lose(false)
        #expect(try await stage.texts(2) == ["you said one", "you said two"])
        try await stage.settled()
        #expect(stage.chat.effects == 2)
      }
    }
  }

  @Test("a bot that ended before it confirmed is told again, and says nothing twice of what it had answered") func crash() async throws {
    try await Stage.run { stage in
      let amira = await stage.telegram.person("Amira")
      for text in ["one", "two"] { await stage.telegram.write(text, from: amira) }
      try await stage.bot { _ in
        _ = try await stage.texts(2)
        try await stage.recorded(2)
      }
      await stage.telegram.repeatAll()
      try await stage.bot { _ in
        await stage.telegram.write("three", from: amira)
        #expect(try await stage.texts(3) == ["you said one", "you said two", "you said three"])
        try await stage.settled()
      }
      #expect(stage.chat.effects == 3)
    }
  }

  @Test("a bot that ended between the reply and its record says it once more, and does nothing twice") func crashBeforeRecord() async throws {
    try await Stage.run { stage in
      let amira = await stage.telegram.person("Amira")
      stage.inbox.forgetAnswered()
      try await stage.bot { _ in
        await stage.telegram.write("one", from: amira)
        _ = try await stage.texts(1)
        // Not a moment sooner: the record of the first bot must be the one that is lost.
        try await eventually("its record is lost") { stage.inbox.forgotten == 1 }
      }
      stage.inbox.forgetAnswered(false)
      await stage.telegram.repeatAll()
      try await stage.bot { _ async throws -> Void in
        #expect(try await stage.texts(2) == ["you said one", "you said one"])
        try await stage.settled()
        #expect(stage.chat.effects == 1)
      }
    }
  }

  @Test("one whose reply can not be sent holds up nobody; what was kept is answered by the next bot") func slowOne() async throws {
    try await Stage.run { stage in
      let amira = await stage.telegram.person("Amira")
      let bilal = await stage.telegram.person("Bilal")
      await stage.telegram.fail("sendMessage", .answer(429, "Too Many Requests: retry after 600", retryAfter: 600))
      var configuration = try stage.configuration()
      configuration.replyPatience = Patience(total: .seconds(3600))
      try await stage.bot(configuration) { _ in
        await stage.telegram.write("one", from: amira)
        try await stage.settled()
        #expect(stage.inbox.waiting == 1)
        await stage.telegram.write("two", from: bilal)
        #expect(try await stage.texts(1) == ["you said two"])
        try await stage.settled()
      }
      try await stage.bot { _ async throws -> Void in
        #expect(try await stage.texts(2) == ["you said two", "you said one"])
      }
      #expect(stage.chat.effects == 2)
    }
  }

  @Test("five hundred at once are all answered") func flood() async throws {
    try await Stage.withBot { stage in
      await stage.telegram.hold()
      for number in 0..<500 { await stage.telegram.write("book \(number)", from: 600_000_000 + number % 100) }
      for number in 0..<100 { await stage.telegram.admit(600_000_000 + number) }
      await stage.telegram.release(seed: 7)
      _ = try await stage.texts(500)
      try await stage.settled()
      #expect(stage.chat.effects == 500)
      #expect(Set(await stage.telegram.sent.map(\.text)).count == 500)
    }
  }
}
