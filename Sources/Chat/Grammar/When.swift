import ForumCore

/// A day and time as somebody named it, before it is known which moment of the forum it means.
struct When: Hashable, Sendable {
  enum Day: Hashable, Sendable {
    case date(CivilDate)
    /// The first day of the forum is 1.
    case number(Int)
    case today, tomorrow
    /// 1 is Monday.
    case weekday(Int)
  }

  var day: Day?
  /// Minute of the day on the clocks of the forum, 0 to 1439.
  var minuteOfDay: Int?
  /// "First", "any time".
  var isFirst = false

  var isEmpty: Bool { day == nil && minuteOfDay == nil && !isFirst }
}
