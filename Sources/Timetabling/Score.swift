/// How good a timetable is. Of two the one with the smaller score is better; the measures count in the order in which they stand here.
public struct Score: Hashable, Sendable, Comparable {
  /// Required and locked meetings that are not scheduled: 0 in a valid timetable.
  public var missing: Int
  /// How far fairness is overstepped, where it is a constraint: 0 in a valid timetable.
  public var unfair: Int
  /// The priority of the meetings that are scheduled; a required meeting counts 1. More is better.
  public var priority: Int
  /// Groups of idle slots between the first and the last meeting of a day, over all people.
  public var breaks: Int
  /// The largest number of breaks of a person minus the smallest, where fairness is not a constraint; otherwise 0.
  public var spread: Int
  /// Meetings at a table where none of the participants was before that day, though some of them were at a table: everybody comes from elsewhere.
  /// One that is at its own table is never a change.
  public var tableChanges: Int
  /// Meetings that have left the slot of the present timetable, or lost it.
  public var moves: Int

  public init(missing: Int = 0, unfair: Int = 0, priority: Int = 0, breaks: Int = 0, spread: Int = 0, tableChanges: Int = 0, moves: Int = 0) {
    self.missing = missing
    self.unfair = unfair
    self.priority = priority
    self.breaks = breaks
    self.spread = spread
    self.tableChanges = tableChanges
    self.moves = moves
  }

  public static func < (left: Score, right: Score) -> Bool {
    (left.missing, left.unfair, -left.priority, left.breaks, left.spread) != (right.missing, right.unfair, -right.priority, right.breaks, right.spread)
      ? (left.missing, left.unfair, -left.priority, left.breaks, left.spread) < (right.missing, right.unfair, -right.priority, right.breaks, right.spread)
      : (left.tableChanges, left.moves) < (right.tableChanges, right.moves)
  }
}

extension Score {
  /// The score of a timetable, valid or not.
  public init(_ solution: Solution, of problem: Problem) {
    self.init()
    for (number, (meeting, slot)) in zip(problem.meetings, solution.slots).enumerated() {
      if slot != nil { priority += meeting.priority ?? 1 } else if problem.isRequired(number) { missing += 1 }
      if let present = meeting.present, slot != present { moves += 1 }
    }
    let each = solution.busy(in: problem).map(problem.breaks)
    breaks = each.reduce(0, +)
    let gap = (each.max() ?? 0) - (each.min() ?? 0)
    if let fairness = problem.fairness { unfair = max(0, gap - fairness) } else { spread = gap }
    tableChanges = solution.tableChanges(in: problem)
  }
}

extension Solution {
  /// At how many meetings nobody stays where they were: at least one of the participants was at a table before on that day, none at this one, and it
  /// is not the meeting's own.
  public func tableChanges(in problem: Problem) -> Int {
    var last = [Int?](repeating: nil, count: problem.people.count)
    var bySlot = [[Int]](repeating: [], count: problem.slots)
    for (meeting, slot) in slots.enumerated() { if let slot { bySlot[slot].append(meeting) } }
    var changes = 0
    for (slot, meetings) in bySlot.enumerated() {
      if slot > 0, problem.dayStarts.contains(slot) { last = Array(repeating: nil, count: problem.people.count) }
      for meeting in meetings {
        guard let table = tables[meeting] else { continue }
        let people = problem.meetings[meeting].participants + (interpreters[meeting].map { [$0] } ?? [])
        let before = people.compactMap { last[$0] }
        if problem.meetings[meeting].place != .table(table), !before.isEmpty, !before.contains(table) { changes += 1 }
        for person in people { last[person] = table }
      }
    }
    return changes
  }
}
