extension Infeasibility {
  /// Why a problem has no valid timetable: what is plain, or otherwise a small part of it that contradicts itself, found by a solver. Nil where there is a
  /// timetable, or time was short.
  /// - Parameter isStopped: asked again and again; once it says true, what is known by then is returned.
  public static func find(in problem: Problem, isStopped: @escaping () -> Bool) -> Infeasibility? {
    if let plain = plain(problem) { return plain }
    guard problem.meetings.count * problem.slots <= Exact.largest else { return nil }
    let formula = Formula()
    let encoding = Encoding(problem, in: formula, isDivided: true)
    guard let groups = encoding.groups, let core = core(of: groups, in: formula, isStopped: isStopped) else { return nil }
    var conflict = Conflict(isSmallest: core.isSmallest)
    for group in core.groups {
      switch group {
      case .meeting(let meeting): conflict.meetings.append(meeting)
      case .person(let person): conflict.people.append(person)
      case .tables(let slot): conflict.slots = conflict.slots.union([slot])
      case .order(let earlier, let later): conflict.order.append(Order(earlier: earlier, later: later))
      case .fairness: conflict.isFair = true
      }
    }
    conflict.meetings.sort()
    conflict.people.sort()
    return .conflict(conflict)
  }

  /// Leaves out one part after the other, for as long as what remains still contradicts itself.
  private static func core(
    of groups: Encoding.Groups, in formula: Formula, isStopped: @escaping () -> Bool
  ) -> (groups: [Encoding.Group], isSmallest: Bool)? {
    func answer(_ some: [Encoding.Group], conflicts: Int?) -> Formula.Answer {
      formula.solve(assuming: some.compactMap { groups.literals[$0] }, conflicts: conflicts, interrupted: isStopped)
    }
    func refuted(of some: [Encoding.Group]) -> [Encoding.Group] { some.filter { groups.literals[$0].map(formula.hasPart) ?? false } }
    guard answer(groups.all, conflicts: nil) == .unsatisfiable else { return nil }
    var core = refuted(of: groups.all)
    var needed: Set<Encoding.Group> = []
    var isSmallest = true
    // What is hardest to understand goes first.
    func rank(_ group: Encoding.Group) -> Int {
      switch group {
      case .fairness: 0
      case .tables: 1
      case .order: 2
      case .meeting: 3
      case .person: 4
      }
    }
    while let next = core.filter({ !needed.contains($0) }).min(by: { rank($0) < rank($1) }) {
      if isStopped() { return (core, false) }
      let rest = core.filter { $0 != next }
      switch answer(rest, conflicts: 20_000) {
      case .unsatisfiable: core = refuted(of: rest)
      case .satisfiable: needed.insert(next)
      case .interrupted:
        needed.insert(next)
        isSmallest = false
      }
    }
    return (core, isSmallest)
  }
}
