/// Opens an alliance with one member (rule 27). Where it comes from a meeting, the organisations of the other sides are invited.
public struct CreateAlliance: Command {
  public var title: String
  public var kind: Alliance.Kind
  /// The first member; nil is the delegate's own organisation.
  public var organisation: OrganisationID?
  public var role: Alliance.MemberRole
  /// The meeting from which it comes.
  public var meeting: MeetingID?

  public init(title: String, kind: Alliance.Kind, organisation: OrganisationID? = nil, role: Alliance.MemberRole, meeting: MeetingID? = nil) {
    self.title = title
    self.kind = kind
    self.organisation = organisation
    self.role = role
    self.meeting = meeting
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let organisation = try forum.organisation(organisation, actedForBy: actor)
    guard (1...200).contains(title.trimmed.count), title.isOneLine else {
      throw Refusal.badValue("title", .line, least: 1, most: 200)
    }
    if let known = namesake(in: forum, for: organisation) { throw Refusal(.allianceExists, ["alliance": .text(known.id.description)]) }
    let member = Alliance.Member(organisation: organisation, role: role, by: actor.delegate, joinedAt: now)
    let alliance = Alliance(
      id: AllianceID(forum.lastAlliance + 1), title: title.trimmed, kind: kind, meeting: meeting, members: [member],
      invited: try partners(of: organisation, in: forum), createdAt: now)
    return [.allianceCreated(AllianceCreated(alliance: alliance))]
  }

  /// The alliance of that title that the organisation is a member of already.
  private func namesake(in forum: Forum, for organisation: OrganisationID) -> Alliance? {
    let wanted = title.trimmed.lowercased()
    return forum.alliances.values.filter { $0.has(organisation) && $0.title.lowercased() == wanted }.min { $0.id < $1.id }
  }

  /// Whether this very alliance was opened already.
  func isDone(in forum: Forum, for organisation: OrganisationID) -> Bool {
    namesake(in: forum, for: organisation).map { $0.kind == kind && $0.meeting == meeting } ?? false
  }

  /// The organisations of the other sides of the meeting, in order.
  private func partners(of organisation: OrganisationID, in forum: Forum) throws(Refusal) -> [OrganisationID] {
    guard let id = meeting else { return [] }
    guard let meeting = forum.meetings[id], meeting.isAgreed else { throw Refusal(.noSuchMeeting, ["reference": .text(id.description)]) }
    let sides = Set(meeting.agreed.compactMap { forum.registrations[$0]?.organisation })
    guard sides.contains(organisation) else { throw Refusal(.noSuchMeeting, ["reference": .text(id.description)]) }
    return sides.subtracting([organisation]).sorted()
  }
}

/// A member asks another organisation in (rule 27).
public struct InviteToAlliance: Command {
  public var alliance: AllianceID
  public var organisation: OrganisationID

  public init(alliance: AllianceID, organisation: OrganisationID) {
    self.alliance = alliance
    self.organisation = organisation
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    guard forum.organisations[organisation] != nil else { throw Refusal(.noSuchOrganisation, ["reference": .text(organisation.description)]) }
    guard !current.has(organisation) else {
      throw Refusal(.alreadyMember, ["alliance": .text(alliance.description), "organisation": .organisation(organisation)])
    }
    guard !current.invited.contains(organisation) else { return [] }
    guard current.invited.count < Alliance.mostInvited else {
      throw Refusal.badValue("organisation", .fewerInvitations, most: Alliance.mostInvited)
    }
    return [.allianceInvited(AllianceInvited(alliance: alliance, organisation: organisation))]
  }
}

/// An organisation becomes a member: it was invited, or somebody of it has a confirmed meeting with a member's, or had one (rule 27).
/// An organiser may take in any, with a reason.
public struct JoinAlliance: Command {
  public var alliance: AllianceID
  /// Nil is the delegate's own.
  public var organisation: OrganisationID?
  public var role: Alliance.MemberRole
  /// Why an organiser takes in one that was neither invited nor met a member.
  public var reason: String?

  public init(alliance: AllianceID, organisation: OrganisationID? = nil, role: Alliance.MemberRole, reason: String? = nil) {
    self.alliance = alliance
    self.organisation = organisation
    self.role = role
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let organisation = try forum.organisation(organisation, actedForBy: actor)
    let current = try forum.alliance(alliance)
    if let known = current.members.first(where: { $0.organisation == organisation }) {
      if known.role == role { return [] }
      throw Refusal(.alreadyMember, ["alliance": .text(alliance.description), "organisation": .organisation(organisation)])
    }
    if !forum.mayJoin(organisation, current) {
      // Who is allied is not for others to learn.
      guard actor.isOrganiser else { throw Refusal(.noSuchAlliance, ["reference": .text(alliance.description)]) }
      guard reason?.isEmpty == false else {
        throw Refusal(.notInvited, ["alliance": .text(alliance.description), "organisation": .organisation(organisation)])
      }
    }
    guard current.members.count < Alliance.mostMembers else {
      throw Refusal.badValue("alliance", .fewerMembers, most: Alliance.mostMembers)
    }
    let member = Alliance.Member(organisation: organisation, role: role, by: actor.delegate, joinedAt: now)
    return [
      .allianceJoined(AllianceJoined(alliance: alliance, member: member, reason: try forum.recorded(reason, by: actor, about: organisation)))
    ]
  }
}

/// A member goes. What it committed itself to goes with it (rule 27).
///
/// The last member does not. Once there is a signed agreement only organisers take a member out, with a reason, and never so that
/// the agreement is left without one of its two sides.
public struct LeaveAlliance: Command {
  public var alliance: AllianceID
  /// Nil is the delegate's own.
  public var organisation: OrganisationID?
  public var reason: String?

  public init(alliance: AllianceID, organisation: OrganisationID? = nil, reason: String? = nil) {
    self.alliance = alliance
    self.organisation = organisation
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    let organisation = try forum.member(organisation, of: current, actedForBy: actor)
    guard current.members.count > 1 else { throw Refusal(.lastMember, ["alliance": .text(alliance.description)]) }
    if current.isSigned {
      guard actor.isOrganiser else { throw Refusal(.agreementSigned, ["alliance": .text(alliance.description)]) }
      try forum.requireReason(reason, of: actor)
      guard current.without(organisation).hasBothSides else { throw Refusal(.bothSidesNeeded, ["alliance": .text(alliance.description)]) }
    }
    let recorded = try forum.recorded(reason, by: actor, about: organisation)
    let withdrawn = current.standing.filter { $0.organisation == organisation }.map { commitment in
      Change.commitmentWithdrawn(CommitmentWithdrawn(alliance: alliance, number: commitment.number, reason: recorded))
    }
    return withdrawn + [.allianceLeft(AllianceLeft(alliance: alliance, organisation: organisation, reason: recorded))]
  }
}
