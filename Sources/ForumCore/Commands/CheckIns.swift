/// Gives a delegate's badge the code by which they are checked in (rule 26). Nothing where it has one.
public struct IssueCheckInCode: Command {
  public var delegate: DelegateID
  /// Random: eight letters and digits as `CheckInCode` has them.
  public var code: String

  public init(delegate: DelegateID, code: String) {
    self.delegate = delegate
    self.code = code
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.require(actor, mayBe: delegate)
    let registration = try forum.delegate(delegate)
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    if registration.checkInCode?.value != nil { return [] }
    let normalised = CheckInCode.normalised(code)
    let isTaken = forum.registrations.values.contains { $0.checkInCode?.value == normalised }
    guard normalised.count == CheckInCode.length, normalised.allSatisfy(CheckInCode.letters.contains), !isTaken,
      let personal = registration.personal(normalised)
    else { throw Refusal(.badValue, ["field": .text("code"), "expected": .text("8 letters and digits that nobody else has")]) }
    return [.checkInCodeIssued(CheckInCodeIssued(delegate: delegate, code: personal))]
  }
}

/// A delegate has come to the forum; whoever is at the desk names them, or reads the code of their badge (rule 26).
public struct CheckIn: Command {
  public var badge: Badge

  public init(_ badge: Badge) {
    self.badge = badge
  }

  public init(delegate: DelegateID) {
    self.init(.delegate(delegate))
  }

  public init(code: String) {
    self.init(.code(code))
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let registration = try forum.registration(of: badge)
    guard registration.status == .approved else {
      throw Refusal(.wrongStatus, ["delegate": .delegate(registration.id), "status": .text(registration.status.rawValue)])
    }
    return registration.checkedInAt == nil ? [.delegateCheckedIn(DelegateNamed(delegate: registration.id))] : []
  }
}

/// A delegate has come to a session: from half an hour before its start to its end (rules 17, 26).
///
/// Who has no place gets one in the same step where there is one that nobody waits for, also one that was not claimed in time. Who
/// speaks there needs none.
public struct CheckInToSession: Command {
  public var session: SessionID
  public var badge: Badge

  /// Minutes before the start.
  static let opens = 30

  public init(session: SessionID, _ badge: Badge) {
    self.session = session
    self.badge = badge
  }

  public init(session: SessionID, delegate: DelegateID) {
    self.init(session: session, .delegate(delegate))
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let delegate = try forum.registration(of: badge).id
    guard forum.registrations[delegate]?.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(delegate)]) }
    let session = try forum.publishedSession(session)
    let opening = session.start.adding(minutes: -Self.opens)
    guard now >= opening else { throw Refusal(.checkInNotOpen, ["session": .session(session.id), "time": .instant(opening)]) }
    guard now < session.end else { throw Refusal(.sessionOver, ["session": .session(session.id)]) }
    let list = forum.signups[session.id]
    if list?.checkedIn?[delegate] != nil { return [] }
    let checkedIn = Change.signupCheckedIn(SignupNamed(session: session.id, delegate: delegate))
    if list?.placed.contains(delegate) == true || forum.speakers(of: session).contains(delegate) { return [checkedIn] }
    return try placing(delegate, in: session, forum, then: checkedIn, at: now)
  }

  /// - Throws: `stillWaiting` or `sessionFull`, with the time from which unclaimed places go to who waits.
  private func placing(_ delegate: DelegateID, in session: Session, _ forum: Forum, then checkedIn: Change, at now: Instant) throws(Refusal) -> [Change] {
    var values: [String: Refusal.Value] = ["session": .session(session.id), "delegate": .delegate(delegate)]
    if let due = forum.due(of: session.id), due.at > now { values["time"] = .instant(due.at) }
    if let position = forum.signups[session.id]?.waiting.firstIndex(of: delegate) {
      values["position"] = .number(position + 1)
      throw Refusal(.stillWaiting, values)
    }
    let named = try forum.signup(of: delegate, for: session)
    if let changes = forum.placing(named, in: session, then: [checkedIn], at: now) { return changes }
    values["places"] = .number(session.capacity ?? 0)
    throw Refusal(.sessionFull, values)
  }
}
