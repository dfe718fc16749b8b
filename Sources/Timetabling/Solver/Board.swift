import Synchronization

/// What all threads of a solver know together: the best timetable, the bounds, and whether to go on.
final class Board: ExactLink {
  private struct State {
    var best: Solution?
    var standing: Standing?
    /// The best one that leaves out required meetings, for as long as there is no valid one.
    var partial: Solution?
    var partialMissing = Int.max
    var priorityBound: Int
    var breaksBound = 0
    var trace: [Solver.Progress] = []
    var isInfeasible = false
    var reason: Infeasibility?
    var isDone = false
  }

  let problem: Problem
  private let options: Solver.Options
  private let now: @Sendable () -> Double
  private let isCancelled: @Sendable () -> Bool
  private let progress: @Sendable (Solver.Progress) -> Void
  private let start: Double
  private let state: Mutex<State>
  /// Read without the lock by all threads.
  private let done = Atomic<Bool>(false)

  init(
    _ problem: Problem, _ options: Solver.Options, now: @escaping @Sendable () -> Double, isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (Solver.Progress) -> Void
  ) {
    self.problem = problem
    self.options = options
    self.now = now
    self.isCancelled = isCancelled
    self.progress = progress
    start = now()
    state = Mutex(State(priorityBound: problem.meetings.reduce(0) { $0 + ($1.priority ?? 1) }))
  }

  var seconds: Double { now() - start }

  var isStopped: Bool {
    if done.load(ordering: .relaxed) { return true }
    if isCancelled() || options.seconds.map({ seconds >= $0 }) ?? false {
      done.store(true, ordering: .relaxed)
      return true
    }
    return false
  }

  var best: Score? {
    state.withLock { $0.standing.map { Score(priority: $0.priority, breaks: $0.breaks, spread: $0.spread, moves: $0.moves) } }
  }
  var standing: Standing? { state.withLock { $0.standing } }
  var bestSolution: Solution? { state.withLock { $0.best } }
  var priorityBound: Int { state.withLock { $0.priorityBound } }
  var breaksBound: Int { state.withLock { $0.breaksBound } }

  /// A timetable of the exact solver, or of anybody who does not say where it stands.
  func offer(_ solution: Solution) {
    let score = Score(solution, of: problem)
    guard score.missing == 0, score.unfair == 0 else { return }
    offer(solution, Standing(faults: 0, priority: score.priority, breaks: score.breaks, spread: score.spread, moves: score.moves))
  }

  func offer(_ solution: @autoclosure () -> Solution, _ standing: Standing) {
    guard standing.faults == 0 else { return }
    change {
      if let known = $0.standing, !(standing < known) { return false }
      $0.standing = standing
      $0.best = solution()
      return true
    }
  }

  func offer(partial: @autoclosure () -> Solution, missing: Int) {
    state.withLock {
      guard $0.best == nil, missing < $0.partialMissing else { return }
      $0.partial = partial()
      $0.partialMissing = missing
    }
  }

  func prove(priorityBound: Int) {
    change {
      if priorityBound >= $0.priorityBound { return false }
      $0.priorityBound = priorityBound
      return true
    }
  }

  func prove(breaksBound: Int) {
    change {
      if breaksBound <= $0.breaksBound { return false }
      $0.breaksBound = breaksBound
      return true
    }
  }

  func refute(_ reason: Infeasibility?) {
    state.withLock {
      $0.isInfeasible = true
      $0.reason = reason ?? $0.reason
    }
    done.store(true, ordering: .relaxed)
  }

  /// All that can be known is known: the best timetable is optimal.
  func finish() { done.store(true, ordering: .relaxed) }

  private func change(_ body: (inout State) -> Bool) {
    let at = seconds
    state.withLock { state in
      guard body(&state) else { return }
      let report = Solver.Progress(
        seconds: at, priority: state.standing?.priority, breaks: state.standing?.breaks, priorityBound: state.priorityBound, breaksBound: state.breaksBound)
      if let last = state.trace.last, last.priority == report.priority, last.breaks == report.breaks {
      } else if report.priority != nil {
        state.trace.append(report)
      }
      if isBest(state) { done.store(true, ordering: .relaxed) }
      progress(report)
    }
  }

  /// Whether the search has nothing left to look for.
  private func isBest(_ state: State) -> Bool {
    guard let standing = state.standing else { return false }
    return standing.priority >= state.priorityBound && standing.breaks <= state.breaksBound && standing.spread <= 1 && standing.moves == 0
  }

  /// The exact solver from one side, to its end.
  var refutes: @Sendable (Exact.Direction) -> Void {
    { [self] direction in
      switch Exact(problem, link: self).run(direction) {
      case .infeasible: refute(nil)
      case .optimal: finish()
      case .stopped, .tooLarge: break
      }
    }
  }

  func result() -> Solver.Result {
    let known = state.withLock { $0 }
    var status = Solver.Status.unknown
    var reason = known.reason
    if known.isInfeasible {
      status = .infeasible
      if reason == nil { reason = why() }
    } else if let standing = known.standing {
      status = standing.priority >= known.priorityBound && standing.breaks <= known.breaksBound ? .optimal : .feasible
    }
    var solution = known.best ?? (known.isInfeasible ? nil : known.partial) ?? Solution(empty: problem)
    Seating(problem).seat(&solution)
    // Where all meetings are optional, a timetable without any of them is one.
    if status == .unknown, Checker(problem).violations(of: solution).isEmpty { status = .feasible }
    return Solver.Result(
      status: status, solution: solution, score: Score(solution, of: problem), priorityBound: known.priorityBound, breaksBound: known.breaksBound,
      seconds: seconds, trace: known.trace, reason: reason)
  }

  /// Looks for a reason that a person understands, for a few seconds at most.
  private func why() -> Infeasibility? {
    let end = seconds + min(5, max(0.5, (options.seconds ?? 60) * 0.2))
    return Infeasibility.find(in: problem) { [self] in isCancelled() || seconds > end }
  }
}
