/// What a word or phrase can mean in a day or time. One word may mean several things.
enum TimeTerm: Hashable, Sendable {
  /// A cardinal number, 1 to 59.
  case number(Int)
  /// An hour of the clock, in a form that is nothing else.
  case hour(Int)
  case ordinal(Int)
  /// 1 is January.
  case month(Int)
  /// 1 is Monday (ISO 8601).
  case weekday(Int)
  /// Days from today; negative before it.
  case inDays(Int)
  /// By its place among the parts of the vocabulary, and whether the word names the day too: "tonight".
  case part(Int, isToday: Bool)
  /// A time with a name of its own, by the minute of the day.
  case clock(Int)
  /// A span of time, in minutes.
  case duration(Int)
  case unit(TimeUnit)
  case word(TimeWord)
}

enum TimeUnit: String, CaseIterable, Sendable {
  case minute, hour, day, week

  var minutes: Int {
    switch self {
    case .minute: 1
    case .hour: 60
    case .day: 1440
    case .week: 10_080
    }
  }
}

/// Words that make a day or time of what stands beside them. The files say what each is for.
enum TimeWord: String, CaseIterable, Sendable {
  case at, hourMark, past, to, plus, minus, half, quarter, threeQuarters, third, halfPast, halfTo
  case ordinalMark, of, date, day, lastDay, next, this
  case after, before, from, until, between, and, afterBehind, beforeBehind, betweenBehind, within, withinBehind
  case lunch, first, last, now, or, with, filler

  /// Not every language has one.
  var mayBeMissing: Bool { ![.at, .next, .after, .before, .lunch, .first, .last, .now, .or, .filler].contains(self) }
}

/// A part of the day, such as the afternoon, in minutes of the day; over midnight where it ends before it begins.
struct DayPart: Hashable, Sendable {
  var from: Int
  /// Not included.
  var to: Int
  /// The first clock time that the word may stand beside; it may be before `from`: "four in the evening".
  var earliest: Int
  /// One of the halves of a clock of twelve hours: no other hours stand beside it.
  var isHalf = false

  /// Whether the word may stand beside that time.
  func fits(_ minute: Int) -> Bool {
    earliest < to ? (earliest..<to).contains(minute) : minute >= earliest || minute < to
  }
}
