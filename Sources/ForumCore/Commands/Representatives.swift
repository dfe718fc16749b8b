/// Names who manages an organisation's delegation (rule 13). The present manager hands it on, or an organiser decides.
public struct SetManager: Command {
  public var organisation: OrganisationID
  public var manager: DelegateID

  public init(organisation: OrganisationID, manager: DelegateID) {
    self.organisation = organisation
    self.manager = manager
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    guard forum.organisations[organisation] != nil else { throw Refusal(.noSuchOrganisation, ["reference": .text(organisation.description)]) }
    let present = forum.manager(of: organisation)
    guard actor.isOrganiser || (present != nil && actor.delegate == present) else { throw Refusal(.notYours) }
    let registration = try forum.delegate(manager)
    guard registration.organisation == organisation else { throw Refusal(.notColleague, ["delegate": .delegate(manager)]) }
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(manager)]) }
    return present == manager ? [] : [.managerSet(ManagerSet(organisation: organisation, manager: manager))]
  }
}

/// The manager of a delegation registers somebody of their organisation (rule 13). An address is not needed: the manager acts
/// for those who have none.
public struct AddRepresentative: Command {
  /// Its organisation is not looked at: it is the manager's.
  public var entry: ForumContent.Entry

  public init(entry: ForumContent.Entry) {
    self.entry = entry
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    guard let manager = actor.delegate, let own = forum.registrations[manager], let organisation = forum.organisations[own.organisation],
      forum.manager(of: organisation.id) == manager
    else { throw Refusal(.notYours) }
    var entry = entry
    entry.organisationName = organisation.name
    entry.organisationKind = organisation.kind
    entry.country = organisation.country
    entry.approved = false
    var command = SubmitRegistration(entry: entry)
    command.isOfManager = true
    return try command.decide(forum, by: actor, at: now)
  }
}
