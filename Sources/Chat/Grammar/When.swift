import ForumCore

/// A day and time as somebody named it, before it is known which moment of the forum it means.
package struct When: Hashable, Sendable {
  package enum Day: Hashable, Sendable {
    case date(CivilDate)
    /// A day of a month, as it may be read: one reading for `8 April`, two for `8/4`. Never empty.
    case ofMonth([DayOfMonth])
    /// `the 10th`, of which month ever.
    case ofAnyMonth(Int)
    /// The first day of the forum is 1.
    case number(Int)
    /// The last day of the forum.
    case last
    case today, tomorrow
    /// Days from today, neither 0 nor 1; negative before it.
    case inDays(Int)
    /// 1 is Monday.
    case weekday(Int)
    /// `next Tuesday`: the one that comes, or that of the week that comes. 1 is Monday.
    case coming(Int)
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
  }

  /// A part of a day.
  package struct Window: Hashable, Sendable {
    package enum Edge: Hashable, Sendable {
      /// Minute of the day, 0 to 1439.
      case minute(Int)
      /// The break at midday: its end where a window begins there, its start where one ends.
      case lunch
    }

    /// Nil is the whole of the day before or behind the other edge.
    package var from: Edge?
    /// Not included.
    package var to: Edge?

    package init(from: Edge? = nil, to: Edge? = nil) {
      self.from = from
      self.to = to
    }
  }

  package var day: Day?
  /// Said beside another name of a day: 1 is Monday.
  package var weekday: Int?
  /// Minute of the day on the clocks of the forum, 0 to 1439.
  package var minuteOfDay: Int?
  package var window: Window?
  /// So many minutes from now.
  package var minutesFromNow: Int?
  /// "First", "any time".
  package var isFirst = false
  /// "Last", "as late as possible".
  package var isLast = false
  /// What may be meant as well. Where the forum does not tell one from the other, the speaker is asked.
  package var otherwise: [When] = []

  package init(
    day: Day? = nil, weekday: Int? = nil, minuteOfDay: Int? = nil, window: Window? = nil, minutesFromNow: Int? = nil, isFirst: Bool = false,
    isLast: Bool = false, otherwise: [When] = []
  ) {
    self.day = day
    self.weekday = weekday
    self.minuteOfDay = minuteOfDay
    self.window = window
    self.minutesFromNow = minutesFromNow
    self.isFirst = isFirst
    self.isLast = isLast
    self.otherwise = otherwise
  }

  /// One that may mean any of the readings; nil where there is none.
  init?(anyOf readings: [When]) {
    var seen: Set<When> = []
    let readings = readings.flatMap(\.readings).filter { seen.insert($0).inserted }
    guard var first = readings.first else { return nil }
    first.otherwise = Array(readings.dropFirst().prefix(Self.mostReadings - 1))
    self = first
  }

  private static let mostReadings = 6

  /// All that it may mean, each by itself; the likeliest first.
  package var readings: [When] {
    var first = self
    first.otherwise = []
    return [first] + otherwise
  }

  /// Whether a day is all that it says of the time.
  var namesOnlyDay: Bool { day != nil && readings.allSatisfy { $0.minuteOfDay == nil && $0.minutesFromNow == nil } }
  /// Whether nothing is said but that it be the first.
  var isOnlyFirst: Bool { self == When(isFirst: true) }
}
