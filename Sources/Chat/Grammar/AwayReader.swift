import ForumCore

/// Reads when somebody can not meet: `day 2 10:00 12:00`, `tomorrow from 10 to 12`, `thursday morning`, `thursday`, `off`. Nothing is guessed.
enum AwayReader {
  /// The hour from which a time is likelier in the morning than in the afternoon.
  private static let morning = 7 * 60
  private static let most = 24

  /// - Parameter words: folded.
  static func read(_ words: [String], _ catalogue: CommandCatalogue, _ language: String?) -> Intent.Away {
    if words.isEmpty { return .show }
    let groups = catalogue.groups[words.joined(separator: " ").withoutEndMarks] ?? []
    if groups.contains(.off) || groups.contains(.no) { return .off }
    guard words.count <= most else { return .unclear }
    let days = withoutWholeDay(words, catalogue)
    let reading = TimeReading(days, catalogue.times, own: language)
    let when = reading.readOne(from: 0, to: reading.count)
    // Spanish “mañana” is the morning too, of no day.
    let ofDays = when?.readings.filter { $0.day != nil } ?? []
    if let first = ofDays.first, let day = first.day, ofDays.allSatisfy({ $0 == When(day: day, weekday: first.weekday) }) {
      return .day(day, weekday: first.weekday)
    }
    guard days.count == words.count else { return .unclear }
    let spans = when.map { $0.readings.compactMap(span) } ?? twoTimes(reading)
    // What is kept free is shown before it is.
    guard let day = spans.first?.day, spans.allSatisfy({ $0.day == day }), let span = spans.first(where: { $0.from >= morning }) ?? spans.first else {
      return .unclear
    }
    return .span(day, weekday: when?.weekday, fromMinute: span.from, toMinute: span.to)
  }

  /// The words without those before or behind the day that say that all of it is meant.
  private static func withoutWholeDay(_ words: [String], _ catalogue: CommandCatalogue) -> [String] {
    for length in (1...mostWordsOfWholeDay).reversed() where words.count > length {
      let isWholeDay = { (part: ArraySlice<String>) in catalogue.groups[part.joined(separator: " ").withoutEndMarks]?.contains(.wholeDay) == true }
      if isWholeDay(words.suffix(length)) { return words.dropLast(length) }
      if isWholeDay(words.prefix(length)) { return Array(words.dropFirst(length)) }
    }
    return words
  }

  private static let mostWordsOfWholeDay = 4

  private typealias Span = (day: When.Day, from: Int, to: Int)

  /// A day with a part of it.
  private static func span(_ when: When) -> Span? {
    guard let day = when.day, let window = when.window, window.from != .lunch, window.to != .lunch else { return nil }
    var span: Span = (day, 0, 1439)
    if case .minute(let from)? = window.from { span.from = from }
    if case .minute(let to)? = window.to { span.to = to }
    return span
  }

  /// The day is named with the first time; behind it there is one time more.
  private static func twoTimes(_ reading: TimeReading) -> [Span] {
    for end in (0..<reading.count).dropFirst() {
      guard let from = reading.readOne(from: 0, to: end), let to = reading.readOne(from: end, to: reading.count, isTime: true) else { continue }
      let spans = from.readings.flatMap { from in
        to.readings.compactMap { to -> Span? in
          guard let day = from.day, let start = from.minuteOfDay, to.day == nil, let stop = to.minuteOfDay, start < stop else { return nil }
          return (day, start, stop)
        }
      }
      if !spans.isEmpty { return spans }
    }
    return []
  }
}
