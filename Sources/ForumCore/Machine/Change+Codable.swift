// The form of a change on paper. One line a change in each of the three lists; the compiler names what is missing.

extension Change: Codable {
  private enum Member: String, CodingKey { case type }

  /// The change's name, as in the `type` member.
  public var type: String { kind.rawValue }

  /// The names of all changes.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case forumCreated
    case forumUpdated
    case phaseSet
    case announcementMade
    case agendaReplaced
    case agendaEdited
    case agendaPublished
    case organisationSet
    case registrationSubmitted
    case registrationApproved
    case registrationWaitlisted
    case registrationOffered
    case registrationLapsed
    case registrationPassedOver
    case registrationRejected
    case registrationCancelled
    case managerSet
    case checkInCodeIssued
    case delegateCheckedIn
    case delegateUpdated
    case availabilitySet
    case delegateErased
    case linkCodeIssued
    case chatLinked
    case chatUnlinked
    case reminderSent
    case remindersMissed
    case signupAdded
    case signupWaitlisted
    case signupPromoted
    case signupRemoved
    case signupCheckedIn
    case placesUnclaimed
    case signupReleased
    case blockSet
    case blockRemoved
    case tableSet
    case tableRemoved
    case timetableApplied
    case meetingRequested
    case meetingOffered
    case meetingAccepted
    case meetingConfirmed
    case meetingProposed
    case meetingMoved
    case meetingsSwapped
    case meetingHandedOver
    case guestInvited
    case guestAccepted
    case guestLeft
    case meetingMarked
    case meetingDeclined
    case meetingWithdrawn
    case meetingExpired
    case meetingCancelled
    case meetingAnswered
    case outcomeRecorded
    case allianceCreated
    case allianceInvited
    case allianceJoined
    case allianceLeft
    case commitmentMade
    case commitmentWithdrawn
    case milestoneReached
    case milestoneWithdrawn
  }

  public var kind: Kind {
    switch self {
    case .forumCreated: .forumCreated
    case .forumUpdated: .forumUpdated
    case .phaseSet: .phaseSet
    case .announcementMade: .announcementMade
    case .agendaReplaced: .agendaReplaced
    case .agendaEdited: .agendaEdited
    case .agendaPublished: .agendaPublished
    case .organisationSet: .organisationSet
    case .registrationSubmitted: .registrationSubmitted
    case .registrationApproved: .registrationApproved
    case .registrationWaitlisted: .registrationWaitlisted
    case .registrationOffered: .registrationOffered
    case .registrationLapsed: .registrationLapsed
    case .registrationPassedOver: .registrationPassedOver
    case .registrationRejected: .registrationRejected
    case .registrationCancelled: .registrationCancelled
    case .managerSet: .managerSet
    case .checkInCodeIssued: .checkInCodeIssued
    case .delegateCheckedIn: .delegateCheckedIn
    case .delegateUpdated: .delegateUpdated
    case .availabilitySet: .availabilitySet
    case .delegateErased: .delegateErased
    case .linkCodeIssued: .linkCodeIssued
    case .chatLinked: .chatLinked
    case .chatUnlinked: .chatUnlinked
    case .reminderSent: .reminderSent
    case .remindersMissed: .remindersMissed
    case .signupAdded: .signupAdded
    case .signupWaitlisted: .signupWaitlisted
    case .signupPromoted: .signupPromoted
    case .signupRemoved: .signupRemoved
    case .signupCheckedIn: .signupCheckedIn
    case .placesUnclaimed: .placesUnclaimed
    case .signupReleased: .signupReleased
    case .blockSet: .blockSet
    case .blockRemoved: .blockRemoved
    case .tableSet: .tableSet
    case .tableRemoved: .tableRemoved
    case .timetableApplied: .timetableApplied
    case .meetingRequested: .meetingRequested
    case .meetingOffered: .meetingOffered
    case .meetingAccepted: .meetingAccepted
    case .meetingConfirmed: .meetingConfirmed
    case .meetingProposed: .meetingProposed
    case .meetingMoved: .meetingMoved
    case .meetingsSwapped: .meetingsSwapped
    case .meetingHandedOver: .meetingHandedOver
    case .guestInvited: .guestInvited
    case .guestAccepted: .guestAccepted
    case .guestLeft: .guestLeft
    case .meetingMarked: .meetingMarked
    case .meetingDeclined: .meetingDeclined
    case .meetingWithdrawn: .meetingWithdrawn
    case .meetingExpired: .meetingExpired
    case .meetingCancelled: .meetingCancelled
    case .meetingAnswered: .meetingAnswered
    case .outcomeRecorded: .outcomeRecorded
    case .allianceCreated: .allianceCreated
    case .allianceInvited: .allianceInvited
    case .allianceJoined: .allianceJoined
    case .allianceLeft: .allianceLeft
    case .commitmentMade: .commitmentMade
    case .commitmentWithdrawn: .commitmentWithdrawn
    case .milestoneReached: .milestoneReached
    case .milestoneWithdrawn: .milestoneWithdrawn
    }
  }

  private var body: any Encodable {
    switch self {
    case .forumCreated(let body): body
    case .forumUpdated(let body): body
    case .phaseSet(let body): body
    case .announcementMade(let body): body
    case .agendaReplaced(let body): body
    case .agendaEdited(let body): body
    case .agendaPublished(let body): body
    case .organisationSet(let body): body
    case .registrationSubmitted(let body): body
    case .registrationApproved(let body): body
    case .registrationWaitlisted(let body): body
    case .registrationOffered(let body): body
    case .registrationLapsed(let body): body
    case .registrationPassedOver(let body): body
    case .registrationRejected(let body): body
    case .registrationCancelled(let body): body
    case .managerSet(let body): body
    case .checkInCodeIssued(let body): body
    case .delegateCheckedIn(let body): body
    case .delegateUpdated(let body): body
    case .availabilitySet(let body): body
    case .delegateErased(let body): body
    case .linkCodeIssued(let body): body
    case .chatLinked(let body): body
    case .chatUnlinked(let body): body
    case .reminderSent(let body): body
    case .remindersMissed(let body): body
    case .signupAdded(let body): body
    case .signupWaitlisted(let body): body
    case .signupPromoted(let body): body
    case .signupRemoved(let body): body
    case .signupCheckedIn(let body): body
    case .placesUnclaimed(let body): body
    case .signupReleased(let body): body
    case .blockSet(let body): body
    case .blockRemoved(let body): body
    case .tableSet(let body): body
    case .tableRemoved(let body): body
    case .timetableApplied(let body): body
    case .meetingRequested(let body): body
    case .meetingOffered(let body): body
    case .meetingAccepted(let body): body
    case .meetingConfirmed(let body): body
    case .meetingProposed(let body): body
    case .meetingMoved(let body): body
    case .meetingsSwapped(let body): body
    case .meetingHandedOver(let body): body
    case .guestInvited(let body): body
    case .guestAccepted(let body): body
    case .guestLeft(let body): body
    case .meetingMarked(let body): body
    case .meetingDeclined(let body): body
    case .meetingWithdrawn(let body): body
    case .meetingExpired(let body): body
    case .meetingCancelled(let body): body
    case .meetingAnswered(let body): body
    case .outcomeRecorded(let body): body
    case .allianceCreated(let body): body
    case .allianceInvited(let body): body
    case .allianceJoined(let body): body
    case .allianceLeft(let body): body
    case .commitmentMade(let body): body
    case .commitmentWithdrawn(let body): body
    case .milestoneReached(let body): body
    case .milestoneWithdrawn(let body): body
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Member.self)
    try container.encode(kind, forKey: .type)
    try body.encode(to: encoder)
  }

  public init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: Member.self).decode(Kind.self, forKey: .type) {
    case .forumCreated: self = .forumCreated(try ForumCreated(from: decoder))
    case .forumUpdated: self = .forumUpdated(try ForumUpdated(from: decoder))
    case .phaseSet: self = .phaseSet(try PhaseSet(from: decoder))
    case .announcementMade: self = .announcementMade(try AnnouncementMade(from: decoder))
    case .agendaReplaced: self = .agendaReplaced(try AgendaReplaced(from: decoder))
    case .agendaEdited: self = .agendaEdited(try AgendaEdited(from: decoder))
    case .agendaPublished: self = .agendaPublished(try AgendaPublished(from: decoder))
    case .organisationSet: self = .organisationSet(try OrganisationSet(from: decoder))
    case .registrationSubmitted: self = .registrationSubmitted(try RegistrationSubmitted(from: decoder))
    case .registrationApproved: self = .registrationApproved(try RegistrationApproved(from: decoder))
    case .registrationWaitlisted: self = .registrationWaitlisted(try RegistrationDecided(from: decoder))
    case .registrationOffered: self = .registrationOffered(try RegistrationOffered(from: decoder))
    case .registrationLapsed: self = .registrationLapsed(try RegistrationDecided(from: decoder))
    case .registrationPassedOver: self = .registrationPassedOver(try RegistrationPassedOver(from: decoder))
    case .registrationRejected: self = .registrationRejected(try RegistrationDecided(from: decoder))
    case .registrationCancelled: self = .registrationCancelled(try RegistrationDecided(from: decoder))
    case .managerSet: self = .managerSet(try ManagerSet(from: decoder))
    case .checkInCodeIssued: self = .checkInCodeIssued(try CheckInCodeIssued(from: decoder))
    case .delegateCheckedIn: self = .delegateCheckedIn(try DelegateNamed(from: decoder))
    case .delegateUpdated: self = .delegateUpdated(try DelegateUpdated(from: decoder))
    case .availabilitySet: self = .availabilitySet(try AvailabilitySet(from: decoder))
    case .delegateErased: self = .delegateErased(try DelegateErased(from: decoder))
    case .linkCodeIssued: self = .linkCodeIssued(try LinkCodeIssued(from: decoder))
    case .chatLinked: self = .chatLinked(try ChatLinked(from: decoder))
    case .chatUnlinked: self = .chatUnlinked(try ChatLinked(from: decoder))
    case .reminderSent: self = .reminderSent(try ReminderSent(from: decoder))
    case .remindersMissed: self = .remindersMissed(try RemindersMissed(from: decoder))
    case .signupAdded: self = .signupAdded(try SignupNamed(from: decoder))
    case .signupWaitlisted: self = .signupWaitlisted(try SignupNamed(from: decoder))
    case .signupPromoted: self = .signupPromoted(try SignupNamed(from: decoder))
    case .signupRemoved: self = .signupRemoved(try SignupNamed(from: decoder))
    case .signupCheckedIn: self = .signupCheckedIn(try SignupNamed(from: decoder))
    case .placesUnclaimed: self = .placesUnclaimed(try PlacesUnclaimed(from: decoder))
    case .signupReleased: self = .signupReleased(try SignupNamed(from: decoder))
    case .blockSet: self = .blockSet(try BlockSet(from: decoder))
    case .blockRemoved: self = .blockRemoved(try BlockRemoved(from: decoder))
    case .tableSet: self = .tableSet(try TableSet(from: decoder))
    case .tableRemoved: self = .tableRemoved(try TableRemoved(from: decoder))
    case .timetableApplied: self = .timetableApplied(try TimetableApplied(from: decoder))
    case .meetingRequested: self = .meetingRequested(try MeetingRequested(from: decoder))
    case .meetingOffered: self = .meetingOffered(try MeetingOffered(from: decoder))
    case .meetingAccepted: self = .meetingAccepted(try MeetingNamed(from: decoder))
    case .meetingConfirmed: self = .meetingConfirmed(try MeetingPlaced(from: decoder))
    case .meetingProposed: self = .meetingProposed(try MeetingProposed(from: decoder))
    case .meetingMoved: self = .meetingMoved(try MeetingMoved(from: decoder))
    case .meetingsSwapped: self = .meetingsSwapped(try MeetingsSwapped(from: decoder))
    case .meetingHandedOver: self = .meetingHandedOver(try MeetingHandedOver(from: decoder))
    case .guestInvited: self = .guestInvited(try GuestNamed(from: decoder))
    case .guestAccepted: self = .guestAccepted(try GuestNamed(from: decoder))
    case .guestLeft: self = .guestLeft(try GuestNamed(from: decoder))
    case .meetingMarked: self = .meetingMarked(try MeetingMarked(from: decoder))
    case .meetingDeclined: self = .meetingDeclined(try MeetingEnded(from: decoder))
    case .meetingWithdrawn: self = .meetingWithdrawn(try MeetingEnded(from: decoder))
    case .meetingExpired: self = .meetingExpired(try MeetingEnded(from: decoder))
    case .meetingCancelled: self = .meetingCancelled(try MeetingEnded(from: decoder))
    case .meetingAnswered: self = .meetingAnswered(try MeetingAnswered(from: decoder))
    case .outcomeRecorded: self = .outcomeRecorded(try OutcomeRecorded(from: decoder))
    case .allianceCreated: self = .allianceCreated(try AllianceCreated(from: decoder))
    case .allianceInvited: self = .allianceInvited(try AllianceInvited(from: decoder))
    case .allianceJoined: self = .allianceJoined(try AllianceJoined(from: decoder))
    case .allianceLeft: self = .allianceLeft(try AllianceLeft(from: decoder))
    case .commitmentMade: self = .commitmentMade(try CommitmentMade(from: decoder))
    case .commitmentWithdrawn: self = .commitmentWithdrawn(try CommitmentWithdrawn(from: decoder))
    case .milestoneReached: self = .milestoneReached(try MilestoneReached(from: decoder))
    case .milestoneWithdrawn: self = .milestoneWithdrawn(try MilestoneWithdrawn(from: decoder))
    }
  }
}
