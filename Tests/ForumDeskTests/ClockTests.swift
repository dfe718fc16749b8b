import ForumCore
import ForumDesk
import Testing

@Suite("Time at the desk")
struct ClockTests {
  @Test("holds run out by the desk's own clock, and subscribers hear it", arguments: Kind.allCases)
  func holdsExpire(kind: Kind) async throws {
    try await withStore(kind) { store in
      let stage = try Stage(store)
      try await stage.prepare(holdMinutes: 15)
      let booked = try await stage.book(1, 2)
      let heard = Answers<Change>()
      let subscription = try stage.desk.subscribe(stage.forum, after: booked.seq) { $0.forEach { heard.take($0.change) } }
      let running = Task { await stage.desk.run(every: .milliseconds(5)) }
      await aWhile()
      #expect(heard.count == 0)
      stage.clock.advance(minutes: 14)
      await aWhile()
      #expect(heard.count == 0)
      stage.clock.advance(minutes: 1)
      await eventually("the hold to expire") { heard.count == 1 }
      await aWhile()
      #expect(heard.values.map(\.kind) == [.meetingExpired])
      #expect(try await stage.state().meetings[MeetingID(1)]?.status == .expired)
      #expect(try stage.desk.changes(stage.forum, after: booked.seq, limit: 10).map(\.actor) == [.timer])
      running.cancel()
      await running.value
      subscription.cancel()
      stage.desk.stop()
    }
  }

  @Test("a command that comes before the clock's tick meets no hold that has run out")
  func dueBeforeCommand() async throws {
    try await withStore(.memory) { store in
      let stage = try Stage(store)
      try await stage.prepare(holdMinutes: 15)
      let booked = try await stage.book(1, 2)
      stage.clock.advance(minutes: 15)
      let again = try await stage.book(1, 2)
      #expect(again.seq == booked.seq + 2)
      #expect(again.changes.map(\.kind) == [.meetingRequested])
      let changes = try stage.desk.changes(stage.forum, after: booked.seq, limit: 10)
      #expect(changes.map(\.change.kind) == [.meetingExpired, .meetingRequested])
      #expect(changes.map(\.actor.kind) == [.timer, .delegate])
      stage.desk.stop()
    }
  }

  @Test("a clock that steps back does not turn recorded time back, also over a restart", arguments: Kind.allCases)
  func backwards(kind: Kind) async throws {
    try await withStore(kind) { store in
      var tuning = Desk.Tuning()
      tuning.changesPerSnapshot = 20
      let clock = TestClock()
      let stage = try Stage(store, clock: clock, tuning: tuning)
      try await stage.prepare(delegates: 20, tables: 10)
      let highest = clock.now
      for number in 1...8 {
        clock.advance(minutes: -7)
        _ = try await stage.book(number, number + 8)
      }
      await eventually("a snapshot") { (try? stage.journal.latestSnapshot("north-2027")) != nil }
      stage.desk.stop()
      let again = try Stage(store, clock: clock, tuning: tuning)
      _ = try await again.book(17, 18)
      let times = try again.desk.changes(again.forum, after: 0, limit: .max).map(\.at)
      #expect(times == times.sorted())
      #expect(times.last == highest)
      again.desk.stop()
    }
  }
}
