import ForumCore

/// A day and time as somebody named it, before it is known which moment of the forum it means.
package struct When: Hashable, Sendable {
  package enum Day: Hashable, Sendable {
    case date(CivilDate)
    /// The first day of the forum is 1.
    case number(Int)
    case today, tomorrow
    /// 1 is Monday.
    case weekday(Int)
  }

  package var day: Day?
  /// Minute of the day on the clocks of the forum, 0 to 1439.
  package var minuteOfDay: Int?
  /// "First", "any time".
  package var isFirst = false

  package init(day: Day? = nil, minuteOfDay: Int? = nil, isFirst: Bool = false) {
    self.day = day
    self.minuteOfDay = minuteOfDay
    self.isFirst = isFirst
  }

  var isEmpty: Bool { day == nil && minuteOfDay == nil && !isFirst }
}
