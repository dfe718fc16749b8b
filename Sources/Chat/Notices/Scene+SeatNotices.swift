import ForumCore

// What people are told of who comes to a meeting, and who interprets there.

extension Scene {
  // MARK: - Seats

  func handedOver(_ it: MeetingHandedOver, _ meeting: Meeting) -> Answer? {
    var values = values(meeting)
    values["from"] = .text(name(of: it.from))
    values["to"] = .text(name(of: it.to))
    if it.from == me {
      values.merge(person(it.to == meeting.requester ? meeting.requested : meeting.requester)) { $1 }
      return Answer(withReason(book.text(.noticeHandedFromYou, values), it.reason))
    }
    guard it.to == me else { return meeting.has(me) ? Answer(withReason(book.text(.noticeHandedOver, values), it.reason)) : nil }
    return Answer(withReason(book.text(.noticeHandedToYou, values), it.reason), buttons: buttons(for: meeting))
  }

  func invited(_ it: GuestNamed, _ meeting: Meeting) -> Answer? {
    guard it.guest == me else { return aboutGuest(it, meeting, theirs: .noticeGuestInvited, mine: .noticeGuestInvited) }
    return about(meeting) { values in
      var values = values
      values["until"] = time(it.holdUntil ?? now, named: false)
      return asked(.noticeInvited, values, meeting, it.reason)
    }
  }

  /// A guest comes or goes: as the guest reads it, and as the host does.
  func aboutGuest(_ it: GuestNamed, _ meeting: Meeting, theirs: PhraseKey, mine: PhraseKey) -> Answer {
    var values = values(meeting)
    values.merge(person(it.guest == me ? meeting.requester : it.guest)) { $1 }
    return Answer(withReason(book.text(it.guest == me ? mine : theirs, values), it.reason))
  }

  // MARK: - Interpreters

  func isInterpreter(of meeting: Meeting, _ change: Change) -> Bool {
    if meeting.has(me) { return false }
    if case .meetingMoved(let it) = change, it.from?.interpreter == me { return true }
    return meeting.place?.interpreter == me
  }

  func interpreting(_ meeting: Meeting, _ change: Change) -> Answer? {
    let key: PhraseKey
    switch change {
    case .meetingCancelled: key = .noticeInterpretEnded
    case .meetingMoved(let it) where it.to.interpreter != me:
      return Answer(book.text(.noticeInterpretEnded, interpreted(meeting, at: it.from)))
    case .meetingMoved(let it) where it.from?.interpreter == me: key = .noticeInterpretMoved
    default: key = .noticeInterpret
    }
    return Answer(book.text(key, interpreted(meeting, at: meeting.place)))
  }

  /// The two sides, as who interprets reads it.
  func interpreted(_ meeting: Meeting, at place: Place?) -> [String: PhraseValue] {
    [
      "meeting": .text(meeting.id.description), "name": .text(name(of: meeting.requester)), "other": .text(name(of: meeting.requested)),
      "place": self.place(place),
    ]
  }
}
