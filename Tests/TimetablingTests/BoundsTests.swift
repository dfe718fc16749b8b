import Testing
import Timetabling

@Suite("Bounds")
struct BoundsTests {
  @Test("no timetable of a small problem has more priority than the bound, nor fewer breaks", arguments: 0..<4)
  func hold(part: Int) {
    for seed in 3000 + part * 50..<3000 + (part + 1) * 50 {
      var problems = SmallProblems(seed: seed)
      let problem = problems.problem()
      guard let best = Plainly(problem).best else { continue }
      #expect(Bounds.priority(of: problem) >= best.priority, "seed \(seed)")
      let forced = Bounds.forcedBreaks(in: problem)
      #expect(!forced.contains(nil), "seed \(seed)")
      #expect(forced.reduce(0) { $0 + ($1 ?? 0) } <= best.breaks, "seed \(seed)")
    }
  }

  @Test("too many requests: the most valuable that the people and the tables can hold")
  func oversubscribed() {
    // Two hosts with two slots each, and three guests; one table.
    func problem(tables: Int) -> Problem {
      Problem(
        people: Array(repeating: Problem.Person(), count: 5), slots: 2, tables: Array(repeating: Problem.Table(open: .first(2)), count: tables),
        meetings: [(0, 2, 3), (0, 3, 2), (0, 4, 2), (1, 2, 1), (1, 3, 3), (1, 4, 1)].map {
          Problem.Meeting(participants: [$0.0, $0.1], allowed: .first(2), priority: $0.2)
        })
    }
    #expect(Bounds.priority(of: problem(tables: 2)) == 3 + 2 + 3 + 1)
    #expect(Bounds.priority(of: problem(tables: 1)) == 6)
  }

  @Test("three who all meet each other can have half of what the flow says, rounded down")
  func odd() {
    let problem = Problem(
      people: Array(repeating: Problem.Person(), count: 3), slots: 1, tables: [Problem.Table(open: .first(1)), Problem.Table(open: .first(1))],
      meetings: [[0, 1], [1, 2], [0, 2]].map { Problem.Meeting(participants: $0, allowed: .first(1), priority: 1) })
    #expect(Bounds.priority(of: problem) == 1)
  }

  @Test("forced breaks: a talk in the middle of a full day, sessions apart, a fixed meeting far away")
  func forced() {
    func forced(_ allowed: [SlotSet], unavailable: SlotSet, dayStarts: SlotSet = []) -> Int? {
      let problem = Problem(
        people: [Problem.Person(unavailable: unavailable)] + allowed.map { _ in Problem.Person() }, slots: 6, dayStarts: dayStarts,
        tables: Array(repeating: Problem.Table(open: .first(6)), count: 6),
        meetings: allowed.enumerated().map { Problem.Meeting(participants: [0, $0 + 1], allowed: $1) })
      return Bounds.forcedBreaks(in: problem)[0]
    }
    let any = SlotSet.first(6)
    #expect(forced([any, any, any], unavailable: [2]) == 0)
    #expect(forced([any, any, any, any], unavailable: [2]) == 1)
    #expect(forced([any, any, any, any], unavailable: [2], dayStarts: [3]) == 0)
    #expect(forced([any, any, any, any, any], unavailable: [1, 3]) == nil)
    #expect(forced([any, any, any, any], unavailable: [1, 3]) == 2)
    #expect(forced([[0], [5]], unavailable: []) == 1)
    #expect(forced([[0, 1], any, [5]], unavailable: []) == 1)
    #expect(forced([[0, 1], any, any, [4, 5]], unavailable: []) == 0)
  }
}
