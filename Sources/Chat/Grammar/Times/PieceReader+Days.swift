import ForumCore

// Days: by name, by weekday, by date, by their number in the forum.

extension PieceReader {
  typealias Pieces = [Found<TimePiece>]

  func days(_ position: Int) -> Pieces {
    (written(position) + named(position) + ofMonth(position) + ofAnyMonth(position) + numbered(position) + coming(position)).map {
      Found(value: .day($0.value.day, weekday: $0.value.weekday), next: $0.next)
    }
  }

  private struct SaidDay {
    var day: When.Day
    var weekday: Int?
  }

  private typealias Days = [Found<SaidDay>]

  private func said(_ day: When.Day, weekday: Int? = nil, _ next: Int) -> Found<SaidDay> {
    Found(value: SaidDay(day: day, weekday: weekday), next: next)
  }

  // MARK: - In digits

  /// ISO 8601, `8/4`, `8/4/2027`, `8.4.`, `8.4.2027`, `8-4-2027`.
  private func written(_ position: Int) -> Days {
    guard let token = token(position) else { return [] }
    switch token.kind {
    case .date(let date): return [said(.date(date), position + 1)]
    case .dayOfMonth(let day): return [said(.ofMonth([day]), position + 1)]
    default: break
    }
    guard let first = token.number(digits: 1...2), let mark = self.token(position + 1), mark.isGlued, mark.kind == .mark,
      let second = self.token(position + 2), second.isGlued, let month = second.number(digits: 1...2)
    else { return [] }
    let again = self.token(position + 3).flatMap { $0.isGlued && $0.kind == .mark && $0.text == mark.text ? self.token(position + 4) : nil }
    let year = again.flatMap { $0.isGlued ? $0.number(digits: 4...4) : nil }
    // Behind the mark there is a year, or nothing; a year of two digits may be a day.
    if let again, year == nil, again.isGlued { return [] }
    let next = year == nil ? position + 3 : position + 5
    let days = { (readings: [When.DayOfMonth?]) -> Days in
      let readings = readings.compactMap { $0 }
      return readings.isEmpty ? [] : [self.said(.ofMonth(Set(readings).count == 1 ? [readings[0]] : readings), next)]
    }
    switch mark.text {
    case "/": return days([When.DayOfMonth(day: first, month: month, year: year), When.DayOfMonth(day: month, month: first, year: year)])
    case ".":
      let stop = self.token(next)?.isMark(".") == true && self.token(next)?.isGlued == true
      // Where ordinals have a full stop, what has none is a clock time.
      if !stop, year == nil, second.number(digits: 2...2) != nil, lattice.vocabulary.has(.ordinalMark, ".") { return [] }
      return days([When.DayOfMonth(day: first, month: month, year: year)]).map { Found(value: $0.value, next: stop ? next + 1 : next) }
    case "-" where year != nil: return days([When.DayOfMonth(day: first, month: month, year: year)])
    default: return []
    }
  }

  // MARK: - By name

  /// `tomorrow`, `Tuesday`, `next Tuesday`, `Thursday 11`.
  private func named(_ position: Int) -> Days {
    guard let (terms, next) = terms(position) else { return [] }
    var found: Days = []
    for case .inDays(let days) in terms { found.append(said(When.Day(inDays: days), next)) }
    for case .weekday(let weekday) in terms {
      found.append(said(.weekday(weekday), next))
      if let behind = after(.next, next) { found.append(said(.coming(weekday), behind)) }
      if let number = token(next)?.number(digits: 1...2), (1...31).contains(number), standsAlone(next + 1) {
        found.append(said(.ofAnyMonth(number), weekday: weekday, next + 1))
      }
    }
    if terms.contains(.word(.lastDay)) { found.append(said(.last, next)) }
    if terms.contains(.word(.next)) { found += weekdays(next).map { said(.coming($0.value), $0.next) } }
    if terms.contains(.word(.this)) { found += weekdays(next).map { said(.weekday($0.value), $0.next) } }
    return found
  }

  private func weekdays(_ position: Int) -> [Found<Int>] {
    guard let (terms, next) = terms(position) else { return [] }
    return terms.compactMap { if case .weekday(let weekday) = $0 { Found(value: weekday, next: next) } else { nil } }
  }

  /// Whether a number before that position is not the beginning of something longer: a clock, a date, a span of time.
  /// - Parameter mayBeInPart: whether a part of the day may stand behind it: `day 2 in the morning`.
  private func standsAlone(_ position: Int, mayBeInPart: Bool = false) -> Bool {
    if goesOn(position) || token(position)?.isMark("-") == true { return false }
    guard let (terms, _) = terms(position) else { return true }
    return !terms.contains { term in
      switch term {
      case .part(let index, _): !mayBeInPart || lattice.vocabulary.parts[index].isHalf
      case .month, .unit, .word(.hourMark), .word(.plus), .word(.minus), .word(.ordinalMark): true
      default: false
      }
    }
  }

  // MARK: - Dates

  /// The number of a day, in digits or words: `10`, `10th`, `tenth`.
  private func dayNumber(_ position: Int, most: Int = 31) -> [(value: Int, next: Int, isOrdinal: Bool)] {
    if let number = token(position)?.number(digits: 1...2) {
      guard (1...most).contains(number), !goesOn(position + 1) else { return [] }
      if let marked = after(.ordinalMark, position + 1), token(position + 1)?.isGlued == true { return [(number, marked, true)] }
      return [(number, position + 1, false)]
    }
    guard let (terms, next) = terms(position) else { return [] }
    return terms.compactMap { term in
      switch term {
      case .ordinal(let value) where value <= most: (value, next, true)
      case .number(let value) where value <= most: (value, next, false)
      default: nil
      }
    }
  }

  private func months(_ position: Int) -> [Found<Int>] {
    guard let (terms, next) = terms(position) else { return [] }
    return terms.compactMap { term in
      guard case .month(let month) = term else { return nil }
      // A month in two traditions: `مارس/آذار`.
      if let (again, behind) = self.terms(next), again.contains(.month(month)) { return Found(value: month, next: behind) }
      return Found(value: month, next: next)
    }
  }

  /// `10 March`, `10th of March 2027`, `March 10`.
  private func ofMonth(_ position: Int) -> Days {
    let dayFirst = dayNumber(position).flatMap { day in
      months(skipping(.of, from: day.next)).map { (day: day.value, month: $0.value, next: $0.next) }
    }
    let monthFirst = months(position).flatMap { month in
      dayNumber(month.next).filter { $0.isOrdinal || standsAlone($0.next) }.map { day in
        (day: day.value, month: month.value, next: day.isOrdinal ? skipping(.day, from: day.next) : day.next)
      }
    }
    return (dayFirst + monthFirst).compactMap { found in
      let year = year(found.next)
      guard let day = When.DayOfMonth(day: found.day, month: found.month, year: year?.value) else { return nil }
      return said(.ofMonth([day]), year?.next ?? found.next)
    }
  }

  private func year(_ position: Int) -> Found<Int>? {
    for position in [position, after(.of, position)].compactMap({ $0 }) {
      if let year = token(position)?.number(digits: 4...4), (1900...2200).contains(year), !goesOn(position + 1) {
        return Found(value: year, next: position + 1)
      }
    }
    return nil
  }

  /// `the 10th`, `le 10`.
  private func ofAnyMonth(_ position: Int) -> Days {
    let marked = after(.date, position).map { dayNumber($0) } ?? []
    let ordinals = dayNumber(position).filter { $0.isOrdinal && token(position)?.number(digits: 1...2) != nil }
    let alone = (marked + ordinals).filter { standsAlone($0.next, mayBeInPart: true) && after(.day, $0.next) == nil }
    return alone.map { said(.ofAnyMonth($0.value), $0.next) }
  }

  // MARK: - Days of the forum

  /// `day 2`, `second day`.
  private func numbered(_ position: Int) -> Days {
    let behind = after(.day, position).map { dayNumber($0, most: 99).filter { $0.isOrdinal || standsAlone($0.next, mayBeInPart: true) } } ?? []
    let before = dayNumber(position).filter(\.isOrdinal).compactMap { day in
      after(.day, day.next).map { (value: day.value, next: $0, isOrdinal: true) }
    }
    // `el día 11` and `11. päivä` may be that of the month too.
    let isInDigits = { (next: Int) in self.token(next)?.number(digits: 1...2).map { $0 <= 31 } == true }
    let ofMonth =
      (saysDates ? behind.filter { isInDigits($0.next - 1) } : []) + (lattice.vocabulary.has(.ordinalMark, ".") && isInDigits(position) ? before : [])
    return (behind + before).map { said(.number($0.value), $0.next) } + ofMonth.map { said(.ofAnyMonth($0.value), $0.next) }
  }

  /// `in two days`.
  private func coming(_ position: Int) -> Days {
    spans(position).compactMap { span in
      span.value.isDays ? said(When.Day(inDays: span.value.minutes / TimeUnit.day.minutes), span.next) : nil
    }
  }
}

extension When.Day {
  /// Days from today.
  init(inDays days: Int) {
    self = days == 0 ? .today : days == 1 ? .tomorrow : .inDays(days)
  }
}
