import ForumCore
import ForumDesk
import Journal
import Testing

@Suite("A commit that fails")
struct FailureTests {
  /// How an append can end badly: nothing was written, or all of it although a failure was told.
  static let cases: [(Kind, Bool)] = Kind.allCases.flatMap { kind in [false, true].map { (kind, $0) } }

  @Test("everybody who waits is told, and what is stored is what counts from then on", arguments: cases)
  func everybodyIsTold(kind: Kind, written: Bool) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 12)
      let head = try await stage.state().seq
      let heard = Answers<Int>()
      let subscription = try stage.desk.subscribe(stage.forum, after: head) { $0.forEach { heard.take($0.seq) } }
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, key: key("1"), to: answers)
      await eventually("the append") { stage.journal.waiting == 1 }
      // Decided on a state that never comes to be, or comes to be unseen.
      stage.send(Stage.request(3, 4), by: 3, key: key("2"), to: answers)
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      let reads = Answers<Int>()
      stage.desk.read(stage.forum, { $0.meetings.count }) { reads.take($0) }
      stage.journal.failNext(written: written)
      stage.journal.release()

      let all = await answers.wait(for: 3)
      #expect(all.compactMap(\.value) == [])
      #expect(all.allSatisfy { if case .unavailable = $0.error as? DeskError { true } else { false } })
      #expect(await reads.wait(for: 1)[0].error as? DeskError == .unavailable("a change before it could not be stored"))
      #expect(try await stage.state().meetings.count == (written ? 1 : 0))
      #expect(try stage.stored().count == head + (written ? 1 : 0))

      // The same keys now bring the true outcome.
      let first = try await stage.book(1, 2, key: key("1"))
      let second = try await stage.book(3, 4, key: key("2"))
      #expect([first.repeated, second.repeated] == [written, false])
      #expect([first.seq, second.seq] == [head + 1, head + 2])
      #expect(try await stage.state().meetings.count == 2)
      await eventually("the subscriber to hear") { heard.count >= 2 }
      #expect(heard.values == [head + 1, head + 2])
      subscription.cancel()
      stage.desk.stop()

      let again = try Stage(store)
      #expect(try await again.state() == (try await replayed(again)))
      #expect(try await again.book(1, 2, key: key("1")).seq == head + 1)
      #expect(try again.journal.inner.verify().isSound)
      again.desk.stop()
    }
  }

  @Test("a forum that shares no commit with the failed one is not touched")
  func otherForums() async throws {
    try await withStore(.sqlite) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let other = try #require(ForumID("other"))
      let settings = try #require(try await stage.state().settings)
      let head = try await stage.state().seq
      stage.journal.failNext(written: false)
      await #expect(throws: DeskError.self) { try await stage.book(1, 2) }
      _ = try await stage.desk.perform(CreateForum(forum: other, settings: settings), in: other, by: .organiser(), creating: true)
      #expect(stage.desk.forums == [stage.forum, other])
      #expect(try await stage.book(1, 2).seq == head + 1)
      stage.desk.stop()
    }
  }

  @Test("a forum that can not be read again answers that it is not available, until it can", arguments: Kind.allCases)
  func unreadable(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let head = try await stage.state().seq
      #expect(stage.desk.isReady)
      stage.journal.setUnreadable(true)
      stage.journal.failNext(written: true)
      await #expect(throws: DeskError.self) { try await stage.book(1, 2, key: key("1")) }
      #expect(!stage.desk.isReady)
      await #expect(throws: DeskError.self) { try await stage.book(3, 4) }
      await #expect(throws: DeskError.self) { try await stage.state() }
      stage.journal.setUnreadable(false)
      let running = Task { await stage.desk.run(every: .milliseconds(5)) }
      await eventually("the desk to mend") { stage.desk.isReady }
      #expect(try await stage.book(1, 2, key: key("1")).repeated)
      #expect(try await stage.book(3, 4).seq == head + 2)
      running.cancel()
      await running.value
      stage.desk.stop()
    }
  }

  @Test("the house of tokens mends as well")
  func house() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      stage.journal.setUnreadable(true)
      stage.journal.failNext(written: false)
      await #expect(throws: DeskError.self) {
        try await stage.desk.createToken(role: .organiser, forum: stage.forum, delegate: nil, label: nil, by: .organiser())
      }
      stage.journal.setUnreadable(false)
      let running = Task { await stage.desk.run(every: .milliseconds(5)) }
      await eventually("the desk to mend") { stage.desk.isReady }
      let secret = try await stage.desk.createToken(role: .organiser, forum: stage.forum, delegate: nil, label: nil, by: .organiser()).secret
      #expect(stage.desk.principal(secret)?.role == .organiser)
      running.cancel()
      await running.value
      stage.desk.stop()
    }
  }

  @Test("with failures at random, what was acknowledged is stored once and the state is what a replay gives", arguments: Kind.allCases, [1, 2, 3])
  func atRandom(kind: Kind, seed: UInt64) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 40, tables: 40)
      let heard = Answers<Int>()
      let head = try await stage.state().seq
      let subscription = try stage.desk.subscribe(stage.forum, after: head) { $0.forEach { heard.take($0.seq) } }
      let saboteur = Task {
        var written = seed % 2 == 0
        while !Task.isCancelled {
          try? await Task.sleep(for: .milliseconds(3))
          stage.journal.failNext(written: written, written ? .failed("unknown") : .full)
          written.toggle()
        }
      }
      let acknowledged = try await withThrowingTaskGroup(of: [String: Int].self) { group in
        for from in 1...20 { group.addTask { try await Self.insist(stage, from) } }
        return try await group.reduce(into: [:]) { $0.merge($1) { _, new in new } }
      }
      saboteur.cancel()
      await saboteur.value
      stage.journal.failNext(written: false)
      _ = try? await stage.book(1, 30)
      let final = try await stage.state()
      #expect(final == (try await replayed(stage)))
      #expect(acknowledged.count == 20 * 2 * 15)
      #expect(Set(acknowledged.values).count == acknowledged.count)
      #expect(final.seq == head + acknowledged.count)
      await eventually("the subscriber to hear all") { heard.count >= acknowledged.count }
      #expect(heard.values == Array(head + 1...head + acknowledged.count))
      subscription.cancel()
      stage.desk.stop()
    }
  }

  /// One delegate asks and withdraws again and again, each command repeated with its key until it is acknowledged.
  private static func insist(_ stage: Stage, _ from: Int) async throws -> [String: Int] {
    var acknowledged: [String: Int] = [:]
    func until(_ name: String, _ body: () async throws -> Receipt) async throws -> Receipt {
      while true {
        do {
          let receipt = try await body()
          acknowledged[name] = receipt.seq
          return receipt
        } catch is DeskError { continue }
      }
    }
    for round in 0..<15 {
      let asked = key("\(from)-\(round)-ask")
      let booked = try await until(asked.key) { try await stage.book(from, from + 20, key: asked) }
      let id = try meeting(booked).id
      let withdrawn = key("\(from)-\(round)-withdraw")
      _ = try await until(withdrawn.key) { try await stage.cancel(id, by: from, key: withdrawn) }
    }
    return acknowledged
  }
}

/// The forum as a fresh desk has it that reads the journal from its first record.
func replayed(_ stage: Stage) async throws -> Forum {
  var forum = Forum()
  let desk = try Desk(journal: TrickJournal(stage.journal.inner, closesInner: false))
  for change in try desk.changes(stage.forum, after: 0, limit: .max) { forum.apply(change.change, seq: change.seq, at: change.at) }
  desk.stop()
  return forum
}
