/// Says at which table each meeting of a timetable is: so that at as many meetings as can be somebody stays at the table where they were before.
struct Seating {
  private let problem: Problem
  private let openIn: [[Int]]
  private let dayOf: [Int]

  init(_ problem: Problem) {
    self.problem = problem
    openIn = (0..<problem.slots).map { slot in problem.tables.indices.filter { problem.tables[$0].isShared && problem.tables[$0].open.contains(slot) } }
    var day = 0
    dayOf = (0..<problem.slots).map { slot in
      if slot > 0, problem.dayStarts.contains(slot) { day += 1 }
      return day
    }
  }

  /// Gives every scheduled meeting a table. There have to be enough in each slot and zone.
  func seat(_ solution: inout Solution) {
    solution.tables = Array(repeating: nil, count: problem.meetings.count)
    var bySlot = [[Int]](repeating: [], count: problem.slots)
    for (meeting, slot) in solution.slots.enumerated() { if let slot { bySlot[slot].append(meeting) } }
    // Who meets again on that day wants their table kept.
    var next = [[Int]](repeating: [], count: problem.people.count)
    for slot in bySlot.indices.reversed() { for meeting in bySlot[slot] { for person in people(of: meeting, solution) { next[person].append(slot) } } }
    var last = [(slot: Int, table: Int)?](repeating: nil, count: problem.people.count)
    for (slot, meetings) in bySlot.enumerated() {
      var wanted: [Int: Int] = [:]
      for person in problem.people.indices {
        while next[person].last.map({ $0 <= slot }) ?? false { next[person].removeLast() }
        if let at = last[person], dayOf[at.slot] == dayOf[slot], let soon = next[person].last, dayOf[soon] == dayOf[slot] { wanted[at.table, default: 0] += 1 }
      }
      seat(meetings, in: slot, last, wanted, &solution)
      for meeting in meetings {
        guard let table = solution.tables[meeting] else { continue }
        for person in people(of: meeting, solution) { last[person] = (slot, table) }
      }
    }
  }

  private func people(of meeting: Int, _ solution: Solution) -> [Int] {
    problem.meetings[meeting].participants + (solution.interpreters[meeting].map { [$0] } ?? [])
  }

  private func seat(_ meetings: [Int], in slot: Int, _ last: [(slot: Int, table: Int)?], _ wanted: [Int: Int], _ solution: inout Solution) {
    var holder: [Int: Int] = [:]
    var shared: [Int] = []
    for meeting in meetings {
      switch problem.meetings[meeting].place {
      case .virtual: break
      case .table(let table):
        solution.tables[meeting] = table
        holder[table] = -1
      case .zone, .anywhere: shared.append(meeting)
      }
    }
    // Meetings bound to a zone choose first: the others can sit anywhere that is left.
    for zoned in [true, false] {
      let group = shared.filter { if case .zone = problem.meetings[$0].place { zoned } else { !zoned } }
      var likes: [Int: [Int]] = [:]
      for meeting in group { likes[meeting] = liked(meeting, in: slot, last, solution) }
      // The more of them stay the better: first those for whom one table is the table of both.
      let order = group.sorted { (keeps($0, in: slot) ? 0 : 1, likes[$0]?.count ?? 0, $0) < (keeps($1, in: slot) ? 0 : 1, likes[$1]?.count ?? 0, $1) }
      for meeting in order {
        var seen: Set<Int> = []
        _ = place(meeting, likes, &holder, &seen)
      }
      var seatOf: [Int: Int] = [:]
      for (table, meeting) in holder where meeting >= 0 { seatOf[meeting] = table }
      // Whoever moves takes a table to which nobody will come back.
      var free = openIn[slot].filter { holder[$0] == nil }.sorted { (wanted[$0] ?? 0, $0) > (wanted[$1] ?? 0, $1) }
      for meeting in order where seatOf[meeting] == nil {
        guard let index = free.lastIndex(where: { fits(meeting, $0) }) else { continue }
        holder[free[index]] = meeting
        seatOf[meeting] = free.remove(at: index)
      }
      for meeting in group { solution.tables[meeting] = seatOf[meeting] }
    }
  }

  /// The tables that a meeting would like best: the one it has in the present timetable if it stays in its slot, then those of its people.
  private func liked(_ meeting: Int, in slot: Int, _ last: [(slot: Int, table: Int)?], _ solution: Solution) -> [Int] {
    var liked: [Int] = []
    let it = problem.meetings[meeting]
    if keeps(meeting, in: slot), let table = it.presentTable { return [table] }
    for person in people(of: meeting, solution) {
      guard let at = last[person], dayOf[at.slot] == dayOf[slot], isOpen(at.table, slot), fits(meeting, at.table), !liked.contains(at.table) else { continue }
      liked.append(at.table)
    }
    return liked
  }

  /// Whether it can stay where the present timetable has it.
  private func keeps(_ meeting: Int, in slot: Int) -> Bool {
    let it = problem.meetings[meeting]
    guard it.present == slot, let table = it.presentTable, problem.tables.indices.contains(table) else { return false }
    return isOpen(table, slot) && fits(meeting, table)
  }

  private func isOpen(_ table: Int, _ slot: Int) -> Bool { problem.tables[table].isShared && problem.tables[table].open.contains(slot) }

  private func fits(_ meeting: Int, _ table: Int) -> Bool {
    if case .zone(let zone) = problem.meetings[meeting].place { return problem.tables[table].zone == zone }
    return true
  }

  /// Seats a meeting at a table it likes; who sits there already goes to another one they like (a matching grown path by path).
  private func place(_ meeting: Int, _ likes: [Int: [Int]], _ holder: inout [Int: Int], _ seen: inout Set<Int>) -> Bool {
    for table in likes[meeting] ?? [] where seen.insert(table).inserted {
      guard let other = holder[table] else {
        holder[table] = meeting
        return true
      }
      if other >= 0, likes[other] != nil, place(other, likes, &holder, &seen) {
        holder[table] = meeting
        return true
      }
    }
    return false
  }
}
