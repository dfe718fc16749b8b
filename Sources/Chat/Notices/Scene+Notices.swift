import ForumCore
import ForumDesk

extension Scene {
  /// What the speaker of this scene is told of a change that somebody else made; nil where there is nothing to tell.
  func notice(of committed: CommittedChange) -> Answer? {
    meetingNotice(of: committed.change, by: committed.actor) ?? notice(of: committed.change, byOrganiser: committed.actor.isOrganiser)
  }

  /// The same of what is not about one meeting.
  private func notice(of change: Change, byOrganiser: Bool) -> Answer? {
    switch change {
    case .reminderSent(let it): reminder([it])
    case .registrationApproved(let it): registration(it.fromWaitlist ? .noticeApprovedFromWaitlist : .noticeApproved, nil)
    case .registrationWaitlisted(let it): registration(.noticeRegistrationWaitlisted, it.reason)
    case .registrationRejected(let it): registration(.noticeRegistrationRejected, it.reason)
    case .registrationCancelled(let it): registration(.noticeRegistrationCancelled, it.reason)
    case .agendaPublished(let it): release(it)
    case .registrationOffered(let it): offered(until: it.until)
    case .registrationLapsed: Answer(book.text(.noticeLapsed, ["forum": title]))
    case .signupReleased(let it): forum.published.sessions[it.session].map { Answer(book.text(.noticeReleased, values($0))) }
    case .signupPromoted(let it): forum.published.sessions[it.session].map { Answer(book.text(.noticePromoted, values($0))) }
    case .announcementMade(let it): Answer(book.text(.noticeAnnounced, ["forum": title, "text": .text(it.text)]))
    case .chatLinked: Answer(book.text(.noticeLinkedElsewhere, ["forum": title]))
    default: notice(ofAlliance: change)
    }
  }

  private func registration(_ key: PhraseKey, _ reason: Personal<String>?) -> Answer {
    Answer(withReason(book.text(key, ["forum": title]), reason))
  }

  func withReason(_ text: String, _ reason: Personal<String>?) -> String {
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
    let time = time(place.start, named: false)
    guard let room = place.room.flatMap({ agenda?.rooms[$0]?.title }) else { return time }
    return .phrase(book.text(.noticeInRoom, ["time": time, "room": .text(room)]))
  }
}
