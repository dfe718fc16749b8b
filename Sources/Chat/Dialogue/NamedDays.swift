import ForumCore

/// Which dates the names of days mean in a forum.
struct NamedDays {
  /// Those on which something is: meetings, or sessions.
  let days: Set<CivilDate>
  /// The day of the programme; in the small hours it is the one before that of the calendar.
  let today: CivilDate
  /// The day of the calendar.
  let date: CivilDate
  let firstDay: CivilDate?
  let lastDay: CivilDate?

  init(_ days: some Sequence<CivilDate>, settings: ForumSettings?, now: Instant, zone: ForumZone) {
    self.days = Set(days)
    date = zone.wall(now).date
    today = settings?.day(of: now) ?? date
    firstDay = settings?.firstDay ?? self.days.min()
    lastDay = settings?.lastDay ?? self.days.max()
  }

  /// The dates that a day may mean, likeliest first, where a weekday is said beside it; where the two do not agree, those of either.
  func dates(of day: When.Day, saying weekday: Int? = nil) -> [CivilDate] {
    let dates = dates(named: day)
    guard let weekday else { return dates }
    let agreeing = dates.filter { $0.weekday == weekday }
    return agreeing.isEmpty ? dates + self.dates(named: .weekday(weekday)).filter { !dates.contains($0) } : agreeing
  }

  private func dates(named day: When.Day) -> [CivilDate] {
    switch day {
    case .date(let date): return [date]
    case .ofMonth(let readings): return there(readings.compactMap { $0.date(among: days, today: today) })
    case .ofAnyMonth(let number): return there(dates(ofAnyMonth: number))
    case .number(let number): return [(firstDay ?? today).adding(days: number - 1)]
    case .last: return [lastDay ?? today]
    case .today: return fromToday(0)
    case .tomorrow: return fromToday(1)
    case .inDays(let days): return fromToday(days)
    case .weekday(let weekday):
      let there = days.filter { $0.weekday == weekday }.sorted()
      let coming = there.filter { $0 >= today }
      return there.isEmpty ? [next(weekday, from: today)] : coming.isEmpty ? there : coming
    case .coming(let weekday):
      let next = next(weekday, from: today.adding(days: 1))
      let ofNextWeek = today.adding(days: 7 + weekday - today.weekday)
      return there(next == ofNextWeek ? [next] : [next, ofNextWeek])
    }
  }

  /// In the small hours the night belongs to the day before, for some.
  private func fromToday(_ days: Int) -> [CivilDate] {
    let dates = [today.adding(days: days), date.adding(days: days)]
    return today == date ? [dates[0]] : dates
  }

  private func next(_ weekday: Int, from day: CivilDate) -> CivilDate { day.adding(days: (weekday - day.weekday + 7) % 7) }

  /// Those on which something is, where there are any.
  private func there(_ dates: [CivilDate]) -> [CivilDate] {
    let there = dates.filter(days.contains)
    return there.isEmpty ? dates : there
  }

  private func dates(ofAnyMonth number: Int) -> [CivilDate] {
    let there = days.filter { $0.day == number }.sorted()
    let coming = there.filter { $0 >= today }
    if !there.isEmpty { return coming.isEmpty ? there : coming }
    // Within two months every number of a day comes.
    return (0..<62).lazy.map(today.adding(days:)).first { $0.day == number }.map { [$0] } ?? []
  }
}

extension When.DayOfMonth {
  /// Where the year is not named, the first of `days` that it is, or else the next from `today` on.
  func date(among days: Set<CivilDate>, today: CivilDate) -> CivilDate? {
    if let year { return CivilDate(year: year, month: month, day: day) }
    let fits = days.filter { $0.month == month && $0.day == day }.sorted()
    if let date = fits.first(where: { $0 >= today }) ?? fits.last { return date }
    let coming = (0...8).compactMap { CivilDate(year: today.year + $0, month: month, day: day) }
    return coming.first { $0 >= today }
  }
}
