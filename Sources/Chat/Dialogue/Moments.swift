import ForumCore

/// What a day and time mean among the meeting times of a forum. What is not sure becomes a choice.
struct Moments {
  let forum: Forum
  let zone: ForumZone
  let today: CivilDate
  let now: Instant
  /// Where the two could meet, in order of time.
  let feasible: [Place]

  enum Meaning: Hashable {
    /// The earliest that both have free.
    case first
    case slot(SlotID)
    /// Several are meant equally well.
    case several([Place])
    /// There is no meeting time then; these are the nearest that both have free.
    case noSuchTime(WallTime, nearest: [Place])
    case noTimeOn(CivilDate, nearest: [Place])
    case noSuchDay(CivilDate, nearest: [Place])
    /// The clocks of the forum never show it.
    case inTheGap(WallTime)
  }

  func meaning(of when: When) -> Meaning {
    let slots = forum.index.slots
    let days = Set(slots.map { zone.wall($0.span.start).date })
    guard let wanted = when.day.map({ dates(of: $0, saying: when.weekday, among: days) }) else {
      guard let minute = when.minuteOfDay else { return .first }
      let coming = days.filter { $0 >= today }.sorted()
      return meaning(of: minute, on: coming.isEmpty ? days.sorted() : coming, dayIsNamed: false)
    }
    let there = wanted.filter(days.contains)
    guard let day = there.first else {
      let day = wanted.first ?? today
      return .noSuchDay(day, nearest: nearest(to: WallTime(date: day, minuteOfDay: when.minuteOfDay ?? 0)))
    }
    if let minute = when.minuteOfDay { return meaning(of: minute, on: there, dayIsNamed: true) }
    if when.isUnsure, there.count > 1 {
      let possible = feasible.filter { there.contains(zone.wall($0.span.start).date) }.uniqueByTime
      if !possible.isEmpty { return .several(possible) }
    }
    if let place = feasible.first(where: { there.contains(zone.wall($0.span.start).date) }) { return .slot(place.slot) }
    return .noTimeOn(day, nearest: nearest(to: WallTime(date: day, minuteOfDay: 0)))
  }

  /// The places on the day that is named, and behind them the others.
  func beginning(with when: When) -> [Place] {
    guard let day = when.day else { return feasible }
    let days = Set(forum.index.slots.map { zone.wall($0.span.start).date })
    let wanted = dates(of: day, saying: when.weekday, among: days)
    let isWanted = { (place: Place) in wanted.contains(zone.wall(place.span.start).date) }
    return feasible.filter(isWanted) + feasible.filter { !isWanted($0) }
  }

  /// The dates of a day that has a weekday said beside it; where the two do not agree, those of either.
  private func dates(of day: When.Day, saying weekday: Int?, among days: Set<CivilDate>) -> [CivilDate] {
    let dates = dates(of: day, among: days)
    guard let weekday else { return dates }
    let agreeing = dates.filter { $0.weekday == weekday }
    return agreeing.isEmpty ? dates + self.dates(of: .weekday(weekday), among: days).filter { !dates.contains($0) } : agreeing
  }

  /// The dates that a day's name may mean, likeliest first.
  private func dates(of day: When.Day, among days: Set<CivilDate>) -> [CivilDate] {
    switch day {
    case .date(let date): return [date]
    case .ofMonth(let readings):
      let dates = readings.compactMap { $0.date(among: days, today: today) }
      let there = dates.filter(days.contains)
      return there.isEmpty ? dates : there
    case .today: return [today]
    case .tomorrow: return [today.adding(days: 1)]
    case .number(let number): return [(forum.settings?.firstDay ?? today).adding(days: number - 1)]
    case .weekday(let weekday):
      let there = days.filter { $0.weekday == weekday }.sorted()
      let coming = there.filter { $0 >= today }
      if !there.isEmpty { return coming.isEmpty ? there : coming }
      return (0..<7).map(today.adding(days:)).filter { $0.weekday == weekday }
    }
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

  /// The three nearest in time, in order of time.
  private func nearest(to wall: WallTime) -> [Place] {
    let local = Int64(wall.date.daysSince1970) * 1440 + Int64(wall.minuteOfDay)
    let offset = Int64(zone.offsetSeconds(at: Instant(seconds: local * 60)) / 60)
    let target = Instant(seconds: (local - offset) * 60)
    let near = feasible.uniqueByTime.sorted { abs($0.span.start.minutes(since: target)) < abs($1.span.start.minutes(since: target)) }
    return near.prefix(3).sorted { $0.span.start < $1.span.start }
  }
}

extension When {
  /// Whether more than one day may be meant.
  fileprivate var isUnsure: Bool {
    if case .ofMonth(let readings) = day { weekday != nil || readings.count > 1 } else { weekday != nil }
  }
}

extension [Place] {
  /// One place for each time; blocks may run beside each other.
  var uniqueByTime: [Place] {
    var seen: Set<Instant> = []
    return filter { seen.insert($0.span.start).inserted }
  }
}
