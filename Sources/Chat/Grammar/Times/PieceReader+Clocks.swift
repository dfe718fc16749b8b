// Times of day.

extension PieceReader {
  typealias Clocks = [Found<SaidClock>]

  /// Times that are marked as such, by a word, a mark between hour and minutes, or the way in which they are said.
  func clocks(_ position: Int) -> Clocks {
    var found = unmarked(position)
    if let marked = after(.at, position) {
      found += hours(marked, isMarked: true) + unmarked(marked)
      if let again = after(.at, marked) { found += hours(again, isMarked: true) }
    }
    return found.map(withHourMark)
  }

  /// A number alone, which may be an hour.
  func bareHour(_ position: Int) -> Found<SaidClock>? {
    guard let hour = hour(position), !goesOn(hour.next) else { return nil }
    return Found(value: SaidClock(hour: hour.value, minute: 0, isOpen: hour.isOpen), next: hour.next)
  }

  private func unmarked(_ position: Int) -> Clocks { named(position) + behindMinutes(position) + hours(position, isMarked: false) }

  private func withHourMark(_ found: Found<SaidClock>) -> Found<SaidClock> {
    Found(value: found.value, next: after(.hourMark, found.next) ?? found.next)
  }

  // MARK: - Hours

  private struct Hour {
    var value: Int
    var next: Int
    var isWord: Bool
    /// Whether it is nothing else but an hour.
    var isSure: Bool
    /// In digits, how many.
    var digits: Int

    /// Words and single digits may mean the hour twelve later.
    var isOpen: Bool { value <= 12 && (isWord || digits == 1 || value >= 10) }
    /// So do digits with minutes behind them only where there is one: 10:30 is in the morning.
    var isOpenWithMinutes: Bool { value <= 12 && (isWord || digits == 1) }
  }

  private func hour(_ position: Int) -> Hour? {
    if let value = token(position)?.number(digits: 1...2) {
      guard value <= 23, let text = token(position)?.text else { return nil }
      return Hour(value: value, next: position + 1, isWord: false, isSure: false, digits: text.utf8.count)
    }
    guard let (terms, next) = terms(position) else { return nil }
    for case .hour(let value) in terms where value <= 23 { return Hour(value: value, next: next, isWord: true, isSure: true, digits: 0) }
    for case .number(let value) in terms where value <= 23 { return Hour(value: value, next: next, isWord: true, isSure: false, digits: 0) }
    return nil
  }

  /// `10:30`, `10h30`, `10`, `ten thirty`, `dix heures et demie`.
  /// - Parameter isMarked: whether a word before it says that it is a time.
  private func hours(_ position: Int, isMarked: Bool) -> Clocks {
    if isMarked, let joined = joined(position) { return [joined] }
    guard let hour = hour(position) else { return [] }
    if !hour.isWord, let minutes = separated(hour.next), isMarked || !isDate(hour.value, minutes) {
      return [Found(value: SaidClock(hour: hour.value, minute: minutes.value, isOpen: hour.isOpenWithMinutes), next: minutes.next)]
    }
    if goesOn(hour.next) { return [] }
    if let mark = after(.hourMark, hour.next) {
      let clock = SaidClock(hour: hour.value, minute: 0, isOpen: hour.isOpenWithMinutes)
      var found = [Found(value: clock, next: mark)]
      if let minutes = number(mark, most: 59), minutes.isWord || token(mark)?.text.utf8.count == 2, !goesOn(minutes.next) {
        found.append(Found(value: clock.with(minutes.value), next: afterUnit(.minute, minutes.next) ?? minutes.next))
      }
      return found + changed(clock, mark, mayHaveDigits: true)
    }
    let clock = SaidClock(hour: hour.value, minute: 0, isOpen: hour.isOpen)
    var found = changed(clock, hour.next, mayHaveDigits: isMarked || hour.isWord)
    if isMarked || hour.isSure { found.append(Found(value: clock, next: hour.next)) }
    if let minutes = number(hour.next, most: 59), minutes.value >= 10 || minutes.next > hour.next + 1, !goesOn(minutes.next) {
      // `ten thirty`; in digits only behind a mark: `alle 10 30`.
      let isPair = hour.isWord && minutes.isWord || isMarked && !hour.isWord && !minutes.isWord && token(minutes.next)?.isGlued != true
      if isPair { found.append(Found(value: clock.with(minutes.value), next: minutes.next)) }
    }
    return found
  }

  /// `1030` and `930`, behind a mark.
  private func joined(_ position: Int) -> Found<SaidClock>? {
    guard let value = token(position)?.number(digits: 3...4), !goesOn(position + 1), value / 100 <= 23, value % 100 <= 59 else { return nil }
    let isOpen = token(position)?.text.utf8.count == 3
    return Found(value: SaidClock(hour: value / 100, minute: value % 100, isOpen: isOpen), next: position + 1)
  }

  /// The minutes behind `:` or `.`, where this is no date.
  private func separated(_ position: Int) -> (value: Int, next: Int)? {
    guard let mark = token(position), mark.isGlued, mark.isMark(":") || mark.isMark("."),
      let minutes = token(position + 1), minutes.isGlued, let value = minutes.number(digits: 2...2), value <= 59
    else { return nil }
    return goesOn(position + 2) && token(position + 2)?.isMark("-") != true ? nil : (value, position + 2)
  }

  /// `9.12.` is a day, where it can be one.
  private func isDate(_ hour: Int, _ minutes: (value: Int, next: Int)) -> Bool {
    guard let stop = token(minutes.next), stop.isGlued, stop.isMark("."), token(minutes.next - 2)?.isMark(".") == true else { return false }
    return When.DayOfMonth(day: hour, month: minutes.value) != nil
  }

  // MARK: - Parts of an hour

  /// Minutes, a half, a quarter, a third.
  private func fraction(_ position: Int) -> (minutes: Int, next: Int, isDigits: Bool)? {
    if let (terms, next) = terms(position) {
      for (word, minutes) in Self.fractions where terms.contains(.word(word)) { return (minutes, next, false) }
    }
    guard let number = number(position, most: 59), number.value > 0, !goesOn(number.next) else { return nil }
    let unit = afterUnit(.minute, number.next)
    return (number.value, unit ?? number.next, !number.isWord && unit == nil)
  }

  private static let fractions: [(TimeWord, Int)] = [(.half, 30), (.quarter, 15), (.third, 20), (.threeQuarters, 45)]

  func afterUnit(_ unit: TimeUnit, _ position: Int) -> Int? {
    guard let (terms, next) = terms(position), terms.contains(.unit(unit)) else { return nil }
    return next
  }

  /// What is added to an hour or taken from it behind it: `et demie`, `menos cuarto`.
  private func changed(_ clock: SaidClock, _ position: Int, mayHaveDigits: Bool) -> Clocks {
    var found: Clocks = []
    if let plus = after(.plus, position), let part = fraction(plus), mayHaveDigits || !part.isDigits {
      found.append(Found(value: clock.with(part.minutes), next: part.next))
    }
    if let minus = after(.minus, position), let part = fraction(minus), mayHaveDigits || !part.isDigits {
      found.append(Found(value: clock.before(part.minutes), next: part.next))
    }
    return found
  }

  /// What is added to an hour or taken from it before it: `half past ten`, `puoli yksitoista`, `kymmentä vaille`.
  private func behindMinutes(_ position: Int) -> Clocks {
    var found: Clocks = []
    if let next = after(.halfPast, position) { found += whole(next, mayBeDigits: true).map { Found(value: $0.value.with(30), next: $0.next) } }
    if let next = after(.halfTo, position) { found += whole(next, mayBeDigits: true).map { Found(value: $0.value.before(30), next: $0.next) } }
    guard let part = fraction(position) else { return found }
    if let past = after(.past, part.next) {
      found += whole(past, mayBeDigits: !part.isDigits).map { Found(value: $0.value.with(part.minutes), next: $0.next) }
    }
    if let to = after(.to, part.next) {
      found += whole(to, mayBeDigits: !part.isDigits).map { Found(value: $0.value.before(part.minutes), next: $0.next) }
    }
    return found
  }

  /// An hour without minutes, behind words for minutes.
  private func whole(_ position: Int, mayBeDigits: Bool) -> Clocks {
    [position, after(.at, position)].compactMap { $0 }.flatMap { position -> Clocks in
      let names = terms(position).map { terms, next in
        terms.compactMap { term -> Found<SaidClock>? in
          if case .clock(let minute) = term { Found(value: SaidClock(hour: minute / 60, minute: 0), next: next) } else { nil }
        }
      }
      guard let hour = hour(position), hour.isWord || mayBeDigits, !goesOn(hour.next) else { return names ?? [] }
      return (names ?? []) + [Found(value: SaidClock(hour: hour.value, minute: 0, isOpen: hour.isOpen), next: hour.next)]
    }
  }

  /// `noon`, `midi et demi`.
  private func named(_ position: Int) -> Clocks {
    guard let (terms, next) = terms(position) else { return [] }
    return terms.flatMap { term -> Clocks in
      guard case .clock(let minute) = term else { return [] }
      let clock = SaidClock(hour: minute / 60, minute: minute % 60)
      return [Found(value: clock, next: next)] + changed(clock, next, mayHaveDigits: false)
    }
  }
}

extension SaidClock {
  fileprivate func with(_ minutes: Int) -> SaidClock { SaidClock(hour: hour, minute: minutes, isOpen: isOpen) }

  /// So many minutes before the hour.
  fileprivate func before(_ minutes: Int) -> SaidClock {
    SaidClock(hour: hour == 0 ? 23 : isOpen && hour == 1 ? 12 : hour - 1, minute: 60 - minutes, isOpen: isOpen)
  }
}
