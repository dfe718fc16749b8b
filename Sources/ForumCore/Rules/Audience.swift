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
  /// The change as a reader sees it who may: of a release they learn only what concerns themselves.
  public func shown(to role: Role, _ delegate: DelegateID?) -> Change {
    guard case .agendaPublished(var it) = self, role != .organiser, role != .operator else { return self }
    it.concerned = it.concerned.filter { $0.delegate == delegate }
    return .agendaPublished(it)
  }
}

extension Forum {
  /// Who may see a change, in the state that it left behind.
  public func audience(of change: Change) -> Audience {
    switch change {
    case .agendaPublished, .phaseSet: .everyone
    case .forumCreated, .forumUpdated, .agendaReplaced, .agendaEdited, .organisationSet, .blockRemoved, .tableRemoved, .tableSet, .blockSet,
      .linkCodeIssued:
      .organisers
    case .registrationSubmitted(let it): .delegates([it.registration.id])
    case .registrationApproved(let it): .delegates([it.delegate])
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it): .delegates([it.delegate])
    case .delegateCheckedIn(let it): .delegates([it.delegate])
    case .delegateUpdated(let it): .delegates([it.delegate])
    case .availabilitySet(let it): .delegates([it.delegate])
    case .chatLinked(let it), .chatUnlinked(let it): .delegates([it.link.delegate])
    case .signupAdded(let it), .signupWaitlisted(let it), .signupPromoted(let it), .signupRemoved(let it): .delegates([it.delegate])
    case .meetingRequested(let it): .delegates(it.meeting.participants)
    case .meetingAccepted(let it): participants(it.meeting)
    case .meetingConfirmed(let it): participants(it.meeting)
    case .meetingMoved(let it): participants(it.meeting)
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): participants(it.meeting)
    }
  }

  private func participants(_ id: MeetingID) -> Audience { .delegates(meetings[id]?.participants ?? []) }
}
