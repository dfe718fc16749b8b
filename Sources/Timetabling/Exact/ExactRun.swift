/// One run of an exact solver.
final class ExactRun {
  private let problem: Problem
  private let link: any ExactLink
  private let direction: Exact.Direction
  private let formula: Formula
  private let encoding: Encoding
  /// The priority of all meetings together.
  private let wholePriority: Int

  init(_ problem: Problem, link: any ExactLink, direction: Exact.Direction) {
    self.problem = problem
    self.link = link
    self.direction = direction
    formula = Formula(aim: direction == .below ? .either : .values)
    encoding = Encoding(problem, in: formula)
    wholePriority = problem.meetings.reduce(0) { $0 + ($1.priority ?? 1) }
  }

  /// Shows how much priority can be scheduled, and that from here on no less counts.
  func mostPriority() throws(Unfinished) {
    let known = try firstScore()
    guard (wholePriority - known.priority) * problem.meetings.count <= 20_000_000 else { throw Unfinished(outcome: .tooLarge) }
    let goal = Goal(
      objective: { [encoding] in Objective(priorityLostBy: encoding, limit: $0) },
      value: { [wholePriority, link] in link.best.map { wholePriority - $0.priority } },
      bound: { [wholePriority, link] in wholePriority - link.priorityBound },
      prove: { [wholePriority, link] in link.prove(priorityBound: wholePriority - $0) })
    let least = try minimum(of: goal)
    if let literal = Objective(priorityLostBy: encoding, limit: least).atMost(least) { formula.add(literal) }
  }

  /// Shows how few breaks there can be.
  func fewestBreaks() throws(Unfinished) {
    _ = try firstScore()
    let goal = Goal(
      objective: { [encoding] in Objective(breaksOf: encoding, limit: $0) }, value: { [link] in link.best?.breaks },
      bound: { [link] in link.breaksBound }, prove: { [link] in link.prove(breaksBound: $0) })
    _ = try minimum(of: goal)
  }

  /// It has ended before anything was best.
  struct Unfinished: Error {
    var outcome: Exact.Outcome
  }

  private struct Goal {
    /// Counts what is to be as small as possible, up to a limit.
    var objective: (Int) -> Objective
    /// What the best timetable has.
    var value: () -> Int?
    /// What no timetable can be below.
    var bound: () -> Int
    var prove: (Int) -> Void
  }

  /// The score of a timetable that is valid, and has the most priority once that is settled; the first one is found here where the search has none.
  private func firstScore() throws(Unfinished) -> Score {
    while true {
      if let best = link.best { return best }
      switch formula.solve(interrupted: { [link] in link.isStopped || link.best != nil }) {
      case .satisfiable: link.offer(encoding.solution)
      case .unsatisfiable: throw Unfinished(outcome: .infeasible)
      case .interrupted: if link.isStopped { throw Unfinished(outcome: .stopped) }
      }
    }
  }

  /// Closes the gap between the best value and the bound; the search may close it first.
  private func minimum(of goal: Goal) throws(Unfinished) -> Int {
    var objective: Objective?
    var hope = Hope()
    while true {
      if link.isStopped { throw Unfinished(outcome: .stopped) }
      guard let value = goal.value() else { throw Unfinished(outcome: .stopped) }
      let bound = goal.bound()
      if value <= bound { return value }
      // Counting far beyond the bound would cost more than it gives.
      let counted: Objective
      if let objective, objective.limit > bound { counted = objective } else { counted = goal.objective(min(value, 2 * bound + 16)) }
      objective = counted
      let target = direction == .below ? bound : hope.target(from: bound, to: min(value - 1, counted.limit))
      let limit = counted.atMost(target)
      let answer = formula.solve(assuming: limit.map { [$0] } ?? [], conflicts: direction == .below ? nil : hope.patience) { [link] in
        if link.isStopped { return true }
        let bound = goal.bound()
        // The question is settled: by a timetable as good as the one asked for, or by a proof that there is none.
        return bound > target || (goal.value() ?? .max) <= max(target, bound)
      }
      switch answer {
      case .satisfiable:
        link.offer(encoding.solution)
        hope = Hope()
      case .unsatisfiable:
        if let limit { formula.add(!limit) }
        goal.prove(counted.next(after: target))
      case .interrupted: if goal.value() == value, goal.bound() == bound { hope.isDisappointed() }
      }
    }
  }

  /// How much better a timetable is asked for from above. The best there can be comes first; where that takes too long, less and less, and then all
  /// of it again with more patience.
  private struct Hope {
    private(set) var patience = 10_000
    /// The part of the gap that is given up, in shares of 2 to the power of this: 1 - 1/2^n.
    private var steps = 0
    private var isLast = false

    mutating func target(from bound: Int, to most: Int) -> Int {
      let target = most - (most - bound) >> steps
      isLast = target >= most
      return target
    }

    mutating func isDisappointed() {
      steps = isLast ? 0 : steps + 1
      if isLast { patience *= 2 }
    }
  }
}
