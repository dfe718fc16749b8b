extension Encoding {
  /// A meeting that wants an interpreter has one of those it names, where it takes place.
  mutating func interpret() {
    for (number, meeting) in problem.meetings.enumerated() where !meeting.interpreters.isEmpty {
      interpreters[number] = meeting.interpreters.map { ($0, formula.variable()) }
      let literals = interpreters[number].map(\.literal)
      formula.add([!scheduled[number]] + literals)
      formula.atMostOne(of: literals)
      for literal in literals { formula.add(!literal, scheduled[number]) }
    }
  }

  /// Nobody is in two places at once, and whoever only has required meetings is busy in exactly as many slots as they have meetings.
  mutating func meet() {
    var meetings = [[Int]](repeating: [], count: problem.people.count)
    var calls = [[(meeting: Int, literal: Literal)]](repeating: [], count: problem.people.count)
    for (number, meeting) in problem.meetings.enumerated() {
      for person in Set(meeting.participants).sorted() { meetings[person].append(number) }
      for (person, literal) in interpreters[number] { calls[person].append((number, literal)) }
    }
    for person in problem.people.indices {
      within(.person(person)) { $0.meet(person, in: meetings[person], calls: calls[person]) }
    }
  }

  private mutating func meet(_ person: Int, in meetings: [Int], calls: [(meeting: Int, literal: Literal)]) {
    let unavailable = problem.people[person].unavailable
    for slot in 0..<problem.slots {
      var here = meetings.map { places[$0][slot] }
      for call in calls where places[call.meeting][slot] != formula.no {
        let isThere = formula.variable()
        formula.add(!places[call.meeting][slot], !call.literal, isThere)
        formula.add(!isThere, places[call.meeting][slot])
        formula.add(!isThere, call.literal)
        here.append(isThere)
      }
      if unavailable.contains(slot) {
        for literal in here { formula.add(!literal) }
      } else {
        formula.atMostOne(of: here)
        busy[person][slot] = formula.any(of: here)
      }
    }
    for limit in problem.people[person].limits {
      let here = (0..<problem.slots).filter(limit.slots.contains).map { busy[person][$0] }.filter { $0 != formula.no }
      guard here.count > limit.most else { continue }
      if limit.most == 0 { for literal in here { formula.add(!literal) } } else { formula.add(!formula.count(here, limit: limit.most)[limit.most]) }
    }
    guard calls.isEmpty, meetings.count > 1, meetings.allSatisfy(problem.isRequired) else { return }
    if groups != nil {
      // It follows only while all the meetings take place.
      let all = formula.variable()
      formula.add([all] + meetings.map { !literal(of: .meeting($0)) })
      formula.condition = all
    }
    formula.exactly(meetings.count, of: busy[person])
  }
}
