/// From one minute of the day to another, over midnight where that is earlier.
struct ClockSpan: Hashable, Sendable {
  var from: Int
  var to: Int
}

extension TimeReading {
  /// All that the words may mean as two times, of which the second may be on the day after. None where they are anything else.
  func spans() -> [ClockSpan] {
    if let own {
      let spans = Self.spans(own)
      if !spans.isEmpty { return spans }
    }
    var seen: Set<ClockSpan> = []
    return others.flatMap(Self.spans).filter { seen.insert($0).inserted }
  }

  private static func spans(_ lattice: TimeLattice) -> [ClockSpan] {
    let end = lattice.tokens.count
    let reader = PieceReader(lattice: lattice, end: end)
    var found: Set<ClockSpan> = []
    for start in reader.between(0) {
      for from in reader.endsOfSpan(start) {
        for next in reader.between(from.next) {
          for to in reader.endsOfSpan(next) where reader.between(to.next).contains(end) {
            for from in from.value.minutes { for to in to.value.minutes { found.insert(ClockSpan(from: from, to: to)) } }
          }
        }
      }
    }
    return found.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }
}

extension PieceReader {
  /// The positions behind words that stand before, between or behind two times.
  fileprivate func between(_ position: Int) -> [Int] {
    var found = [position]
    while let last = found.last {
      let words: [TimeWord] = [.from, .until, .and, .between, .filler, .betweenBehind]
      let isDash = token(last)?.isMark("-") == true || token(last)?.isMark(".") == true
      guard let next = isDash ? last + 1 : words.lazy.compactMap({ self.after($0, last) }).first else { break }
      found.append(next)
    }
    return found
  }

  fileprivate func endsOfSpan(_ position: Int) -> [Found<SaidClock>] {
    edges(position).compactMap { edge in
      guard case .clock(let clock) = edge.value else { return nil }
      return Found(value: clock, next: edge.next)
    }
  }
}
