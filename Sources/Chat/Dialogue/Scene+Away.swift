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
    case .span(let day, let from, let to):
      let days = Set(forum.index.slots.map { zone.wall($0.span.start).date })
      let date = date(of: day, among: days.sorted())
      if !marks.isSure, !days.contains(date), let settings = forum.settings, date < settings.firstDay || date > settings.lastDay {
        return .say(Answer(book.text(.awayNoSuchDay, ["day": named(date)])).asking("away"))
      }
      func instant(_ minute: Int) -> Instant? { zone.instants(WallTime(date: date, minuteOfDay: minute)).first }
      guard let start = instant(from), let end = instant(to) else {
        let missing = WallTime(date: date, minuteOfDay: instant(from) == nil ? from : to)
        let refusal = Refusal(.noSuchTime, ["time": .text("\(date) \(missing.clock)"), "zone": .text(zone.name)])
        return .say(Answer(book.sentence(for: refusal, in: forum, to: .delegate(me))))
      }
      let span = Span(start: start, end: end)
      let words = "\(date) \(WallTime(date: date, minuteOfDay: from).clock) \(WallTime(date: date, minuteOfDay: to).clock)"
      let spans = before.contains(span) ? before : (before + [span]).sorted { $0.start < $1.start }
      let absence = Absence(spans: spans, blocks: blocks, new: span, before: before, words: words)
      return marks.isSure ? .act(.away(absence, marks.meetings)) : .say(ask(absence))
    }
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
    values["meetings"] = .phrase(ids.compactMap { forum.meetings[$0] }.map { book.text(.meetingsBrief, self.values($0, named: false)) }.joined(separator: "; "))
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

  private func words(_ span: Span) -> String { "\(zone.wall(span.start).date) \(zone.wall(span.start).clock) \(zone.wall(span.end).clock)" }

  private func shown(_ spans: [Span]) -> String {
    let coming = spans.filter { $0.end > now }
    guard !coming.isEmpty else { return book.text(.awayNone) }
    let lines = coming.map { book.text(.awayLine, ["day": .day(zone.wall($0.start).date), "span": .span($0, zone)]) }
    return ([book.text(.awayTitle)] + lines + [timesAre]).joined(separator: "\n")
  }

  private func values(_ absence: Absence) -> [String: PhraseValue] {
    guard let new = absence.new else { return [:] }
    return ["day": .day(zone.wall(new.start).date), "span": .span(new, zone)]
  }
}
