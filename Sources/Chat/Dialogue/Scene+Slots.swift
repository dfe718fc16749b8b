import ForumCore
import Messaging

// Free times, and what a named time means.

extension Scene {
  /// How many times are offered as buttons.
  private static let mostOffered = 8

  /// Free times with somebody; where nobody is called so, what the agenda has of that.
  func slots(_ booking: Intent.Booking) -> Plan {
    let booking = known(booking)
    guard !booking.name.isEmpty else { return .say(Answer(book.text(.unclearNeedsName, ["example": typed(.slots, "D-7")])).asking("slots")) }
    if !PeopleFinder(forum: forum, except: me).hasOne(booking.name), let found = onAgenda(booking.name) { return .say(found) }
    return withPerson(
      booking.name, line: { self.line(for: $0, booking, .init(), command: "slots") },
      then: { other in
        guard let when = booking.when else { return .say(slots(with: other)) }
        return when.namesOnlyDay && when.readings.allSatisfy { $0.window == nil && !$0.isFirst && !$0.isLast }
          ? .say(slots(with: other, on: when)) : book(other, booking, .init())
      }, else: { .say($0) })
  }

  /// The times that both have free, by day, and the next of them as buttons; those on one day, or else the nearest to it.
  func slots(with other: DelegateID, on when: When? = nil) -> Answer {
    var places: [Place]
    do { places = try forum.feasiblePlaces(for: me, with: other, at: now).uniqueByTime } catch {
      return refused(.book(other, nil, message: nil), error)
    }
    guard !places.isEmpty else { return Answer(book.text(.slotsNone, person(other))) }
    if let when {
      let moments = Moments(forum: forum, zone: zone, now: now, feasible: places)
      let dates = Set(moments.wanted(when).flatMap { $0.dates ?? [] })
      let there = places.filter { dates.contains(zone.wall($0.span.start).date) }
      if there.isEmpty,
        case .say(let answer) = withSlot(when, other, feasible: places, send: { "book \(other) @\($0.slot)" }, then: { _ in .say(slots(with: other)) })
      {
        return answer
      }
      if !there.isEmpty { places = there }
    }
    let byDay = Dictionary(grouping: places) { zone.wall($0.span.start).date }.sorted { $0.key < $1.key }
    let lines = byDay.map { day, places in
      let times = places.map { book.written(clock($0.span.start)) }.joined(separator: ", ")
      return book.text(.slotsLine, ["day": .day(day), "times": .phrase(times)])
    }
    let text = [book.text(.slotsTitle, person(other))] + lines + [timesAre]
    return Answer(text.joined(separator: "\n"), buttons: offers(places) { "book \(other) @\($0.slot)" }).asking("book \(other)")
  }

  func offers(_ places: [Place], _ send: (Place) -> String) -> [Button] {
    places.prefix(Self.mostOffered).map { Button(label: label($0.span.start), send: send($0)) }
  }

  /// Goes on with the slot that a day and time mean (nil is the earliest), or asks.
  /// - Parameters:
  ///   - feasible: where the two could meet.
  ///   - send: the line that chooses one of the places.
  func withSlot(
    _ when: When, _ other: DelegateID, feasible: [Place], send: (Place) -> String, then: (SlotID?) -> Plan
  ) -> Plan {
    var values = person(other)
    func choose(_ key: PhraseKey, _ places: [Place]) -> Plan {
      guard !places.isEmpty else { return .say(Answer(book.text(.slotsNone, person(other)))) }
      return .say(Answer(book.text(key, values), buttons: offers(places, send)))
    }
    let moments = Moments(forum: forum, zone: zone, now: now, feasible: feasible)
    switch moments.meaning(of: when) {
    case .first: return then(nil)
    case .slot(let slot): return then(slot)
    case .several(let places):
      let minutes = Set(moments.wanted(when).map(\.minute))
      guard let minute = minutes.first ?? nil, minutes.count == 1 else { return choose(.slotsWhich, places) }
      values["time"] = clock(minute)
      return choose(.slotsMoment, places)
    case .free(let places): return choose(.slotsTitle, places)
    case .noneThen(let nearest): return choose(.slotsNoneThen, nearest)
    case .noSuchTime(let wall, let nearest):
      values["time"] = clock(wall.minuteOfDay)
      return choose(.slotsOtherTime, nearest)
    case .noTimeOn(let day, let nearest):
      values["day"] = named(day)
      return choose(.slotsOtherDay, nearest)
    case .noSuchDay(let day, let nearest):
      values["day"] = named(day)
      return choose(.slotsNoSuchDay, nearest)
    case .inTheGap(let wall):
      let refusal = Refusal(.noSuchTime, ["time": .text("\(wall.date) \(wall.clock)"), "zone": .text(zone.name)])
      return .say(Answer(book.sentence(for: refusal, in: forum, to: .delegate(me))))
    }
  }

  private func clock(_ minute: Int) -> PhraseValue { .text(book.clocks.clock(WallTime(date: today, minuteOfDay: minute))) }
}
