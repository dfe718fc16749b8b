import ForumCore
import Messaging

// How people, places and times are named.

extension Scene {
  func name(of delegate: DelegateID) -> String { forum.registrations[delegate]?.displayName ?? delegate.description }
  func organisation(of delegate: DelegateID) -> Organisation? { forum.registrations[delegate].flatMap { forum.organisations[$0.organisation] } }
  func kind(of delegate: DelegateID) -> String { book.text(named: "kind.\(organisation(of: delegate)?.kind.rawValue ?? "other")") }

  /// The values `name` and `organisation` of a phrase about somebody.
  func person(_ delegate: DelegateID) -> [String: PhraseValue] {
    ["name": .text(name(of: delegate)), "organisation": .text(organisation(of: delegate)?.name ?? "")]
  }

  /// The values of a line about somebody in a list: reference, name, organisation, kind and country.
  func entry(_ delegate: DelegateID) -> [String: PhraseValue] {
    var values = person(delegate)
    values["reference"] = .text(delegate.description)
    values["kind"] = .phrase(kind(of: delegate))
    values["country"] = .text(organisation(of: delegate).map { book.country($0.country) } ?? "")
    return values
  }

  /// For the label of a button.
  func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// A command as the reader would type it, in their language.
  func typed(_ command: CommandName, _ rest: String) -> PhraseValue {
    let word = library.catalogue.entry(command, in: book.language)?.words.first ?? command.rawValue
    return .text("\(word) \(rest)")
  }

  /// `Wednesday 10 March, 10:30`, with the name of the zone where it stands alone, and the reader's own time where that differs.
  func time(_ instant: Instant, named: Bool = true) -> PhraseValue {
    guard named else { return besides(.time(instant, zone), at: instant) { briefly(instant, on: $0) } }
    if let own = ownZone(at: instant) {
      let values: [String: PhraseValue] = [
        "time": .time(instant, zone), "zone": .phrase(book.zone(zone)), "own": clock(instant, on: own), "ownZone": .phrase(book.zone(own)),
      ]
      return .phrase(book.text(.timeWithOwn, values))
    }
    return .phrase(book.text(.timeWithZone, ["time": .time(instant, zone), "zone": .phrase(book.zone(zone))]))
  }

  /// `10:30`, or `10:30 (11:30)` where the reader's own clock shows another time.
  func clock(_ instant: Instant) -> PhraseValue { besides(.clock(instant, zone), at: instant) { briefly(instant, on: $0) } }

  /// `10:30–11:00`, or `10:30–11:00 (11:30–12:00)`.
  func span(_ span: Span) -> PhraseValue {
    besides(.span(span, zone), at: span.start) { own in
      own.wall(span.start).date == zone.wall(span.start).date ? .span(span, own) : briefly(span.start, on: own)
    }
  }

  /// The clock alone, where that is on the same day as the forum's.
  private func clock(_ instant: Instant, on own: ForumZone) -> PhraseValue {
    own.wall(instant).date == zone.wall(instant).date ? .clock(instant, own) : .time(instant, own)
  }

  /// The same with little of the day: `Thu 11 Mar 02:00`.
  private func briefly(_ instant: Instant, on own: ForumZone) -> PhraseValue {
    let day = own.wall(instant).date
    guard day != zone.wall(instant).date else { return .clock(instant, own) }
    return .phrase(book.text(.timeShortDayAndClock, ["day": .shortDay(day), "clock": .clock(instant, own)]))
  }

  /// The forum's time and in brackets the same on the reader's own clock, where that shows another (rule 25).
  private func besides(_ time: PhraseValue, at instant: Instant, own: (ForumZone) -> PhraseValue) -> PhraseValue {
    guard let zone = ownZone(at: instant) else { return time }
    return .phrase(book.text(.timeBeside, ["time": time, "own": own(zone)]))
  }

  /// A day, with its year where that is none of the forum's.
  func named(_ day: CivilDate) -> PhraseValue {
    guard let settings = forum.settings, !(settings.firstDay.year...max(settings.firstDay.year, settings.lastDay.year)).contains(day.year) else {
      return .day(day)
    }
    return .dayOfYear(day)
  }

  /// For a button: the weekday is enough while the forum has each one once.
  func label(_ instant: Instant) -> String {
    let isShort = (forum.settings.map { $0.lastDay.daysSince1970 - $0.firstDay.daysSince1970 } ?? 7) < 7
    guard isShort else {
      return book.text(.timeShortDayAndClock, ["day": .shortDay(zone.wall(instant).date), "clock": .clock(instant, zone)])
    }
    return book.text(.timeShortDayAndClock, ["day": .phrase(book.clocks.weekday(zone.wall(instant).date)), "clock": .clock(instant, zone)])
  }

  /// The date that a day's name means among some days, in order: the first on which something is.
  func date(of day: When.Day, saying weekday: Int? = nil, among days: [CivilDate]) -> CivilDate {
    let dates = NamedDays(days, settings: forum.settings, now: now, zone: zone).dates(of: day, saying: weekday)
    return dates.first(where: days.contains) ?? dates.first ?? today
  }

  func table(_ id: TableID) -> PhraseValue {
    let reference = PhraseValue.text(id.description)
    guard let label = forum.tables[id]?.label, !label.isEmpty, label != id.description else {
      return .phrase(book.text(.placeTable, ["table": reference]))
    }
    return .phrase(book.text(.placeLabelled, ["table": reference, "label": .text(label)]))
  }

  /// Time and table in one.
  func place(_ place: Place?, named: Bool = true) -> PhraseValue {
    guard let place else { return .phrase(book.text(.placeOpen)) }
    let time = time(place.span.start, named: named)
    guard let table = place.table else { return .phrase(book.text(.placeOnline, ["time": time])) }
    return .phrase(book.text(.placeAtTable, ["time": time, "table": self.table(table)]))
  }

  /// The values of a phrase about a meeting, as the speaker sees it.
  func values(_ meeting: Meeting, named: Bool = true) -> [String: PhraseValue] {
    var values = people(of: meeting)
    values["meeting"] = .text(meeting.id.description)
    values["place"] = meeting.offers.map(offered) ?? place(meeting.place, named: named)
    values["state"] = .phrase(state(meeting))
    return values
  }

  /// Whom the speaker meets: the other side, the guests of their group, or as interpreter both sides.
  func people(of meeting: Meeting) -> [String: PhraseValue] {
    let interprets = meeting.heldPlaces.contains { $0.interpreter == me }
    let others = interprets ? meeting.participants : meeting.requester == me ? meeting.others : [meeting.requester]
    guard others.count > 1 else { return person(others.first ?? meeting.requested) }
    let organisations = others.map { organisation(of: $0)?.name ?? "" }.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return ["name": .text(others.map(name).joined(separator: ", ")), "organisation": .text(organisations.joined(separator: ", "))]
  }

  /// Several times, as a choice.
  func offered(_ places: [Place]) -> PhraseValue {
    .phrase(places.map { book.written(time($0.span.start, named: false)) }.joined(separator: " / "))
  }

  /// What has become of a meeting, and who has to answer until when.
  func state(_ meeting: Meeting) -> String {
    guard meeting.status == .requested || meeting.awaits(me), let until = meeting.holdUntil else {
      return book.text(named: "status.\(meeting.status.rawValue)")
    }
    return book.text(meeting.awaits(me) ? .meetingsYours : .meetingsTheirs, ["until": time(until, named: false)])
  }

  /// A meeting on one line of a list, below which it is said whose clocks are shown.
  func line(_ meeting: Meeting) -> String { book.text(.meetingsLine, values(meeting, named: false)) }

  /// The same where it stands alone.
  func loneLine(_ meeting: Meeting) -> String {
    book.text(.meetingsLine, values(meeting, named: meeting.place.map { ownZone(at: $0.span.start) != nil } ?? false))
  }

  func question(_ text: String, _ act: Act, others: [Button] = []) -> Answer {
    let yes = Button(label: book.text(.buttonYes), send: act.line)
    return Answer(text, buttons: [yes] + others + [Button(label: book.text(.buttonNo), send: "no")], yes: act.line)
  }
}
