extension Forum: Machine {
  public mutating func apply(_ change: Change, seq: Int, at: Instant) {
    self.seq = seq
    switch change {
    case .forumCreated(let it):
      id = it.forum
      settings = it.settings
    case .forumUpdated(let it):
      settings = it.settings
      indexDues()
    // Nothing follows from it.
    case .announcementMade, .timetableApplied: break
    case .phaseSet(let it):
      phase = it.phase
      indexDues()

    case .agendaReplaced(let it):
      let before = draft
      draft = it.agenda
      noteSpeakers(since: before)
    case .agendaEdited(let it):
      let before = draft
      for edit in it.edits { draft.apply(edit) }
      noteSpeakers(since: before)
    case .agendaPublished(let it):
      let before = published
      releases.append(Release(number: it.release, at: at, differences: it.differences, agenda: draft))
      for session in signups.keys where draft.sessions[session] == nil { signups[session] = nil }
      // Whoever comes at another time claims their place anew.
      for (id, session) in draft.sessions where before.sessions[id]?.start != session.start { signups[id]?.unclaimed = nil }
      indexSessions()
      indexDues()

    case .organisationSet(let it):
      organisations[it.organisation.id] = it.organisation
      lastOrganisation = max(lastOrganisation, it.organisation.id.value)
      indexApproved()
    case .registrationSubmitted(let it):
      registrations[it.registration.id] = it.registration
      enterDues(of: it.registration)
      lastDelegate = max(lastDelegate, it.registration.id.value)
    case .registrationApproved(let it): decided(it.delegate, .approved) { $0.approvedAt = at }
    case .registrationWaitlisted(let it): decided(it.delegate, .waitlisted) { $0.waitlistPlace = seq }
    case .registrationOffered(let it): decided(it.delegate, .offered) { $0.offerUntil = it.until }
    case .registrationLapsed(let it): decided(it.delegate, .cancelled)
    case .registrationPassedOver: break
    case .registrationRejected(let it): decided(it.delegate, .rejected)
    case .registrationCancelled(let it): decided(it.delegate, .cancelled)
    case .managerSet(let it): managers[it.organisation] = it.manager
    case .checkInCodeIssued(let it): registrations[it.delegate]?.checkInCode = it.code
    case .delegateErased(let it): erase(it)
    case .delegateCheckedIn(let it): registrations[it.delegate]?.checkedInAt = at
    case .delegateUpdated(let it): update(it)
    case .availabilitySet(let it):
      registrations[it.delegate]?.blocks = it.blocks
      registrations[it.delegate]?.unavailable = it.unavailable
    case .linkCodeIssued(let it):
      linkCodes.removeAll { $0.delegate == it.code.delegate || $0.expiresAt <= at }
      linkCodes.append(it.code)
    case .chatLinked(let it):
      linkCodes.removeAll { $0.delegate == it.link.delegate }
      if let account = it.link.account.value?.account { chatLinks.removeAll { $0.bot == it.link.bot && $0.account.value?.account == account } }
      var link = it.link
      link.position = seq
      chatLinks.append(link)
    case .chatUnlinked(let it): chatLinks.removeAll { $0 == it.link }
    case .reminderSent(let it): reminded(it, at: at)
    case .remindersMissed(let it): missed(it, at: at)

    case .signupAdded(let it):
      amendSignups(it) { list in
        list.placed.append(it.delegate)
        list.since[it.delegate] = seq
      }
    case .signupWaitlisted(let it):
      amendSignups(it) { list in
        list.waiting.append(it.delegate)
        list.since[it.delegate] = seq
      }
    case .signupPromoted(let it):
      amendSignups(it) { list in
        list.waiting.removeAll { $0 == it.delegate }
        list.placed.append(it.delegate)
      }
    case .signupRemoved(let it), .signupReleased(let it):
      amendSignups(it) { list in
        list.placed.removeAll { $0 == it.delegate }
        list.waiting.removeAll { $0 == it.delegate }
        list.unclaimed?.removeAll { $0 == it.delegate }
        list.since[it.delegate] = nil
      }
    case .signupCheckedIn(let it):
      amendSignups(it) { list in
        list.checkedIn = (list.checkedIn ?? [:]).merging([it.delegate: at]) { old, _ in old }
        list.unclaimed?.removeAll { $0 == it.delegate }
      }
    case .placesUnclaimed(let it):
      if let due = due(of: it.session) { index.dues.removeInOrder(due) }
      signups[it.session, default: Signups()].unclaimed = it.delegates

    case .blockSet(let it):
      blocks[it.block.id] = it.block
      indexSlots()
      indexDues()
    case .blockRemoved(let it):
      blocks[it.block] = nil
      indexSlots()
      indexDues()
    case .tableSet(let it):
      tables[it.table.id] = it.table
      indexTables()
    case .tableRemoved(let it):
      tables[it.table] = nil
      indexTables()

    case .meetingRequested(let it):
      meetings[it.meeting.id] = it.meeting
      lastMeeting = max(lastMeeting, it.meeting.id.value)
      enter(it.meeting)
    case .meetingOffered(let it):
      amend(it.meeting) { meeting in
        meeting.status = .requested
        meeting.isUnseen = nil
        meeting.sit(at: it.place)
        meeting.awaiting = it.awaiting
        meeting.holdUntil = it.holdUntil
        meeting.remindAnew(at: at)
      }
    case .meetingAccepted(let it):
      amend(it.meeting) { meeting in
        meeting.status = .accepted
        meeting.awaiting = nil
        meeting.dropHoldUnlessGuestsAreAwaited(at: at)
      }
    case .meetingConfirmed(let it):
      amend(it.meeting) { meeting in
        meeting.status = .confirmed
        meeting.isUnseen = nil
        meeting.sit(at: it.place)
        meeting.awaiting = nil
        meeting.dropHoldUnlessGuestsAreAwaited(at: at)
      }
    case .meetingProposed(let it):
      amend(it.meeting) { meeting in
        meeting.place = nil
        meeting.offers = it.offers
        meeting.awaiting = it.awaiting
        meeting.holdUntil = it.holdUntil
        meeting.remindAnew(at: at)
      }
    case .meetingMoved(let it):
      amend(it.meeting) { meeting in
        meeting.sit(at: it.to)
        meeting.awaiting = it.awaiting
        meeting.holdUntil = it.holdUntil
        meeting.remindAnew(at: at)
      }
    case .meetingsSwapped(let it):
      amend(it.first) { $0.swap(to: it.firstTo, at: at) }
      amend(it.second) { $0.swap(to: it.secondTo, at: at) }
    case .meetingHandedOver(let it):
      amend(it.meeting) { meeting in
        meeting.replace(it.from, by: it.to)
        meeting.ask(it.to, at: at)
        meeting.place = it.place
        meeting.wantsInterpreter = it.wantsInterpreter
      }
    case .guestInvited(let it):
      amend(it.meeting) { meeting in
        let present = meeting.guests ?? [Meeting.Guest(meeting.requested, hasAccepted: meeting.status != .requested)]
        let awaited = meeting.awaited
        meeting.guests = present + [Meeting.Guest(it.guest)]
        meeting.awaiting = nil
        for delegate in meeting.awaited where !awaited.contains(delegate) { meeting.ask(delegate, at: at) }
        meeting.holdUntil = it.holdUntil
        meeting.take(it)
      }
    case .guestAccepted(let it):
      amend(it.meeting) { meeting in
        meeting.guests = meeting.guests?.map { $0.delegate == it.guest ? Meeting.Guest(it.guest, hasAccepted: true) : $0 }
        if meeting.status != .requested { meeting.dropHoldUnlessGuestsAreAwaited(at: at) }
      }
    case .guestLeft(let it):
      amend(it.meeting) { meeting in
        meeting.guests?.removeAll { $0.delegate == it.guest }
        if let first = meeting.guests?.first { meeting.requested = first.delegate }
        if meeting.status != .requested { meeting.dropHoldUnlessGuestsAreAwaited(at: at) }
        meeting.take(it)
      }
    case .meetingMarked(let it):
      amend(it.meeting) { meeting in
        if let priority = it.priority { meeting.priority = priority == 0 ? nil : priority }
        if let isLocked = it.isLocked { meeting.isLocked = isLocked ? true : nil }
      }
    case .meetingDeclined(let it): end(it.meeting, .declined)
    case .meetingWithdrawn(let it): end(it.meeting, .withdrawn)
    case .meetingExpired(let it): end(it.meeting, .expired)
    case .meetingCancelled(let it): end(it.meeting, .cancelled)
    case .meetingAnswered(let it):
      amend(it.meeting) { meeting in
        meeting.answers = (meeting.answers ?? [:]).merging([it.side: it.answer]) { _, new in new }
        meeting.status = it.status
      }
    case .outcomeRecorded(let it):
      // A side's own word: nothing that the other side could act on has changed, so the version stays.
      meetings[it.meeting]?.outcomes.set(it.outcome, of: it.side)

    case .allianceCreated(let it):
      alliances[it.alliance.id] = it.alliance
      lastAlliance = max(lastAlliance, it.alliance.id.value)
    case .allianceInvited(let it): alliances[it.alliance]?.invited.append(it.organisation)
    case .allianceJoined(let it):
      alliances[it.alliance]?.invited.removeAll { $0 == it.member.organisation }
      alliances[it.alliance]?.members.append(it.member)
    case .allianceLeft(let it): alliances[it.alliance]?.members.removeAll { $0.organisation == it.organisation }
    case .commitmentMade(let it): alliances[it.alliance]?.commitments.append(it.commitment)
    case .commitmentWithdrawn(let it):
      if let position = alliances[it.alliance]?.commitments.firstIndex(where: { $0.number == it.number }) {
        alliances[it.alliance]?.commitments[position].withdrawnAt = at
      }
    case .milestoneReached(let it): alliances[it.alliance]?.milestones.append(it.milestone)
    case .milestoneWithdrawn(let it): alliances[it.alliance]?.milestones.removeAll { $0.step == it.step }
    }
  }

  // MARK: - Steps

  private mutating func amend(_ id: MeetingID, _ edit: (inout Meeting) -> Void) {
    guard var meeting = meetings[id] else { return }
    leave(meeting)
    let people = meeting.people
    edit(&meeting)
    meeting.version += 1
    if meeting.people != people { meeting.former = (meeting.former ?? []) + [Meeting.Former(until: seq - 1, people: people)] }
    meetings[id] = meeting
    enter(meeting)
  }

  private mutating func end(_ id: MeetingID, _ status: Meeting.Status) {
    amend(id) { meeting in
      meeting.status = status
      meeting.offers = nil
      meeting.awaiting = nil
      meeting.holdUntil = nil
    }
  }

  private mutating func amendSignups(_ it: SignupNamed, _ edit: (inout Signups) -> Void) {
    edit(&signups[it.session, default: Signups()])
    indexSignup(it.delegate, it.session)
  }

  private mutating func decided(_ id: DelegateID, _ status: Registration.Status, _ edit: (inout Registration) -> Void = { _ in }) {
    guard var registration = registrations[id] else { return }
    leaveDues(of: registration)
    let kind = organisations[registration.organisation]?.kind
    let step = (status.takesPlace ? 1 : 0) - (registration.status.takesPlace ? 1 : 0)
    index.taken += step
    if let kind, step != 0 {
      index.takenByKind[kind, default: 0] += step
      if index.takenByKind[kind] == 0 { index.takenByKind[kind] = nil }
    }
    registration.status = status
    registration.waitlistPlace = nil
    registration.offerUntil = nil
    edit(&registration)
    registrations[id] = registration
    enterDues(of: registration)
  }

  private mutating func update(_ it: DelegateUpdated) {
    let common = settings?.zone
    amend(it.delegate) { registration in
      if let language = it.language { registration.language = language }
      if let takesMeetings = it.takesMeetings { registration.takesMeetings = takesMeetings }
      if let wishes = it.wishes { registration.wishes = wishes }
      if let hidden = it.hidden { registration.hidden = hidden.isEmpty ? nil : Set(hidden) }
      if let quietHours = it.quietHours { registration.quietHours = quietHours }
      if let zone = it.zone { registration.zone = zone == common ? nil : zone }
      if let role = it.role { registration.role = role }
      if let profile = it.profile { registration.profile = profile }
      if let answers = it.answers { registration.answers = answers }
      if let consents = it.consents { registration.consents = consents }
    }
  }
}

extension Registration.Status {
  /// Whether a place of the forum is theirs or kept for them.
  public var takesPlace: Bool { self == .approved || self == .offered }
}

extension Meeting {
  /// What is agreed has no end by itself but for guests who have not answered, and never past its start; where it had begun when it
  /// got its place, past its end.
  fileprivate mutating func dropHoldUnlessGuestsAreAwaited(at now: Instant) {
    let isAwaited = guests?.contains { !$0.hasAccepted } == true
    holdUntil = isAwaited ? holdUntil.map { min($0, place?.lastAnswer(at: now) ?? $0) } : nil
  }

  fileprivate mutating func sit(at place: Place) {
    self.place = place
    offers = nil
    // Where its sides speak other languages now than when it was asked for.
    if place.interpreter != nil { wantsInterpreter = true }
  }

  fileprivate mutating func swap(to place: Place, at: Instant) {
    sit(at: place)
    remindAnew(at: at)
    dropHoldUnlessGuestsAreAwaited(at: at)
  }

  fileprivate mutating func replace(_ from: DelegateID, by to: DelegateID) {
    if requester == from { requester = to }
    if requested == from { requested = to }
    if awaiting == from { awaiting = to }
    guests = guests?.map { $0.delegate == from ? Guest(to, hasAccepted: $0.hasAccepted) : $0 }
  }

  fileprivate mutating func take(_ it: GuestNamed) {
    place = it.place ?? place
    wantsInterpreter = it.wantsInterpreter
  }
}
