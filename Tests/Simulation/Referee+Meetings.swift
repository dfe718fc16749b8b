import ForumCore

// What each change of a meeting may do.

extension Referee {
  mutating func recordMeeting(_ change: Change, in forum: Forum, of act: Act, at now: Instant) throws(Violation) {
    let ids = change.meetings
    let awaitsOthers = isOfTimetable(change)
    let before = ids.map { rows.indices.contains($0.value - 1) ? rows[$0.value - 1].people : [] }
    switch change {
    case .meetingRequested(let it):
      try checkRequest(it.meeting, of: act, at: now)
      open.append(rows.count)
      rows.append(Row(it.meeting))
      touched.rows.insert(rows.count - 1)
    case .meetingOffered(let it): try recordOffer(it, in: forum, at: now)
    case .meetingAccepted(let it): try recordAcceptance(it.meeting, act, at: now)
    case .meetingConfirmed(let it) where isOfTimetable(change): try recordPlaced(it, act, at: now)
    case .meetingConfirmed(let it): try recordConfirmation(it, in: forum, act, at: now)
    case .meetingProposed(let it): try recordProposal(it, act, at: now)
    case .meetingMoved(let it) where isOfTimetable(change): try recordReplaced(it, act, at: now)
    case .meetingMoved(let it): try recordMove(it, act, at: now)
    case .meetingsSwapped(let it): try recordSwap(it, act, at: now)
    case .meetingHandedOver(let it): try recordHandOver(it, act, at: now)
    case .guestInvited(let it): try recordInvitation(it, act, at: now)
    case .guestAccepted(let it): try recordJoining(it, act, at: now)
    case .guestLeft(let it): try recordLeaving(it, act, at: now)
    case .meetingMarked(let it): try recordMark(it, act)
    case .meetingDeclined(let it): try recordEnd(it, as: .declined, act, at: now)
    case .meetingWithdrawn(let it): try recordEnd(it, as: .withdrawn, act, at: now)
    case .meetingExpired(let it): try recordEnd(it, as: .expired, act, at: now)
    case .meetingCancelled(let it): try recordEnd(it, as: .cancelled, act, at: now)
    case .meetingAnswered(let it): try recordAnswer(it, act, at: now)
    default: return
    }
    var concerned: Set<DelegateID> = []
    for (id, people) in zip(ids, before) {
      try checkSame(id, forum)
      if !awaitsOthers { try checkAlone(id) }
      concerned.formUnion(people.union(try row(id).people))
    }
    try checkAudience(change, concerned, forum)
  }

  /// Those whom the meeting concerned before and those whom it concerns now, and nobody else; of one that waits for a place only
  /// who asked. Marks are the organisers'.
  private func checkAudience(_ change: Change, _ concerned: Set<DelegateID>, _ forum: Forum) throws(Violation) {
    var expected = Audience.organisers
    if change.kind != .meetingMarked { expected = .delegates(concerned.sorted()) }
    var told = forum.audience(of: change)
    if case .delegates(let list) = told { told = .delegates(Set(list).sorted()) }
    guard told == expected else { throw Violation(.audience, "\(change) told to \(told), expected \(expected)") }
  }

  // MARK: - Ends

  private mutating func recordEnd(_ it: MeetingEnded, as status: Meeting.Status, _ act: Act, at now: Instant) throws(Violation) {
    let row = try row(it.meeting)
    let from: [Meeting.Status] =
      switch status {
      case .declined: [.requested, .waiting]
      case .withdrawn: [.requested, .waiting]
      case .cancelled: [.accepted, .confirmed]
      default: [.requested]
      }
    if status == .expired {
      guard act.kind == .expireHolds, let hold = row.hold, hold <= now else { throw Violation(.hold, "\(it.meeting) expired before its time") }
    } else {
      try checkEnder(row, as: status, act)
    }
    if status == .cancelled && !isLeft(row) { try checkCutoff(row, act, isMove: false, at: now) }
    try end(it.meeting, as: status, from: from)
  }

  /// Ended by one of its sides, or for one; a group by its host, or where nobody is left who could come (rule 12).
  private func checkEnder(_ row: Row, as status: Meeting.Status, _ act: Act) throws(Violation) {
    func nobody() -> Violation { Violation(.endedByNobody, "\(row) \(status.rawValue) by \(act.command)") }
    // The last who had said yes left it; they were looked at then.
    if status == .cancelled && row.accepted.isEmpty && isLeft(row) { return }
    switch act.command {
    case is CancelMeeting, is DeclineMeeting, is MoveMeeting:
      guard act.meeting == row.id else { throw nobody() }
    case let command as SetAvailability:
      guard command.meetings == .cancel, row.has(command.delegate) else { throw nobody() }
    case let command as CancelRegistration:
      guard row.has(command.delegate) else { throw nobody() }
      // Who is gone does not know of requests that wait; they end by it.
      if row.status == .waiting && row.a != command.delegate { return }
    case let command as EraseDelegate:
      guard row.sides.contains(where: { isSame(command.delegate, $0) }) else { throw nobody() }
      return
    default: throw nobody()
    }
    if act.actor.isOrganiser { return }
    guard acts(act.actor, in: row) else { throw Violation(.onBehalf, "\(row) \(status.rawValue) by \(act.actor)") }
    let isOnlyGuest = row.isGroup && row.sides.count == 2
    switch status {
    case .declined: guard row.isGroup ? isOnlyGuest : row.awaiting.map({ acts(act.actor, for: $0) }) == true else { throw nobody() }
    case .withdrawn: guard row.sides.contains(where: { $0 != row.awaiting && acts(act.actor, for: $0) }) else { throw nobody() }
    default: guard !row.isGroup || isOnlyGuest || acts(act.actor, for: row.a) else { throw nobody() }
    }
  }

  private func isLeft(_ row: Row) -> Bool { row.isGroup && touched.left.values.contains(row.number) }

  /// Rules 6 and 14: of what is agreed from the cut-off on, and of a locked time, only organisers, with a reason; of what is agreed
  /// always with one where the forum asks.
  func checkCutoff(_ row: Row, _ act: Act, isMove: Bool, at now: Instant) throws(Violation) {
    // Nothing keeps anybody who wants to be erased (rule 29).
    guard let settings, !(act.command is EraseDelegate) else { return }
    let isAgreed = row.status == .confirmed
    let isLate = isAgreed && row.place.map { now >= $0.span.start.adding(minutes: -settings.cutoffMinutes) } == true
    let isLocked = isMove && row.isLocked
    if isLate || isLocked, !act.actor.isOrganiser { throw Violation(isLate ? .cutoff : .locked, "\(row), cut-off \(settings.cutoffMinutes) min") }
    if isLate || isLocked || (isAgreed && settings.asksReasons), !act.reasoned { throw Violation(.unreasoned, "\(act.command)") }
  }

  // MARK: - What organisers set, and what sides say afterwards

  private mutating func recordMark(_ it: MeetingMarked, _ act: Act) throws(Violation) {
    guard act.actor.isOrganiser else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
    try amend(it.meeting, from: [.waiting, .requested, .accepted, .confirmed]) { row in
      if let priority = it.priority { row.priority = priority }
      if let isLocked = it.isLocked { row.isLocked = isLocked }
    }
    guard (0...9).contains(try row(it.meeting).priority) else { throw Violation(.state, "\(it)") }
  }

  /// Rule 17: from the start on, delegates until a day after the end; one "did not come" makes a no-show, and so do a host or all
  /// guests who could not.
  private mutating func recordAnswer(_ it: MeetingAnswered, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard before.has(it.side), acts(act.actor, for: it.side) else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
    guard let span = before.place?.span, span.start <= now, act.actor.isOrganiser || now <= span.end.adding(minutes: 1440) else {
      throw Violation(.answer, "\(it) of \(before) at \(now)")
    }
    let answers = before.answers.merging([it.side: it.answer]) { _, new in new }
    let denied = answers.values.contains(.otherDidNotCome) || answers[before.a] == .couldNotCome || before.others.allSatisfy { answers[$0] == .couldNotCome }
    guard it.status == (denied ? .noShow : answers.values.contains(.held) ? .held : .confirmed) else { throw Violation(.answer, "\(it) of \(before)") }
    try amend(it.meeting, from: [.confirmed, .held, .noShow]) { row in
      row.answers = answers
      row.status = it.status
    }
  }
}

extension Change {
  /// The meetings that it changes.
  fileprivate var meetings: [MeetingID] {
    switch self {
    case .meetingRequested(let it): [it.meeting.id]
    case .meetingOffered(let it): [it.meeting]
    case .meetingAccepted(let it): [it.meeting]
    case .meetingConfirmed(let it): [it.meeting]
    case .meetingProposed(let it): [it.meeting]
    case .meetingMoved(let it): [it.meeting]
    case .meetingsSwapped(let it): [it.first, it.second]
    case .meetingHandedOver(let it): [it.meeting]
    case .guestInvited(let it), .guestAccepted(let it), .guestLeft(let it): [it.meeting]
    case .meetingMarked(let it): [it.meeting]
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): [it.meeting]
    case .meetingAnswered(let it): [it.meeting]
    default: []
    }
  }
}
