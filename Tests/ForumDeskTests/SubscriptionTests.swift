import ForumCore
import ForumDesk
import Testing

@Suite("A subscription has no gap, no double, and order")
struct SubscriptionTests {
  /// A small window, so that the past is mostly read from the journal.
  private var tuning: Desk.Tuning {
    var tuning = Desk.Tuning()
    tuning.keptForSubscribers = 16
    tuning.changesPerSnapshot = 40
    return tuning
  }

  @Test("from the start, from the middle, from the end and from the future", arguments: Kind.allCases)
  func fromAnywhere(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 30, tables: 30)
      let head = try await stage.state().seq
      for after in [0, 1, head / 2, head - 17, head - 1, head, head + 1] {
        let heard = Answers<Int>()
        let subscription = try stage.desk.subscribe(stage.forum, after: after) { $0.forEach { heard.take($0.seq) } }
        #expect(heard.values == Array(after..<max(head, after)).map { $0 + 1 }, "after \(after)")
        subscription.cancel()
      }
      let early = Answers<Int>()
      let subscription = try stage.desk.subscribe(stage.forum, after: head + 1) { $0.forEach { early.take($0.seq) } }
      _ = try await stage.book(1, 2)
      _ = try await stage.book(3, 4)
      await eventually("the second change") { early.count == 1 }
      #expect(early.values == [head + 2])
      subscription.cancel()
      _ = try await stage.book(5, 6)
      #expect(early.count == 1)
      stage.desk.stop()
    }
  }

  @Test("from long past after a restart, with nothing in memory", arguments: Kind.allCases)
  func afterRestart(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 30, tables: 30)
      for number in 1...15 { _ = try await stage.book(number, number + 15) }
      let live = try stage.desk.changes(stage.forum, after: 0, limit: .max)
      stage.desk.stop()

      let again = try Stage(store, tuning: tuning)
      let heard = Answers<CommittedChange>()
      let subscription = try again.desk.subscribe(again.forum, after: 0) { $0.forEach { heard.take($0) } }
      #expect(heard.values == live)
      #expect(heard.values.map(\.seq) == Array(1...live.count))
      _ = try await again.cancel(MeetingID(1), by: 1)
      await eventually("the newest") { heard.count == live.count + 1 }
      #expect(heard.values.last?.change.kind == .meetingWithdrawn)
      subscription.cancel()
      again.desk.stop()
    }
  }

  @Test("nothing is delivered before its commit", arguments: Kind.allCases)
  func notBeforeCommit(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare()
      let head = try await stage.state().seq
      let early = Answers<Int>()
      let one = try stage.desk.subscribe(stage.forum, after: head) { $0.forEach { early.take($0.seq) } }
      stage.journal.hold()
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      await eventually("the append") { stage.journal.waiting == 1 }
      let late = Answers<Int>()
      let two = try stage.desk.subscribe(stage.forum, after: head) { $0.forEach { late.take($0.seq) } }
      await aWhile()
      #expect([early.count, late.count] == [0, 0])
      #expect(try stage.desk.changes(stage.forum, after: head, limit: 10) == [])
      stage.journal.release()
      _ = await answers.wait(for: 1)
      #expect([early.values, late.values] == [[head + 1], [head + 1]])
      one.cancel()
      two.cancel()
      stage.desk.stop()
    }
  }

  private struct Listener: Sendable {
    var after: Int
    var heard: Answers<Int>
    var subscription: Desk.Subscription
  }

  @Test("joined from anywhere while many write", arguments: Kind.allCases, [1, 2, 3, 4])
  func whileManyWrite(kind: Kind, seed: UInt64) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 40, tables: 40)
      let listeners = Answers<Listener>()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for from in 1...20 {
          group.addTask {
            for _ in 0..<12 {
              let booked = try meeting(try await stage.book(from, from + 20))
              _ = try await stage.cancel(booked.id, by: from)
            }
          }
        }
        for listener in 0..<12 {
          group.addTask {
            var dice = SystemRandomNumberGenerator()
            for _ in 0..<4 {
              try await Task.sleep(for: .microseconds(Int.random(in: 0...4000, using: &dice)))
              let head = try await stage.state().seq
              let after = listener % 3 == 0 ? 0 : Int.random(in: max(0, head - 60)...head, using: &dice)
              let heard = Answers<Int>()
              let subscription = try stage.desk.subscribe(stage.forum, after: after) { $0.forEach { heard.take($0.seq) } }
              listeners.take(Listener(after: after, heard: heard, subscription: subscription))
            }
          }
        }
        try await group.waitForAll()
      }
      let head = try await stage.state().seq
      let all = listeners.values
      #expect(all.count == 48)
      for listener in all {
        await eventually("all up to \(head)") { listener.heard.count >= head - listener.after }
        #expect(listener.heard.values == Array(listener.after + 1..<head + 1))
        listener.subscription.cancel()
      }
      #expect(try await stage.state() == (try await replayed(stage)))
      stage.desk.stop()
    }
  }

  @Test("what is stored and not yet told as committed comes once", arguments: Kind.allCases)
  func storedNotTold(kind: Kind) async throws {
    try await withStore(kind) { store in
      try await Stage(store, tuning: tuning).prepareAndStop(delegates: 30)
      let stage = try Stage(store, tuning: tuning)
      let head = try await stage.state().seq
      stage.journal.hold(written: true)
      let answers = Answers<Receipt>()
      stage.send(Stage.request(1, 2), by: 1, to: answers)
      await eventually("the append") { stage.journal.waiting == 1 }
      #expect(try stage.stored().count == head + 1)
      let heard = Answers<Int>()
      let subscription = try stage.desk.subscribe(stage.forum, after: 0) { $0.forEach { heard.take($0.seq) } }
      #expect(heard.values == Array(1...head))
      stage.journal.release()
      _ = await answers.wait(for: 1)
      #expect(heard.values == Array(1...head + 1))
      subscription.cancel()
      stage.desk.stop()
    }
  }

  @Test("pages give the same as a subscription, and end at the last", arguments: Kind.allCases)
  func pages(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store, tuning: tuning)
      try await stage.prepare(delegates: 30, tables: 30)
      let head = try await stage.state().seq
      var read: [CommittedChange] = []
      while true {
        let page = try stage.desk.changes(stage.forum, after: read.last?.seq ?? 0, limit: 7)
        if page.isEmpty { break }
        #expect(page.count <= 7)
        read += page
      }
      #expect(read.map(\.seq) == Array(1...head))
      #expect(try stage.desk.changes(stage.forum, after: -5, limit: 1).map(\.seq) == [1])
      stage.desk.stop()
    }
  }
}
