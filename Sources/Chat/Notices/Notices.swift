import ForumCore
import ForumDesk

/// Who is told what of a change. Pure: the change, and the forum as it is now.
public struct Notices: Sendable {
  let library: PhraseLibrary

  public init(library: PhraseLibrary = .standard) {
    self.library = library
  }

  /// Nobody is told of what they did themselves; everybody in their own language.
  /// - Parameters:
  ///   - forum: a state after the change, maybe well after it; buttons go by what can still be done.
  public func of(_ committed: CommittedChange, in forum: Forum, now: Instant) -> [Notice] {
    recipients(of: committed.change, in: forum).filter { $0 != committed.actor.delegate }.compactMap { recipient in
      guard let registration = forum.registrations[recipient] else { return nil }
      let scene = Scene(forum: forum, me: recipient, book: library.book(for: registration.language), library: library, now: now)
      guard let answer = scene.notice(of: committed.change, byOrganiser: committed.actor.isOrganiser) else { return nil }
      var notice = Notice(recipient, answer.reply)
      if case .chatLinked(let it) = committed.change { notice.exceptAccount = it.link.account.value?.account }
      return notice
    }
  }

  private func recipients(of change: Change, in forum: Forum) -> [DelegateID] {
    switch change {
    case .meetingRequested(let it): return it.meeting.participants
    case .meetingAccepted(let it): return forum.meetings[it.meeting]?.participants ?? []
    case .meetingConfirmed(let it): return forum.meetings[it.meeting]?.participants ?? []
    case .meetingMoved(let it): return forum.meetings[it.meeting]?.participants ?? []
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it):
      return forum.meetings[it.meeting]?.participants ?? []
    case .registrationApproved(let it): return [it.delegate]
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it): return [it.delegate]
    case .agendaPublished(let it): return it.concerned.map(\.delegate)
    case .registrationOffered(let it): return [it.delegate]
    case .registrationLapsed(let it): return [it.delegate]
    case .signupPromoted(let it), .signupReleased(let it): return [it.delegate]
    case .chatLinked(let it): return [it.link.delegate]
    case .allianceCreated, .allianceInvited, .allianceJoined, .allianceLeft, .milestoneReached, .milestoneWithdrawn: return allies(of: change, in: forum)
    case .forumCreated, .forumUpdated, .phaseSet, .agendaReplaced, .agendaEdited, .organisationSet, .registrationSubmitted, .delegateCheckedIn,
      .delegateUpdated, .availabilitySet, .linkCodeIssued, .chatUnlinked, .signupAdded, .signupWaitlisted, .signupRemoved, .blockSet,
      .blockRemoved, .tableSet, .tableRemoved, .registrationPassedOver, .placesUnclaimed, .managerSet, .checkInCodeIssued,
      .delegateErased, .reminderSent, .remindersMissed, .signupCheckedIn, .meetingOffered, .meetingProposed, .meetingsSwapped, .meetingHandedOver,
      .guestInvited, .guestAccepted, .guestLeft, .meetingMarked, .meetingAnswered, .outcomeRecorded, .commitmentMade, .commitmentWithdrawn:
      return []
    }
  }
}
