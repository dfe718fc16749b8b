import ForumCore
import ForumDesk
import Journal
import Testing

@Suite("An idempotency key makes a repetition harmless")
struct KeyTests {
  @Test("the same key gives the same receipt and no second effect, now and after a restart", arguments: Kind.allCases)
  func sameReceipt(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let first = try await stage.book(1, 2, key: key("a"))
      #expect(first.repeated == false)
      let head = try await stage.state().seq
      var expected = first
      expected.repeated = true
      #expect(try await stage.book(1, 2, key: key("a")) == expected)
      _ = try await stage.cancel(try meeting(first).id, by: 1, key: key("b"))
      #expect(try await stage.book(1, 2, key: key("a")) == expected)
      #expect(try await stage.state().seq == head + 1)
      stage.desk.stop()

      let again = try Stage(store)
      #expect(try await again.book(1, 2, key: key("a")) == expected)
      #expect(try await again.state().seq == head + 1)
      again.desk.stop()
    }
  }

  @Test("a refusal is kept too, although the command would be taken by now", arguments: Kind.allCases)
  func sameRefusal(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let booked = try meeting(try await stage.book(1, 2))
      let refusal = Refusal(.alreadyMeeting, ["meeting": .meeting(booked.id)])
      await #expect(throws: refusal) { try await stage.book(1, 2, key: key("a")) }
      _ = try await stage.cancel(booked.id, by: 1)
      await #expect(throws: refusal) { try await stage.book(1, 2, key: key("a")) }
      stage.desk.stop()
      let again = try Stage(store)
      await #expect(throws: refusal) { try await again.book(1, 2, key: key("a")) }
      #expect(try await again.book(1, 2, key: key("b")).changes.count == 1)
      again.desk.stop()
    }
  }

  @Test("a key with another request is refused, also after a restart", arguments: Kind.allCases)
  func otherRequest(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      _ = try await stage.book(1, 2, key: key("a", "1 to 2"))
      let refusal = Refusal(.keyUsedOtherwise, ["key": .text("a")])
      await #expect(throws: refusal) { try await stage.book(1, 3, key: key("a", "1 to 3")) }
      #expect(try await stage.state().meetings.count == 1)
      stage.desk.stop()
      let again = try Stage(store)
      await #expect(throws: refusal) { try await again.book(1, 3, key: key("a", "1 to 3")) }
      #expect(try await again.book(1, 3, key: key("a", "1 to 3", principal: "token:K-2")).changes.count == 1)
      again.desk.stop()
    }
  }

  @Test("a repetition waits for the first while that is not committed yet", arguments: Kind.allCases)
  func uncommitted(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, key: key("a"), to: answers)
      await eventually("the append") { stage.journal.waiting == 1 }
      stage.send(Stage.request(1, 2), by: 1, key: key("a"), to: answers)
      stage.send(Stage.request(1, 3), by: 1, key: key("a", "other"), to: answers)
      await aWhile()
      #expect(answers.count == 0)
      stage.journal.release()
      let all = await answers.wait(for: 3)
      var expected = try #require(all[0].value)
      expected.repeated = true
      #expect(all.dropFirst().compactMap(\.value) == [expected])
      #expect(all.compactMap { $0.error as? Refusal } == [Refusal(.keyUsedOtherwise, ["key": .text("a")])])
      #expect(try await stage.state().meetings.count == 1)
      stage.desk.stop()
    }
  }

  @Test("of many at once with one key exactly one has an effect", arguments: Kind.allCases)
  func manyAtOnce(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 20)
      let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
        for _ in 0..<50 { group.addTask { try await stage.book(1, 2, key: key("a")) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(receipts.count { !$0.repeated } == 1)
      #expect(Set(receipts.map(\.seq)).count == 1)
      #expect(try await stage.state().meetings.count == 1)
      stage.desk.stop()
    }
  }

  @Test("a key that the store can not keep is refused, and nobody else's command suffers")
  func unfit() async throws {
    try await withStore(.sqlite) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      await #expect(throws: Refusal(.badValue, ["field": .text("key"), "expected": .text("text without NUL")])) {
        try await stage.book(3, 4, key: key("a\0b"))
      }
      stage.send(Stage.request(5, 6), by: 5, to: answers)
      stage.journal.release()
      #expect(await answers.wait(for: 2).compactMap(\.value).count == 2)
      await #expect(throws: JournalError.self) { try await stage.desk.setNote("a\0b", [1]) }
      #expect(try await stage.state().meetings.count == 2)
      stage.desk.stop()
    }
  }

  @Test("keys are forgotten after their days, in the store and at the desk, and can then be used afresh", arguments: Kind.allCases)
  func forgotten(kind: Kind) async throws {
    try await withStore(kind) { store in
      let clock = TestClock()
      let stage = try Stage(store, clock: clock)
      try await stage.prepare()
      let first = try await stage.book(1, 2, key: key("a"))
      _ = try await stage.cancel(try meeting(first).id, by: 1)
      clock.advance(minutes: 31 * 24 * 60)
      // Older than its days, and not forgotten yet: still the reply of then.
      #expect(try await stage.book(1, 2, key: key("a")).repeated)
      stage.desk.stop()
      let again = try Stage(store, clock: clock)
      #expect(try await again.book(1, 2, key: key("a")).repeated)
      let running = Task { await again.desk.run(every: .milliseconds(5)) }
      try await eventually("the store to forget") { try again.journal.inner.replyKeys(stream: again.forum.value, since: .min).isEmpty }
      await aWhile()
      #expect(try await again.book(1, 2, key: key("a")).repeated == false)
      running.cancel()
      await running.value
      again.desk.stop()
    }
  }
}
