extension Forum: Machine {
  public mutating func apply(_ change: Change, seq: Int, at: Instant) {
    self.seq = seq
    switch change {
    case .forumCreated(let it):
      id = it.forum
      settings = it.settings
    case .forumUpdated(let it): settings = it.settings
    case .phaseSet(let it): phase = it.phase

    case .agendaReplaced(let it): draft = it.agenda
    case .agendaEdited(let it): for edit in it.edits { draft.apply(edit) }
    case .agendaPublished(let it):
      releases.append(Release(number: it.release, at: at, differences: it.differences, agenda: draft))
      for session in signups.keys where draft.sessions[session] == nil { signups[session] = nil }
      indexSessions()

    case .organisationSet(let it):
      organisations[it.organisation.id] = it.organisation
      lastOrganisation = max(lastOrganisation, it.organisation.id.value)
      indexApproved()
    case .registrationSubmitted(let it):
      registrations[it.registration.id] = it.registration
      lastDelegate = max(lastDelegate, it.registration.id.value)
    case .registrationApproved(let it): decided(it.delegate, .approved)
    case .registrationWaitlisted(let it):
      decided(it.delegate, .waitlisted)
      registrations[it.delegate]?.waitlistPlace = seq
    case .registrationRejected(let it): decided(it.delegate, .rejected)
    case .registrationCancelled(let it): decided(it.delegate, .cancelled)
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

    case .signupAdded(let it):
      signups[it.session, default: Signups()].placed.append(it.delegate)
      signups[it.session]?.since[it.delegate] = seq
      indexSignup(it.delegate, it.session)
    case .signupWaitlisted(let it):
      signups[it.session, default: Signups()].waiting.append(it.delegate)
      signups[it.session]?.since[it.delegate] = seq
    case .signupPromoted(let it):
      signups[it.session]?.waiting.removeAll { $0 == it.delegate }
      signups[it.session]?.placed.append(it.delegate)
      indexSignup(it.delegate, it.session)
    case .signupRemoved(let it):
      signups[it.session]?.placed.removeAll { $0 == it.delegate }
      signups[it.session]?.waiting.removeAll { $0 == it.delegate }
      signups[it.session]?.since[it.delegate] = nil
      indexSignup(it.delegate, it.session)

    case .blockSet(let it): blocks[it.block.id] = it.block; indexSlots()
    case .blockRemoved(let it): blocks[it.block] = nil; indexSlots()
    case .tableSet(let it): tables[it.table.id] = it.table; indexTables()
    case .tableRemoved(let it): tables[it.table] = nil; indexTables()

    case .meetingRequested(let it):
      meetings[it.meeting.id] = it.meeting
      lastMeeting = max(lastMeeting, it.meeting.id.value)
      enter(it.meeting)
    case .meetingAccepted(let it):
      amend(it.meeting) { meeting in
        meeting.status = .accepted
        meeting.awaiting = nil
        meeting.holdUntil = nil
      }
    case .meetingConfirmed(let it):
      amend(it.meeting) { meeting in
        meeting.status = .confirmed
        meeting.place = it.place
        meeting.awaiting = nil
        meeting.holdUntil = nil
      }
    case .meetingMoved(let it):
      amend(it.meeting) { meeting in
        meeting.place = it.to
        meeting.awaiting = it.awaiting
        meeting.holdUntil = it.holdUntil
      }
    case .meetingDeclined(let it): end(it.meeting, .declined)
    case .meetingWithdrawn(let it): end(it.meeting, .withdrawn)
    case .meetingExpired(let it): end(it.meeting, .expired)
    case .meetingCancelled(let it): end(it.meeting, .cancelled)
    }
  }

  public var nextDue: Instant? { index.holds.first?.end }

  /// Requests whose time has run out (rule 4), and who moves up in sessions because they have time now (rule 22).
  public func due(at now: Instant) -> [Change] {
    let expired = index.holds.prefix { $0.end <= now }.map(\.meeting).sorted()
    if expired.isEmpty { return [] }
    return promoting(expired.map { .meetingExpired(MeetingEnded(meeting: $0)) }, at: now)
  }

  // MARK: - Steps

  private mutating func amend(_ id: MeetingID, _ edit: (inout Meeting) -> Void) {
    guard var meeting = meetings[id] else { return }
    leave(meeting)
    edit(&meeting)
    meeting.version += 1
    meetings[id] = meeting
    enter(meeting)
  }

  private mutating func end(_ id: MeetingID, _ status: Meeting.Status) {
    amend(id) { meeting in
      meeting.status = status
      meeting.awaiting = nil
      meeting.holdUntil = nil
    }
  }

  private mutating func decided(_ id: DelegateID, _ status: Registration.Status) {
    guard let registration = registrations[id] else { return }
    let kind = organisations[registration.organisation]?.kind
    let step = (status == .approved ? 1 : 0) - (registration.status == .approved ? 1 : 0)
    index.approved += step
    if let kind, step != 0 {
      index.approvedByKind[kind, default: 0] += step
      if index.approvedByKind[kind] == 0 { index.approvedByKind[kind] = nil }
    }
    registrations[id]?.status = status
    registrations[id]?.waitlistPlace = nil
  }

  private mutating func update(_ it: DelegateUpdated) {
    guard var registration = registrations[it.delegate] else { return }
    if let language = it.language { registration.language = language }
    if let takesMeetings = it.takesMeetings { registration.takesMeetings = takesMeetings }
    if let wishes = it.wishes { registration.wishes = wishes }
    registrations[it.delegate] = registration
  }
}
