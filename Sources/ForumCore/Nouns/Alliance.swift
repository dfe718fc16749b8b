/// A public-private partnership in the making: members, commitments, and milestones up to a signed agreement (rule 27).
public struct Alliance: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "A"

  /// What it is to become; the programme's indicators count each kind by itself (rule 28).
  public enum Kind: String, Codable, Sendable, CaseIterable {
    case investmentAlliance, investmentStrategy, clusteringProgramme, circularEconomyProgramme
  }

  public enum MemberRole: String, Codable, Sendable, CaseIterable { case publicPartner, privatePartner, investor, adviser }

  public struct Member: Hashable, Sendable, Codable {
    public var organisation: OrganisationID
    public var role: MemberRole
    /// Who brought it in; nil where an organiser did.
    public var by: DelegateID?
    public var joinedAt: Instant

    public init(organisation: OrganisationID, role: MemberRole, by: DelegateID?, joinedAt: Instant) {
      self.organisation = organisation
      self.role = role
      self.by = by
      self.joinedAt = joinedAt
    }
  }

  public struct Commitment: Hashable, Sendable, Codable {
    /// Counted from 1 in the alliance.
    public var number: Int
    public var organisation: OrganisationID
    /// Nil where what is committed is no money.
    public var amount: Money?
    /// What is committed, in a line; a statement of the organisation.
    public var what: String
    public var by: DelegateID?
    public var at: Instant
    public var withdrawnAt: Instant?

    public init(number: Int, organisation: OrganisationID, amount: Money?, what: String, by: DelegateID?, at: Instant) {
      self.number = number
      self.organisation = organisation
      self.amount = amount
      self.what = what
      self.by = by
      self.at = at
    }
  }

  /// The steps, in their order; some may be left out.
  public enum Step: String, Codable, Sendable, CaseIterable, Comparable {
    case expressionOfInterest, letterOfIntent, memorandum, signedAgreement

    public static func < (a: Self, b: Self) -> Bool { (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0) }
  }

  public struct Milestone: Hashable, Sendable, Codable {
    public var step: Step
    /// The day on which it was reached, as its members say.
    public var on: CivilDate
    /// Who recorded it; nil where an organiser did.
    public var by: DelegateID?
    public var at: Instant

    public init(step: Step, on: CivilDate, by: DelegateID?, at: Instant) {
      self.step = step
      self.on = on
      self.by = by
      self.at = at
    }
  }

  public var id: AllianceID
  public var title: String
  public var kind: Kind
  /// The meeting from which it came, where it came from one.
  public var meeting: MeetingID?
  public var members: [Member]
  /// Organisations that may join and have not yet.
  public var invited: [OrganisationID]
  public var commitments: [Commitment] = []
  public var milestones: [Milestone] = []
  public var createdAt: Instant

  public init(id: AllianceID, title: String, kind: Kind, meeting: MeetingID?, members: [Member], invited: [OrganisationID] = [], createdAt: Instant) {
    self.id = id
    self.title = title
    self.kind = kind
    self.meeting = meeting
    self.members = members
    self.invited = invited
    self.createdAt = createdAt
  }

  public static let mostMembers = 100
  public static let mostInvited = 200
  public static let mostCommitments = 1000

  public func has(_ organisation: OrganisationID) -> Bool { members.contains { $0.organisation == organisation } }
  public func milestone(_ step: Step) -> Milestone? { milestones.first { $0.step == step } }
  /// How far it has come.
  public var furthest: Step? { milestones.map(\.step).max() }
  public var isSigned: Bool { milestone(.signedAgreement) != nil }
  /// The commitments that were not taken back.
  public var standing: [Commitment] { commitments.filter { $0.withdrawnAt == nil } }

  /// Whether it has what an agreement needs: at least two members, one of them public, and one private or an investor.
  public var hasBothSides: Bool {
    members.count >= 2 && members.contains { $0.role == .publicPartner } && members.contains { $0.role == .privatePartner || $0.role == .investor }
  }

  /// The same without a member.
  func without(_ organisation: OrganisationID) -> Alliance {
    var rest = self
    rest.members.removeAll { $0.organisation == organisation }
    return rest
  }
}
