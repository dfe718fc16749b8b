/// Who may see a change (PROOF: every reader sees only what they may).
public enum Audience: Hashable, Sendable {
  case everyone
  case organisers
  /// Organisers and these delegates.
  case delegates([DelegateID])

  public func includes(_ role: Role, _ delegate: DelegateID?) -> Bool {
    if role == .organiser || role == .operator { return true }
    switch self {
    case .everyone: return true
    case .organisers: return false
    case .delegates(let list): return delegate.map(list.contains) ?? false
    }
  }
}

extension Change {
  /// The change as a reader sees it who may: of a release they learn only what concerns themselves, of a request that they are to
  /// interpret not what its sides write to each other, of others' chats not which (rule 29).
  public func shown(to role: Role, _ delegate: DelegateID?) -> Change {
    switch self {
    case .chatLinked(let it) where it.link.delegate != delegate: return .chatLinked(ChatLinked(link: it.link.withoutAccount))
    case .chatUnlinked(let it) where it.link.delegate != delegate: return .chatUnlinked(ChatLinked(link: it.link.withoutAccount))
    default: break
    }
    guard role != .organiser, role != .operator else { return self }
    switch self {
    case .agendaPublished(var it):
      it.concerned = it.concerned.filter { $0.delegate == delegate }
      it.clashes = nil
      return .agendaPublished(it)
    case .meetingRequested(var it) where delegate.map(it.meeting.has) != true:
      // Who interprets is no addressee.
      (it.meeting.message, it.reason) = (nil, nil)
      return .meetingRequested(it)
    default: return self
    }
  }
}

extension ChatLink {
  fileprivate var withoutAccount: ChatLink {
    var link = self
    link.account = .erased(account.person)
    return link
  }
}

extension Forum {
  /// Who may see the last change, in the state that it left behind.
  public func audience(of change: Change) -> Audience { audience(of: change, at: seq) }

  /// Who may see a change that stands at a position of the journal: whom a meeting concerned then sees what happened to it then,
  /// whoever has part in it now.
  public func audience(of change: Change, at position: Int) -> Audience {
    func people(_ ids: MeetingID...) -> Audience { .delegates(ids.flatMap { self.people($0, at: position) }) }
    return switch change {
    case .agendaPublished, .phaseSet, .announcementMade: .everyone
    case .forumCreated, .forumUpdated, .agendaReplaced, .agendaEdited, .organisationSet, .blockRemoved, .tableRemoved, .tableSet, .blockSet,
      .linkCodeIssued, .checkInCodeIssued, .registrationPassedOver, .placesUnclaimed, .meetingMarked, .remindersMissed, .timetableApplied:
      .organisers
    case .registrationSubmitted(let it): .delegates([it.registration.id])
    case .registrationApproved(let it): .delegates([it.delegate])
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it), .registrationLapsed(let it):
      .delegates([it.delegate])
    case .registrationOffered(let it): .delegates([it.delegate])
    case .managerSet(let it): .delegates(delegation(of: it.organisation))
    case .delegateErased(let it): .delegates([it.delegate])
    case .delegateCheckedIn(let it): .delegates([it.delegate])
    case .reminderSent(let it): .delegates([it.delegate])
    case .delegateUpdated(let it): .delegates([it.delegate])
    case .availabilitySet(let it): .delegates([it.delegate])
    case .chatLinked(let it), .chatUnlinked(let it): .delegates([it.link.delegate])
    case .signupAdded(let it), .signupWaitlisted(let it), .signupPromoted(let it), .signupRemoved(let it), .signupReleased(let it),
      .signupCheckedIn(let it):
      .delegates([it.delegate])
    case .meetingRequested(let it): .delegates(it.meeting.people)
    case .meetingAccepted(let it): people(it.meeting)
    case .meetingConfirmed(let it): people(it.meeting)
    case .meetingOffered(let it): people(it.meeting)
    case .meetingProposed(let it): people(it.meeting)
    case .meetingMoved(let it): people(it.meeting)
    case .meetingsSwapped(let it): people(it.first, it.second)
    case .meetingHandedOver(let it): people(it.meeting)
    case .guestInvited(let it), .guestAccepted(let it), .guestLeft(let it): people(it.meeting)
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): people(it.meeting)
    case .meetingAnswered(let it): people(it.meeting)
    // What came of a meeting is its side's own word.
    case .outcomeRecorded(let it): .delegates([it.side])
    // Whoever may look into the alliance as it is now: who joins sees what was before, who left sees it no more.
    case .allianceCreated(let it): members(it.alliance.id)
    case .allianceInvited(let it): .delegates(allies(it.alliance) + delegation(of: it.organisation))
    case .allianceJoined(let it): members(it.alliance)
    case .allianceLeft(let it): .delegates(allies(it.alliance) + delegation(of: it.organisation))
    case .commitmentMade(let it): members(it.alliance)
    case .commitmentWithdrawn(let it): members(it.alliance)
    case .milestoneReached(let it): members(it.alliance)
    case .milestoneWithdrawn(let it): members(it.alliance)
    }
  }

  /// The approved delegates of an organisation, by number.
  public func delegation(of organisation: OrganisationID) -> [DelegateID] {
    registrations.values.filter { $0.organisation == organisation && $0.status == .approved }.map(\.id).sorted()
  }

  private func allies(_ id: AllianceID) -> [DelegateID] { (alliances[id]?.members ?? []).flatMap { delegation(of: $0.organisation) } }
  private func members(_ id: AllianceID) -> Audience { .delegates(allies(id)) }

  /// Whom a meeting concerned just before a change and concerns by it, each once.
  private func people(_ id: MeetingID, at position: Int) -> [DelegateID] {
    guard let meeting = meetings[id] else { return [] }
    let now = meeting.people(at: position)
    guard meeting.former != nil else { return now }
    return now + meeting.people(at: position - 1).filter { !now.contains($0) }
  }
}
