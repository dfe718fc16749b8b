/// A delegate takes a place in a session, or waits for one in order (rules 8, 22).
public struct AddSignup: Command {
  public var session: SessionID
  public var delegate: DelegateID

  public init(session: SessionID, delegate: DelegateID) {
    self.session = session
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    let session = try forum.publishedSession(session)
    guard session.end > now else { throw Refusal(.sessionOver, ["session": .session(session.id)]) }
    let list = forum.signups[session.id]
    guard list?.placed.contains(delegate) != true, list?.waiting.contains(delegate) != true else {
      throw Refusal(.alreadySignedUp, ["session": .session(session.id)])
    }
    switch forum.conflict(of: delegate, with: session) {
    case .meeting(let id): throw Refusal(.busyWithMeeting, ["meeting": .meeting(id), "session": .session(session.id)])
    case .session(let id): throw Refusal(.signupClash, ["other": .session(id), "session": .session(session.id)])
    case .unavailable, nil: break
    }
    let named = SignupNamed(session: session.id, delegate: delegate)
    if let left = forum.placesLeft(in: session), left <= 0 || list?.waiting.isEmpty == false { return [.signupWaitlisted(named)] }
    return [.signupAdded(named)]
  }
}

/// Gives a place back; the first who waits and can come gets it in the same step.
public struct RemoveSignup: Command {
  public var session: SessionID
  public var delegate: DelegateID

  public init(session: SessionID, delegate: DelegateID) {
    self.session = session
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: delegate)
    let list = forum.signups[session]
    guard list?.placed.contains(delegate) == true || list?.waiting.contains(delegate) == true else {
      throw Refusal(.notSignedUp, ["session": .session(session)])
    }
    return forum.promoting([.signupRemoved(SignupNamed(session: session, delegate: delegate))], at: now)
  }
}
