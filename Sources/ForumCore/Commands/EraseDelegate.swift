/// A person is erased from a forum (rule 29): what they take part in ends as with a cancelled registration, though no cut-off and
/// no phase of the forum holds it up, and then all that is personal of theirs goes for good.
///
/// What was done stays, by reference, so that counts and others' plans are right. Whoever registered again after a cancellation is
/// erased with both registrations: one key opens what is kept of both.
public struct EraseDelegate: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    let registration = try forum.registration(delegate)
    // Not whoever acts for others of an organisation: this can not be taken back.
    guard actor.isOrganiser || actor.delegate == delegate else { throw Refusal(.notYours) }
    guard registration.profile.value != nil else { return [] }
    let person = registration.profile.person
    let same = forum.registrations.values.filter { $0.profile.person == person && $0.profile.value != nil }.map(\.id).sorted()
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    for id in same {
      let status = work.after.registrations[id]?.status
      let was = status?.isOver == false ? status : nil
      if was != nil {
        var leaving = CancelRegistration(delegate: id)
        leaving.isForced = true
        try work.run(leaving, by: actor.isOrganiser ? actor : .delegate(id, token: actor.token, channel: actor.channel))
      }
      work.record(.delegateErased(DelegateErased(delegate: id, was: was)))
    }
    return work.changes
  }
}
