import ForumCore

/// What a day and time mean among the meeting times of a forum. What is not sure becomes a choice.
package struct Moments {
  let forum: Forum
  let zone: ForumZone
  let now: Instant
  /// Where the two could meet, in order of time.
  let feasible: [Place]
  private let named: NamedDays
  /// The minutes of the day from the first meeting time to the end of the last, by day.
  private let hours: [CivilDate: ClosedRange<Int>]

  enum Meaning: Hashable {
    /// The earliest that both have free.
    case first
    case slot(SlotID)
    /// Several are meant equally well.
    case several([Place])
    /// All of these are meant: they are what both have free in a part of a day.
    case free([Place])
    /// There is no meeting time then; these are the nearest that both have free.
    case noSuchTime(WallTime, nearest: [Place])
    case noTimeOn(CivilDate, nearest: [Place])
    case noSuchDay(CivilDate, nearest: [Place])
    /// Nothing in that part of a day.
    case noneThen(nearest: [Place])
    /// The clocks of the forum never show it.
    case inTheGap(WallTime)
  }

  package init(forum: Forum, zone: ForumZone, now: Instant, feasible: [Place]) {
    self.forum = forum
    self.zone = zone
    self.now = now
    self.feasible = feasible
    var hours: [CivilDate: ClosedRange<Int>] = [:]
    for slot in forum.index.slots {
      let (start, end) = (zone.wall(slot.span.start), zone.wall(slot.span.end))
      let last = end.date == start.date ? end.minuteOfDay : 1440
      let known = hours[start.date] ?? start.minuteOfDay...max(start.minuteOfDay, last)
      hours[start.date] = min(known.lowerBound, start.minuteOfDay)...max(known.upperBound, last)
    }
    self.hours = hours
    named = NamedDays(hours.keys, settings: forum.settings, now: now, zone: zone)
  }

  private var today: CivilDate { named.today }
  private var days: Set<CivilDate> { named.days }

  // MARK: - What is wanted

  /// A reading by dates and minutes.
  package struct Wanted: Hashable {
    /// Nil is any day.
    package var dates: [CivilDate]?
    /// Whether only one of the dates is meant, and it is not known which; else the next that has a time.
    package var isUnsure = false
    /// Whether a weekday was said that none of the dates is.
    var isAgainstWeekday = false
    /// Minute of the day.
    package var minute: Int?
    package var window: When.Window?
    package var isFirst: Bool
    package var isLast: Bool
  }

  /// What a day and time may mean by dates: of what may be meant only what can be, where something can.
  package func wanted(_ when: When) -> [Wanted] {
    let all = when.readings.map(wanted(reading:))
    let possible = all.filter(isPossible)
    let agreeing = possible.filter { !$0.isAgainstWeekday }
    var seen: Set<Wanted> = []
    return (possible.isEmpty ? all : agreeing.isEmpty ? possible : agreeing).filter { seen.insert($0).inserted }
  }

  private func wanted(reading when: When) -> Wanted {
    if let minutes = when.minutesFromNow {
      let wall = zone.wall(now.adding(minutes: minutes))
      return Wanted(dates: [wall.date], minute: wall.minuteOfDay, isFirst: when.isFirst, isLast: false)
    }
    let dates = when.day.map { named.dates(of: $0, saying: when.weekday) }
    var isUnsure = dates.map { $0.count > 1 } ?? false
    if case .weekday? = when.day { isUnsure = false }
    let isAgainstWeekday = when.weekday.map { weekday in dates?.first?.weekday != weekday } ?? false
    return Wanted(
      dates: dates, isUnsure: isUnsure, isAgainstWeekday: isAgainstWeekday, minute: when.minuteOfDay, window: when.window, isFirst: when.isFirst,
      isLast: when.isLast)
  }

  /// Whether it is on a day of the forum, between its first meeting time and the end of its last: a part of a day begins there, or ends
  /// there where it is not said when it begins.
  private func isPossible(_ wanted: Wanted) -> Bool {
    (wanted.dates ?? Array(days)).compactMap { hours[$0] }.contains { hours in
      if let minute = wanted.minute { return hours.contains(minute) }
      switch (wanted.window?.from, wanted.window?.to) {
      case (.minute(let from)?, _): return hours.contains(from)
      case (nil, .minute(let to)?): return hours.contains(to)
      default: return true
      }
    }
  }

  // MARK: - What it means

  func meaning(of when: When) -> Meaning {
    let meanings = wanted(when).map(meaning)
    let there = meanings.filter(\.isThere)
    guard there.count > 1, Set(there).count > 1 else { return there.first ?? meanings.first ?? .first }
    let places = Set(there.flatMap(places)).sorted { ($0.span.start, $0.slot) < ($1.span.start, $1.slot) }.uniqueByTime
    return places.isEmpty ? there[0] : .several(places)
  }

  private func places(_ meaning: Meaning) -> [Place] {
    switch meaning {
    case .first: Array(feasible.prefix(1))
    case .slot(let slot): Array(feasible.filter { $0.slot == slot }.prefix(1))
    case .several(let places), .free(let places): places
    default: []
    }
  }

  /// The places on the day that is named, and behind them the others.
  func beginning(with when: When) -> [Place] {
    let wanted = Set(wanted(when).flatMap { $0.dates ?? [] })
    let isWanted = { (place: Place) in wanted.contains(zone.wall(place.span.start).date) }
    return feasible.filter(isWanted) + feasible.filter { !isWanted($0) }
  }

  private func meaning(of wanted: Wanted) -> Meaning {
    guard let dates = wanted.dates else {
      let coming = days.filter { $0 >= today }.sorted()
      let days = coming.isEmpty ? days.sorted() : coming
      if let minute = wanted.minute { return meaning(of: minute, on: days, dayIsNamed: false) }
      if wanted.window != nil || wanted.isLast { return meaning(of: wanted, on: days) }
      return .first
    }
    let there = dates.filter(days.contains)
    guard let day = there.first else {
      let day = dates.first ?? today
      return .noSuchDay(day, nearest: nearest(to: WallTime(date: day, minuteOfDay: wanted.minute ?? 0)))
    }
    if let minute = wanted.minute { return meaning(of: minute, on: there, dayIsNamed: true) }
    if wanted.window != nil || wanted.isLast { return meaning(of: wanted, on: there) }
    let possible = feasible.filter { there.contains(zone.wall($0.span.start).date) }.uniqueByTime
    if wanted.isUnsure, there.count > 1, !possible.isEmpty { return .several(possible) }
    if let place = possible.first { return .slot(place.slot) }
    return .noTimeOn(day, nearest: nearest(to: WallTime(date: day, minuteOfDay: 0)))
  }

  private func meaning(of minute: Int, on days: [CivilDate], dayIsNamed: Bool) -> Meaning {
    let walls = days.map { WallTime(date: $0, minuteOfDay: minute) }
    let slots = forum.index.slots.filter { walls.contains(zone.wall($0.span.start)) }
    let coming = slots.filter { $0.span.start > now }
    guard let first = coming.first ?? slots.first else {
      guard let wall = walls.first else { return .first }
      if dayIsNamed, walls.count == 1, zone.instants(wall).isEmpty { return .inTheGap(wall) }
      return .noSuchTime(wall, nearest: nearest(to: wall))
    }
    let times = Set(coming.map(\.span.start))
    if times.count <= 1 { return .slot(feasible.first { $0.span.start == first.span.start }?.slot ?? first.id) }
    if !dayIsNamed {
      let here = Set(times.filter { zone.wall($0).date == today })
      if here.count == 1, let time = here.first { return .slot(feasible.first { $0.span.start == time }?.slot ?? first.id) }
    }
    let possible = feasible.filter { times.contains($0.span.start) }.uniqueByTime
    switch possible.count {
    case 0: return .slot(first.id)
    case 1: return .slot(possible[0].slot)
    default: return .several(possible)
    }
  }

  // MARK: - Parts of days

  /// What is free in a part of a day, or last on it: on the days that may be meant, or on the next that has some.
  private func meaning(of wanted: Wanted, on days: [CivilDate]) -> Meaning {
    let byDay = days.map { day in feasible.filter { zone.wall($0.span.start).date == day && isWithin($0, wanted.window, day) }.uniqueByTime }
    let found = byDay.filter { !$0.isEmpty }
    guard let next = found.first else {
      return .noneThen(nearest: days.first.map { nearest(to: edges(wanted.window, $0), of: $0, isNamed: wanted.dates != nil) } ?? [])
    }
    // Where the day is not said, the next that has some; the last of a forum is not that of any one day.
    let isSure = found.count == 1 || !wanted.isUnsure && !(wanted.dates == nil && wanted.isLast)
    let meant = isSure ? [next] : found
    let places = wanted.isFirst ? meant.compactMap(\.first) : wanted.isLast ? meant.compactMap(\.last) : meant.flatMap { $0 }
    return places.count == 1 ? .slot(places[0].slot) : isSure || wanted.isLast ? .free(places) : .several(places)
  }

  private func isWithin(_ place: Place, _ window: When.Window?, _ day: CivilDate) -> Bool {
    edges(window, day).contains(zone.wall(place.span.start).minuteOfDay)
  }

  func edges(_ window: When.Window?, _ day: CivilDate) -> Range<Int> {
    guard let window else { return 0..<1440 }
    // During lunch is from its start to its end; after it and before it are the other way round.
    let isDuringLunch = window.from == .lunch && window.to == .lunch
    let from = window.from.map { minute($0, day, ofLunch: isDuringLunch ? \.lowerBound : \.upperBound) } ?? 0
    let to = window.to.map { minute($0, day, ofLunch: isDuringLunch ? \.upperBound : \.lowerBound) } ?? 1440
    return from..<max(from, to)
  }

  private func minute(_ edge: When.Window.Edge, _ day: CivilDate, ofLunch end: KeyPath<Range<Int>, Int>) -> Int {
    switch edge {
    case .minute(let minute): minute
    case .lunch: lunch(on: day)[keyPath: end]
    }
  }

  private static let midday = 11 * 60 + 30..<14 * 60 + 30
  private static let usualLunch = 12 * 60..<13 * 60

  /// The forum's own break at midday, the longest where there are several; else from noon to one o'clock.
  package func lunch(on day: CivilDate) -> Range<Int> {
    let breaks = forum.published.sessions.values.filter { $0.kind == .break && zone.wall($0.start).date == day }.map { session in
      let (start, end) = (zone.wall(session.start), zone.wall(session.end))
      return start.minuteOfDay..<max(start.minuteOfDay, end.date == day ? end.minuteOfDay : 1440)
    }
    let atMidday = breaks.filter { $0.overlaps(Self.midday) }
    return atMidday.max { ($0.count, $1.lowerBound) < ($1.count, $0.lowerBound) } ?? Self.usualLunch
  }

  // MARK: - The nearest

  /// The three nearest in time, in order of time.
  private func nearest(to wall: WallTime) -> [Place] {
    nearest(to: wall.minuteOfDay..<wall.minuteOfDay, of: wall.date, isNamed: false)
  }

  /// The three nearest to a part of a day, counted from its nearer end; where the day was named, those of that day before others.
  private func nearest(to part: Range<Int>, of day: CivilDate, isNamed: Bool) -> [Place] {
    let (start, end) = (instant(day, part.lowerBound), instant(day, part.upperBound))
    let places = feasible.uniqueByTime.map { place -> (isElsewhere: Int, minutes: Int64, place: Place) in
      let minutes = max(0, start.minutes(since: place.span.start), place.span.start.minutes(since: end))
      return (isNamed && zone.wall(place.span.start).date != day ? 1 : 0, Int64(minutes), place)
    }
    let near = places.sorted { ($0.isElsewhere, $0.minutes) < ($1.isElsewhere, $1.minutes) }.map(\.place)
    return near.prefix(3).sorted { $0.span.start < $1.span.start }
  }

  private func instant(_ day: CivilDate, _ minute: Int) -> Instant {
    let local = Int64(day.daysSince1970) * 1440 + Int64(minute)
    let offset = Int64(zone.offsetSeconds(at: Instant(seconds: local * 60)) / 60)
    return Instant(seconds: (local - offset) * 60)
  }
}

extension Moments.Meaning {
  /// Whether there is such a time.
  fileprivate var isThere: Bool {
    switch self {
    case .first, .slot, .several, .free: true
    default: false
    }
  }
}

extension [Place] {
  /// One place for each time; blocks may run beside each other.
  var uniqueByTime: [Place] {
    var seen: Set<Instant> = []
    return filter { seen.insert($0.span.start).inserted }
  }
}
