/// A recorded fact of a forum. What is stored is never altered; new facts are added behind.
///
/// On paper each is one JSON object: its `type` and the members of its value.
public enum Change: Hashable, Sendable {
  // The forum
  case forumCreated(ForumCreated)
  case forumUpdated(ForumUpdated)
  case phaseSet(PhaseSet)
  case announcementMade(AnnouncementMade)
  // Agenda
  case agendaReplaced(AgendaReplaced)
  case agendaEdited(AgendaEdited)
  case agendaPublished(AgendaPublished)
  // People
  case organisationSet(OrganisationSet)
  case registrationSubmitted(RegistrationSubmitted)
  case registrationApproved(RegistrationApproved)
  case registrationWaitlisted(RegistrationDecided)
  case registrationOffered(RegistrationOffered)
  case registrationLapsed(RegistrationDecided)
  case registrationPassedOver(RegistrationPassedOver)
  case registrationRejected(RegistrationDecided)
  case registrationCancelled(RegistrationDecided)
  case managerSet(ManagerSet)
  case checkInCodeIssued(CheckInCodeIssued)
  case delegateCheckedIn(DelegateNamed)
  case delegateUpdated(DelegateUpdated)
  case availabilitySet(AvailabilitySet)
  case delegateErased(DelegateErased)
  case linkCodeIssued(LinkCodeIssued)
  case chatLinked(ChatLinked)
  case chatUnlinked(ChatLinked)
  case reminderSent(ReminderSent)
  case remindersMissed(RemindersMissed)
  // Signups
  case signupAdded(SignupNamed)
  case signupWaitlisted(SignupNamed)
  case signupPromoted(SignupNamed)
  case signupRemoved(SignupNamed)
  case signupCheckedIn(SignupNamed)
  case placesUnclaimed(PlacesUnclaimed)
  case signupReleased(SignupNamed)
  // Blocks and tables
  case blockSet(BlockSet)
  case blockRemoved(BlockRemoved)
  case tableSet(TableSet)
  case tableRemoved(TableRemoved)
  // Meetings
  case timetableApplied(TimetableApplied)
  case meetingRequested(MeetingRequested)
  case meetingOffered(MeetingOffered)
  case meetingAccepted(MeetingNamed)
  case meetingConfirmed(MeetingPlaced)
  case meetingProposed(MeetingProposed)
  case meetingMoved(MeetingMoved)
  case meetingsSwapped(MeetingsSwapped)
  case meetingHandedOver(MeetingHandedOver)
  case guestInvited(GuestNamed)
  case guestAccepted(GuestNamed)
  case guestLeft(GuestNamed)
  case meetingMarked(MeetingMarked)
  case meetingDeclined(MeetingEnded)
  case meetingWithdrawn(MeetingEnded)
  case meetingExpired(MeetingEnded)
  case meetingCancelled(MeetingEnded)
  case meetingAnswered(MeetingAnswered)
  case outcomeRecorded(OutcomeRecorded)
  // Alliances
  case allianceCreated(AllianceCreated)
  case allianceInvited(AllianceInvited)
  case allianceJoined(AllianceJoined)
  case allianceLeft(AllianceLeft)
  case commitmentMade(CommitmentMade)
  case commitmentWithdrawn(CommitmentWithdrawn)
  case milestoneReached(MilestoneReached)
  case milestoneWithdrawn(MilestoneWithdrawn)
}

// MARK: - What each says

public struct ForumCreated: Hashable, Sendable, Codable {
  public var forum: ForumID
  public var settings: ForumSettings
}

public struct ForumUpdated: Hashable, Sendable, Codable {
  /// What other days leave outside of the forum; organisers are warned of it.
  public struct Outside: Hashable, Sendable, Codable {
    /// Sessions of the draft or the published agenda, by key.
    public var sessions: [SessionID]
    public var blocks: [BlockID]
  }

  public var settings: ForumSettings
  /// Nil where nothing is outside that was not so before.
  public var outside: Outside?
}

public enum Phase: String, Codable, Sendable, CaseIterable {
  /// Being prepared; only organisers see it.
  case preparing
  /// Registrations and meeting requests are taken.
  case open
  /// The days of the forum.
  case running
  /// Over; nothing changes any more but outcomes and alliances.
  case closed
}

public struct PhaseSet: Hashable, Sendable, Codable {
  public var phase: Phase
}

/// What the organisers tell everybody who takes part.
public struct AnnouncementMade: Hashable, Sendable, Codable {
  public var text: String
  /// Whether it can not wait for the end of quiet hours; nil is no.
  public var isUrgent: Bool?
}

public struct AgendaReplaced: Hashable, Sendable, Codable {
  public var agenda: Agenda
  /// Clashes of it of which the forum warns (rule 23).
  public var clashes: [Clash]?
}

public struct AgendaEdited: Hashable, Sendable, Codable {
  public var edits: [AgendaEdit]
  /// Clashes that came with it and of which the forum warns (rule 23).
  public var clashes: [Clash]?
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
  /// Clashes in it of which the forum warns (rule 23).
  public var clashes: [Clash]?
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

public struct RegistrationOffered: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  /// Until when the place is kept for them.
  public var until: Instant
}

public struct RegistrationPassedOver: Hashable, Sendable, Codable {
  /// Those who wait together and do not all fit (rule 21).
  public var delegates: [DelegateID]
  /// The places that there were.
  public var places: Int
}

public struct ManagerSet: Hashable, Sendable, Codable {
  public var organisation: OrganisationID
  public var manager: DelegateID
}

public struct CheckInCodeIssued: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  public var code: Personal<String>
}

/// A delegate was told something by the clock (rule 20).
public struct ReminderSent: Hashable, Sendable, Codable {
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// A request waits for their answer.
    case waiting
    /// A request that waits for their answer is about to expire.
    case ending
    /// A meeting of theirs is about to begin.
    case starting
    /// They have no meetings yet.
    case none
  }

  public var kind: Kind
  public var delegate: DelegateID
  /// The meetings that it is about, by number; one message tells of all.
  public var meetings: [MeetingID]
}

/// It is too late to tell some people what they were to be reminded of, because the clock did not run (rule 20).
public struct RemindersMissed: Hashable, Sendable, Codable {
  /// Meetings that have begun, by number.
  public var meetings: [MeetingID]
  /// Delegates who have no meetings, and there are none to come; by number.
  public var delegates: [DelegateID]
}

/// Nothing personal is kept of a delegate any more.
public struct DelegateErased: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  /// What their registration was until then, where it was not over yet: they count as that (rule 28).
  public var was: Registration.Status?

  public init(delegate: DelegateID, was: Registration.Status? = nil) {
    self.delegate = delegate
    self.was = was
  }
}

/// Something was done for a delegate that needs no more words.
public struct DelegateNamed: Hashable, Sendable, Codable {
  public var delegate: DelegateID
}

/// What is kept of a delegate was changed; what is nil stays as it was.
public struct DelegateUpdated: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  public var language: String?
  public var takesMeetings: Bool?
  /// All of them, as they are now.
  public var wishes: Personal<Wishes>?
  /// All that they hide, as it is now.
  public var hidden: [Registration.Field]?
  public var quietHours: QuietHours?
  public var zone: ForumZone?
  public var role: Role?
  public var profile: Personal<Profile>?
  /// All answers and consents, as they are now.
  public var answers: Personal<[String: String]>?
  public var consents: [Registration.Consent]?
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
  /// Other sessions of theirs at the same time, where the forum warns of them (rule 22).
  public var despite: [SessionID]?
}

/// The time to claim a place in a session is over: those who did not are named, who signed up first in front. From now on their
/// places go to who waits, the last one's first (rule 17).
public struct PlacesUnclaimed: Hashable, Sendable, Codable {
  public var session: SessionID
  public var delegates: [DelegateID]
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
  /// Why it was confirmed on somebody's behalf (rule 14).
  public var reason: Personal<String>?
}

/// Many meetings get their places in one step, as a timetable says; what each gets follows by itself.
public struct TimetableApplied: Hashable, Sendable, Codable {
  /// How many get their first place.
  public var placed: Int
  /// How many have another place than before.
  public var moved: Int
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
    /// One of its sides is not available any more (rule 7).
    case availability
    /// The organisers gave the forum another timetable.
    case timetable
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
  /// The times that were proposed and that a side said no to, where there were several to choose from.
  public var offers: [Place]?
}

/// A meeting that waited for a place gets one, which is held like a request's (rule 16).
public struct MeetingOffered: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var place: Place
  /// Whose answer is awaited now.
  public var awaiting: DelegateID
  public var holdUntil: Instant
}

/// Other times for a meeting, of which the awaited side picks one (rule 6).
public struct MeetingProposed: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var from: Place?
  /// One to three, in order of time; all are held.
  public var offers: [Place]
  public var awaiting: DelegateID
  public var holdUntil: Instant
  /// Which side proposes; nil where an organiser does for it.
  public var by: DelegateID?
  public var reason: Personal<String>?
}

/// Two meetings have changed places in one step (rule 15).
public struct MeetingsSwapped: Hashable, Sendable, Codable {
  public var first: MeetingID
  public var second: MeetingID
  public var firstTo: Place
  public var secondTo: Place
  public var by: DelegateID?
  public var reason: Personal<String>?
}

/// Somebody of the same organisation takes a side's seat (rules 12, 13).
public struct MeetingHandedOver: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var from: DelegateID
  public var to: DelegateID
  /// Where it is, the interpreter included, who may be another one now.
  public var place: Place?
  public var wantsInterpreter: Bool?
  public var by: DelegateID?
  public var reason: Personal<String>?
}

public struct GuestNamed: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var guest: DelegateID
  /// Until when an invitation holds; nil where it is none.
  public var holdUntil: Instant?
  /// Where the meeting is from now on, where the guest changes that: the interpreter.
  public var place: Place?
  public var wantsInterpreter: Bool?
  public var by: DelegateID?
  public var reason: Personal<String>?
}

/// What organisers set on a meeting; nil stays as it is.
public struct MeetingMarked: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var priority: Int?
  public var isLocked: Bool?
}

/// What a side says of a meeting whose time has come, and what the meeting is by it (rule 17).
public struct MeetingAnswered: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var side: DelegateID
  public var answer: Meeting.Answer
  /// `confirmed`, `held` or `noShow`.
  public var status: Meeting.Status
}

public struct OutcomeRecorded: Hashable, Sendable, Codable {
  public var meeting: MeetingID
  public var side: DelegateID
  public var outcome: Outcome
  /// Why an organiser recorded it for a side (rule 14).
  public var reason: Personal<String>?
}

// MARK: - Alliances

public struct AllianceCreated: Hashable, Sendable, Codable {
  public var alliance: Alliance
}

public struct AllianceInvited: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var organisation: OrganisationID
}

public struct AllianceJoined: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var member: Alliance.Member
  /// Why an organiser took it in (rule 14).
  public var reason: Personal<String>?
}

public struct AllianceLeft: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var organisation: OrganisationID
  public var reason: Personal<String>?
}

public struct CommitmentMade: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var commitment: Alliance.Commitment
}

public struct CommitmentWithdrawn: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var number: Int
  public var reason: Personal<String>?
}

public struct MilestoneReached: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var milestone: Alliance.Milestone
}

/// A milestone was recorded in error.
public struct MilestoneWithdrawn: Hashable, Sendable, Codable {
  public var alliance: AllianceID
  public var step: Alliance.Step
  public var reason: Personal<String>?
}
