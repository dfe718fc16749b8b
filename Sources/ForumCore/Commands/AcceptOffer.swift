/// Somebody who waited takes the place that is kept for them (rule 21). Of a delegation that comes all or not at all, whoever says so
/// says it for all.
///
/// Saying no is `CancelRegistration`; whoever says nothing in time loses the place, and it goes to the next in line.
public struct AcceptOffer: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    if registration.status == .approved { return [] }
    guard registration.status == .offered else {
      throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(registration.status.rawValue)])
    }
    return forum.comingTogether(with: registration).map { .registrationApproved(RegistrationApproved(delegate: $0, fromWaitlist: true)) }
  }
}
