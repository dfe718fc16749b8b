extension Encoding {
  /// No slot holds more meetings than there are tables for them. The sets of tables that meetings can have lie within each other (one table, a zone,
  /// all shared ones), so that it is enough to count for each set the meetings that have to sit in it (Hall).
  mutating func seat() {
    var anywhere: [Int] = []
    var zones: [Int: [Int]] = [:]
    var own: [Int: [Int]] = [:]
    for (number, meeting) in problem.meetings.enumerated() {
      switch meeting.place {
      case .virtual: break
      case .anywhere: anywhere.append(number)
      case .zone(let zone):
        anywhere.append(number)
        zones[zone, default: []].append(number)
      case .table(let table):
        own[table, default: []].append(number)
        guard problem.tables[table].isShared else { break }
        anywhere.append(number)
        if let zone = problem.tables[table].zone { zones[zone, default: []].append(number) }
      }
    }
    // The meetings at one table mostly share its host, who is in one of them at a time anyway; said again it costs little.
    for (_, meetings) in own.sorted(by: { $0.key < $1.key }) where meetings.count > 1 { atMost(Array(repeating: 1, count: problem.slots), of: meetings) }
    for (zone, meetings) in zones.sorted(by: { $0.key < $1.key }) { atMost(problem.sharedTables(inZone: zone), of: meetings) }
    let shared = problem.sharedTables
    atMost(shared, of: anywhere)
    // Where everything is a meeting of two at a shared table there are at most twice as many people busy.
    guard anywhere.count == problem.meetings.count, problem.meetings.allSatisfy({ $0.participants.count == 2 && $0.interpreters.isEmpty }) else { return }
    pair(shared)
  }

  /// Counts the people who are busy in each slot, two to a table. Where few tables stay empty over all slots, these are counted as well.
  private mutating func pair(_ tables: [Int]) {
    let empty = tables.reduce(0, +) - problem.meetings.count
    let isTight = groups == nil && problem.meetings.indices.allSatisfy(problem.isRequired) && empty >= 0 && empty <= 2 * (tables.max() ?? 0)
    var emptyTables: [[Literal]] = []
    for slot in 0..<problem.slots {
      within(.tables(slot: slot)) { encoding in
        let formula = encoding.formula
        let limit = 2 * tables[slot]
        let count = formula.count(encoding.busy.map { $0[slot] }, limit: limit, isExact: isTight)
        if limit < count.count { formula.add(!count[limit]) }
        guard encoding.groups == nil else { return }
        // Where one is busy, another is.
        for place in stride(from: 0, to: count.count, by: 2) { formula.add(!count[place], place + 1 < count.count ? count[place + 1] : formula.no) }
        guard isTight else { return }
        // Place `n` is true where more than `n` tables are empty: the people at the others are fewer.
        emptyTables.append(
          (0..<min(tables[slot], empty + 1)).map { number in
            let place = limit - 2 * number - 2
            return place < count.count ? !count[place] : formula.yes
          })
      }
    }
    guard isTight else { return }
    let sum = formula.sum(of: emptyTables.filter { !$0.isEmpty }, limit: empty, isExact: true)
    if empty < sum.count { formula.add(!sum[empty]) }
    for literal in sum.prefix(empty) { formula.add(literal) }
  }

  /// At most so many of these meetings are in each slot.
  private mutating func atMost(_ tables: [Int], of meetings: [Int]) {
    let clusters = clusters(meetings)
    for slot in 0..<problem.slots {
      within(.tables(slot: slot)) { encoding in
        guard meetings.count(where: { encoding.places[$0][slot] != encoding.formula.no }) > tables[slot] else { return }
        encoding.atMost(
          tables[slot],
          of: clusters.map { cluster in
            if let person = cluster.person, encoding.groups == nil { return encoding.busy[person][slot] }
            return encoding.formula.any(of: cluster.meetings.map { encoding.places[$0][slot] })
          })
      }
    }
  }

  private func atMost(_ limit: Int, of literals: [Literal]) {
    let literals = literals.filter { $0 != formula.no }
    guard literals.count > limit else { return }
    let count = formula.count(literals, limit: limit)
    if limit < count.count { formula.add(!count[limit]) }
  }

  private struct Cluster {
    /// Where the meetings are all that this person has.
    var person: Int?
    var meetings: [Int]
  }

  /// Meetings in groups that each share a person, of whom one at most can be in a slot: those of the person with the most first. So there is much
  /// less to count.
  private func clusters(_ meetings: [Int]) -> [Cluster] {
    var left = Set(meetings)
    var total = [Int](repeating: 0, count: problem.people.count)
    for meeting in problem.meetings { for person in meeting.participants + meeting.interpreters { total[person] += 1 } }
    var byPerson: [Int: [Int]] = [:]
    for meeting in meetings { for person in problem.meetings[meeting].participants { byPerson[person, default: []].append(meeting) } }
    var clusters: [Cluster] = []
    while !left.isEmpty {
      var best: (person: Int, meetings: [Int]) = (-1, [])
      for (person, meetings) in byPerson {
        let some = meetings.filter(left.contains)
        if (some.count, -person) > (best.meetings.count, -best.person) { best = (person, some) }
        byPerson[person] = some.isEmpty ? nil : some
      }
      guard best.person >= 0 else { break }
      clusters.append(Cluster(person: best.meetings.count == total[best.person] ? best.person : nil, meetings: best.meetings))
      left.subtract(best.meetings)
    }
    return clusters
  }
}
