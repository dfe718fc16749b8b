import ForumCore
import Messaging

// What is on at a time or in a part of a day, and where and when something is.

extension Scene {
  /// The sessions of a part of a day, or those at a time; of the readings that may be meant, the first that has some.
  func agenda(then when: When, _ agenda: Agenda) -> Answer {
    var nothing: Answer?
    for reading in when.readings {
      let answer = answer(reading, agenda)
      if answer.isFound { return answer.answer }
      nothing = nothing ?? answer.answer
    }
    return nothing ?? Answer(book.text(.agendaNothingNext))
  }

  private func answer(_ when: When, _ agenda: Agenda) -> (answer: Answer, isFound: Bool) {
    let (day, part) = dayAndPart(when, agenda)
    let then: PhraseValue = .phrase(written(part, of: day))
    let sessions = agenda.inOrder.filter { session in
      let (start, end) = (zone.wall(session.start), zone.wall(session.end))
      guard session.day == day, start.date == day else { return false }
      return start.minuteOfDay < max(part.upperBound, part.lowerBound + 1) && (end.date == day ? end.minuteOfDay : 1440) > part.lowerBound
    }
    let days = agenda.days.prefix(10).map { Button(label: book.written(.shortDay($0)), send: "agenda \($0)") }
    let values: [String: PhraseValue] = ["forum": title, "day": named(day), "then": then]
    guard !sessions.isEmpty else { return (Answer(book.text(.agendaNothingThen, values), buttons: Array(days)), false) }
    let text = [book.text(.agendaTitleThen, values)] + lines(sessions, agenda) + [timesAre]
    return (Answer(text.joined(separator: "\n"), buttons: Array(days)), true)
  }

  /// The date, and the minutes of it; a single time is an empty part.
  private func dayAndPart(_ when: When, _ agenda: Agenda) -> (CivilDate, Range<Int>) {
    if let minutes = when.minutesFromNow {
      let wall = zone.wall(now.adding(minutes: minutes))
      return (wall.date, wall.minuteOfDay..<wall.minuteOfDay)
    }
    let coming = agenda.days.first { $0 >= today } ?? agenda.days.last ?? today
    let day = when.day.map { date(of: $0, among: agenda.days) } ?? coming
    if let minute = when.minuteOfDay { return (day, minute..<minute) }
    return (day, Moments(forum: forum, zone: zone, now: now, feasible: []).edges(when.window, day))
  }

  private func written(_ part: Range<Int>, of day: CivilDate) -> String {
    let from = book.clocks.clock(WallTime(date: day, minuteOfDay: part.lowerBound))
    guard !part.isEmpty else { return from }
    let to = book.clocks.clock(WallTime(date: day, minuteOfDay: part.upperBound % 1440))
    return book.text(.timeSpan, ["from": .phrase(from), "to": .phrase(to)])
  }

  // MARK: - Where and when something is

  /// The sessions that have all the words that mean something, with their rooms, by day; nil where none has.
  func onAgenda(_ text: String) -> Answer? {
    let agenda = forum.published
    let words = text.foldedWords
    let telling = words.filter { !library.catalogue.isAside($0) }
    let found = lunches(telling, text, agenda) ?? search(telling, agenda)
    guard !found.isEmpty else { return nil }
    return Answer(([book.text(.agendaFound, ["text": .text(text)])] + linesByDay(found, agenda) + [timesAre]).joined(separator: "\n"))
  }

  func linesByDay(_ sessions: [Session], _ agenda: Agenda) -> [String] {
    agenda.days.flatMap { day -> [String] in
      let here = sessions.filter { $0.day == day }
      return here.isEmpty ? [] : [book.written(.day(day))] + lines(here, agenda)
    }
  }

  /// The breaks at midday to come, where that is what was named in any language.
  private func lunches(_ words: [String], _ text: String, _ agenda: Agenda) -> [Session]? {
    let times = library.catalogue.times.values
    let isLunch = [text.folded.withoutEndMarks, words.joined(separator: " ")].contains { phrase in times.contains { $0.has(.lunch, phrase) } }
    guard isLunch else { return nil }
    let moments = Moments(forum: forum, zone: zone, now: now, feasible: [])
    return agenda.inOrder.filter { session in
      let start = zone.wall(session.start)
      return session.kind == .break && session.end > now && start.minuteOfDay == moments.lunch(on: start.date).lowerBound
    }
  }
}
