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
    case agendaReplaced
    case agendaEdited
    case agendaPublished
    case organisationSet
    case registrationSubmitted
    case registrationApproved
    case registrationWaitlisted
    case registrationRejected
    case registrationCancelled
    case delegateCheckedIn
    case delegateUpdated
    case availabilitySet
    case linkCodeIssued
    case chatLinked
    case chatUnlinked
    case signupAdded
    case signupWaitlisted
    case signupPromoted
    case signupRemoved
    case blockSet
    case blockRemoved
    case tableSet
    case tableRemoved
    case meetingRequested
    case meetingAccepted
    case meetingConfirmed
    case meetingMoved
    case meetingDeclined
    case meetingWithdrawn
    case meetingExpired
    case meetingCancelled
  }

  public var kind: Kind {
    switch self {
    case .forumCreated: .forumCreated
    case .forumUpdated: .forumUpdated
    case .phaseSet: .phaseSet
    case .agendaReplaced: .agendaReplaced
    case .agendaEdited: .agendaEdited
    case .agendaPublished: .agendaPublished
    case .organisationSet: .organisationSet
    case .registrationSubmitted: .registrationSubmitted
    case .registrationApproved: .registrationApproved
    case .registrationWaitlisted: .registrationWaitlisted
    case .registrationRejected: .registrationRejected
    case .registrationCancelled: .registrationCancelled
    case .delegateCheckedIn: .delegateCheckedIn
    case .delegateUpdated: .delegateUpdated
    case .availabilitySet: .availabilitySet
    case .linkCodeIssued: .linkCodeIssued
    case .chatLinked: .chatLinked
    case .chatUnlinked: .chatUnlinked
    case .signupAdded: .signupAdded
    case .signupWaitlisted: .signupWaitlisted
    case .signupPromoted: .signupPromoted
    case .signupRemoved: .signupRemoved
    case .blockSet: .blockSet
    case .blockRemoved: .blockRemoved
    case .tableSet: .tableSet
    case .tableRemoved: .tableRemoved
    case .meetingRequested: .meetingRequested
    case .meetingAccepted: .meetingAccepted
    case .meetingConfirmed: .meetingConfirmed
    case .meetingMoved: .meetingMoved
    case .meetingDeclined: .meetingDeclined
    case .meetingWithdrawn: .meetingWithdrawn
    case .meetingExpired: .meetingExpired
    case .meetingCancelled: .meetingCancelled
    }
  }

  private var body: any Encodable {
    switch self {
    case .forumCreated(let body): body
    case .forumUpdated(let body): body
    case .phaseSet(let body): body
    case .agendaReplaced(let body): body
    case .agendaEdited(let body): body
    case .agendaPublished(let body): body
    case .organisationSet(let body): body
    case .registrationSubmitted(let body): body
    case .registrationApproved(let body): body
    case .registrationWaitlisted(let body): body
    case .registrationRejected(let body): body
    case .registrationCancelled(let body): body
    case .delegateCheckedIn(let body): body
    case .delegateUpdated(let body): body
    case .availabilitySet(let body): body
    case .linkCodeIssued(let body): body
    case .chatLinked(let body): body
    case .chatUnlinked(let body): body
    case .signupAdded(let body): body
    case .signupWaitlisted(let body): body
    case .signupPromoted(let body): body
    case .signupRemoved(let body): body
    case .blockSet(let body): body
    case .blockRemoved(let body): body
    case .tableSet(let body): body
    case .tableRemoved(let body): body
    case .meetingRequested(let body): body
    case .meetingAccepted(let body): body
    case .meetingConfirmed(let body): body
    case .meetingMoved(let body): body
    case .meetingDeclined(let body): body
    case .meetingWithdrawn(let body): body
    case .meetingExpired(let body): body
    case .meetingCancelled(let body): body
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
    case .agendaReplaced: self = .agendaReplaced(try AgendaReplaced(from: decoder))
    case .agendaEdited: self = .agendaEdited(try AgendaEdited(from: decoder))
    case .agendaPublished: self = .agendaPublished(try AgendaPublished(from: decoder))
    case .organisationSet: self = .organisationSet(try OrganisationSet(from: decoder))
    case .registrationSubmitted: self = .registrationSubmitted(try RegistrationSubmitted(from: decoder))
    case .registrationApproved: self = .registrationApproved(try RegistrationApproved(from: decoder))
    case .registrationWaitlisted: self = .registrationWaitlisted(try RegistrationDecided(from: decoder))
    case .registrationRejected: self = .registrationRejected(try RegistrationDecided(from: decoder))
    case .registrationCancelled: self = .registrationCancelled(try RegistrationDecided(from: decoder))
    case .delegateCheckedIn: self = .delegateCheckedIn(try DelegateNamed(from: decoder))
    case .delegateUpdated: self = .delegateUpdated(try DelegateUpdated(from: decoder))
    case .availabilitySet: self = .availabilitySet(try AvailabilitySet(from: decoder))
    case .linkCodeIssued: self = .linkCodeIssued(try LinkCodeIssued(from: decoder))
    case .chatLinked: self = .chatLinked(try ChatLinked(from: decoder))
    case .chatUnlinked: self = .chatUnlinked(try ChatLinked(from: decoder))
    case .signupAdded: self = .signupAdded(try SignupNamed(from: decoder))
    case .signupWaitlisted: self = .signupWaitlisted(try SignupNamed(from: decoder))
    case .signupPromoted: self = .signupPromoted(try SignupNamed(from: decoder))
    case .signupRemoved: self = .signupRemoved(try SignupNamed(from: decoder))
    case .blockSet: self = .blockSet(try BlockSet(from: decoder))
    case .blockRemoved: self = .blockRemoved(try BlockRemoved(from: decoder))
    case .tableSet: self = .tableSet(try TableSet(from: decoder))
    case .tableRemoved: self = .tableRemoved(try TableRemoved(from: decoder))
    case .meetingRequested: self = .meetingRequested(try MeetingRequested(from: decoder))
    case .meetingAccepted: self = .meetingAccepted(try MeetingNamed(from: decoder))
    case .meetingConfirmed: self = .meetingConfirmed(try MeetingPlaced(from: decoder))
    case .meetingMoved: self = .meetingMoved(try MeetingMoved(from: decoder))
    case .meetingDeclined: self = .meetingDeclined(try MeetingEnded(from: decoder))
    case .meetingWithdrawn: self = .meetingWithdrawn(try MeetingEnded(from: decoder))
    case .meetingExpired: self = .meetingExpired(try MeetingEnded(from: decoder))
    case .meetingCancelled: self = .meetingCancelled(try MeetingEnded(from: decoder))
    }
  }
}
