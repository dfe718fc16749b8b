import Testing
import Timetabling

@Suite("Tables")
struct SeatingTests {
  private func solved(_ problem: Problem) -> Solution {
    Solver(problem, Solver.Options(steps: 50_000, proves: false)).run(now: { 0 }).solution
  }

  /// Takes the first free table for each meeting in turn.
  private func firstFree(_ solution: Solution, in problem: Problem) -> Solution {
    var result = solution
    for slot in 0..<problem.slots {
      var free = problem.tables.indices.filter { problem.tables[$0].isShared && problem.tables[$0].open.contains(slot) }
      for meeting in problem.meetings.indices where solution.slots[meeting] == slot {
        if case .table(let own) = problem.meetings[meeting].place { result.tables[meeting] = own } else { result.tables[meeting] = free.removeFirst() }
      }
    }
    return result
  }

  @Test("at least four of five changes of table are spared against taking the first that is free", arguments: [1, 2, 3] as [UInt64])
  func fewChanges(seed: UInt64) {
    let problem = Events(seed: seed).event(people: 150, requests: 700, slots: 16, tables: 30, isPlain: true)
    let solution = solved(problem)
    #expect(Checker(problem).violations(of: solution) == [])
    let changes = solution.tableChanges(in: problem)
    #expect(changes * 5 <= firstFree(solution, in: problem).tableChanges(in: problem))
  }

  @Test("hosts with a table of their own never change it")
  func ownTables() {
    var problem = Events(seed: 9).event(people: 60, requests: 300, slots: 12, tables: 10, isPlain: true)
    for meeting in problem.meetings.indices { problem.meetings[meeting].place = .table(10 + problem.meetings[meeting].participants[0]) }
    problem.tables += (0..<20).map { _ in Problem.Table(open: .first(12), isShared: false) }
    let solution = solved(problem)
    #expect(Checker(problem).violations(of: solution) == [])
    #expect(solution.tableChanges(in: problem) == 0)
  }

  @Test("whoever keeps their slot keeps their table")
  func present() {
    var problem = Events(seed: 4).event(people: 60, requests: 200, slots: 10, tables: 15, isPlain: true)
    let before = solved(problem)
    for meeting in problem.meetings.indices {
      problem.meetings[meeting].present = before.slots[meeting]
      problem.meetings[meeting].presentTable = before.tables[meeting]
    }
    let after = Repair(problem, present: before).run()
    #expect(after.solution == before)
  }
}
