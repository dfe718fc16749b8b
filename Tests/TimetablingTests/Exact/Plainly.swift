import Synchronization
import Timetabling

/// Tries every timetable of a small problem: slow, and plain enough to be right.
struct Plainly {
  let problem: Problem
  private let checker: Checker
  private(set) var best: Score?

  init(_ problem: Problem) {
    self.problem = problem
    checker = Checker(problem)
    var solution = Solution(empty: problem)
    place(0, &solution)
  }

  private mutating func place(_ meeting: Int, _ solution: inout Solution) {
    guard meeting < problem.meetings.count else {
      guard let seated = Self.seated(solution, in: problem), checker.violations(of: seated).isEmpty else { return }
      let score = Score(seated, of: problem)
      if best.map({ (-score.priority, score.breaks) < (-$0.priority, $0.breaks) }) ?? true { best = score }
      return
    }
    let it = problem.meetings[meeting]
    place(meeting + 1, &solution)
    let calls: [Int?] = it.interpreters.isEmpty ? [nil] : it.interpreters
    for slot in 0..<problem.slots where problem.open(meeting).contains(slot) {
      for call in calls {
        solution.slots[meeting] = slot
        solution.interpreters[meeting] = call
        let isFree = problem.meetings.indices.prefix(meeting).allSatisfy { other in
          solution.slots[other] != slot
            || Set(people(other, solution)).isDisjoint(with: people(meeting, solution))
        }
        if isFree { place(meeting + 1, &solution) }
      }
    }
    solution.slots[meeting] = nil
    solution.interpreters[meeting] = nil
  }

  private func people(_ meeting: Int, _ solution: Solution) -> [Int] {
    problem.meetings[meeting].participants + [solution.interpreters[meeting]].compactMap { $0 }
  }

  /// The timetable with a table for each meeting that needs one; nil where there are not enough.
  static func seated(_ solution: Solution, in problem: Problem) -> Solution? {
    var result = solution
    for slot in 0..<problem.slots {
      let meetings = problem.meetings.indices.filter { solution.slots[$0] == slot && problem.meetings[$0].place != .virtual }
      guard let tables = tables(meetings[...], slot, problem, taken: []) else { return nil }
      for (meeting, table) in zip(meetings, tables) { result.tables[meeting] = table }
    }
    return result
  }

  private static func tables(_ meetings: ArraySlice<Int>, _ slot: Int, _ problem: Problem, taken: Set<Int>) -> [Int]? {
    guard let meeting = meetings.first else { return [] }
    for (table, it) in problem.tables.enumerated() where it.open.contains(slot) && !taken.contains(table) {
      let fits =
        switch problem.meetings[meeting].place {
        case .anywhere: it.isShared
        case .zone(let zone): it.isShared && it.zone == zone
        case .table(let own): own == table
        case .virtual: false
        }
      if fits, let rest = tables(meetings.dropFirst(), slot, problem, taken: taken.union([table])) { return [table] + rest }
    }
    return nil
  }
}

/// What an exact solver is told and tells where no search runs beside it.
final class Alone: ExactLink {
  private struct State {
    var best: Score?
    var offers: [Solution] = []
    var priorityBound: Int
    var breaksBound = 0
    var isStopped = false
  }

  let problem: Problem
  private let state: Mutex<State>
  private let isStoppedAtOffer: Bool

  init(_ problem: Problem, best: Score? = nil, isStoppedAtOffer: Bool = false) {
    self.problem = problem
    self.isStoppedAtOffer = isStoppedAtOffer
    state = Mutex(State(best: best, priorityBound: problem.meetings.reduce(0) { $0 + ($1.priority ?? 1) }))
  }

  var offers: [Solution] { state.withLock { $0.offers } }
  var isStopped: Bool { state.withLock { $0.isStopped } }
  var best: Score? { state.withLock { $0.best } }
  var priorityBound: Int { state.withLock { $0.priorityBound } }
  var breaksBound: Int { state.withLock { $0.breaksBound } }
  func stop() { state.withLock { $0.isStopped = true } }

  func offer(_ solution: Solution) {
    let score = Score(solution, of: problem)
    state.withLock {
      $0.offers.append(solution)
      if $0.best.map({ score < $0 }) ?? true { $0.best = score }
      if isStoppedAtOffer { $0.isStopped = true }
    }
  }

  func prove(priorityBound: Int) { state.withLock { $0.priorityBound = min($0.priorityBound, priorityBound) } }
  func prove(breaksBound: Int) { state.withLock { $0.breaksBound = max($0.breaksBound, breaksBound) } }
}
