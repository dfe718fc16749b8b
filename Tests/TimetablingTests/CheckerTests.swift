import Testing
import Timetabling

@Suite("The checker: one sentence and one fault for each rule")
struct CheckerTests {
  /// Two meetings of three people in three slots with two tables; valid as it stands.
  private var problem: Problem {
    Problem(
      people: Array(repeating: Problem.Person(), count: 4), slots: 3,
      tables: [Problem.Table(open: .first(3), zone: 0), Problem.Table(open: .first(3), zone: 1)],
      meetings: [
        Problem.Meeting(participants: [0, 1], allowed: .first(3)), Problem.Meeting(participants: [0, 2], allowed: .first(3)),
      ])
  }
  private let valid = Solution(slots: [0, 1], tables: [0, 0], interpreters: [nil, nil])

  private func violations(_ change: (inout Problem, inout Solution) -> Void) -> [Checker.Violation] {
    var problem = problem
    var solution = valid
    change(&problem, &solution)
    return Checker(problem).violations(of: solution)
  }

  @Test("a valid timetable has no fault") func none() { #expect(violations { _, _ in } == []) }

  @Test("there is one entry for each meeting") func size() {
    #expect(violations { $1.slots.removeLast() } == [.size(meetings: 2)])
  }

  @Test("slots, tables and interpreters exist") func unknown() {
    #expect(violations { $1.slots[0] = 3 } == [.unknown(meeting: 0)])
    #expect(violations { $1.tables[1] = 2 } == [.unknown(meeting: 1)])
    #expect(violations { $1.interpreters[1] = -1 } == [.unknown(meeting: 1)])
  }

  @Test("a required meeting has a slot, an optional one need not") func missing() {
    #expect(
      violations {
        $1.slots[1] = nil
        $1.tables[1] = nil
      } == [.missing(meeting: 1)])
    #expect(
      violations {
        $0.meetings[1].priority = 1
        $1.slots[1] = nil
        $1.tables[1] = nil
      } == [])
  }

  @Test("a meeting is in one of its own slots") func allowed() {
    #expect(
      violations {
        $0.meetings[1].allowed = [0, 2]
        _ = $1
      } == [.notAllowed(meeting: 1, slot: 1)])
  }

  @Test("a locked meeting stays") func locked() {
    #expect(
      violations {
        $0.meetings[0].isLocked = true
        $0.meetings[0].present = 2
        _ = $1
      } == [.locked(meeting: 0, slot: 0)])
  }

  @Test("nobody meets when they cannot") func unavailable() {
    #expect(
      violations {
        $0.people[2].unavailable = [1]
        _ = $1
      } == [.unavailable(person: 2, meeting: 1, slot: 1)])
  }

  @Test("nobody is in two meetings at once") func clash() {
    #expect(
      violations {
        $1.slots[1] = 0
        $1.tables[1] = 1
      } == [.clash(person: 0, slot: 0, meetings: [0, 1])])
  }

  @Test("nobody is busy in more of some slots than they want to be") func tooMany() {
    #expect(
      violations {
        $0.people[0].limits = [Problem.Limit(slots: [0, 1], most: 1), Problem.Limit(slots: [0, 2], most: 1)]
        _ = $1
      } == [.tooMany(person: 0, most: 1, count: 2)])
  }

  @Test("an interpreter is one of those that are wanted, free, and only where one is wanted") func interpreter() {
    #expect(
      violations {
        $0.meetings[0].interpreters = [3]
        _ = $1
      } == [.interpreter(meeting: 0)])
    #expect(
      violations {
        $0.meetings[0].interpreters = [3]
        $1.interpreters[0] = 2
      } == [.interpreter(meeting: 0)])
    #expect(
      violations {
        $0.meetings[0].interpreters = [3]
        $1.interpreters[0] = 3
      } == [])
    #expect(
      violations {
        $1.interpreters[0] = 3
        _ = $0
      } == [.interpreter(meeting: 0)])
    #expect(
      violations {
        $0.meetings[0].interpreters = [2]
        $1.interpreters[0] = 2
        $1.slots[1] = 0
        $1.tables[1] = 1
      }.contains(.clash(person: 2, slot: 0, meetings: [0, 1])))
  }

  @Test("a meeting is at a table that is there, and that it may have") func seats() {
    #expect(violations { $1.tables[0] = nil } == [.seat(meeting: 0, slot: 0, table: nil)])
    #expect(
      violations {
        $0.tables[0].open = [1, 2]
        _ = $1
      } == [.seat(meeting: 0, slot: 0, table: 0)])
    #expect(
      violations {
        $0.meetings[0].place = .zone(1)
        _ = $1
      } == [.seat(meeting: 0, slot: 0, table: 0)])
    #expect(
      violations {
        $0.meetings[0].place = .table(1)
        _ = $1
      } == [.seat(meeting: 0, slot: 0, table: 0)])
    #expect(
      violations {
        $0.meetings[0].place = .virtual
        _ = $1
      } == [.seat(meeting: 0, slot: 0, table: 0)])
    #expect(
      violations {
        $0.tables[0].isShared = false
        _ = $1
      } == [.seat(meeting: 0, slot: 0, table: 0), .seat(meeting: 1, slot: 1, table: 0)])
  }

  @Test("a table seats one meeting in a slot") func sharedSeat() {
    #expect(
      violations {
        $0.meetings[1].participants = [2, 3]
        $1.slots[1] = 0
      } == [.sharedSeat(table: 0, slot: 0, meetings: [0, 1])])
  }

  @Test("what comes later comes later") func order() {
    #expect(
      violations {
        $0.meetings[0].after = [1]
        _ = $1
      } == [.order(earlier: 1, later: 0)])
    #expect(
      violations {
        $0.meetings[1].after = [0]
        _ = $1
      } == [])
  }

  @Test("breaks are no further apart than fairness allows") func fairness() {
    #expect(
      violations {
        $0.fairness = 0
        $1.slots[1] = 2
      } == [.unfair(most: 1, least: 0)])
    #expect(
      violations {
        $0.fairness = 1
        $1.slots[1] = 2
      } == [])
  }
}
