import ForumCore

/// A time of day as somebody said it.
struct SaidClock: Hashable, Sendable {
  /// 0 to 23.
  var hour: Int
  var minute: Int
  /// Whether twelve hours later may be meant as well.
  var isOpen = false

  /// The minutes of the day that it may mean, the likeliest first.
  var minutes: [Int] {
    let said = hour * 60 + minute
    return isOpen && (1...11).contains(hour) ? [said, said + 720] : [said]
  }

  /// Those that go with words for parts of the day.
  func minutes(in parts: [DayPart]) -> [Int] {
    if parts.isEmpty { return minutes }
    guard (1...12).contains(hour) else {
      let said = hour * 60 + minute
      return parts.allSatisfy { !$0.isHalf && $0.fits(said) } ? [said] : []
    }
    let morning = hour % 12 * 60 + minute
    return [morning, morning + 720].filter { minute in parts.allSatisfy { $0.fits(minute) } }
  }
}

/// One end of a span of time as somebody said it.
enum SaidEdge: Hashable, Sendable {
  case clock(SaidClock)
  case lunch
}

/// A part of what somebody said of a day or time.
enum TimePiece: Hashable, Sendable {
  case day(When.Day, weekday: Int? = nil)
  /// `isBare`: a number alone, which is an hour only beside a day or a part of one.
  case clock(SaidClock, isBare: Bool)
  case moment(WallTime)
  case window(from: SaidEdge?, to: SaidEdge?)
  case part(DayPart, isToday: Bool)
  /// So many minutes from now.
  case later(Int)
  case first, last
  /// Between two ends of a part of the day: "after ten and before twelve".
  case and
  case filler
}

/// Finds the pieces of days and times among the tokens of a line, in one language. Each may be read in several ways.
struct PieceReader {
  struct Found<Value> {
    var value: Value
    /// The position behind it.
    var next: Int
  }

  let lattice: TimeLattice
  /// Nothing behind it is looked at.
  let end: Int

  // MARK: - What stands there

  func token(_ position: Int) -> TimeToken? { position < end ? lattice.tokens[position] : nil }

  /// What the longest phrase there may mean.
  func terms(_ position: Int) -> (terms: [TimeTerm], next: Int)? {
    guard position < end, let match = lattice.matches[position].first(where: { position + $0.count <= end }) else { return nil }
    return (match.terms, position + match.count)
  }

  /// The position behind a word of that meaning; nil where there is none.
  func after(_ word: TimeWord, _ position: Int) -> Int? {
    guard let (terms, next) = terms(position), terms.contains(.word(word)) else { return nil }
    return next
  }

  func skipping(_ words: TimeWord..., from position: Int) -> Int {
    for word in words { if let next = after(word, position) { return next } }
    return position
  }

  /// A number in digits or words.
  func number(_ position: Int, most: Int) -> (value: Int, next: Int, isWord: Bool)? {
    if let value = token(position)?.number(digits: 1...2) { return value <= most ? (value, position + 1, false) : nil }
    guard let (terms, next) = terms(position) else { return nil }
    for case .number(let value) in terms where value <= most { return (value, next, true) }
    return nil
  }

  /// Whether digits are glued to what would make more of them: a clock, a date. A dash alone is between two times.
  func goesOn(_ position: Int) -> Bool {
    guard let mark = token(position), mark.isGlued, mark.kind == .mark, let behind = token(position + 1), behind.isGlued,
      behind.number(digits: 1...4) != nil
    else { return false }
    guard mark.text == "-", let second = token(position + 2) else { return mark.text != "-" }
    return second.isGlued && second.isMark("-")
  }

  /// Whether this language has words before the number of a day, as `le 10`: then a number behind a weekday is one, and no hour.
  var saysDates: Bool { lattice.vocabulary.saysDates }

  /// Whether digits are the number of a day: `le 11`, `jeudi 11`.
  func isDayOfDate(_ position: Int) -> Bool {
    guard saysDates, position > 0, token(position)?.number(digits: 1...2) != nil else { return false }
    let before = lattice.matches[position - 1].first { $0.count == 1 }?.terms ?? []
    return before.contains { if case .weekday = $0 { true } else { $0 == .word(.date) } }
  }

  // MARK: - Pieces

  /// Every piece that begins there.
  func pieces(_ position: Int) -> [Found<TimePiece>] {
    guard let token = token(position) else { return [] }
    var found = days(position) + windows(position) + laters(position)
    found += clocks(position).map { Found(value: .clock($0.value, isBare: false), next: $0.next) }
    if let bare = bareHour(position) { found.append(Found(value: .clock(bare.value, isBare: true), next: bare.next)) }
    if case .wall(let wall) = token.kind { found.append(Found(value: .moment(wall), next: position + 1)) }
    if let (terms, next) = terms(position) {
      for term in terms {
        switch term {
        case .part(let index, let isToday): found.append(Found(value: .part(lattice.vocabulary.parts[index], isToday: isToday), next: next))
        case .word(.first), .word(.now): found.append(Found(value: .first, next: next))
        case .word(.last): found.append(Found(value: .last, next: next))
        case .word(.lunch): found.append(Found(value: .window(from: .lunch, to: .lunch), next: next))
        case .word(.and): found.append(Found(value: .and, next: next))
        case .word(.filler), .word(.with): found.append(Found(value: .filler, next: next))
        default: break
        }
      }
    }
    // A full stop at the end of a word, or a dash between two.
    let isDash = token.isMark("-") && !token.isGlued && self.token(position + 1)?.isGlued != true
    if token.isMark(".") || isDash { found.append(Found(value: .filler, next: position + 1)) }
    return found
  }
}
