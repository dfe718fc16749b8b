extension Infeasibility {
  /// What can be seen without a solver, the plainest first; nil where nothing is, which does not mean that there is a timetable.
  public static func plain(_ problem: Problem) -> Infeasibility? {
    nowhere(problem) ?? circular(problem) ?? crowded(problem) ?? overfull(problem) ?? chain(problem) ?? unfair(problem)
  }

  private static func nowhere(_ problem: Problem) -> Infeasibility? {
    problem.meetings.indices.first { problem.isRequired($0) && problem.open($0).isEmpty }.map { .nowhere(meeting: $0) }
  }

  private static func circular(_ problem: Problem) -> Infeasibility? {
    // The path is walked towards earlier meetings.
    var isDone = [Bool](repeating: false, count: problem.meetings.count)
    var placeOnPath = [Int?](repeating: nil, count: problem.meetings.count)
    for start in problem.meetings.indices where !isDone[start] && problem.isRequired(start) {
      var path = [(meeting: start, next: 0)]
      placeOnPath[start] = 0
      while let (meeting, next) = path.last {
        let earlier = problem.meetings[meeting].after
        guard next < earlier.count else {
          isDone[meeting] = true
          placeOnPath[meeting] = nil
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let before = earlier[next]
        guard problem.isRequired(before), !isDone[before] else { continue }
        if let place = placeOnPath[before] { return .circular(meetings: path[place...].reversed().map(\.meeting)) }
        placeOnPath[before] = path.count
        path.append((before, 0))
      }
    }
    return nil
  }

  private static func crowded(_ problem: Problem) -> Infeasibility? {
    for (person, meetings) in problem.requiredMeetings.enumerated() {
      var matching = SlotMatching(capacities: Array(repeating: 1, count: problem.slots))
      if let misfit = matching.place(meetings.map { ($0, problem.open($0)) }) {
        return .crowded(person: person, meetings: misfit.meetings, slots: misfit.slots)
      }
    }
    return nil
  }

  private static func overfull(_ problem: Problem) -> Infeasibility? {
    var shared: [Int] = []
    var zones: [Int: [Int]] = [:]
    for (number, meeting) in problem.meetings.enumerated() where problem.isRequired(number) {
      switch meeting.place {
      case .virtual, .table: break
      case .anywhere: shared.append(number)
      case .zone(let zone):
        shared.append(number)
        zones[zone, default: []].append(number)
      }
    }
    let sets = zones.sorted { $0.key < $1.key }.map { (problem.sharedTables(inZone: $0.key), $0.value) } + [(problem.sharedTables, shared)]
    for (tables, meetings) in sets {
      var matching = SlotMatching(capacities: tables)
      if let misfit = matching.place(meetings.map { ($0, problem.open($0)) }) {
        let seats = (0..<problem.slots).filter(misfit.slots.contains).reduce(0) { $0 + tables[$1] }
        return .overfull(meetings: misfit.meetings, slots: misfit.slots, tables: seats)
      }
    }
    return nil
  }

  /// Only after `circular` has found nothing.
  private static func chain(_ problem: Problem) -> Infeasibility? {
    // The first slot of each meeting that leaves room for those before it, and which of them it waits for.
    var earliest = [Int?](repeating: nil, count: problem.meetings.count)
    var waitsFor = [Int?](repeating: nil, count: problem.meetings.count)
    var open = problem.meetings.indices.filter(problem.isRequired).reversed().map { $0 }
    while let meeting = open.last {
      let before = problem.meetings[meeting].after.filter(problem.isRequired)
      let unknown = before.filter { earliest[$0] == nil }
      guard unknown.isEmpty else {
        open += unknown
        continue
      }
      open.removeLast()
      if earliest[meeting] != nil { continue }
      let last = before.max { (earliest[$0] ?? 0, $1) < (earliest[$1] ?? 0, $0) }
      waitsFor[meeting] = last
      let after = last.flatMap { earliest[$0] } ?? -1
      let slots = problem.open(meeting)
      guard let slot = (after + 1..<max(problem.slots, after + 1)).first(where: slots.contains) else {
        return .chain(meetings: sequence(first: meeting) { waitsFor[$0] }.reversed())
      }
      earliest[meeting] = slot
    }
    return nil
  }

  private static func unfair(_ problem: Problem) -> Infeasibility? {
    guard let fairness = problem.fairness else { return nil }
    var possible = [Int](repeating: 0, count: problem.people.count)
    for meeting in problem.meetings { for person in Set(meeting.participants + meeting.interpreters) { possible[person] += 1 } }
    let most = possible.map { max(0, $0 - 1) }
    let forced = Bounds.forcedBreaks(in: problem)
    guard let other = most.indices.min(by: { most[$0] < most[$1] }),
      let person = forced.indices.max(by: { forced[$0] ?? 0 < forced[$1] ?? 0 }), let breaks = forced[person], breaks - most[other] > fairness
    else { return nil }
    return .unfair(person: person, breaks: breaks, other: other, most: most[other], fairness: fairness)
  }
}
