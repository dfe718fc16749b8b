extension Bounds {
  /// No timetable has more priority than this. Meetings are edges between the first two participants; a person has as many meetings as slots in
  /// which some meeting of theirs could be, and there are as many meetings as tables in all slots. That is a flow of least cost where the people
  /// fall into two sides that meet only each other; otherwise each person stands on both sides and half the flow counts.
  ///
  /// A required meeting counts 1, as in `Score`.
  /// - Parameter isStopped: asked now and then; once it is true, the plain sum of all priorities is returned.
  public static func priority(of problem: Problem, isStopped: () -> Bool = { false }) -> Int {
    let all = problem.meetings.reduce(0) { $0 + ($1.priority ?? 1) }
    if problem.meetings.allSatisfy({ $0.priority == nil }) { return all }
    let open = problem.meetings.indices.map(problem.open)
    var reach = [SlotSet](repeating: [], count: problem.people.count)
    for (meeting, it) in problem.meetings.enumerated() { for person in it.participants { reach[person] = reach[person].union(open[meeting]) } }
    var seats = 0
    var unseated = 0
    var reachable = SlotSet()
    for (meeting, it) in problem.meetings.enumerated() where !open[meeting].isEmpty {
      if problem.usesSharedTable(it) { reachable = reachable.union(open[meeting]) } else { unseated += 1 }
    }
    for (slot, tables) in problem.sharedTables.enumerated() where reachable.contains(slot) { seats += tables }
    let sides = problem.sides()
    var flow = PriorityFlow(people: reach.indices.map { problem.people[$0].most(in: reach[$0]) })
    for (meeting, it) in problem.meetings.enumerated() where !open[meeting].isEmpty {
      guard let one = it.participants.first else { continue }
      let other = it.participants.count > 1 ? it.participants[1] : nil
      let worth = it.priority ?? 1
      if let sides {
        if let other, sides[one] { flow.add(other, one, worth) } else { flow.add(one, other, worth) }
      } else {
        flow.add(one, other, worth)
        flow.add(other, one, worth)
      }
    }
    guard let value = flow.most(atMost: (seats + unseated) * (sides == nil ? 2 : 1), isStopped: isStopped) else { return all }
    return sides == nil ? value / 2 : value
  }
}

extension Problem.Person {
  /// In how many of these slots they can be busy at most, by their limits.
  fileprivate func most(in slots: SlotSet) -> Int {
    var rest = slots
    var most = 0
    for limit in limits {
      let part = rest.intersection(limit.slots)
      most += min(limit.most, part.count)
      rest = rest.subtracting(part)
    }
    return most + rest.count
  }
}

extension Problem {
  func usesSharedTable(_ meeting: Meeting) -> Bool {
    switch meeting.place {
    case .anywhere, .zone: true
    case .table(let table): tables[table].isShared
    case .virtual: false
    }
  }

  /// On which of two sides each person stands, so that the first two participants of a meeting are never on the same; nil where it cannot be.
  fileprivate func sides() -> [Bool]? {
    var meets = [[Int]](repeating: [], count: people.count)
    for meeting in meetings where meeting.participants.count > 1 {
      meets[meeting.participants[0]].append(meeting.participants[1])
      meets[meeting.participants[1]].append(meeting.participants[0])
    }
    var side = [Bool?](repeating: nil, count: people.count)
    for start in people.indices where side[start] == nil {
      side[start] = false
      var pending = [start]
      while let person = pending.popLast() {
        let its = side[person] ?? false
        for other in meets[person] {
          if side[other] == its { return nil }
          if side[other] == nil {
            side[other] = !its
            pending.append(other)
          }
        }
      }
    }
    return side.map { $0 ?? false }
  }
}
