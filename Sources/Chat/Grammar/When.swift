import ForumCore

/// A day and time as somebody named it, before it is known which moment of the forum it means.
package struct When: Hashable, Sendable {
  package enum Day: Hashable, Sendable {
    case date(CivilDate)
    /// A day of a month, as it may be read: one reading for `8 April`, two for `8/4`. Never empty.
    case ofMonth([DayOfMonth])
    /// The first day of the forum is 1.
    case number(Int)
    case today, tomorrow
    /// 1 is Monday.
    case weekday(Int)
  }

  /// A day and month as somebody named them.
  package struct DayOfMonth: Hashable, Sendable {
    package var day: Int
    package var month: Int
    /// Nil is the year of the forum.
    package var year: Int?

    /// Nil where no year has such a day.
    package init?(day: Int, month: Int, year: Int? = nil) {
      guard CivilDate(year: year ?? 2000, month: month, day: day) != nil else { return nil }
      self.day = day
      self.month = month
      self.year = year
    }

    /// `--04-08` (ISO 8601), or the date where the year is known: read in one way only.
    package var line: String {
      if let year, let date = CivilDate(year: year, month: month, day: day) { return "\(date)" }
      return "--\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// `8/4`
    package var slashed: String { "\(day)/\(month)" + (year.map { "/\($0)" } ?? "") }

    /// Where the year is not named, the first of `days` that it is, or else the next from `today` on.
    func date(among days: Set<CivilDate>, today: CivilDate) -> CivilDate? {
      if let year { return CivilDate(year: year, month: month, day: day) }
      let fits = days.filter { $0.month == month && $0.day == day }.sorted()
      if let date = fits.first(where: { $0 >= today }) ?? fits.last { return date }
      let coming = (0...8).compactMap { CivilDate(year: today.year + $0, month: month, day: day) }
      return coming.first { $0 >= today }
    }
  }

  package var day: Day?
  /// Said beside a date: 1 is Monday.
  package var weekday: Int?
  /// Minute of the day on the clocks of the forum, 0 to 1439.
  package var minuteOfDay: Int?
  /// "First", "any time".
  package var isFirst = false

  package init(day: Day? = nil, weekday: Int? = nil, minuteOfDay: Int? = nil, isFirst: Bool = false) {
    self.day = day
    self.weekday = weekday
    self.minuteOfDay = minuteOfDay
    self.isFirst = isFirst
  }

  var isEmpty: Bool { day == nil && minuteOfDay == nil && !isFirst }
}
