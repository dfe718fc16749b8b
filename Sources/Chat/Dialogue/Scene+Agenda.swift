import ForumCore
import Messaging

// What is on, and when.

extension Scene {
  private static let mostListed = 40

  func agenda(_ wish: Intent.AgendaWish) -> Answer {
    let agenda = forum.published
    guard !agenda.sessions.isEmpty else { return Answer(book.text(.agendaNothingPublished, ["forum": title])) }
    switch wish {
    case .now: return onNow(agenda)
    case .next: return next(agenda)
    case .track(let words): return track(words, agenda)
    case .usual: return day(agenda.days.first { $0 >= today } ?? agenda.days.last ?? today, agenda)
    case .then(let when): return self.agenda(then: when, agenda)
    case .day(let day): return self.day(date(of: day, among: agenda.days), agenda)
    }
  }

  private func day(_ day: CivilDate, _ agenda: Agenda) -> Answer {
    let sessions = agenda.inOrder.filter { $0.day == day }
    let others = agenda.days.filter { $0 != day }.prefix(10).map { Button(label: book.written(.shortDay($0)), send: "agenda \($0)") }
    guard !sessions.isEmpty else { return Answer(book.text(.agendaNothingOn, ["day": named(day)]), buttons: Array(others)) }
    let text = [book.text(.agendaTitle, ["forum": title, "day": .day(day)])] + lines(sessions, agenda) + [timesAre]
    return Answer(text.joined(separator: "\n"), buttons: Array(others))
  }

  private func onNow(_ agenda: Agenda) -> Answer {
    let running = agenda.inOrder.filter { $0.span.contains(now) }
    let time = ["time": clock(now)]
    let button = [Button(label: book.text(.buttonNext), send: "agenda next")]
    guard !running.isEmpty else { return Answer(book.text(.agendaNothingNow, time) + "\n" + next(agenda).text) }
    return Answer(([book.text(.agendaNow, time)] + lines(running, agenda) + [timesAre]).joined(separator: "\n"), buttons: button)
  }

  private func next(_ agenda: Agenda) -> Answer {
    let coming = agenda.inOrder.filter { $0.start > now }
    guard let first = coming.first else { return Answer(book.text(.agendaNothingNext)) }
    let sessions = coming.filter { $0.start == first.start }
    let day = book.text(.agendaTitle, ["forum": title, "day": .day(first.day)])
    return Answer(([book.text(.agendaNext), day] + lines(sessions, agenda) + [timesAre]).joined(separator: "\n"))
  }

  private func track(_ words: String, _ agenda: Agenda) -> Answer {
    let wanted = words.foldedWords
    let tracks = agenda.tracks.values.sorted { ($0.position, $0.id) < ($1.position, $1.id) }
    let found = tracks.filter { track in
      let title = track.title.foldedWords + [track.id.value.folded]
      return !wanted.isEmpty && wanted.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
    }
    let hits = found.isEmpty ? search(wanted, agenda) : []
    if !hits.isEmpty {
      let text = [book.text(.agendaFound, ["text": .text(words)])] + hits.prefix(Self.mostListed).map(line)
      return Answer((text + [timesAre]).joined(separator: "\n"))
    }
    guard let track = found.first, found.count == 1 else {
      let days = agenda.days.prefix(8).map { Button(label: book.written(.shortDay($0)), send: "agenda \($0)") }
      let buttons = (found.isEmpty ? tracks : found).prefix(8).map { Button(label: $0.title, send: "agenda \($0.id)") }
      return Answer(book.text(.agendaUnknown, ["text": .text(words)]), buttons: Array(found.isEmpty ? days + buttons : buttons))
    }
    let sessions = agenda.inOrder.filter { $0.track == track.id }
    var text = [book.text(.agendaTrack, ["forum": title, "track": .text(track.title)])]
    text += linesByDay(sessions, agenda)
    return Answer((text + [timesAre]).joined(separator: "\n"))
  }

  /// The sessions that have all the words in their titles, subtitles, abstracts, rooms or speakers' names.
  func search(_ words: [String], _ agenda: Agenda) -> [Session] {
    guard !words.isEmpty else { return [] }
    return agenda.inOrder.filter { session in
      let speakers = session.speakers.compactMap { agenda.speakers[$0]?.profile.value?.name }
      let texts = [session.title, session.subtitle, session.abstract, session.room.flatMap { agenda.rooms[$0]?.title }].compactMap { $0 } + speakers
      let all = texts.flatMap(WordMemory.shared.words)
      return words.allSatisfy { word in all.contains { $0.hasPrefix(word) } }
    }
  }

  func lines(_ sessions: [Session], _ agenda: Agenda) -> [String] {
    var lines = sessions.prefix(Self.mostListed).map { session in
      var values: [String: PhraseValue] = ["span": span(session.span), "title": .text(shownTitle(session))]
      guard let room = session.room.flatMap({ agenda.rooms[$0]?.title }) else { return book.text(.agendaLine, values) }
      values["room"] = .text(room)
      return book.text(.agendaLineInRoom, values)
    }
    if sessions.count > Self.mostListed { lines.append(book.text(.listMore, ["count": .number(sessions.count - Self.mostListed)])) }
    return lines
  }
}
