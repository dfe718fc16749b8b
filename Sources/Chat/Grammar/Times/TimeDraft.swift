import ForumCore

/// What the pieces of a day and time say together, so far. Nothing is said twice, unless the second says more.
struct TimeDraft: Hashable, Sendable {
  private var day: When.Day?
  private var weekday: Int?
  private var clock: SaidClock?
  private var isBare = false
  private var from: SaidEdge?
  private var to: SaidEdge?
  private var parts: [DayPart] = []
  private var later: Int?
  private var isFirst = false
  private var isLast = false

  /// With one piece more; nil where that does not fit.
  func adding(_ piece: TimePiece) -> TimeDraft? {
    var draft = self
    switch piece {
    case .filler: return draft
    case .and: return from != nil || to != nil ? draft : nil
    case .day(let day, let weekday): return draft.take(day, weekday) ? draft : nil
    case .clock(let clock, let isBare):
      guard self.clock == nil else { return nil }
      (draft.clock, draft.isBare) = (clock, isBare)
    case .moment(let wall):
      guard clock == nil, draft.take(.date(wall.date), nil) else { return nil }
      draft.clock = SaidClock(hour: wall.hour, minute: wall.minute)
    case .window(let from, let to):
      guard self.from == nil || from == nil, self.to == nil || to == nil else { return nil }
      draft.from = from ?? self.from
      draft.to = to ?? self.to
    case .part(let part, let isToday):
      guard parts.count < 2, !isToday || draft.take(.today, nil) else { return nil }
      draft.parts.append(part)
    case .later(let minutes):
      guard later == nil else { return nil }
      draft.later = minutes
    case .first:
      if isLast { return nil }
      draft.isFirst = true
    case .last:
      if isFirst { return nil }
      draft.isLast = true
    }
    return draft.isConsistent ? draft : nil
  }

  private var isConsistent: Bool {
    let hasWindow = from != nil || to != nil
    if clock != nil && (hasWindow || isLast) { return false }
    return later == nil || clock == nil && !hasWindow && day == nil && parts.isEmpty && !isLast
  }

  /// A weekday may stand beside another name of a day.
  private mutating func take(_ day: When.Day, _ weekday: Int?) -> Bool {
    switch (self.day, day) {
    case (nil, _): (self.day, self.weekday) = (day, weekday)
    case (.today?, .today): return weekday == nil
    case (.weekday?, .weekday), (.coming?, .weekday), (.weekday?, .coming): return false
    case (_, .weekday(let said)):
      guard self.weekday == nil else { return false }
      self.weekday = said
    case (.weekday(let said)?, _):
      guard self.weekday == nil, weekday == nil || weekday == said else { return false }
      (self.day, self.weekday) = (day, said)
    default: return false
    }
    return true
  }

  // MARK: - What is meant

  /// All that it may mean; none where the parts do not agree or nothing is said.
  /// - Parameter isTime: whether a number alone is an hour.
  func readings(isTime: Bool) -> [When] {
    if isBare, !isTime, day == nil, parts.isEmpty { return [] }
    let when = When(day: day, weekday: weekday, minutesFromNow: later, isFirst: isFirst, isLast: isLast)
    if let clock {
      return clock.minutes(in: parts).map { minute in
        var when = when
        when.minuteOfDay = minute
        return when
      }
    }
    if from != nil || to != nil {
      return windows.map { window in
        var when = when
        when.window = window
        return when
      }
    }
    guard !parts.isEmpty else { return when == When() ? [] : [when] }
    guard let window = Self.window(of: parts) else { return [] }
    var whole = when
    whole.window = window
    return [whole]
  }

  /// A window is no longer than half a day, where both of its ends are said.
  private static let longestWindow = 720

  private var windows: [When.Window] {
    let starts = from.map { Self.edges($0, parts) } ?? [nil]
    let ends = to.map { Self.edges($0, parts) } ?? [nil]
    return starts.flatMap { from in
      ends.compactMap { to -> When.Window? in
        if case .minute(let from)? = from, case .minute(let to)? = to {
          let end = to == 0 ? 1440 : to
          guard from < end, end - from <= Self.longestWindow else { return nil }
        }
        return When.Window(from: from, to: to == .minute(0) ? nil : to)
      }
    }
  }

  private static func edges(_ edge: SaidEdge, _ parts: [DayPart]) -> [When.Window.Edge?] {
    switch edge {
    case .lunch: [.lunch]
    case .clock(let clock):
      clock.minutes(
        in: parts.map { part in
          // A part of the day may end at that time.
          var part = part
          part.to = part.to < 1440 ? part.to + 1 : part.to
          return part
        }
      ).map { .minute($0) }
    }
  }

  private static func window(of parts: [DayPart]) -> When.Window? {
    let from = parts.map(\.from).max() ?? 0
    let to = parts.map { $0.from < $0.to ? $0.to : 1440 }.min() ?? 1440
    guard from < to else { return nil }
    return When.Window(from: from == 0 ? nil : .minute(from), to: to == 1440 ? nil : .minute(to))
  }
}
