/// A person is erased from a forum (rule 29): what they take part in ends as with a cancelled registration, though no cut-off and
/// no phase of the forum holds it up, and then all that is personal of theirs goes for good.
///
/// What was done stays, by reference, so that counts and others' plans are right.
public struct EraseDelegate: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    let registration = try forum.delegate(delegate)
    // Not whoever acts for others of an organisation: this can not be taken back.
    guard actor.isOrganiser || actor.delegate == delegate else { throw Refusal(.notYours) }
    guard registration.profile.value != nil else { return [] }
    let erased = Change.delegateErased(DelegateNamed(delegate: delegate))
    switch registration.status {
    case .rejected, .cancelled: return [erased]
    case .pending, .approved, .waitlisted, .offered:
      var leaving = CancelRegistration(delegate: delegate)
      leaving.isForced = true
      return try leaving.decide(forum, by: actor, at: now) + [erased]
    }
  }
}
