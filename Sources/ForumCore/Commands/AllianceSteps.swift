/// A member says to what it commits itself, with an amount where it is money (rule 27).
public struct Commit: Command {
  public var alliance: AllianceID
  /// Nil is the delegate's own.
  public var organisation: OrganisationID?
  public var amount: Money?
  /// What, in a line; a statement of the organisation.
  public var what: String

  public init(alliance: AllianceID, organisation: OrganisationID? = nil, amount: Money? = nil, what: String) {
    self.alliance = alliance
    self.organisation = organisation
    self.amount = amount
    self.what = what
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    let organisation = try forum.member(organisation, of: current, actedForBy: actor)
    try amount?.check("amount")
    guard amount?.amount != 0 else {
      throw Refusal.badValue("amount.amount", .amountAboveZero)
    }
    let text = what.trimmed
    guard (1...500).contains(text.count), text.isOneLine else {
      throw Refusal.badValue("what", .line, least: 1, most: 500)
    }
    if let same = current.standing.first(where: { ($0.organisation, $0.amount, $0.what) == (organisation, amount, text) }) {
      throw Refusal(.alreadyCommitted, ["alliance": .text(alliance.description), "number": .number(same.number)])
    }
    guard current.commitments.count < Alliance.mostCommitments else {
      throw Refusal.badValue("alliance", .fewerCommitments, most: Alliance.mostCommitments)
    }
    let number = (current.commitments.last?.number ?? 0) + 1
    let commitment = Alliance.Commitment(number: number, organisation: organisation, amount: amount, what: text, by: actor.delegate, at: now)
    return [.commitmentMade(CommitmentMade(alliance: alliance, commitment: commitment))]
  }
}

/// A member takes a commitment back; an organiser may, with a reason. Once there is a signed agreement only organisers do (rule 27).
public struct WithdrawCommitment: Command {
  public var alliance: AllianceID
  public var number: Int
  public var reason: String?

  public init(alliance: AllianceID, number: Int, reason: String? = nil) {
    self.alliance = alliance
    self.number = number
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    guard let commitment = current.commitments.first(where: { $0.number == number }) else {
      throw Refusal(.noSuchCommitment, ["alliance": .text(alliance.description), "number": .number(number)])
    }
    guard actor.isOrganiser || forum.organisation(of: actor) == commitment.organisation else { throw Refusal(.notYours) }
    if commitment.withdrawnAt != nil { return [] }
    if current.isSigned, !actor.isOrganiser { throw Refusal(.agreementSigned, ["alliance": .text(alliance.description)]) }
    try forum.requireReason(reason, of: actor)
    let recorded = try forum.recorded(reason, by: actor, about: commitment.organisation)
    return [.commitmentWithdrawn(CommitmentWithdrawn(alliance: alliance, number: number, reason: recorded))]
  }
}

/// A member's delegate or an organiser records a step that the alliance has reached, each once (rule 27).
///
/// A signed agreement needs at least two members, a public partner and a private partner or investor among them.
public struct ReachMilestone: Command {
  public var alliance: AllianceID
  public var step: Alliance.Step
  /// The day on which it was reached, by the forum's clocks; today or earlier.
  public var on: CivilDate

  public init(alliance: AllianceID, step: Alliance.Step, on: CivilDate) {
    self.alliance = alliance
    self.step = step
    self.on = on
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    let today = try forum.requireSettings().zone.wall(now).date
    guard on <= today, on.year >= 2000 else { throw Refusal.badValue("on", .dayUpTo, day: today) }
    if let known = current.milestones.first(where: { $0.step == step }) {
      if known.on == on { return [] }
      throw Refusal(.alreadyReached, ["alliance": .text(alliance.description), "step": .text(step.rawValue), "day": .day(known.on)])
    }
    if step == .signedAgreement, !current.hasBothSides { throw Refusal(.bothSidesNeeded, ["alliance": .text(alliance.description)]) }
    let milestone = Alliance.Milestone(step: step, on: on, by: actor.delegate, at: now)
    return [.milestoneReached(MilestoneReached(alliance: alliance, milestone: milestone))]
  }
}

/// Takes back a milestone that was recorded in error. A signed agreement is taken back by organisers only, with a reason.
public struct WithdrawMilestone: Command {
  public var alliance: AllianceID
  public var step: Alliance.Step
  public var reason: String?

  public init(alliance: AllianceID, step: Alliance.Step, reason: String? = nil) {
    self.alliance = alliance
    self.step = step
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.alliance(alliance, for: actor)
    guard current.milestones.contains(where: { $0.step == step }) else {
      throw Refusal(.notReached, ["alliance": .text(alliance.description), "step": .text(step.rawValue)])
    }
    if step == .signedAgreement {
      guard actor.isOrganiser else { throw Refusal(.agreementSigned, ["alliance": .text(alliance.description)]) }
      try forum.requireReason(reason, of: actor)
    }
    let recorded = try forum.recorded(reason, by: actor, about: current.members.first?.organisation)
    return [.milestoneWithdrawn(MilestoneWithdrawn(alliance: alliance, step: step, reason: recorded))]
  }
}
