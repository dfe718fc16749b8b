// Who acts for whom (rules 13, 14): oneself, the manager of one's organisation, an organiser.

extension Forum {
  /// Who manages an organisation's delegation: whom it named, else its first delegate; nil where it has none.
  public func manager(of organisation: OrganisationID) -> DelegateID? {
    if let named = managers[organisation], registrations[named]?.status == .approved, registrations[named]?.organisation == organisation { return named }
    return delegation(of: organisation).first
  }

  /// Whether that delegate manages the other's organisation.
  public func manages(_ manager: DelegateID, _ other: DelegateID) -> Bool {
    guard let organisation = registrations[other]?.organisation, registrations[manager]?.organisation == organisation else { return false }
    return self.manager(of: organisation) == manager
  }

  /// Whether somebody may act for a delegate.
  public func acts(_ actor: Actor, for delegate: DelegateID) -> Bool {
    actor.isOrganiser || actor.delegate == delegate || actor.delegate.map { manages($0, delegate) } == true
  }

  /// - Throws: `notYours` where neither the delegate, nor the manager of their organisation, nor an organiser acts.
  func require(_ actor: Actor, actsFor delegate: DelegateID) throws(Refusal) {
    guard acts(actor, for: delegate) else { throw Refusal(.notYours) }
  }

  /// Whether somebody may have what speaks as that delegate, a code to link a chat or the one of the badge: they themselves, and organisers.
  /// Of a representative without an address, whom nobody else can reach, also the manager.
  /// - Throws: `notYours`.
  func require(_ actor: Actor, mayBe delegate: DelegateID) throws(Refusal) {
    if actor.isOrganiser || actor.delegate == delegate { return }
    try require(actor, actsFor: delegate)
    guard let profile = registrations[delegate]?.profile.value, profile.email == nil else { throw Refusal(.notYours) }
  }

  /// The side of a meeting for which somebody acts: their own, or a colleague's whom they manage, the one whose answer is awaited
  /// first; nil for organisers, who act for all, and for those who have no part in it.
  public func side(of meeting: Meeting, for actor: Actor) -> DelegateID? {
    guard let delegate = actor.delegate, !actor.isOrganiser else { return nil }
    let known = meeting.isUnseen == true ? [meeting.requester] : meeting.participants
    if known.contains(delegate) { return delegate }
    let managed = known.filter { manages(delegate, $0) }
    return managed.first(where: meeting.awaits) ?? managed.first
  }

  /// The meeting, if the actor may act in it.
  /// - Throws: `noSuchMeeting` also where it is somebody else's, so that nobody learns who meets whom; `staleVersion`.
  func meeting(_ id: MeetingID, for actor: Actor, version: Int? = nil) throws(Refusal) -> Meeting {
    let meeting = try meeting(id)
    guard actor.isOrganiser || side(of: meeting, for: actor) != nil else { throw Refusal(.noSuchMeeting, ["reference": .text(id.description)]) }
    if let version, version != meeting.version { throw Refusal(.staleVersion, ["meeting": .meeting(id)]) }
    return meeting
  }

  /// Why nothing more can be done with a meeting in that state.
  func over(_ meeting: Meeting) -> Refusal {
    Refusal(.meetingOver, ["meeting": .meeting(meeting.id), "status": .text(meeting.status.rawValue)])
  }
}
