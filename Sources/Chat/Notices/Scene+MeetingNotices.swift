import ForumCore
import Messaging

// What people are told of their meetings.

extension Scene {
  /// What the speaker is told of a change of a meeting that somebody else made; nil where it is none, or not theirs.
  func meetingNotice(of change: Change, by actor: Actor) -> Answer? {
    if case .meetingsSwapped(let it) = change { return swapped(it) }
    guard let id = change.meeting, let meeting = forum.meetings[id] else { return nil }
    if isInterpreter(of: meeting, change) { return interpreting(meeting, change) }
    if let colleague = colleague(actor, change, meeting) { return byColleague(colleague, meeting) }
    switch change {
    case .meetingRequested(let it): return requested(it)
    case .meetingOffered(let it): return offered(it, meeting)
    case .meetingAccepted: return about(meeting) { Answer(book.text(.noticeAccepted, $0)) }
    case .meetingConfirmed(let it):
      return about(meeting, at: it.place) { values in
        let key: PhraseKey = actor.isOrganiser ? .noticeConfirmedByOrganiser : actor.kind == .timer ? .noticeConfirmedByItself : .noticeConfirmed
        // In a group it is not always the first guest.
        let guest = actor.delegate.flatMap { meeting.has($0) ? person($0) : nil } ?? [:]
        return Answer(withReason(book.text(key, values.merging(guest) { $1 }), it.reason))
      }
    case .meetingProposed(let it): return proposed(it, meeting)
    case .meetingMoved(let it): return moved(it, meeting)
    case .meetingHandedOver(let it): return handedOver(it, meeting)
    case .guestInvited(let it): return invited(it, meeting)
    case .guestAccepted(let it): return aboutGuest(it, meeting, theirs: .noticeGuestAccepted, mine: .noticeConfirmedByOrganiser)
    case .guestLeft(let it):
      let isSilent = it.by == nil && !actor.isOrganiser
      return aboutGuest(it, meeting, theirs: isSilent ? .noticeGuestSilent : .noticeGuestLeft, mine: isSilent ? .noticeInvitationEnded : .noticeNotInIt)
    case .meetingDeclined(let it): return ended(it, .noticeDeclined, meeting)
    case .meetingWithdrawn(let it): return ended(it, .noticeWithdrawn, meeting)
    case .meetingCancelled(let it): return ended(it, .noticeCancelled, meeting)
    case .meetingExpired: return about(meeting) { Answer(book.text(.noticeExpired, $0)) }
    case .meetingAnswered(let it): return answered(it, meeting)
    default: return nil
    }
  }

  // MARK: - Of one's own side

  /// Who of the speaker's organisation acted for them; nil where nobody did.
  private func colleague(_ actor: Actor, _ change: Change, _ meeting: Meeting) -> DelegateID? {
    guard let acting = actor.delegate, acting != me, !meeting.has(acting), meeting.has(me), !actor.isOrganiser,
      forum.registrations[acting]?.organisation == forum.registrations[me]?.organisation
    else { return nil }
    switch change {
    case .meetingRequested(let it): return it.meeting.requester == me ? acting : nil
    case .meetingAccepted, .meetingConfirmed: return acting
    case .guestAccepted(let it), .guestLeft(let it), .guestInvited(let it): return it.by == me ? acting : nil
    case .meetingProposed(let it): return it.by == me ? acting : nil
    case .meetingMoved(let it): return it.by == me ? acting : nil
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingCancelled(let it): return it.by == me ? acting : nil
    default: return nil
    }
  }

  private func byColleague(_ colleague: DelegateID, _ meeting: Meeting) -> Answer? {
    about(meeting) { values in
      var values = values
      values["colleague"] = .text(name(of: colleague))
      return Answer(book.text(.noticeByColleague, values), buttons: buttons(for: meeting))
    }
  }

  // MARK: - Requests

  private func requested(_ it: MeetingRequested) -> Answer {
    let meeting = it.meeting
    var values = values(meeting)
    guard meeting.requester != me else { return Answer(withReason(book.text(.noticeRequestedFor, values), it.reason)) }
    if meeting.status != .requested { return Answer(withReason(book.text(.noticeBooked, values), it.reason)) }
    values["until"] = time(meeting.holdUntil ?? now, named: false)
    return asked(meeting.isGroup ? .noticeInvited : meeting.place == nil ? .noticeRequestedOpen : .noticeRequested, values, meeting, it.reason)
  }

  func asked(_ key: PhraseKey, _ values: [String: PhraseValue], _ meeting: Meeting, _ reason: Personal<String>?) -> Answer {
    var text = book.text(key, values)
    if let message = meeting.message?.value, !message.isEmpty {
      text += "\n" + book.text(.noticeMessage, ["message": .text(message.split(whereSeparator: \.isNewline).joined(separator: " "))])
    }
    return Answer(withReason(text, reason), buttons: buttons(for: forum.meetings[meeting.id] ?? meeting))
  }

  /// A request has waited for a place, and there is one now.
  private func offered(_ it: MeetingOffered, _ meeting: Meeting) -> Answer? {
    about(meeting, at: it.place) { values in
      var values = values
      values["until"] = time(it.holdUntil, named: false)
      if meeting.requester == me { return Answer(book.text(.noticeOffered, values)) }
      return asked(meeting.isGroup ? .noticeInvited : .noticeRequested, values, meeting, nil)
    }
  }

  private func proposed(_ it: MeetingProposed, _ meeting: Meeting) -> Answer? {
    about(meeting) { values in
      var values = values
      values["from"] = place(it.from, named: false)
      values["until"] = time(it.holdUntil, named: false)
      let lines = it.offers.map { "- " + book.written(place($0, named: false)) } + [timesAre]
      guard it.awaiting == me else {
        return Answer(withReason(([book.text(.noticeProposedFor, values)] + lines).joined(separator: "\n"), it.reason))
      }
      let head = book.text(it.by == nil ? .noticeProposedByOrganiser : .noticeProposedTimes, values)
      return Answer(withReason(([head] + lines).joined(separator: "\n"), it.reason), buttons: pickButtons(for: meeting))
    }
  }

  /// A button for each of the times that are offered, and one for none of them.
  func pickButtons(for meeting: Meeting, named: Bool = false) -> [Button] {
    guard meeting.status == .requested, meeting.awaiting == me, let offers = meeting.offers else { return [] }
    let values = person(meeting.other(than: me) ?? meeting.requested)
    return offers.map { place in
      let time = label(place.span.start)
      let label = named ? book.text(.buttonPickWith, values.merging(["time": .phrase(time)]) { $1 }) : time
      return Button(label: label, send: Act.confirm(meeting.id, place.slot, version: meeting.version).line)
    } + [declineButton(meeting, named: named)]
  }

  // MARK: - Places

  private func moved(_ it: MeetingMoved, _ meeting: Meeting) -> Answer? {
    about(meeting, at: it.to) { values in
      var values = values
      values["from"] = place(it.from, named: false)
      guard it.awaiting == me || (meeting.isGroup && meeting.awaits(me)), it.by != nil else {
        return Answer(withReason(book.text(key(of: it), values), it.reason))
      }
      values["until"] = time(it.holdUntil ?? now, named: false)
      return Answer(withReason(book.text(.noticeProposed, values), it.reason), buttons: buttons(for: meeting))
    }
  }

  func key(of it: MeetingMoved) -> PhraseKey {
    switch it.cause {
    case .wish: it.by == nil ? .noticeMovedByOrganiser : .noticeMoved
    case .block: .noticeMovedForBlock
    case .table: .noticeMovedForTable
    case .release: .noticeMovedForRelease
    case .timetable: .noticeMovedForTimetable
    case .availability: it.by == nil ? .noticeMovedByOrganiser : .noticeMovedForAvailability
    }
  }

  /// Who is in both meetings reads both.
  private func swapped(_ it: MeetingsSwapped) -> Answer? {
    let lines = [(it.first, it.firstTo), (it.second, it.secondTo)].compactMap { id, to -> String? in
      guard let meeting = forum.meetings[id] else { return nil }
      if !meeting.has(me) { return to.interpreter == me ? book.text(.noticeInterpretMoved, interpreted(meeting, at: to)) : nil }
      return about(meeting, at: to) { Answer(book.text(.noticeSwapped, $0)) }?.text
    }
    return lines.isEmpty ? nil : Answer(withReason(lines.joined(separator: "\n"), it.reason))
  }

  // MARK: - Ends

  private func ended(_ it: MeetingEnded, _ key: PhraseKey, _ meeting: Meeting) -> Answer? {
    about(meeting) { values in
      var values = values
      // In a group, who did it is not always the one with whom it was to be.
      if let by = it.by, by != me { values.merge(person(by)) { $1 } }
      // They are gone from the meeting now.
      if let offers = it.offers { values["place"] = offered(offers) }
      return Answer(withReason(book.text(it.by == nil ? .noticeEnded : key, values), it.reason))
    }
  }

  private func answered(_ it: MeetingAnswered, _ meeting: Meeting) -> Answer? {
    guard it.status == .noShow else { return nil }
    return about(meeting) { Answer(book.text(.noticeNoShow, $0.merging(person(it.side)) { $1 })) }
  }

  /// The values of a phrase about a meeting of the speaker; nil where it is not theirs.
  func about(_ meeting: Meeting, at place: Place? = nil, _ say: ([String: PhraseValue]) -> Answer) -> Answer? {
    guard meeting.has(me) else { return nil }
    var values = values(meeting)
    if let place { values["place"] = self.place(place) }
    return say(values)
  }
}
