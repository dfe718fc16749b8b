import ForumCore
import ForumDesk
import Journal
import Testing

@Suite("The desk commits before it speaks")
struct CommitTests {
  @Test("a reply comes only after its commit", arguments: Kind.allCases)
  func replyAfterCommit(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let before = try stage.stored().count
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      await eventually("the append") { stage.journal.waiting == 1 }
      await aWhile()
      #expect(answers.count == 0)
      #expect(try stage.stored().count == before)
      stage.journal.release()
      let receipt = try await answers.wait(for: 1)[0].get()
      #expect(receipt.seq == before + 1)
      #expect(receipt.changes.map(\.kind) == [.meetingRequested])
      #expect(try stage.stored().count == before + 1)
      stage.desk.stop()
    }
  }

  @Test("what gathers while a commit runs goes into one append", arguments: Kind.allCases)
  func groupCommit(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 60, tables: 60)
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      await eventually("the first append") { stage.journal.waiting == 1 }
      let appends = stage.journal.batches.count
      for number in 2...50 { stage.send(Stage.request(number, number + 1), by: number, key: key("\(number)"), to: answers) }
      stage.journal.release()
      let receipts = try await answers.wait(for: 50).map { try $0.get() }
      #expect(stage.journal.batches.count == appends + 1)
      #expect(stage.journal.batches.last?.entries.count == 49)
      #expect(stage.journal.batches.last?.replies.count == 49)
      #expect(receipts.map(\.seq) == Array(receipts[0].seq..<receipts[0].seq + 50))
      stage.desk.stop()
    }
  }

  @Test("whatever a reply says is in the store when it is said", arguments: Kind.allCases)
  func toldIsStored(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 20, tables: 20)
      let missing = Answers<Int>()
      let told = Answers<Int>()
      for round in 0..<200 {
        let from = 1 + round % 10
        stage.desk.perform(Stage.request(from, from + 10), in: stage.forum, by: .delegate(DelegateID(from)), key: key("\(round)")) { result in
          let seq = (try? result.get())?.seq ?? 0
          if seq > 0, (try? stage.journal.inner.read(stage.forum.value, after: seq - 1, limit: 1).count) != 1 { missing.take(seq) }
          if (try? stage.journal.inner.reply(stream: stage.forum.value, key: RequestKey(principal: "token:K-1", key: "\(round)", fingerprint: "").name)) == nil
          {
            missing.take(-round)
          }
          told.take(seq)
        }
      }
      _ = await told.wait(for: 200)
      #expect(missing.values == [])
      #expect(told.values.filter { $0 > 0 }.count == 10)
      stage.desk.stop()
    }
  }

  @Test("reads and refusals wait for what they saw", arguments: Kind.allCases)
  func readsWait(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      stage.journal.hold()
      let requests = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: requests)
      await eventually("the append") { stage.journal.waiting == 1 }
      let refusals = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: refusals)
      let reads = Answers<Int>()
      stage.desk.read(stage.forum, { $0.meetings.count }) { reads.take($0) }
      let failedReads = Answers<Int>()
      stage.desk.read(stage.forum, { _ in throw Refusal(.noSuchCode) }) { failedReads.take($0) }
      await aWhile()
      #expect([requests.count, refusals.count, reads.count, failedReads.count] == [0, 0, 0, 0])
      stage.journal.release()
      #expect(await refusals.wait(for: 1)[0].error as? Refusal == Refusal(.alreadyMeeting, ["meeting": .meeting(MeetingID(1))]))
      #expect(try await reads.wait(for: 1)[0].get() == 1)
      #expect(await failedReads.wait(for: 1)[0].error as? Refusal == Refusal(.noSuchCode))
      #expect(requests.count == 1)
      stage.desk.stop()
    }
  }

  @Test("what changes nothing is answered at once, without an append", arguments: Kind.allCases)
  func nothingToStore(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let appends = stage.journal.batches.count
      let head = try await stage.state().seq
      let same = try await stage.desk.perform(SetPhase(phase: .open), in: stage.forum, by: .organiser())
      #expect(same == Receipt(seq: head, changes: []))
      #expect(stage.journal.batches.count == appends)
      stage.desk.stop()
    }
  }

  @Test("a forum that is not there is refused, and a refused creation leaves none behind")
  func noForum() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      await #expect(throws: Refusal(.noSuchForum, ["forum": .text("north-2027")])) { try await stage.book(1, 2) }
      await #expect(throws: Refusal(.organisersOnly)) {
        try await stage.desk.perform(SetPhase(phase: .open), in: stage.forum, by: .guest(), creating: true)
      }
      #expect(stage.desk.forums == [])
      await #expect(throws: Refusal(.noSuchForum, ["forum": .text("north-2027")])) { try await stage.state() }
      try await stage.prepare()
      #expect(stage.desk.forums == [stage.forum])
      stage.desk.stop()
    }
  }

  @Test("what was handed in before the end is stored, what comes after is told so", arguments: Kind.allCases)
  func stopping(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(delegates: 20, tables: 20)
      let answers = Answers<Receipt>()
      for number in 1...10 { stage.send(Stage.request(number, number + 10), by: number, to: answers) }
      stage.desk.stop()
      #expect(answers.values.count == 10)
      await #expect(throws: DeskError.stopped) { try await stage.cancel(MeetingID(1), by: 1) }
      let again = try Stage(store)
      #expect(try await again.state().meetings.count == 10)
      again.desk.stop()
    }
  }
}
