import Testing
import Timetabling

@Suite("Repair: something has happened")
struct RepairTests {
  private let problem = Events(seed: 11).event(people: 90, requests: 300, slots: 14, tables: 25)
  private let present: Solution

  init() {
    present = Solver(problem, Solver.Options(steps: 100_000, proves: false)).run(now: { 0 }).solution
  }

  /// What has to hold after every repair: it is valid, at most three others have moved, and every difference is told.
  private func mended(_ problem: Problem, adding: [Int] = [], locked: Set<Int> = []) -> Repair.Outcome {
    let outcome = Repair(problem, present: present, adding: adding).run()
    #expect(Checker(problem).violations(of: outcome.solution) == [])
    #expect(outcome.moved.count <= 3)
    let changed = present.slots.indices.filter { outcome.solution.slots[$0] != present.slots[$0] }
    let told = Set(
      outcome.displaced + outcome.moved + outcome.unplaced.filter { present.slots[$0] != nil } + adding.filter { outcome.solution.slots[$0] != nil })
    #expect(Set(changed) == told)
    #expect(locked.isDisjoint(with: outcome.moved))
    return outcome
  }

  @Test("nothing has happened: nothing moves") func nothing() {
    let outcome = mended(problem)
    #expect(outcome == Repair.Outcome(solution: present, displaced: [], moved: [], unplaced: []))
  }

  @Test("somebody comes late: their early meetings get other slots", arguments: 0..<30) func late(person: Int) {
    var problem = problem
    problem.people[person].unavailable = problem.people[person].unavailable.union(.first(3))
    let concerned = problem.meetings.indices.filter { problem.meetings[$0].participants.contains(person) && present.slots[$0].map { $0 < 3 } ?? false }
    let outcome = mended(problem)
    #expect(Set(outcome.displaced + outcome.unplaced) == Set(concerned))
  }

  @Test("a table is gone", arguments: [0, 10, 24]) func table(number: Int) {
    var problem = problem
    problem.tables[number].open = []
    let outcome = mended(problem)
    #expect(outcome.solution.tables.allSatisfy { $0 != number })
  }

  @Test("somebody does not come: their meetings end, the others stay") func noShow() {
    var problem = problem
    for meeting in problem.meetings.indices where problem.meetings[meeting].participants.contains(0) { problem.meetings[meeting].allowed = [] }
    let outcome = mended(problem)
    #expect(outcome.moved == [] && outcome.displaced == [])
  }

  @Test("a request is added") func added() {
    var problem = problem
    problem.meetings.append(Problem.Meeting(participants: [25, 80], allowed: .first(14), priority: 3))
    let outcome = Repair(problem, present: present).run()
    #expect(Checker(problem).violations(of: outcome.solution) == [])
    #expect(outcome.solution.slots.last != .some(nil) && outcome.unplaced == [] && outcome.moved.count <= 3)
  }

  @Test("locked meetings never move: others do, or nobody") func locked() {
    // One and two meet in both slots; a meeting of one and three fits in only if the meeting of one and two moves.
    func outcome(isLocked: Bool) -> Repair.Outcome {
      let problem = Problem(
        people: [Problem.Person(), Problem.Person(), Problem.Person(unavailable: [1])], slots: 2, tables: [Problem.Table(open: .first(2))],
        meetings: [
          Problem.Meeting(participants: [0, 1], allowed: .first(2), priority: 1, present: 0, isLocked: isLocked),
          Problem.Meeting(participants: [0, 2], allowed: .first(2), priority: 1),
        ])
      return Repair(problem, present: Solution(slots: [0], tables: [0], interpreters: [nil])).run()
    }
    #expect(
      outcome(isLocked: false)
        == Repair.Outcome(solution: Solution(slots: [1, 0], tables: [0, 0], interpreters: [nil, nil]), displaced: [], moved: [0], unplaced: []))
    #expect(
      outcome(isLocked: true)
        == Repair.Outcome(solution: Solution(slots: [0, nil], tables: [0, nil], interpreters: [nil, nil]), displaced: [], moved: [], unplaced: [1]))
  }
}
