extension Encoding {
  /// A break ends where a person is busy after an idle slot and was busy before on that day.
  mutating func countBreaks() {
    let forced = groups == nil ? Bounds.forcedBreaks(in: problem) : []
    let limit = breaksLimit
    for person in problem.people.indices {
      let ends = ends(of: person)
      let count = formula.count(ends, limit: limit ?? ends.count, isExact: limit == nil && problem.fairness != nil)
      breaks.append(count)
      // What has to be is said at once.
      if person < forced.count, let least = forced[person], least > 0 {
        for place in 0..<min(least, count.count) { formula.add(count[place]) }
        if least > count.count { formula.add([]) }
      }
    }
  }

  private func ends(of person: Int) -> [Literal] {
    var ends: [Literal] = []
    var before = formula.no
    var previous = formula.no
    for slot in 0..<problem.slots {
      if problem.dayStarts.contains(slot) {
        before = formula.no
        previous = formula.no
      }
      let now = busy[person][slot]
      if now != formula.no, before != formula.no, before != previous {
        let end = formula.variable()
        formula.add(!now, previous, !before, end)
        formula.add(!end, now)
        formula.add(!end, !previous)
        formula.add(!end, before)
        ends.append(end)
      }
      before = before == now ? before : formula.any(of: [before, now])
      previous = now
    }
    return ends
  }

  /// The most breaks that fairness leaves to anybody, where there is somebody who cannot have any; otherwise nil.
  private var breaksLimit: Int? {
    guard let fairness = problem.fairness, groups == nil else { return nil }
    var required = [Int](repeating: 0, count: problem.people.count)
    var possible = required
    for (number, meeting) in problem.meetings.enumerated() {
      for person in meeting.participants {
        possible[person] += 1
        if problem.isRequired(number) { required[person] += 1 }
      }
      for person in meeting.interpreters { possible[person] += 1 }
    }
    let hasNone = problem.people.indices.contains { person in
      let available = SlotSet.first(problem.slots).subtracting(problem.people[person].unavailable)
      return possible[person] <= 1
        || (possible[person] == required[person] && required[person] == available.count && problem.breaks(available) == 0)
    }
    return hasNone ? fairness : nil
  }

  /// Nobody has many more breaks than anybody else.
  mutating func beFair() {
    guard let fairness = problem.fairness else { return }
    within(.fairness) { encoding in
      if let limit = encoding.breaksLimit {
        for count in encoding.breaks where count.count > limit { encoding.formula.add(!count[limit]) }
        return
      }
      // Where somebody has so many, everybody has the rest.
      let most = encoding.breaks.map(\.count).max() ?? 0
      guard most > fairness else { return }
      for place in 0..<most - fairness {
        let everybody = encoding.formula.variable()
        for count in encoding.breaks {
          if place + fairness < count.count { encoding.formula.add(!count[place + fairness], everybody) }
          encoding.formula.add(!everybody, place < count.count ? count[place] : encoding.formula.no)
        }
      }
    }
  }
}
