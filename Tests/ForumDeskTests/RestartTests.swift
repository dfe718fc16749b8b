import ForumCore
import ForumDesk
import Foundation
import Journal
import Testing

@Suite("What is stored is the forum")
struct RestartTests {
  private var tuning: Desk.Tuning {
    var tuning = Desk.Tuning()
    tuning.changesPerSnapshot = 25
    tuning.restsPerSnapshot = 0
    return tuning
  }

  /// A forum with some history and a snapshot somewhere in it.
  private func withHistory(_ store: Store) async throws -> (state: Forum, snapshot: Int) {
    let stage = try Stage(store, tuning: tuning)
    try await stage.prepare(delegates: 20, tables: 20)
    for number in 1...10 { _ = try await stage.book(number, number + 10, key: key("\(number)")) }
    for number in 1...5 { _ = try await stage.cancel(MeetingID(number), by: number) }
    _ = try await stage.book(1, 2, message: "A word")
    await eventually("a snapshot") { (try? stage.journal.latestSnapshot("north-2027")) != nil }
    await aWhile()
    let state = try await stage.state()
    let snapshot = try #require(try stage.journal.latestSnapshot("north-2027")).seq
    stage.desk.stop()
    return (state, snapshot)
  }

  @Test("a snapshot and its tail give the live state, and so does the journal alone", arguments: Kind.allCases)
  func reopened(kind: Kind) async throws {
    try await withStore(kind) { store in
      let (live, snapshot) = try await withHistory(store)
      #expect((1...live.seq).contains(snapshot))
      let again = try Stage(store, tuning: tuning)
      #expect(try await again.state() == live)
      #expect(try await replayed(again) == live)
      #expect(try await again.book(11, 12).seq == live.seq + 1)
      again.desk.stop()
    }
  }

  @Test("snapshots are kept under a load that never pauses", arguments: Kind.allCases)
  func underLoad(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 40, tables: 40)
      let before = try await stage.state().seq
      try await withThrowingTaskGroup(of: Void.self) { group in
        for from in 1...20 {
          group.addTask {
            for _ in 0..<20 {
              let booked = try meeting(try await stage.book(from, from + 20))
              _ = try await stage.cancel(booked.id, by: from)
            }
          }
        }
        await eventually("a snapshot in the middle of it") { ((try? stage.journal.latestSnapshot("north-2027"))?.seq ?? 0) > before }
        try await group.waitForAll()
      }
      await aWhile()
      let live = try await stage.state()
      stage.desk.stop()
      let again = try Stage(store, tuning: tuning)
      #expect(try await again.state() == live)
      again.desk.stop()
    }
  }

  @Test("a damaged snapshot is passed over: the journal has everything")
  func damagedSnapshot() async throws {
    try await withStore(.sqlite) { store in
      let (live, _) = try await withHistory(store)
      try store.execute("UPDATE snapshots SET body = CAST('{}' AS BLOB)")
      let again = try Stage(store, tuning: tuning)
      #expect(try await again.state() == live)
      again.desk.stop()
    }
  }

  @Test("a snapshot that is sound and of an unknown form is passed over", arguments: Kind.allCases)
  func foreignSnapshot(kind: Kind) async throws {
    try await withStore(kind) { store in
      let (live, _) = try await withHistory(store)
      let journal = try store.open()
      let last = try #require(try journal.read("north-2027", after: live.seq - 1, limit: 1).first)
      try journal.saveSnapshot(Snapshot(stream: "north-2027", seq: live.seq, digest: last.digest, body: Array(#"{"form":"older"}"#.utf8)))
      try journal.close()
      let again = try Stage(store, tuning: tuning)
      #expect(try await again.state() == live)
      again.desk.stop()
    }
  }

  @Test("a damaged record stops the start and names forum and position")
  func damagedRecord() async throws {
    try await withStore(.sqlite) { store in
      let (live, snapshot) = try await withHistory(store)
      #expect(snapshot < live.seq)
      try store.execute("UPDATE records SET payload = CAST('{\"type\":\"phaseSet\",\"phase\":\"closed\"}' AS BLOB) WHERE seq = \(live.seq)")
      let error = #expect(throws: JournalError.self) { try Stage(store, tuning: tuning) }
      guard case .damaged("north-2027", live.seq, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }

  @Test("a record that is sound and can not be understood stops the start and names forum and position", arguments: Kind.allCases)
  func unknownRecord(kind: Kind) async throws {
    try await withStore(kind) { store in
      let (live, _) = try await withHistory(store)
      let journal = try store.open()
      let sealed = #"{"type":"registrationSubmitted","registration":{"id":"D-99","profile":{"person":"p-1","sealed":"AAAA"},"organisation":"O-1"}}"#
      for (payload, seq) in [(#"{"type":"fromTheFuture"}"#, live.seq + 1), (sealed, live.seq + 2)] {
        try journal.append(Batch(entries: [Entry(stream: "north-2027", seq: seq, at: 0, actor: "{}", payload: Array(payload.utf8))]))
      }
      try journal.close()
      let error = #expect(throws: DeskError.self) { try Stage(store, tuning: tuning) }
      guard case .damaged(let what) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(what.hasPrefix("north-2027, record \(live.seq + 1): "))
    }
  }

  @Test("what a person told is nowhere in the files", arguments: [false, true])
  func personalData(closed: Bool) async throws {
    try await withStore(.sqlite) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 12)
      _ = try await stage.book(1, 2, key: key("canary"), message: "Kanarienwort unter uns")
      let account = ChatAccount(account: "@canary:example.org", chat: "!canary-room:example.org")
      let code = IssueLinkCode(delegate: DelegateID(3), digest: Desk.digest("ABCDEFGH"))
      _ = try await stage.desk.perform(code, in: stage.forum, by: .organiser())
      _ = try await stage.desk.perform(
        LinkChat(digest: Desk.digest("ABCDEFGH"), bot: "matrix", account: account), in: stage.forum, by: .guest(channel: "matrix"))
      await eventually("a snapshot") { (try? stage.journal.latestSnapshot("north-2027")) != nil }
      await aWhile()
      if closed { stage.desk.stop() }
      let bytes = try store.bytes()
      #expect(contains(bytes, "north-2027"))
      for canary in ["Aino", "Canaria", "canary.example", "+358", "Kanarienvogel", "Kanarienwort", "@canary", "canary-room"] {
        #expect(!contains(bytes, canary), "\(canary) can be read in the file")
      }
      if !closed { stage.desk.stop() }
      let again = try Stage(store, tuning: tuning)
      let state = try await again.state()
      #expect(state.registrations[DelegateID(1)]?.profile.value == Stage.entry(1).profile)
      #expect(state.meetings[MeetingID(1)]?.message?.value == "Kanarienwort unter uns")
      #expect(state.chatLinks.map(\.account.value) == [account])
      again.desk.stop()
    }
  }

  private func contains(_ bytes: Data, _ text: String) -> Bool { bytes.range(of: Data(text.utf8)) != nil }
}
