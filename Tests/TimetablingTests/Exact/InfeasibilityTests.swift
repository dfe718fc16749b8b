import Testing
import Timetabling

@Suite("Infeasibility: a reason that a person understands")
struct InfeasibilityTests {
  /// Four slots, five people, two tables; everything else as the test has it.
  private func problem(_ meetings: [Problem.Meeting], unavailable: [Int: SlotSet] = [:], tables: Int = 2, fairness: Int? = nil) -> Problem {
    Problem(
      people: (0..<5).map { Problem.Person(unavailable: unavailable[$0] ?? []) }, slots: 4,
      tables: Array(repeating: Problem.Table(open: .first(4)), count: tables), meetings: meetings, fairness: fairness)
  }

  private func meeting(_ one: Int, _ other: Int, in allowed: SlotSet = .first(4), after: [Int] = []) -> Problem.Meeting {
    Problem.Meeting(participants: [one, other], allowed: allowed, after: after)
  }

  private func reason(_ problem: Problem) -> Infeasibility? { Infeasibility.find(in: problem) { false } }

  @Test("a problem with a timetable has no reason")
  func none() {
    #expect(reason(problem([meeting(0, 1), meeting(1, 2), meeting(3, 4)])) == nil)
  }

  @Test("a meeting without a slot: its two are never there together")
  func nowhere() {
    let found = reason(problem([meeting(2, 3), meeting(0, 1)], unavailable: [0: [0, 1], 1: [2, 3]]))
    #expect(found == .nowhere(meeting: 1))
    #expect(found?.description == "Meeting 2 has no slot in which all its participants are there.")
  }

  @Test("a person with more meetings than slots for them")
  func crowded() {
    let found = reason(problem([meeting(3, 4), meeting(0, 1), meeting(0, 2), meeting(0, 3)], unavailable: [0: [1, 3]]))
    #expect(found == .crowded(person: 0, meetings: [1, 2, 3], slots: [0, 2]))
    #expect(found?.description == "Participant 1 has 3 meetings (2, 3, 4) for which there are only 2 slots (1, 3).")
  }

  @Test("two meetings of a person that are fixed in one slot; their other meetings are not named")
  func fixed() {
    let found = reason(problem([meeting(0, 1), meeting(0, 2, in: [2]), meeting(0, 3, in: [2])]))
    #expect(found == .crowded(person: 0, meetings: [1, 2], slots: [2]))
  }

  @Test("a locked meeting counts, optional as it may be")
  func locked() {
    var locked = meeting(0, 1)
    locked.priority = 1
    locked.present = 2
    locked.isLocked = true
    #expect(reason(problem([locked, meeting(0, 2, in: [2])])) == .crowded(person: 0, meetings: [0, 1], slots: [2]))
  }

  @Test("more meetings than tables")
  func overfull() {
    let found = reason(problem([meeting(0, 1), meeting(0, 3, in: [0, 1]), meeting(1, 2, in: [0, 1]), meeting(3, 4, in: [1])], tables: 1))
    #expect(found == .overfull(meetings: [1, 2, 3], slots: [0, 1], tables: 2))
    #expect(found?.description == "3 meetings can only be in 2 slots (1, 2), which have 2 tables together.")
  }

  @Test("meetings that wait for each other in a circle")
  func circular() {
    let found = reason(problem([meeting(0, 1, after: [2]), meeting(1, 2), meeting(2, 3, after: [3]), meeting(3, 4, after: [0])]))
    #expect(found == .circular(meetings: [0, 3, 2]) || found == .circular(meetings: [3, 2, 0]) || found == .circular(meetings: [2, 0, 3]))
  }

  @Test("a circle that an optional meeting closes is none")
  func openCircle() {
    var optional = meeting(2, 3, after: [0])
    optional.priority = 1
    #expect(reason(problem([meeting(0, 1, after: [1]), optional])) == nil)
  }

  @Test("a chain of meetings longer than the slots")
  func chain() {
    let found = reason(problem([meeting(0, 1), meeting(2, 3, after: [0]), meeting(1, 4, in: [0, 1, 2], after: [1]), meeting(0, 2, in: [1, 2], after: [2])]))
    #expect(found == .chain(meetings: [0, 1, 2, 3]))
    #expect(found?.description == "Meetings 1, 2, 3, 4 come one after the other, and the slots they can have do not suffice for that.")
  }

  @Test("a person with a forced break and another without a meeting, where all are to be served alike")
  func unfair() {
    let found = reason(problem([meeting(0, 1), meeting(0, 2)], unavailable: [0: [1, 2]], fairness: 0))
    #expect(found == .unfair(person: 0, breaks: 1, other: 1, most: 0, fairness: 0))
  }

  @Test("what only hangs together: three people who all meet each other, in two slots")
  func conflict() {
    let found = reason(problem([meeting(3, 4), meeting(0, 1, in: [1, 2]), meeting(1, 2, in: [1, 2]), meeting(0, 2, in: [1, 2]), meeting(2, 3)]))
    #expect(
      found
        == .conflict(Infeasibility.Conflict(meetings: [1, 2, 3], people: [0, 1, 2], slots: [], order: [], isFair: false, isSmallest: true)))
    #expect(
      found?.description
        == "These leave no timetable together: meetings 2, 3, 4; participants 1, 2, 3, each in one place at a time and when available.")
  }

  @Test("what only hangs together: a table for one meeting at a time, and an order")
  func conflictOfTables() {
    // The only table: whoever comes first takes slot 2, so that the other's follower has no slot left.
    let found = reason(problem([meeting(0, 1, in: [2, 3]), meeting(2, 3, in: [2, 3]), meeting(0, 4, in: [2, 3], after: [1])], tables: 1))
    #expect(found == .overfull(meetings: [0, 1, 2], slots: [2, 3], tables: 2))
    let order = reason(problem([meeting(0, 1, in: [2, 3], after: [1]), meeting(2, 3, in: [1, 2]), meeting(0, 4, in: [2])], tables: 1))
    #expect(order == nil)
  }

  @Test("it finds a reason for every problem that has no timetable, and none for the others")
  func everyProblem() {
    var found = 0
    for seed in 1000..<1200 {
      var problems = SmallProblems(seed: seed)
      let problem = problems.problem()
      let link = Alone(problem)
      let outcome = Exact(problem, link: link).run(.below)
      let reason = reason(problem)
      #expect((outcome == .infeasible) == (reason != nil), "seed \(seed)")
      if reason != nil { found += 1 }
    }
    #expect(found > 10)
  }
}
