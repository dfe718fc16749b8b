import ForumCore
import Messaging

// Where a meeting is, and what comes right before and after it.

extension Scene {
  func table(_ target: Intent.Target) -> Plan {
    if case .any = target {
      let next = forum.meetings(of: me).filter { $0.status == .confirmed && $0.place.map { $0.span.end > now } == true }
        .min { ($0.place?.span.start ?? now) < ($1.place?.span.start ?? now) }
      guard let next else { return .say(Answer(book.text(.tableNone))) }
      return .say(whereabouts(next))
    }
    if case .name(let name) = target, !PeopleFinder(forum: forum, except: me).hasOne(name), let found = onAgenda(name) { return .say(found) }
    return withMeeting(target, .open, command: "table") { id, meeting in
      guard let meeting else {
        return .say(Answer(book.sentence(for: Refusal(.noSuchMeeting, ["reference": .text(id.description)]), in: forum, to: .delegate(me))))
      }
      return .say(whereabouts(meeting))
    }
  }

  private func whereabouts(_ meeting: Meeting) -> Answer {
    var lines = [book.text(.tableLine, values(meeting))]
    if let place = meeting.place {
      let day = zone.wall(place.span.start).date
      let others = neighbours(of: meeting).filter { zone.wall($0.span.start).date == day }
      if let before = others.last(where: { $0.span.start < place.span.start }) { lines.append(book.text(.tableBefore, ["what": .phrase(before.text)])) }
      if let after = others.first(where: { $0.span.start > place.span.start }) { lines.append(book.text(.tableAfter, ["what": .phrase(after.text)])) }
    }
    return Answer(lines.joined(separator: "\n"), buttons: buttons(for: meeting))
  }

  /// The speaker's other meetings that have a time, and their sessions, in order.
  private func neighbours(of meeting: Meeting) -> [(span: Span, text: String)] {
    let meetings = forum.meetings(of: me).filter { $0.id != meeting.id && $0.status.isOpen }.compactMap { other -> (span: Span, text: String)? in
      guard let place = other.place else { return nil }
      var values = people(of: other)
      values["meeting"] = .text(other.id.description)
      values["span"] = span(place.span)
      values["table"] = place.table.map(table) ?? .phrase(book.text(.placeOnlineOnly))
      return (place.span, book.text(.tableMeeting, values))
    }
    let sessions = ownSessions.map { session -> (span: Span, text: String) in
      let room = session.room.flatMap { forum.published.rooms[$0]?.title } ?? ""
      return (session.span, book.text(.tableSession, ["span": span(session.span), "title": .text(session.title), "room": .text(room)]))
    }
    return (meetings + sessions).sorted { $0.span.start < $1.span.start }
  }
}
