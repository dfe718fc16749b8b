// Who may do what in an alliance (rule 27).

extension Forum {
  /// - Throws: where the forum has not begun; only organisers prepare. Outcomes and alliances go on after it is over: agreements take
  ///   their time.
  func requireBegun(for actor: Actor) throws(Refusal) {
    _ = try requireSettings()
    if phase == .preparing && !actor.isOrganiser { throw Refusal(.forumClosed) }
  }

  /// - Throws: `reasonNeeded` where an organiser does for somebody what needs one (rule 14).
  func requireReason(_ reason: String?, of actor: Actor) throws(Refusal) {
    guard actor.isOrganiser, reason?.isEmpty != false else { return }
    throw Refusal(.reasonNeeded)
  }

  func alliance(_ id: AllianceID) throws(Refusal) -> Alliance {
    guard let alliance = alliances[id] else { throw Refusal(.noSuchAlliance, ["reference": .text(id.description)]) }
    return alliance
  }

  /// The alliance, if the actor may look into it: of one of its members, or an organiser.
  /// - Throws: `noSuchAlliance` also where it is others', so that nobody learns who is allied.
  public func alliance(_ id: AllianceID, for actor: Actor) throws(Refusal) -> Alliance {
    let alliance = try alliance(id)
    guard actor.isOrganiser || organisation(of: actor).map(alliance.has) == true else {
      throw Refusal(.noSuchAlliance, ["reference": .text(id.description)])
    }
    return alliance
  }

  /// The organisation that a delegate who takes part stands for; nil for everybody else.
  public func organisation(of actor: Actor) -> OrganisationID? {
    guard let delegate = actor.delegate, let registration = registrations[delegate], registration.status == .approved else { return nil }
    return registration.organisation
  }

  /// For which organisation the actor acts: their own, or the one that an organiser names.
  /// - Throws: `notYours` where a delegate names another's.
  func organisation(_ named: OrganisationID?, actedForBy actor: Actor) throws(Refusal) -> OrganisationID {
    if actor.isOrganiser {
      guard let named else { throw Refusal(.badValue, ["field": .text("organisation"), "expected": .text("the organisation that is meant, such as O-3")]) }
      guard organisations[named] != nil else { throw Refusal(.noSuchOrganisation, ["reference": .text(named.description)]) }
      return named
    }
    if let delegate = actor.delegate, try self.delegate(delegate).status != .approved { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    guard let own = organisation(of: actor), named == nil || named == own else { throw Refusal(.notYours) }
    return own
  }

  /// The same where only members act in the alliance.
  /// - Throws: `notAMember` where an organiser names one that is none.
  func member(_ named: OrganisationID?, of alliance: Alliance, actedForBy actor: Actor) throws(Refusal) -> OrganisationID {
    let organisation = try organisation(named, actedForBy: actor)
    guard alliance.has(organisation) else {
      throw Refusal(.notAMember, ["alliance": .text(alliance.id.description), "organisation": .organisation(organisation)])
    }
    return organisation
  }

  /// Whether somebody of the one has a confirmed meeting with somebody of the other, or had one.
  func hasMet(_ organisation: OrganisationID, _ other: OrganisationID) -> Bool {
    registrations.values.contains { registration in
      registration.organisation == organisation
        && (index.openMeetings[registration.id] ?? []).contains { id in
          guard let meeting = meetings[id], meeting.isAgreed, meeting.agreed.contains(registration.id) else { return false }
          return meeting.agreed.contains { registrations[$0]?.organisation == other }
        }
    }
  }

  /// Whether an organisation may become a member: it is invited, or met one.
  public func mayJoin(_ organisation: OrganisationID, _ alliance: Alliance) -> Bool {
    alliance.invited.contains(organisation) || alliance.members.contains { hasMet(organisation, $0.organisation) }
  }

  /// A reason about an organisation as it is recorded: personal to who gives it, or to the organisation's manager where an organiser does.
  func recorded(_ reason: String?, by actor: Actor, about organisation: OrganisationID?) throws(Refusal) -> Personal<String>? {
    try recorded(reason, by: actor, about: organisation.flatMap(manager))
  }
}

extension Meeting {
  /// Whether both sides agreed to it and it was not called off: it is to come, takes place or did.
  var isAgreed: Bool { status == .confirmed || status == .held }

  /// Its sides that agreed to come: in a group the guests who said yes.
  public var agreed: [DelegateID] { [requester] + (guests?.filter(\.hasAccepted).map(\.delegate) ?? [requested]) }
}
