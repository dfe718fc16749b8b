/// Finds the best timetable and proves that it is: in priority first, then in breaks. What else a score counts is left to the search.
///
/// It asks a solver of propositional formulas for a timetable that is at least so good, again and again.
public struct Exact: Sendable {
  public enum Direction: Sendable {
    /// From the bound upwards: each answer but the last is a proof. Apt beside a search that finds the best timetable by itself.
    case below
    /// From the best timetable downwards: each answer but the last is a better one.
    case above
  }

  public enum Outcome: Hashable, Sendable {
    /// The best timetable that the link knows has the most priority and the fewest breaks.
    case optimal
    /// There is no valid timetable.
    case infeasible
    /// It was stopped.
    case stopped
    /// The problem is beyond what it can write down.
    case tooLarge
  }

  /// The most variables "this meeting in that slot" that it writes down: about a gigabyte with all that follows from them.
  public static let largest = 600_000

  let problem: Problem
  let link: any ExactLink

  public init(_ problem: Problem, link: some ExactLink) {
    self.problem = problem
    self.link = link
  }

  public func run(_ direction: Direction) -> Outcome {
    guard problem.meetings.indices.reduce(0, { $0 + problem.open($1).count }) <= Exact.largest else { return .tooLarge }
    let run = ExactRun(problem, link: link, direction: direction)
    do throws(ExactRun.Unfinished) {
      if problem.meetings.contains(where: { $0.priority != nil }) { try run.mostPriority() }
      try run.fewestBreaks()
      return .optimal
    } catch {
      return error.outcome
    }
  }
}
