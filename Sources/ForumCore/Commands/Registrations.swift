/// A person applies to a forum (rule 21). Where registration is automatic they are approved while there are places, and
/// wait in line after that; else an organiser decides.
public struct SubmitRegistration: Command {
  public var entry: ForumContent.Entry

  public init(entry: ForumContent.Entry) {
    self.entry = entry
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    try entry.check()
    if let known = forum.registration(email: entry.profile.email) {
      // Whose an address is, is for organisers to know.
      throw Refusal(.alreadyRegistered, actor.isOrganiser ? ["delegate": .delegate(known.id)] : [:])
    }
    var changes = forum.changes(entering: entry, at: now)
    let id = DelegateID(forum.lastDelegate + 1)
    guard settings.registrationMode == .automatic || (actor.isOrganiser && entry.approved) else { return changes }
    let kind = forum.organisation(named: entry.organisationName)?.kind ?? entry.organisationKind
    if forum.hasPlace(for: kind), !forum.someoneWaits(for: kind) {
      changes.append(.registrationApproved(.init(delegate: id, fromWaitlist: false, reason: nil)))
    } else {
      changes.append(.registrationWaitlisted(.init(delegate: id, reason: nil)))
    }
    return changes
  }
}

/// An organiser takes a person in.
public struct ApproveRegistration: Command {
  public var delegate: DelegateID
  /// Needed to pass over somebody who waits longer; recorded.
  public var reason: String?

  public init(delegate: DelegateID, reason: String? = nil) {
    self.delegate = delegate
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let registration = try forum.delegate(delegate)
    if registration.status == .approved { return [] }
    if registration.status == .cancelled, let other = forum.registration(email: registration.profile.value?.email) {
      throw Refusal(.alreadyRegistered, ["delegate": .delegate(other.id)])
    }
    guard let kind = forum.kind(of: delegate), forum.hasPlace(for: kind) else {
      let kind = forum.kind(of: delegate)
      throw Refusal(.noPlaceLeft, ["kind": .text(kind?.rawValue ?? "all"), "places": .number(kind.flatMap { forum.settings?.places[$0] } ?? forum.settings?.placesInAll ?? 0)])
    }
    if let next = forum.nextInLine(for: kind), next.id != delegate, reason?.isEmpty != false {
      throw Refusal(.notNextInLine, ["delegate": .delegate(next.id)])
    }
    let recorded = try forum.recorded(reason, by: actor, about: delegate)
    return [.registrationApproved(.init(delegate: delegate, fromWaitlist: registration.status == .waitlisted, reason: recorded))]
  }
}

/// An organiser puts a person on the waitlist.
public struct WaitlistRegistration: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    switch try forum.delegate(delegate).status {
    case .waitlisted: return []
    case .pending: return [.registrationWaitlisted(.init(delegate: delegate, reason: nil))]
    case let status: throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(status.rawValue)])
    }
  }
}

/// An organiser says no to an application that is still open.
public struct RejectRegistration: Command {
  public var delegate: DelegateID
  public var reason: String?

  public init(delegate: DelegateID, reason: String? = nil) {
    self.delegate = delegate
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    switch try forum.delegate(delegate).status {
    case .rejected: return []
    case .pending, .waitlisted:
      return [.registrationRejected(.init(delegate: delegate, reason: try forum.recorded(reason, by: actor, about: delegate)))]
    case let status: throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(status.rawValue)])
    }
  }
}

/// A person or an organiser gives a registration back: meetings to come end, signups are freed, and who waits next moves up.
///
/// From the cut-off of one of the meetings on only an organiser does so, with a reason (rule 6). What took place stays.
public struct CancelRegistration: Command {
  public var delegate: DelegateID
  public var reason: String?
  /// Whether neither cut-offs nor the forum's phase hold it up: so it is with an erasure (rule 29).
  var isForced = false

  public init(delegate: DelegateID, reason: String? = nil) {
    self.delegate = delegate
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    if !isForced { try forum.requireOpen(for: actor) }
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    guard registration.status != .cancelled else { return [] }
    guard registration.status != .rejected else {
      throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(registration.status.rawValue)])
    }
    let recorded = try forum.recorded(reason, by: actor, about: delegate)
    var changes: [Change]
    var interpreted: [MeetingID] = []
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    for id in forum.index.openMeetings[delegate] ?? [] {
      guard let meeting = forum.meetings[id], meeting.status.isOpen else { continue }
      if let place = meeting.place, place.span.end <= now { continue }
      guard meeting.has(delegate) else {
        interpreted.append(id)
        continue
      }
      if !isForced { try forum.checkCutoff(of: meeting, by: actor, reason: reason, at: now) }
      work.leave(meeting, delegate, by: actor.isOrganiser ? nil : delegate, recorded)
    }
    // Those who wait for a place with them wait for nothing now.
    for waiting in forum.index.waiting {
      guard let meeting = forum.meetings[waiting.meeting], meeting.status == .waiting, meeting.requested == delegate else { continue }
      work.record(.meetingDeclined(MeetingEnded(meeting: meeting.id)))
    }
    changes = work.changes
    for (session, list) in forum.signups.sorted(by: { $0.key < $1.key }) where list.placed.contains(delegate) || list.waiting.contains(delegate) {
      changes.append(.signupRemoved(SignupNamed(session: session, delegate: delegate)))
    }
    changes.append(.registrationCancelled(.init(delegate: delegate, reason: recorded)))
    changes = forum.reinterpreting(interpreted, by: delegate, after: changes, at: now)
    return forum.promoting(changes, freesPlaces: true, at: now)
  }
}

/// A delegate has come.
public struct CheckIn: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let registration = try forum.delegate(delegate)
    guard registration.status == .approved else {
      throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(registration.status.rawValue)])
    }
    return registration.checkedInAt == nil ? [.delegateCheckedIn(DelegateNamed(delegate: delegate))] : []
  }
}
