/// What is to be as small as possible: a sum of weights of literals, counted by clauses.
struct Objective {
  /// The sums that are told apart, rising; each with a literal that is true where the sum is at least that.
  private let steps: [(sum: Int, literal: Literal)]
  /// Sums above it are not told apart.
  let limit: Int

  /// The breaks of all people.
  /// - Parameter limit: the most that is of interest.
  init(breaksOf encoding: Encoding, limit: Int) {
    self.limit = limit
    steps = encoding.formula.sum(of: encoding.breaks.filter { !$0.isEmpty }, limit: limit).enumerated().map { ($0.offset + 1, $0.element) }
  }

  /// The priority of the optional meetings that are not scheduled.
  init(priorityLostBy encoding: Encoding, limit: Int) {
    self.limit = limit
    let formula = encoding.formula
    var byWeight: [Int: [Literal]] = [:]
    for (number, meeting) in encoding.problem.meetings.enumerated() {
      if let weight = meeting.priority { byWeight[weight, default: []].append(!encoding.scheduled[number]) }
    }
    var sums: [(sum: Int, literal: Literal)] = []
    for (weight, literals) in byWeight.sorted(by: { $0.key < $1.key }) {
      let count = formula.count(literals, limit: limit / weight).enumerated().map { (sum: ($0.offset + 1) * weight, literal: $0.element) }
      sums = Objective.sum(sums, count, limit: limit, in: formula)
    }
    steps = sums
  }

  private typealias Steps = [(sum: Int, literal: Literal)]

  private static func sum(_ left: Steps, _ right: Steps, limit: Int, in formula: Formula) -> Steps {
    if left.isEmpty { return right }
    var literals: [Int: Literal] = [:]
    for (some, one) in [(0, formula.yes)] + left {
      for (others, another) in [(0, formula.yes)] + right where some + others > 0 {
        let sum = min(some + others, limit + 1)
        let literal = literals[sum] ?? formula.variable()
        literals[sum] = literal
        formula.add(!one, !another, literal)
      }
    }
    let steps = literals.sorted { $0.key < $1.key }.map { (sum: $0.key, literal: $0.value) }
    for (lower, higher) in zip(steps, steps.dropFirst()) { formula.add(!higher.literal, lower.literal) }
    return steps
  }

  /// A literal that keeps the sum at or below a number; nil where nothing needs to. The number is not above the limit.
  func atMost(_ sum: Int) -> Literal? { steps.first { $0.sum > sum }.map { !$0.literal } }

  /// The next sum that there can be above this one.
  func next(after sum: Int) -> Int { steps.first { $0.sum > sum }?.sum ?? sum + 1 }
}
