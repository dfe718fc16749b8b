// Finding things, with the refusal where they are not there.

extension Forum {
  /// - Throws: `noSuchForum` before the forum was created.
  public func requireSettings() throws(Refusal) -> ForumSettings {
    guard let settings else { throw Refusal(.noSuchForum) }
    return settings
  }

  /// A registration, be it of somebody who was erased.
  /// - Throws: `noSuchDelegate`.
  public func registration(_ id: DelegateID) throws(Refusal) -> Registration {
    guard let registration = registrations[id] else { throw Refusal(.noSuchDelegate, ["reference": .text(id.description)]) }
    return registration
  }

  /// Who was erased is nobody any more: nothing about them can be changed, asked or written down (rule 29).
  /// - Throws: `noSuchDelegate`.
  public func delegate(_ id: DelegateID) throws(Refusal) -> Registration {
    guard let registration = registrations[id], registration.profile.value != nil || !registration.status.isOver else {
      throw Refusal(.noSuchDelegate, ["reference": .text(id.description)])
    }
    return registration
  }

  public func meeting(_ id: MeetingID) throws(Refusal) -> Meeting {
    guard let meeting = meetings[id] else { throw Refusal(.noSuchMeeting, ["reference": .text(id.description)]) }
    return meeting
  }

  public func publishedSession(_ id: SessionID) throws(Refusal) -> Session {
    guard let session = published.sessions[id] else { throw Refusal(.noSuchSession, ["reference": .text(id.description)]) }
    return session
  }

  public func kind(of delegate: DelegateID) -> OrganisationKind? {
    registrations[delegate].flatMap { organisations[$0.organisation]?.kind }
  }

  public func limits(of delegate: DelegateID) -> ForumSettings.Limits {
    guard let settings else { return .init() }
    return kind(of: delegate).map(settings.limits(of:)) ?? settings.limits
  }

  /// - Throws: where the forum is over; only organisers change anything then.
  func requireOpen(for actor: Actor) throws(Refusal) {
    _ = try requireSettings()
    if phase == .closed && !actor.isOrganiser { throw Refusal(.forumClosed) }
    if phase == .preparing && !actor.isOrganiser { throw Refusal(.forumClosed) }
  }

  func requireOrganiser(_ actor: Actor) throws(Refusal) {
    guard actor.isOrganiser else { throw Refusal(.organisersOnly) }
  }
}
