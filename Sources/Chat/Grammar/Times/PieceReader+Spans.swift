// Spans of time: windows of a day, and how long from now.

extension PieceReader {
  // MARK: - From now on

  struct SaidSpan {
    var minutes: Int
    /// Whether it is said in days or weeks.
    var isDays: Bool
  }

  /// `in two hours`.
  func laters(_ position: Int) -> Pieces {
    spans(position).compactMap { $0.value.isDays ? nil : Found(value: .later($0.value.minutes), next: $0.next) }
  }

  /// Spans that are said to be counted from now.
  func spans(_ position: Int) -> [Found<SaidSpan>] {
    let before = after(.within, position).map(durations) ?? []
    let behind = durations(position).compactMap { span in after(.withinBehind, span.next).map { Found(value: span.value, next: $0) } }
    return before + behind
  }

  /// `an hour and a half`, `2 h 30`, `20 minutes`.
  private func durations(_ position: Int) -> [Found<SaidSpan>] {
    var found: [Found<SaidSpan>] = []
    if let (terms, next) = terms(position) {
      for case .duration(let minutes) in terms {
        found.append(Found(value: SaidSpan(minutes: minutes, isDays: minutes % TimeUnit.day.minutes == 0), next: next))
      }
    }
    guard let number = number(position, most: 59), let (terms, next) = terms(number.next) else { return found }
    for case .unit(let unit) in terms {
      let minutes = number.value * unit.minutes
      let more = unit == .hour ? moreMinutes(next) : nil
      let isDays = unit == .day || unit == .week
      found.append(Found(value: SaidSpan(minutes: minutes + (more?.minutes ?? 0), isDays: isDays), next: more?.next ?? next))
    }
    return found
  }

  /// What is said behind whole hours.
  private func moreMinutes(_ position: Int) -> (minutes: Int, next: Int)? {
    let start = after(.plus, position) ?? after(.and, position) ?? position
    if let half = after(.half, start) { return (30, half) }
    if let quarter = after(.quarter, start) { return (15, quarter) }
    guard let number = number(start, most: 59) else { return nil }
    if let unit = afterUnit(.minute, number.next) { return (number.value, unit) }
    return number.isWord || token(start)?.text.utf8.count != 2 ? nil : (number.value, number.next)
  }

  // MARK: - Windows

  /// `after lunch`, `before 3 pm`, `between 10 and 12`, `10-12`.
  func windows(_ position: Int) -> Pieces {
    var found: Pieces = []
    func add(_ from: SaidEdge?, _ to: SaidEdge?, _ next: Int) { found.append(Found(value: .window(from: from, to: to), next: next)) }
    if let next = after(.after, position) {
      for edge in edges(next) { add(edge.value, nil, after(.afterBehind, edge.next) ?? edge.next) }
    }
    if let next = after(.before, position) { for edge in edges(next) { add(nil, edge.value, edge.next) } }
    if let next = after(.between, position) {
      for (from, to, next) in pairs(next, joinedBy: .and) { add(from, to, next) }
    }
    for start in [position, after(.from, position)].compactMap({ $0 }) {
      for (from, to, next) in pairs(start, joinedBy: .until, hasFrom: start > position) { add(from, to, after(.betweenBehind, next) ?? next) }
    }
    for (from, to, next) in pairs(position, joinedBy: .and) {
      if let behind = after(.betweenBehind, next) { add(from, to, behind) }
    }
    for edge in edges(position) {
      if let next = after(.afterBehind, edge.next) { add(edge.value, nil, next) }
      if let next = after(.beforeBehind, edge.next) { add(nil, edge.value, next) }
      if let next = after(.betweenBehind, edge.next), case .lunch = edge.value { add(.lunch, .lunch, next) }
    }
    return found
  }

  /// Two times with a word or a dash between them.
  /// - Parameter hasFrom: whether a word for "from" stands before the first.
  private func pairs(_ position: Int, joinedBy word: TimeWord, hasFrom: Bool = false) -> [(SaidEdge, SaidEdge, Int)] {
    edges(position).flatMap { from -> [(SaidEdge, SaidEdge, Int)] in
      guard case .clock = from.value else { return [] }
      let dash = word == .until && token(from.next)?.isMark("-") == true ? from.next + 1 : nil
      let joint = word == .until && isDayBeforeTime(position, from.next, hasFrom: hasFrom) ? nil : after(word, from.next)
      return [dash, joint].compactMap { $0 }.flatMap { next in
        edges(next).compactMap { to in
          guard case .clock = to.value else { return nil }
          return (from.value, to.value, to.next)
        }
      }
    }
  }

  /// Whether what comes first is a day and what follows it the time, as in `le 10 à 10h30` and `el viernes 12 a las 9`. Small words such
  /// as these are between two times only where the first has none of them, or a word for "from".
  private func isDayBeforeTime(_ position: Int, _ next: Int, hasFrom: Bool) -> Bool {
    if next == position + 1, isDayOfDate(position), after(.at, next) != nil { return true }
    return !hasFrom && after(.at, position) != nil && after(.filler, next) != nil
  }

  /// One end of a window: a time, a number that is an hour here, or lunch; with the part of the day that it is in.
  func edges(_ position: Int) -> [Found<SaidEdge>] {
    var found: [Found<SaidEdge>] = []
    if let lunch = after(.lunch, position) { found.append(Found(value: .lunch, next: lunch)) }
    let behindFiller = after(.date, position) == nil ? after(.filler, position) : nil
    for start in [position, behindFiller].compactMap({ $0 }) {
      for clock in clocks(start) + [bareHour(start)].compactMap({ $0 }) {
        found.append(Found(value: .clock(clock.value), next: clock.next))
        guard let (terms, next) = terms(clock.next) else { continue }
        for case .part(let index, isToday: false) in terms {
          for minute in clock.value.minutes(in: [lattice.vocabulary.parts[index]]) {
            found.append(Found(value: .clock(SaidClock(hour: minute / 60, minute: minute % 60)), next: next))
          }
        }
      }
    }
    return found
  }
}
