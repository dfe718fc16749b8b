import ForumCore

// The same in words that are always understood, in every language.

extension When {
  /// Such as `thursday --03-11 10:30` or `tomorrow after lunch first`.
  package var line: String { readings.map(\.ownLine).joined(separator: " or ") }

  private var ownLine: String {
    var parts: [String] = []
    if let weekday { parts.append(Self.name(ofWeekday: weekday)) }
    if let day { parts.append(day.line) }
    if let minuteOfDay { parts.append(Self.clock(minuteOfDay)) }
    if let window { parts.append(window.line) }
    if let minutesFromNow { parts.append(minutesFromNow == 1 ? "in 1 minute" : Self.span(minutesFromNow)) }
    if isFirst { parts.append("first") }
    if isLast { parts.append("last") }
    return parts.joined(separator: " ")
  }

  private static func span(_ minutes: Int) -> String {
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return hours == 0 ? "in \(rest) minutes" : rest == 0 ? "in \(hours) hours" : "in \(hours) hours \(rest) minutes"
  }

  /// `09:30`
  static func clock(_ minute: Int) -> String { WallTime(date: CivilDate(daysSince1970: 0), minuteOfDay: minute).clock }

  static func name(ofWeekday weekday: Int) -> String {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return names[(max(weekday, 1) - 1) % names.count]
  }
}

extension When.Day {
  var line: String {
    switch self {
    case .date(let date): "\(date)"
    case .ofMonth(let readings): readings.count > 1 ? readings[0].slashed : readings.first?.line ?? ""
    case .ofAnyMonth(let day): "\(day)th"
    case .number(let number): "day \(number)"
    case .last: "last day"
    case .today: "today"
    case .tomorrow: "tomorrow"
    case .inDays(-2): "day before yesterday"
    case .inDays(-1): "yesterday"
    case .inDays(let days): "in \(days) days"
    case .weekday(let weekday): When.name(ofWeekday: weekday)
    case .coming(let weekday): "next \(When.name(ofWeekday: weekday))"
    }
  }
}

extension When.DayOfMonth {
  /// `--04-08` (ISO 8601), or the date where the year is known: read in one way only.
  package var line: String {
    if let year, let date = CivilDate(year: year, month: month, day: day) { return "\(date)" }
    return "--\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// `8/4`
  package var slashed: String { "\(day)/\(month)" + (year.map { "/\($0)" } ?? "") }
}

extension When.Window {
  var line: String {
    switch (from, to) {
    case (.minute(let from)?, .minute(let to)?): "from \(When.clock(from)) to \(When.clock(to))"
    case (.lunch?, .lunch?): "at lunch"
    default: [from.map { "after \($0.line)" }, to.map { "before \($0.line)" }].compactMap { $0 }.joined(separator: " ")
    }
  }
}

extension When.Window.Edge {
  var line: String {
    switch self {
    case .minute(let minute): When.clock(minute)
    case .lunch: "lunch"
    }
  }
}
