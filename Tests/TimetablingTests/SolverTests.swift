import Synchronization
import Testing
import Timetabling

@Suite("The solver")
struct SolverTests {
  /// A clock that goes on each time it is read, by a microsecond where nothing else is said.
  private func clock(by tick: Double = 1e-6) -> @Sendable () -> Double {
    let ticks = Ticks()
    return { Double(ticks.next()) * tick }
  }

  private final class Ticks: Sendable {
    private let count = Atomic<Int>(0)
    func next() -> Int { count.add(1, ordering: .relaxed).newValue }
  }

  @Test("it agrees with trying every timetable, with proof on one thread and on three", arguments: 0..<4)
  func agrees(part: Int) throws {
    for seed in 1000 + part * 25..<1000 + (part + 1) * 25 {
      var problems = SmallProblems(seed: seed)
      let problem = problems.problem()
      let expected = Plainly(problem).best
      for threads in [1, 3] {
        let result = Solver(problem, Solver.Options(seconds: 60, threads: threads, seed: UInt64(seed))).run(now: clock())
        guard let expected else {
          #expect(result.status == .infeasible && result.reason != nil, "seed \(seed), \(threads) threads: \(result.status), \(Checker(problem).violations(of: result.solution))")
          continue
        }
        #expect(result.status == .optimal, "seed \(seed)")
        #expect(result.score.priority == expected.priority && result.score.breaks == expected.breaks, "seed \(seed)")
        #expect(result.priorityBound == expected.priority && result.breaksBound == expected.breaks, "seed \(seed)")
        #expect(Checker(problem).violations(of: result.solution) == [], "seed \(seed)")
      }
    }
  }

  @Test("the search alone finds only valid timetables, and none that is better than the best", arguments: 0..<4)
  func searches(part: Int) {
    for seed in 2000 + part * 25..<2000 + (part + 1) * 25 {
      var problems = SmallProblems(seed: seed)
      let problem = problems.problem()
      let result = Solver(problem, Solver.Options(seed: UInt64(seed), steps: 4096, proves: false)).run(now: clock())
      guard result.status == .feasible || result.status == .optimal else { continue }
      let best = Plainly(problem).best
      #expect(Checker(problem).violations(of: result.solution) == [], "seed \(seed)")
      #expect(best.map { ($0.missing, -$0.priority, $0.breaks) <= (0, -result.score.priority, result.score.breaks) } ?? false, "seed \(seed)")
    }
  }

  @Test("where all meetings are optional there is always a timetable, if only the empty one") func empty() {
    // With breaks as even as can be, the search needs more steps than none to schedule anything.
    let problem = Problem(
      people: Array(repeating: Problem.Person(), count: 4), slots: 9, tables: Array(repeating: Problem.Table(open: .first(9)), count: 2),
      meetings: [
        Problem.Meeting(participants: [2, 0], allowed: [4], priority: 2, after: [3]), Problem.Meeting(participants: [2, 1], allowed: .first(9), priority: 2),
        Problem.Meeting(participants: [1, 0], allowed: .first(7), priority: 2, after: [3]),
        Problem.Meeting(participants: [0, 1], allowed: .first(9), priority: 2, after: [1]),
        Problem.Meeting(participants: [2, 0], allowed: .first(9), priority: 2),
      ], fairness: 0)
    let result = Solver(problem, Solver.Options(steps: 0, proves: false)).run(now: clock())
    #expect(result.status == .feasible)
    #expect(Checker(problem).violations(of: result.solution) == [])
  }

  @Test("a larger event with everything in it: valid timetables, the bound of priority, few breaks")
  func event() {
    let problem = Events(seed: 1).event(people: 120, requests: 600, slots: 18, tables: 24)
    let result = Solver(problem, Solver.Options(seed: 1, steps: 300_000, proves: false)).run(now: clock())
    let first = result.trace.first
    #expect(result.status == .feasible)
    #expect(Checker(problem).violations(of: result.solution) == [])
    #expect(result.score.priority <= result.priorityBound && result.score.priority * 100 >= result.priorityBound * 97)
    #expect(result.score.breaks * 3 < first?.breaks ?? 0)
  }

  @Test("the same seed goes the same way with one thread, another seed another way")
  func deterministic() {
    let problem = Events(seed: 2).event(people: 80, requests: 400, slots: 12, tables: 20)
    func run(_ seed: UInt64) -> Solution {
      Solver(problem, Solver.Options(seed: seed, steps: 100_000, proves: false)).run(now: clock()).solution
    }
    #expect(run(1) == run(1))
    #expect(run(1) != run(2))
  }

  @Test("slots beyond 64 are as good as the first ones")
  func long() {
    let problem = Events(seed: 3).event(people: 60, requests: 500, slots: 100, tables: 8)
    let result = Solver(problem, Solver.Options(seed: 1, steps: 100_000, proves: false)).run(now: clock())
    #expect(Checker(problem).violations(of: result.solution) == [])
    #expect(result.solution.slots.compactMap { $0 }.contains { $0 >= 64 })
  }

  @Test("cancelled at any moment it gives a valid timetable, the better the later")
  func cancelled() {
    let problem = Events(seed: 4).event(people: 80, requests: 400, slots: 12, tables: 20)
    var last: Score?
    for asked in [1, 2, 5, 20, 100] {
      let left = Ticks()
      let result = Solver(problem, Solver.Options(threads: 1, seed: 1, proves: false)).run(now: clock(), isCancelled: { left.next() > asked })
      #expect(Checker(problem).violations(of: result.solution) == [])
      if let last { #expect(!(last < result.score)) }
      last = result.score
    }
  }

  @Test("the trace only gets better, ends with the result, and tells the time")
  func trace() {
    let problem = Events(seed: 5).event(people: 80, requests: 400, slots: 12, tables: 20)
    let result = Solver(problem, Solver.Options(seed: 1, steps: 400_000, proves: false)).run(now: clock(by: 1e-3))
    let trace = result.trace
    #expect(trace.count > 2)
    for (one, next) in zip(trace, trace.dropFirst()) {
      #expect(one.seconds <= next.seconds)
      #expect((-(one.priority ?? 0), one.breaks ?? 0) > (-(next.priority ?? 0), next.breaks ?? 0))
    }
    #expect(trace.last?.priority == result.score.priority && trace.last?.breaks == result.score.breaks)
  }

  @Test("where not all required meetings fit in, the best partial timetable is shown")
  func partial() {
    // Five people who all meet each other have ten meetings; four slots and two tables hold eight. The exact solver, which would prove it, is off.
    var problem = Problem(
      people: Array(repeating: Problem.Person(), count: 5), slots: 5, tables: Array(repeating: Problem.Table(open: .first(5)), count: 2), meetings: [])
    problem.people[0].unavailable = [0]
    for one in 0..<5 { for other in 0..<one { problem.meetings.append(Problem.Meeting(participants: [one, other], allowed: .first(5))) } }
    problem.meetings.append(Problem.Meeting(participants: [3, 4], allowed: .first(5)))
    let result = Solver(problem, Solver.Options(steps: 20_000, proves: false)).run(now: clock())
    let faults = Checker(problem).violations(of: result.solution)
    #expect(faults.allSatisfy { if case .missing = $0 { true } else { false } })
    #expect(result.status == .unknown || result.status == .infeasible)
  }
}
