import ForumCore
import Messaging

// Places in sessions.

extension Scene {
  private static let mostListed = 15

  /// The published sessions that the speaker has a place in or waits for, in order of time.
  var ownSessions: [Session] {
    forum.published.inOrder.filter { session in
      guard let list = forum.signups[session.id] else { return false }
      return list.placed.contains(me) || list.waiting.contains(me)
    }
  }

  /// Those to come that take signups; all where none does.
  private var sessionsShown: [Session] {
    let coming = forum.published.inOrder.filter { $0.end > now && $0.kind != .break && $0.kind != .networking }
    let counted = coming.filter { $0.capacity != nil }
    return counted.isEmpty ? coming : counted
  }

  /// Those of them in which the speaker has no place, as they are numbered.
  private var sessionsOffered: ArraySlice<Session> {
    let own = Set(ownSessions.map(\.id))
    return sessionsShown.filter { !own.contains($0.id) }.prefix(6)
  }

  var sessions: Answer {
    let shown = sessionsShown
    guard !shown.isEmpty else { return Answer(book.text(.sessionsNone)) }
    var lines = [book.text(.sessionsTitle)] + shown.prefix(Self.mostListed).map(line)
    if shown.count > Self.mostListed { lines.append(book.text(.listMore, ["count": .number(shown.count - Self.mostListed)])) }
    lines.append(timesAre)
    let buttons = choices(sessionsOffered, command: "signup") {
      self.book.text(.buttonSignup, ["title": .phrase($0)])
    }
    return Answer(lines.joined(separator: "\n"), buttons: buttons)
  }

  /// The title, and where several have the same one also the subtitle.
  func shownTitle(_ session: Session) -> String {
    guard let subtitle = session.subtitle, !subtitle.isEmpty,
      forum.published.sessions.values.contains(where: { $0.id != session.id && $0.title == session.title })
    else { return session.title }
    return "\(session.title): \(subtitle)"
  }

  /// `Wednesday 10 March, 09:00 Opening: 3 places left`
  func line(_ session: Session) -> String {
    let line = book.text(.sessionsLine, ["time": time(session.start, named: false), "title": .text(shownTitle(session))])
    let list = forum.signups[session.id]
    if list?.placed.contains(me) == true { return "\(line): \(book.text(.sessionsPlaced))" }
    if list?.waiting.contains(me) == true { return "\(line): \(book.text(.sessionsWaiting))" }
    guard let capacity = session.capacity else { return line }
    let left = max(0, capacity - (list?.placed.count ?? 0))
    return "\(line): \(left == 0 ? book.text(.sessionsFull) : book.text(.sessionsPlacesLeft, ["count": .number(left)]))"
  }

  func signup(_ text: String, _ marks: Line.Marks, leaving: Bool) -> Plan {
    let command = leaving ? "leave" : "signup"
    let among = leaving ? ownSessions : forum.published.inOrder.filter { $0.kind != .break }
    guard !text.isEmpty else {
      let buttons = leaving ? choices(among[...], command: command) : sessions.buttons
      return .say(Answer(book.text(.sessionsNeedsName), buttons: buttons).asking(command))
    }
    if let id = SessionID(text), marks.isSure { return .act(leaving ? .leave(id) : .signUp(id)) }
    let found = find(text, among: among)
    guard let session = found.first else {
      if leaving, let other = find(text, among: forum.published.inOrder).first {
        return .say(Answer(book.sentence(for: Refusal(.notSignedUp, ["session": .session(other.id)]), in: forum, to: .delegate(me))))
      }
      let nearest = nearest(text, among: among)
      let key: PhraseKey = nearest.isEmpty ? .sessionsUnknown : .sessionsNearest
      return .say(Answer(book.text(key, ["text": .text(text)]), buttons: choices(nearest.prefix(8), command: command)).asking(command))
    }
    guard found.count == 1 else { return .say(Answer(book.text(.sessionsWhich), buttons: choices(found.prefix(8), command: command))) }
    let act = leaving ? Act.leave(session.id) : .signUp(session.id)
    if marks.isSure { return .act(act) }
    do { _ = try act.command(by: me).decide(forum, by: actor, at: now) } catch { return .say(refused(act, error)) }
    return .say(question(book.text(leaving ? .signupAskLeave : .signupAsk, values(session)), act))
  }

  /// A button for each session; those of the same title are told apart by day and time.
  private func choices(_ sessions: ArraySlice<Session>, command: String, label write: (String) -> String = { $0 }) -> [Button] {
    sessions.map { session in
      let isAlone = !sessions.contains { $0.id != session.id && shownTitle($0) == shownTitle(session) }
      let title = book.written(.text(shownTitle(session)))
      let name = isAlone ? title : book.text(.sessionsChoice, ["title": .phrase(title), "time": .phrase(label(session.start))])
      return Button(label: write(name), send: "\(command) \(session.id)")
    }
  }

  func values(_ session: Session) -> [String: PhraseValue] { ["title": .text(shownTitle(session)), "time": time(session.start)] }

  /// The session of that key or title, or those whose titles have all the words.
  private func find(_ text: String, among sessions: [Session]) -> [Session] {
    if let id = SessionID(text), let session = sessions.first(where: { $0.id == id }) { return [session] }
    let words = text.foldedWords
    let isInTitle = sessions.contains { ($0.title + " " + ($0.subtitle ?? "")).foldedWords.contains(text.folded) }
    if let number = Int(text.folded), number > 0, !isInTitle, let session = sessionsOffered.dropFirst(number - 1).first {
      return sessions.filter { $0.id == session.id }
    }
    let found = find(words, among: sessions)
    if !found.isEmpty { return found }
    let telling = words.filter { !library.catalogue.isAside($0) }
    return telling.count == words.count ? [] : find(telling, among: sessions)
  }

  private func find(_ words: [String], among sessions: [Session]) -> [Session] {
    let exact = sessions.filter { $0.title.foldedWords == words }
    if !exact.isEmpty { return exact }
    guard !words.isEmpty else { return [] }
    return sessions.filter { session in
      let title = session.title.foldedWords + (session.subtitle ?? "").foldedWords
      return words.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
    }
  }

  private func nearest(_ text: String, among sessions: [Session]) -> [Session] {
    let words = text.foldedWords
    guard !words.isEmpty else { return [] }
    return sessions.filter { session in
      let title = session.title.foldedWords
      return words.allSatisfy { word in title.contains { editDistance(word, $0, most: slips(in: word)) != nil } }
    }
  }
}
