/// What a person tells of themselves when they register.
public struct Profile: Hashable, Sendable, Codable {
  public var givenName: String
  public var familyName: String
  public var email: String?
  public var phone: String?
  public var position: String?

  public init(givenName: String, familyName: String, email: String? = nil, phone: String? = nil, position: String? = nil) {
    self.givenName = givenName
    self.familyName = familyName
    self.email = email
    self.phone = phone
    self.position = position
  }

  public var fullName: String { familyName.isEmpty ? givenName : givenName.isEmpty ? familyName : "\(givenName) \(familyName)" }
}

/// A person's application to a forum; once approved, the delegate that takes part.
public struct Registration: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "D"

  public enum Status: String, Codable, Sendable, CaseIterable {
    case pending, approved, waitlisted
    /// A place is kept for them until `offerUntil`; they are to say whether they take it (rule 21).
    case offered
    case rejected, cancelled

    /// Whether it has come to an end: turned down, or given back.
    public var isOver: Bool { self == .rejected || self == .cancelled }

    /// Whether the forum writes to them and they to it: they are in, or wait for a place.
    public var hasPart: Bool { self == .approved || self == .waitlisted || self == .offered }
  }

  /// What of a profile its person may keep to themselves (rule 29).
  public enum Field: String, Codable, Sendable, CaseIterable {
    case position, speaks, offers, seeks, topics, about, ticket, need
    /// Address and telephone, which others see after a confirmed meeting.
    case contact
  }

  /// A consent as it was given: the wording of then, and when (rule 21).
  public struct Consent: Hashable, Sendable, Codable {
    public var id: String
    public var wording: String
    public var at: Instant

    public init(id: String, wording: String, at: Instant) {
      self.id = id
      self.wording = wording
      self.at = at
    }
  }

  /// Also the delegate's reference once approved.
  public var id: DelegateID
  public var profile: Personal<Profile>
  public var organisation: OrganisationID
  public var role: Role
  public var status: Status
  /// Whether the delegate takes meetings at all ("activated", rule 2).
  public var takesMeetings: Bool
  /// BCP 47; the language in which the forum writes to them.
  public var language: String
  public var wishes: Personal<Wishes>
  /// The blocks they take part in; nil means all.
  public var blocks: [BlockID]?
  /// When they can not meet although a block is open.
  public var unavailable: [Span]
  public var submittedAt: Instant
  /// The place in the order of the waitlist: the journal position at which they joined it.
  public var waitlistPlace: Int?
  public var checkedInAt: Instant?
  /// Until when an offered place is kept.
  public var offerUntil: Instant?
  /// The first of those who registered in one step and come all or not at all (rule 21).
  public var together: DelegateID?
  /// Answers to the forum's questions, by the question's name.
  public var answers: Personal<[String: String]>?
  public var consents: [Consent]?
  /// What a badge shows to be checked in by (rule 26); drawn when first asked for.
  public var checkInCode: Personal<String>?
  /// What others do not see.
  public var hidden: Set<Field>?
  /// When messages that can wait do; nil means the forum's hours (rule 20).
  public var quietHours: QuietHours?
  /// Where they read the clock, where that is not the forum's zone; times are shown in both.
  public var zone: ForumZone?
  /// When they were told that they have no meetings yet, or could not be told in time (rule 20).
  public var remindedOfNone: Instant?
  public var approvedAt: Instant?
  /// What it was when they were erased, where it was not over by then: they count as that (rule 28).
  public var erasedAs: Status?

  public init(
    id: DelegateID, profile: Personal<Profile>, organisation: OrganisationID, role: Role = .attendee, status: Status = .pending,
    takesMeetings: Bool = true, language: String = "en", wishes: Wishes = Wishes(), blocks: [BlockID]? = nil,
    unavailable: [Span] = [], submittedAt: Instant, waitlistPlace: Int? = nil, checkedInAt: Instant? = nil
  ) {
    self.id = id
    self.profile = profile
    self.organisation = organisation
    self.role = role
    self.status = status
    self.takesMeetings = takesMeetings
    self.language = language
    self.wishes = Personal(wishes, of: profile.person)
    self.blocks = blocks
    self.unavailable = unavailable
    self.submittedAt = submittedAt
    self.waitlistPlace = waitlistPlace
    self.checkedInAt = checkedInAt
  }

  // What the person wants; empty once they are erased.
  public var speaks: [String] { wishes.value?.speaks ?? [] }
  public var offers: [String] { wishes.value?.offers ?? [] }
  public var seeks: [String] { wishes.value?.seeks ?? [] }

  /// A value that is personal to them; nil once they are erased, for nothing more may be kept of them then (rule 29).
  func personal<Value>(_ value: Value) -> Personal<Value>? { profile.value.map { _ in Personal(value, of: profile.person) } }

  /// The name as others see it; the reference once the person is erased.
  public var displayName: String { profile.value?.fullName ?? id.description }
}

/// A chat account that was linked to a registration.
public struct ChatLink: Hashable, Sendable, Codable {
  /// Of the bot that the person talks to, such as `matrix`.
  public var bot: String
  public var delegate: DelegateID
  /// The platform's stable id of the person, and the conversation in which the forum writes to them.
  public var account: Personal<ChatAccount>
  public var linkedAt: Instant
  /// The position in the journal at which it was linked; what happened up to there is no news for this chat.
  public internal(set) var position = 0

  public init(bot: String, delegate: DelegateID, account: Personal<ChatAccount>, linkedAt: Instant) {
    self.bot = bot
    self.delegate = delegate
    self.account = account
    self.linkedAt = linkedAt
  }
}

public struct ChatAccount: Hashable, Sendable, Codable {
  public var account: String
  public var chat: String

  public init(account: String, chat: String) {
    self.account = account
    self.chat = chat
  }
}

/// A single-use code by which a person shows in a chat which registration is theirs.
public struct LinkCode: Hashable, Sendable, Codable {
  public var delegate: DelegateID
  /// SHA-256 of the code, hexadecimal; the code itself is stored nowhere.
  public var digest: String
  public var expiresAt: Instant

  public init(delegate: DelegateID, digest: String, expiresAt: Instant) {
    self.delegate = delegate
    self.digest = digest
    self.expiresAt = expiresAt
  }
}
