/// Says what is wrong with a timetable. It shares nothing with the search and looks at every rule plainly, so that it can judge the search.
public struct Checker: Sendable {
  public let problem: Problem

  public init(_ problem: Problem) { self.problem = problem }

  /// All that makes a timetable invalid; empty for a valid one. A timetable whose arrays have not the length of the problem has that one fault.
  public func violations(of solution: Solution) -> [Violation] {
    let count = problem.meetings.count
    guard solution.slots.count == count, solution.tables.count == count, solution.interpreters.count == count else {
      return [.size(meetings: count)]
    }
    var found = outOfRange(solution)
    if !found.isEmpty { return found }
    found += missing(solution)
    found += slots(solution)
    found += interpreters(solution)
    found += people(solution)
    found += limits(solution)
    found += seats(solution)
    found += order(solution)
    found += fairness(solution)
    return found
  }

  /// One rule that a timetable breaks, with the numbers of those concerned.
  public enum Violation: Hashable, Sendable {
    /// The arrays of the timetable do not have one entry for each of that many meetings.
    case size(meetings: Int)
    /// A slot, table or interpreter that does not exist.
    case unknown(meeting: Int)
    /// A required meeting has no slot.
    case missing(meeting: Int)
    /// The meeting may not have this slot.
    case notAllowed(meeting: Int, slot: Int)
    /// A locked meeting has left its slot.
    case locked(meeting: Int, slot: Int?)
    /// A person cannot meet in this slot.
    case unavailable(person: Int, meeting: Int, slot: Int)
    /// A person is in two meetings at once.
    case clash(person: Int, slot: Int, meetings: [Int])
    /// A person is busy in more of some slots than they want to be.
    case tooMany(person: Int, most: Int, count: Int)
    /// A meeting that wants an interpreter has none, or somebody who is none of those it can have; or one it does not want.
    case interpreter(meeting: Int)
    /// A meeting sits where it may not, or nowhere, or at a table that is not there in this slot.
    case seat(meeting: Int, slot: Int, table: Int?)
    /// Two meetings at one table.
    case sharedSeat(table: Int, slot: Int, meetings: [Int])
    /// A meeting is not later than one it must come after.
    case order(earlier: Int, later: Int)
    /// Two people's numbers of breaks differ by more than is allowed.
    case unfair(most: Int, least: Int)
  }

  private func outOfRange(_ solution: Solution) -> [Violation] {
    problem.meetings.indices.filter { meeting in
      !(solution.slots[meeting].map { (0..<problem.slots).contains($0) } ?? true)
        || !(solution.tables[meeting].map(problem.tables.indices.contains) ?? true)
        || !(solution.interpreters[meeting].map(problem.people.indices.contains) ?? true)
    }.map { .unknown(meeting: $0) }
  }

  private func limits(_ solution: Solution) -> [Violation] {
    let busy = solution.busy(in: problem)
    return problem.people.indices.flatMap { person in
      problem.people[person].limits.compactMap { limit in
        let count = busy[person].intersection(limit.slots).count
        return count > limit.most ? .tooMany(person: person, most: limit.most, count: count) : nil
      }
    }
  }

  private func missing(_ solution: Solution) -> [Violation] {
    problem.meetings.indices.filter { problem.meetings[$0].priority == nil && solution.slots[$0] == nil }.map { .missing(meeting: $0) }
  }

  private func slots(_ solution: Solution) -> [Violation] {
    var found: [Violation] = []
    for (number, meeting) in problem.meetings.enumerated() {
      let slot = solution.slots[number]
      if let slot, !meeting.allowed.contains(slot) { found.append(.notAllowed(meeting: number, slot: slot)) }
      if meeting.isLocked, let present = meeting.present, slot != present { found.append(.locked(meeting: number, slot: slot)) }
    }
    return found
  }

  private func interpreters(_ solution: Solution) -> [Violation] {
    problem.meetings.indices.filter { number in
      let wanted = solution.slots[number] == nil ? [] : problem.meetings[number].interpreters
      guard let interpreter = solution.interpreters[number] else { return !wanted.isEmpty }
      return !wanted.contains(interpreter)
    }.map { .interpreter(meeting: $0) }
  }

  private func people(_ solution: Solution) -> [Violation] {
    var found: [Violation] = []
    var plans = [[Int: [Int]]](repeating: [:], count: problem.people.count)
    for (number, meeting) in problem.meetings.enumerated() {
      guard let slot = solution.slots[number] else { continue }
      for person in meeting.participants + [solution.interpreters[number]].compactMap({ $0 }) {
        if problem.people[person].unavailable.contains(slot) { found.append(.unavailable(person: person, meeting: number, slot: slot)) }
        plans[person][slot, default: []].append(number)
      }
    }
    for (person, plan) in plans.enumerated() {
      for (slot, meetings) in plan.sorted(by: { $0.key < $1.key }) where meetings.count > 1 {
        found.append(.clash(person: person, slot: slot, meetings: meetings))
      }
    }
    return found
  }

  private func seats(_ solution: Solution) -> [Violation] {
    var found: [Violation] = []
    var seated: [[Int: [Int]]] = Array(repeating: [:], count: problem.slots)
    for (number, meeting) in problem.meetings.enumerated() {
      guard let slot = solution.slots[number] else {
        if let table = solution.tables[number] { found.append(.seat(meeting: number, slot: 0, table: table)) }
        continue
      }
      guard let table = solution.tables[number] else {
        if meeting.place != .virtual { found.append(.seat(meeting: number, slot: slot, table: nil)) }
        continue
      }
      let it = problem.tables[table]
      let fits =
        switch meeting.place {
        case .anywhere: it.isShared
        case .zone(let zone): it.isShared && it.zone == zone
        case .table(let own): table == own
        case .virtual: false
        }
      if !fits || !it.open.contains(slot) { found.append(.seat(meeting: number, slot: slot, table: table)) }
      seated[slot][table, default: []].append(number)
    }
    for (slot, tables) in seated.enumerated() {
      for (table, meetings) in tables.sorted(by: { $0.key < $1.key }) where meetings.count > 1 {
        found.append(.sharedSeat(table: table, slot: slot, meetings: meetings))
      }
    }
    return found
  }

  private func order(_ solution: Solution) -> [Violation] {
    problem.meetings.indices.flatMap { later in
      problem.meetings[later].after.compactMap { earlier in
        guard let first = solution.slots[earlier], let second = solution.slots[later], first >= second else { return nil }
        return .order(earlier: earlier, later: later)
      }
    }
  }

  private func fairness(_ solution: Solution) -> [Violation] {
    guard let limit = problem.fairness else { return [] }
    let breaks = solution.busy(in: problem).map(problem.breaks)
    guard let most = breaks.max(), let least = breaks.min(), most - least > limit else { return [] }
    return [.unfair(most: most, least: least)]
  }
}
