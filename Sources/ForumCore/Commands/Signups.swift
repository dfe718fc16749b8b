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
    let named = try forum.signup(of: delegate, for: session)
    return forum.placing(named, in: session, at: now) ?? [.signupWaitlisted(named)]
  }
}

extension Forum {
  /// A place in a session for somebody who is not in its line: one that is free, or one that was not claimed in time (rule 17).
  /// - Parameter then: what is recorded with it.
  /// - Returns: nil where there is none, or others wait.
  func placing(_ signup: SignupNamed, in session: Session, then: [Change] = [], at now: Instant) -> [Change]? {
    guard let left = placesLeft(in: session) else { return [.signupAdded(signup)] + then }
    guard signups[session.id]?.waiting.isEmpty != false else { return nil }
    if left > 0 { return [.signupAdded(signup)] + then }
    // Whose place it was has time for others now.
    return releasable(in: session).first.map { absent in
      promoting([.signupReleased(SignupNamed(session: session.id, delegate: absent)), .signupAdded(signup)] + then, at: now)
    }
  }

  /// The signup of a delegate who has time for a session; where the forum warns of two at once, with those beside it (rule 22).
  /// - Throws: `busyWithMeeting` or `signupClash`.
  func signup(of delegate: DelegateID, for session: Session) throws(Refusal) -> SignupNamed {
    switch conflict(of: delegate, with: session) {
    case .meeting(let id): throw Refusal(.busyWithMeeting, ["meeting": .meeting(id), "session": .session(session.id)])
    case .session(let id): throw Refusal(.signupClash, ["other": .session(id), "session": .session(session.id)])
    case .unavailable, nil: break
    }
    let others = settings?.signupClash == .warn ? sessions(of: delegate, besides: session) : []
    return SignupNamed(session: session.id, delegate: delegate, despite: others.isEmpty ? nil : others)
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
