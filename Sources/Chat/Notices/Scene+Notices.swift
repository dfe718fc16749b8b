import ForumCore

extension Scene {
  /// What the speaker of this scene is told of a change that somebody else made; nil where there is nothing to tell.
  func notice(of change: Change, byOrganiser: Bool) -> Answer? {
    switch change {
    case .meetingRequested(let it): requested(it.meeting, it.reason)
    case .meetingAccepted(let it): about(it.meeting) { Answer(book.text(.noticeAccepted, $0)) }
    case .meetingConfirmed(let it):
      about(it.meeting, at: it.place) { Answer(book.text(byOrganiser ? .noticeConfirmedByOrganiser : .noticeConfirmed, $0)) }
    case .meetingMoved(let it): moved(it, byOrganiser)
    case .meetingDeclined(let it): ended(it, .noticeDeclined)
    case .meetingWithdrawn(let it): ended(it, .noticeWithdrawn)
    case .meetingCancelled(let it): ended(it, .noticeCancelled)
    case .meetingExpired(let it): about(it.meeting) { Answer(book.text(.noticeExpired, $0)) }
    case .registrationApproved(let it): registration(it.fromWaitlist ? .noticeApprovedFromWaitlist : .noticeApproved, nil)
    case .registrationWaitlisted(let it): registration(.noticeRegistrationWaitlisted, it.reason)
    case .registrationRejected(let it): registration(.noticeRegistrationRejected, it.reason)
    case .registrationCancelled(let it): registration(.noticeRegistrationCancelled, it.reason)
    case .agendaPublished(let it): release(it)
    case .registrationOffered(let it): offered(it)
    case .registrationLapsed: Answer(book.text(.noticeLapsed, ["forum": title]))
    case .signupReleased(let it): forum.published.sessions[it.session].map { Answer(book.text(.noticeReleased, values($0))) }
    case .signupPromoted(let it): forum.published.sessions[it.session].map { Answer(book.text(.noticePromoted, values($0))) }
    case .chatLinked: Answer(book.text(.noticeLinkedElsewhere, ["forum": title]))
    default: notice(ofAlliance: change)
    }
  }

  private func requested(_ meeting: Meeting, _ reason: Personal<String>?) -> Answer {
    var values = values(meeting)
    guard meeting.requested == me else { return Answer(withReason(book.text(.noticeRequestedFor, values), reason)) }
    if meeting.status != .requested { return Answer(withReason(book.text(.noticeBooked, values), reason)) }
    values["until"] = time(meeting.holdUntil ?? now, named: false)
    var text = book.text(meeting.place == nil ? .noticeRequestedOpen : .noticeRequested, values)
    if let message = meeting.message?.value, !message.isEmpty { text += "\n" + book.text(.noticeMessage, ["message": .text(message)]) }
    return Answer(withReason(text, reason), buttons: buttons(for: forum.meetings[meeting.id] ?? meeting))
  }

  private func moved(_ it: MeetingMoved, _ byOrganiser: Bool) -> Answer? {
    about(it.meeting, at: it.to) { values in
      var values = values
      values["from"] = place(it.from, named: false)
      guard it.awaiting == me, it.by != nil, let meeting = forum.meetings[it.meeting] else {
        return Answer(withReason(book.text(key(of: it), values), it.reason))
      }
      values["until"] = time(it.holdUntil ?? now, named: false)
      return Answer(withReason(book.text(.noticeProposed, values), it.reason), buttons: buttons(for: meeting))
    }
  }

  private func key(of it: MeetingMoved) -> PhraseKey {
    switch it.cause {
    case .wish: it.by == nil ? .noticeMovedByOrganiser : .noticeMoved
    case .block: .noticeMovedForBlock
    case .table: .noticeMovedForTable
    case .release: .noticeMovedForRelease
    case .availability: it.by == nil ? .noticeMovedByOrganiser : .noticeMovedForAvailability
    }
  }

  private func ended(_ it: MeetingEnded, _ key: PhraseKey) -> Answer? {
    about(it.meeting) { Answer(withReason(book.text(it.by == nil ? .noticeEnded : key, $0), it.reason)) }
  }

  private func about(_ id: MeetingID, at place: Place? = nil, _ say: ([String: PhraseValue]) -> Answer) -> Answer? {
    guard let meeting = forum.meetings[id], meeting.has(me) else { return nil }
    var values = values(meeting)
    if let place { values["place"] = self.place(place) }
    return say(values)
  }

  private func registration(_ key: PhraseKey, _ reason: Personal<String>?) -> Answer {
    Answer(withReason(book.text(key, ["forum": title]), reason))
  }

  private func withReason(_ text: String, _ reason: Personal<String>?) -> String {
    guard let reason = reason?.value, !reason.isEmpty else { return text }
    return text + "\n" + book.text(.noticeReason, ["reason": .text(reason)])
  }

  // MARK: - Releases

  /// One message for a release, with what concerns the reader.
  private func release(_ it: AgendaPublished) -> Answer? {
    guard let mine = it.concerned.first(where: { $0.delegate == me }) else { return nil }
    let before = agenda(of: it.release - 1)
    let after = agenda(of: it.release)
    let changed = it.differences.filter { mine.sessions.contains($0.session) }.map { line($0, before: before, after: after) }
    let lost = mine.givenBack.compactMap { after?.sessions[$0] }.map { session in
      book.text(.noticePlaceLost, ["title": .text(session.title), "time": time(session.start, named: false)])
    }
    let lines = (changed + lost).map { "- " + $0 }
    guard !lines.isEmpty else { return nil }
    let head = book.text(.noticeRelease, ["forum": title, "release": .number(it.release), "count": .number(lines.count)])
    return Answer(([head] + lines + [timesAre]).joined(separator: "\n"))
  }

  private func agenda(of release: Int) -> Agenda? { forum.releases.first { $0.number == release }?.agenda }

  private func line(_ difference: AgendaDifference, before: Agenda?, after: Agenda?) -> String {
    let values: [String: PhraseValue] = [
      "title": .text(difference.title), "from": spot(difference.from, at: before), "to": spot(difference.to, at: after),
    ]
    return book.text(difference.kind == .removed ? .noticeSessionRemoved : .noticeSessionMoved, values)
  }

  private func spot(_ place: AgendaDifference.Place?, at agenda: Agenda?) -> PhraseValue {
    guard let place else { return .text("") }
    let time = PhraseValue.time(place.start, zone)
    guard let room = place.room.flatMap({ agenda?.rooms[$0]?.title }) else { return time }
    return .phrase(book.text(.noticeInRoom, ["time": time, "room": .text(room)]))
  }
}
