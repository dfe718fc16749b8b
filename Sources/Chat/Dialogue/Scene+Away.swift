import ForumCore
import Messaging

// When the speaker can not meet (rule 7).

extension Scene {
  func away(_ wish: Intent.Away, _ marks: Line.Marks) -> Plan {
    let before = forum.registrations[me]?.unavailable ?? []
    let blocks = forum.registrations[me]?.blocks
    switch wish {
    case .show: return .say(Answer(shown(before)))
    case .unclear: return .say(Answer(book.text(.awayUnclear)).asking("away"))
    case .off: return .act(.away(Absence(spans: [], blocks: blocks, new: nil, before: before, words: "off"), marks.meetings))
    case .day(let day, let weekday):
      let date = meetingDate(of: day, weekday)
      if let answer = outside(date, marks) { return .say(answer) }
      return keepFree(wholeDay(date), "\(date)", marks)
    case .span(let day, let weekday, let from, let to):
      let date = meetingDate(of: day, weekday)
      if let answer = outside(date, marks) { return .say(answer) }
      func instant(_ minute: Int) -> Instant? { zone.instants(WallTime(date: date, minuteOfDay: minute)).first }
      guard let start = instant(from), let end = instant(to) else {
        let missing = WallTime(date: date, minuteOfDay: instant(from) == nil ? from : to)
        let refusal = Refusal(.noSuchTime, ["time": .text("\(date) \(missing.clock)"), "zone": .text(zone.name)])
        return .say(Answer(book.sentence(for: refusal, in: forum, to: .delegate(me))))
      }
      let span = Span(start: start, end: end)
      return keepFree(span, "\(date) \(WallTime(date: date, minuteOfDay: from).clock) \(WallTime(date: date, minuteOfDay: to).clock)", marks)
    }
  }

  /// The date that a day's name means among those of meetings.
  private func meetingDate(of day: When.Day, _ weekday: Int?) -> CivilDate {
    date(of: day, saying: weekday, among: Set(forum.index.slots.map { zone.wall($0.span.start).date }).sorted())
  }

  /// What is said where that day is none of the forum's; nil where it is one, or whoever asks is sure.
  private func outside(_ date: CivilDate, _ marks: Line.Marks) -> Answer? {
    guard !marks.isSure, let settings = forum.settings, date < settings.firstDay || date > settings.lastDay,
      !forum.index.slots.contains(where: { zone.wall($0.span.start).date == date })
    else { return nil }
    return Answer(book.text(.awayNoSuchDay, ["day": named(date)])).asking("away")
  }

  private func wholeDay(_ date: CivilDate) -> Span { Span(start: zone.start(of: date), end: zone.start(of: date.adding(days: 1))) }

  /// One span more; those within it are part of it.
  /// - Parameter words: for the same span, always understood.
  private func keepFree(_ span: Span, _ words: String, _ marks: Line.Marks) -> Plan {
    let registration = forum.registrations[me]
    let before = registration?.unavailable ?? []
    let isKnown = before.contains { $0.start <= span.start && span.end <= $0.end }
    let others = before.filter { $0.start < span.start || span.end < $0.end }
    let spans = isKnown ? before : (others + [span]).sorted { $0.start < $1.start }
    let absence = Absence(spans: spans, blocks: registration?.blocks, new: span, before: before, words: words)
    return marks.isSure ? .act(.away(absence, marks.meetings)) : .say(ask(absence))
  }

  /// Asks first; what the rules forbid is said at once.
  private func ask(_ absence: Absence) -> Answer {
    let act = Act.away(absence, nil)
    do { _ = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return refusedAway(absence, error) }
    return question(book.text(.awayAsk, values(absence)), act)
  }

  /// Meetings in that time are moved or called off, as the speaker says.
  func refusedAway(_ absence: Absence, _ refusal: Refusal) -> Answer {
    guard refusal.name == .meetingsInTheWay, case .meetings(let ids) = refusal.values["meetings"], absence.new != nil else {
      return Answer(book.sentence(for: refusal, in: forum, to: .delegate(me)))
    }
    var values = values(absence)
    values["meetings"] = .phrase(
      ids.compactMap { forum.meetings[$0] }.map { book.text(.meetingsBrief, self.values($0, named: false)) }.joined(separator: book.semicolon))
    let buttons = [
      Button(label: book.text(.buttonMoveThem), send: Act.away(absence, .move).line),
      Button(label: book.text(.buttonCancelThem), send: Act.away(absence, .cancel).line),
      Button(label: book.text(.buttonNo), send: "no"),
    ]
    return Answer(book.text(.awayAskMove, values), buttons: buttons)
  }

  func wentAway(_ absence: Absence) -> Answer {
    let undo = absence.spans == absence.before ? nil : Undo.away(absence.before)
    return Answer(book.text(absence.new == nil ? .awayDoneOff : .awayDone, values(absence)), undo: undo)
  }

  /// What was so before, again.
  func backTo(_ spans: [Span]) -> Plan {
    let registration = forum.registrations[me]
    let absence = Absence(
      spans: spans, blocks: registration?.blocks, new: spans.last, before: registration?.unavailable ?? [], words: spans.last.map(words) ?? "off")
    return .act(.away(absence, nil))
  }

  private func words(_ span: Span) -> String {
    let date = zone.wall(span.start).date
    return span == wholeDay(date) ? "\(date)" : "\(date) \(zone.wall(span.start).clock) \(zone.wall(span.end).clock)"
  }

  /// The values `day` and `span` of a phrase about an absence.
  private func values(_ absent: Span) -> [String: PhraseValue] {
    let date = zone.wall(absent.start).date
    return ["day": .day(date), "span": .phrase(absent == wholeDay(date) ? book.text(.awayAllDay) : book.text(.awaySpan, ["span": span(absent)]))]
  }

  private func shown(_ spans: [Span]) -> String {
    let coming = spans.filter { $0.end > now }
    guard !coming.isEmpty else { return book.text(.awayNone) }
    let lines = coming.map { book.text(.awayLine, values($0)) }
    return ([book.text(.awayTitle)] + lines + [timesAre]).joined(separator: "\n")
  }

  private func values(_ absence: Absence) -> [String: PhraseValue] {
    absence.new.map { values($0) } ?? [:]
  }
}
