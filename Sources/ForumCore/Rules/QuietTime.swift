// When it is quiet, by the clocks of the forum (rules 20, 25).

extension ForumZone {
  /// Whether the clocks show one of those hours.
  func isQuiet(_ hours: QuietHours, at instant: Instant) -> Bool { hours.contains(wall(instant).minuteOfDay) }

  /// The first moment, from that one on, at which it is not quiet; that one itself where it is not.
  ///
  /// Where the clocks jump over the end of the hours it is the moment at which they do; where they show the end twice, the next of the two.
  func end(of hours: QuietHours, at instant: Instant) -> Instant {
    let wall = wall(instant)
    guard hours.contains(wall.minuteOfDay) else { return instant }
    let day = wall.minuteOfDay < hours.toMinute ? wall.date : wall.date.adding(days: 1)
    if let end = instants(WallTime(date: day, minuteOfDay: hours.toMinute)).first(where: { $0 > instant }) { return end }
    // The clocks jump: never by more than some hours, and not twice a day.
    var minute = Instant(milliseconds: instant.milliseconds.flooringDivision(by: 60_000) * 60_000)
    for _ in 0..<2880 where isQuiet(hours, at: minute) { minute = minute.adding(minutes: 1) }
    return max(minute, instant)
  }
}
