/// A recorded fact of a forum. What is stored is never altered; new facts are added behind.
///
/// On paper each is one JSON object: its `type` and the members of its value.
public enum Change: Hashable, Sendable {
  // The forum
  case forumCreated(ForumCreated)
  case forumUpdated(ForumUpdated)
  case phaseSet(PhaseSet)
  // Agenda
  case agendaReplaced(AgendaReplaced)
  case agendaEdited(AgendaEdited)
  case agendaPublished(AgendaPublished)
  // People
  case organisationSet(OrganisationSet)
  case registrationSubmitted(RegistrationSubmitted)
  case registrationApproved(RegistrationApproved)
  case registrationWaitlisted(RegistrationDecided)
  case registrationRejected(RegistrationDecided)
  case registrationCancelled(RegistrationDecided)
  case delegateCheckedIn(DelegateNamed)
  case delegateUpdated(DelegateUpdated)
  case availabilitySet(AvailabilitySet)
  case linkCodeIssued(LinkCodeIssued)
  case chatLinked(ChatLinked)
  case chatUnlinked(ChatLinked)
  // Signups
  case signupAdded(SignupNamed)
  case signupWaitlisted(SignupNamed)
  case signupPromoted(SignupNamed)
  case signupRemoved(SignupNamed)
  // Blocks and tables
  case blockSet(BlockSet)
  case blockRemoved(BlockRemoved)
  case tableSet(TableSet)
  case tableRemoved(TableRemoved)
  // Meetings
  case meetingRequested(MeetingRequested)
  case meetingAccepted(MeetingNamed)
  case meetingConfirmed(MeetingPlaced)
  case meetingMoved(MeetingMoved)
  case meetingDeclined(MeetingEnded)
  case meetingWithdrawn(MeetingEnded)
  case meetingExpired(MeetingEnded)
  case meetingCancelled(MeetingEnded)
}

// MARK: - What each says

public struct ForumCreated: Hashable, Sendable, Codable {
  public var forum: ForumID
  public var settings: ForumSettings
}

public struct ForumUpdated: Hashable, Sendable, Codable {
  public var settings: ForumSettings
}

public enum Phase: String, Codable, Sendable, CaseIterable {
  /// Being prepared; only organisers see it.
  case preparing
  /// Registrations and meeting requests are taken.
  case open
  /// The days of the forum.
  case running
  /// Over; nothing changes any more but outcomes.
  case closed
}

public struct PhaseSet: Hashable, Sendable, Codable {
  public var phase: Phase
}

public struct AgendaReplaced: Hashable, Sendable, Codable {
  public var agenda: Agenda
}

public struct AgendaEdited: Hashable, Sendable, Codable {
  public var edits: [AgendaEdit]
}

public struct AgendaPublished: Hashable, Sendable, Codable {
  /// What a release means for one delegate.
  public struct Concern: Hashable, Sendable, Codable {
    public var delegate: DelegateID
    /// Sessions in which they speak, or to which they signed up, that have another time or room or are gone; in order of time.
    public var sessions: [SessionID]
    /// Sessions in which they had a place that they lost, because it would be at the same time as something earlier of theirs.
    public var givenBack: [SessionID]
  }

  public var release: Int
  public var differences: [AgendaDifference]
  /// Those concerned, each with what concerns them, by number.
  public var concerned: [Concern]
}

public struct OrganisationSet: Hashable, Sendable, Codable {
  public var organisation: Organisation
}

public struct RegistrationSubmitted: Hashable, Sendable, Codable {
  public var registration: Registration
}

public struct RegistrationApproved: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  /// Whether a place became free for somebody on the waitlist.
  public var fromWaitlist: Bool
  /// Why somebody was approved out of order, where an organiser did so.
  public var reason: Personal<String>?
}

public struct RegistrationDecided: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  public var reason: Personal<String>?
}

public struct DelegateNamed: Hashable, Sendable, Codable {
  public var delegate: DelegateID
}

public struct DelegateUpdated: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  public var language: String?
  public var takesMeetings: Bool?
  /// All of them, as they are now.
  public var wishes: Personal<Wishes>?
}

public struct AvailabilitySet: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  public var blocks: [BlockID]?
  public var unavailable: [Span]
}

public struct LinkCodeIssued: Hashable, Sendable, Codable {
  public var code: LinkCode
}

public struct ChatLinked: Hashable, Sendable, Codable {
  public var link: ChatLink
}

public struct SignupNamed: Hashable, Sendable, Codable {
  public var session: SessionID
  public var delegate: DelegateID
}

public struct BlockSet: Hashable, Sendable, Codable {
  public var block: Block
}

public struct BlockRemoved: Hashable, Sendable, Codable {
  public var block: BlockID
}

public struct TableSet: Hashable, Sendable, Codable {
  public var table: Table
}

public struct TableRemoved: Hashable, Sendable, Codable {
  public var table: TableID
}

public struct MeetingRequested: Hashable, Sendable, Codable {
  public var meeting: Meeting
  /// Why it was asked for on somebody's behalf (rule 14).
  public var reason: Personal<String>?
}

public struct MeetingNamed: Hashable, Sendable, Codable {
  public var meeting: MeetingID
}

public struct MeetingPlaced: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var place: Place
}

public struct MeetingMoved: Hashable, Sendable, Codable {
  /// Why a meeting moves (rules 7, 14).
  public enum Cause: String, Codable, Sendable, CaseIterable {
    /// One of its sides wanted it, or an organiser.
    case wish
    /// Its block was changed or closed.
    case block
    /// Its table was changed or taken away, or another one is its side's now.
    case table
    /// A session of a release takes its time.
    case release
  }

  public var meeting: MeetingID
  public var from: Place?
  public var to: Place
  /// Whose answer is awaited now, where it was not yet confirmed.
  public var awaiting: DelegateID?
  public var holdUntil: Instant?
  /// Which side moved it; nil where an organiser did.
  public var by: DelegateID?
  public var cause: Cause
  public var reason: Personal<String>?
}

public struct MeetingEnded: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  /// Which side ended it; nil where an organiser or the clock did.
  public var by: DelegateID?
  public var reason: Personal<String>?
}
