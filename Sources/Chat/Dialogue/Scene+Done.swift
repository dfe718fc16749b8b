import ForumCore

// What was done, or why not.

extension Scene {
  /// Says what an act did. `forum` is the state after it; `changes` are those that it recorded, none where all was so already.
  func done(_ act: Act, _ changes: [Change]) -> Answer {
    switch act {
    case .book(let other, _, _): booked(other, changes)
    case .confirm(let id, _, _): about(id) { confirmed($0, changes) }
    case .decline(let id, _, _), .cancel(let id, _, _): about(id, changes) { ended($0, changes) }
    case .move(let id, _, _, _): about(id) { moved($0, changes) }
    case .propose(let id, _, _): about(id) { proposed($0) }
    case .swap(let first, let second, _): swapped(first, second)
    case .handOver(let id, let heir, _): handedOver(id, heir)
    case .invite(let id, let guest, _): about(id) { invited(guest, to: $0) }
    case .went(let id, let answer, _): about(id) { noted($0, answer) }
    case .wait(let other): waiting(other, changes)
    case .outcome(let id, let side, _, _, _, _): about(id) { recorded($0, of: side) }
    case .join(let id, _): joined(id, changes)
    case .leaveAlliance(let id): Answer(book.text(.allianceLeft, named(id)))
    case .openAlliance: opened(changes)
    case .commit(let id, _, _): committed(id, changes)
    case .uncommit(let id, let number): Answer(book.text(.allianceUncommitted, named(id).merging(["number": .number(number)]) { $1 }))
    case .reach(let id, let step, let day): reached(id, step, day, changes)
    case .unreach(let id, let step): Answer(book.text(.allianceMilestoneWithdrawn, named(id).merging(["step": .phrase(milestone(step))]) { $1 }))
    case .signUp(let id): signedUp(id, changes)
    case .leave(let id): left(id, changes)
    case .takePlace: Answer(book.text(.offerTaken, ["forum": title]))
    case .givePlaceBack: Answer(book.text(.offerGivenBack, ["forum": title]))
    case .badge: badgeCode
    case .language(let language, let before): spoken(language, before)
    case .erase: Answer(book.text(.privacyErased, ["forum": title]))
    case .quiet(let hours, let before): quietened(hours, before)
    case .away(let absence, _): wentAway(absence)
    case .zone(_, let before): zoned(before)
    case .approve, .approveAll: approved(act, changes)
    case .publish: Answer(book.text(.organiserPublished, ["release": .number(forum.releases.count)]))
    case .announce: announced()
    }
  }

  /// - Parameter changes: what was done; who just left a meeting may still hear of it.
  private func about(_ id: MeetingID, _ changes: [Change] = [], _ say: (Meeting) -> Answer) -> Answer {
    let hasLeft = if case .guestLeft(let it) = changes.first { it.guest == me } else { false }
    guard let meeting = forum.meetings[id], hasLeft || forum.side(of: meeting, for: actor) != nil else {
      return Answer(book.sentence(for: Refusal(.noSuchMeeting, ["reference": .text(id.description)]), in: forum, to: .delegate(me)))
    }
    return say(meeting)
  }

  private func booked(_ other: DelegateID, _ changes: [Change]) -> Answer {
    guard case .meetingRequested(let it) = changes.first else { return Answer(book.text(.meetingsNoneWith, person(other))) }
    let meeting = it.meeting
    var values = values(meeting)
    let undo = Undo.callOff(meeting.id, version: meeting.version)
    switch meeting.status {
    case .confirmed: return Answer(book.text(.bookBooked, values), undo: undo)
    case .accepted: return Answer(book.text(.bookAccepted, values), undo: undo)
    default:
      guard meeting.place != nil, let until = meeting.holdUntil else { return Answer(book.text(.bookAskedOpen, values), undo: undo) }
      values["until"] = time(until, named: false)
      return Answer(book.text(.bookAsked, values), undo: undo)
    }
  }

  private func confirmed(_ meeting: Meeting, _ changes: [Change]) -> Answer {
    let key: PhraseKey = changes.isEmpty ? .confirmAlready : .confirmDone
    return Answer(
      book.text(key, values(meeting)), undo: changes.isEmpty ? nil : .unconfirm(meeting.id, version: meeting.version))
  }

  private func ended(_ meeting: Meeting, _ changes: [Change]) -> Answer {
    let other = meeting.other(than: me) ?? meeting.requested
    let values = values(meeting)
    switch changes.first {
    case .meetingDeclined: return Answer(book.text(.declineDone, values), undo: .declined(other, meeting.place?.slot))
    case .meetingWithdrawn: return Answer(book.text(.cancelWithdrawn, values), undo: .bookAgain(other, meeting.place?.slot))
    case .meetingCancelled where meeting.isGroup: return Answer(book.text(.cancelDone, values))
    case .meetingCancelled: return Answer(book.text(.cancelDone, values), undo: .bookAgain(other, meeting.place?.slot))
    case .guestLeft: return Answer(book.text(.cancelLeft, values))
    default: return Answer(book.text(.cancelAlready, values))
    }
  }

  private func moved(_ meeting: Meeting, _ changes: [Change]) -> Answer {
    var values = values(meeting)
    if case .guestLeft = changes.first {
      for case .meetingRequested(let own) in changes {
        values["place"] = place(own.meeting.place)
        return Answer(book.text(own.meeting.status == .confirmed ? .moveDone : .moveProposed, values))
      }
    }
    guard case .meetingMoved(let it) = changes.first else { return Answer(book.text(.moveAlready, values)) }
    values["place"] = place(it.to)
    let key: PhraseKey = it.awaiting == nil ? .moveDone : .moveProposed
    return Answer(book.text(key, values), undo: it.from.map { .moveBack(meeting.id, $0.slot, version: meeting.version) })
  }

  private func signedUp(_ id: SessionID, _ changes: [Change]) -> Answer {
    guard let session = forum.published.sessions[id] else { return Answer(book.text(.sessionsUnknown, ["text": .text(id.value)])) }
    let waits = changes.contains { $0.kind == .signupWaitlisted }
    let notes = book.warnings(of: changes, isYours: true) { forum.published.sessions[$0]?.title ?? $0.value }
    let lines =
      [book.text(waits ? .signupWaitlisted : .signupAdded, values(session))] + notes.map { book.text(.warningNote, ["warning": .phrase($0.sentence)]) }
    return Answer(lines.joined(separator: "\n"), undo: .leave(id))
  }

  private func left(_ id: SessionID, _ changes: [Change]) -> Answer {
    Answer(book.text(.signupLeft, ["title": .text(forum.published.sessions[id]?.title ?? id.value)]), undo: .signUp(id))
  }

  private func spoken(_ language: String, _ before: String?) -> Answer {
    let book = library.book(for: language)
    return Answer(book.text(.languageDone, ["language": .text(book.name)]), undo: .language(before ?? library.book(for: nil).language))
  }
}
