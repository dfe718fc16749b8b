/// A person applies to a forum, answers its questions and agrees to its consents (rule 21). Where registration is automatic they are
/// approved while there are places, and wait in line after that; else an organiser decides.
public struct SubmitRegistration: Command {
  public var entry: ForumContent.Entry
  /// Whether a manager enters a colleague (rule 13).
  var isOfManager = false

  public init(entry: ForumContent.Entry) {
    self.entry = entry
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let kind = try check(forum, settings, by: actor)
    let changes = forum.changes(entering: entry, at: now)
    guard settings.registrationMode == .automatic || (actor.isOrganiser && entry.approved) else { return changes }
    return changes + forum.admitting([DelegateID(forum.lastDelegate + 1)], kind)
  }

  /// - Returns: the kind under which the person counts.
  /// - Throws: what is wrong with the entry, or `alreadyRegistered`.
  func check(_ forum: Forum, _ settings: ForumSettings, by actor: Actor) throws(Refusal) -> OrganisationKind {
    try entry.check()
    if let known = forum.registration(email: entry.profile.email) {
      // Whose an address is, is for organisers to know.
      throw Refusal(.alreadyRegistered, actor.isOrganiser ? ["delegate": .delegate(known.id)] : [:])
    }
    let kind = forum.organisation(named: entry.organisationName)?.kind ?? entry.organisationKind
    try entry.checkAnswers(settings, kind, isOwn: !actor.isOrganiser && !isOfManager)
    return kind
  }
}

/// An organiser takes a person in, or says yes for one who is offered a place. Of those who wait and come all or not at all, all are
/// taken in, or with a reason the one who is named.
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
    let recorded = try forum.recorded(reason, by: actor, about: delegate)
    let isReasoned = reason?.isEmpty == false
    if registration.status == .approved { return [] }
    if registration.status == .offered { return [.registrationApproved(.init(delegate: delegate, fromWaitlist: true, reason: recorded))] }
    if registration.status == .cancelled, let other = forum.registration(email: registration.profile.value?.email) {
      throw Refusal(.alreadyRegistered, ["delegate": .delegate(other.id)])
    }
    let delegates = isReasoned ? [delegate] : forum.comingTogether(with: registration)
    guard let kind = forum.kind(of: delegate), forum.fits(delegates.count, kind) else {
      let kind = forum.kind(of: delegate)
      throw Refusal(
        .noPlaceLeft,
        ["kind": .text(kind?.rawValue ?? "all"), "places": .number(kind.flatMap { forum.settings?.places[$0] } ?? forum.settings?.placesInAll ?? 0)])
    }
    let before = forum.standing(before: delegates, kind)
    if let next = before.next?.delegates.first, !isReasoned { throw Refusal(.notNextInLine, ["delegate": .delegate(next)]) }
    return before.passed
      + delegates.map { id in
        .registrationApproved(.init(delegate: id, fromWaitlist: forum.registrations[id]?.status == .waitlisted, reason: recorded))
      }
  }
}

/// An organiser takes in all who wait for an answer and fit, in the order in which they applied; whom the rules forbid is left as they are.
public struct ApproveAllRegistrations: Command {
  public init() {}

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    _ = try forum.requireSettings()
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    let pending = forum.registrations.values.filter { $0.status == .pending }.sorted { ($0.submittedAt, $0.id) < ($1.submittedAt, $1.id) }
    for registration in pending where work.after.registrations[registration.id]?.status == .pending {
      do { try work.run(ApproveRegistration(delegate: registration.id)) } catch { continue }
    }
    return work.changes
  }
}

/// An organiser puts a person on the waitlist, with those who come all or not at all with them (rule 21).
public struct WaitlistRegistration: Command {
  public var delegate: DelegateID

  public init(delegate: DelegateID) {
    self.delegate = delegate
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let registration = try forum.delegate(delegate)
    switch registration.status {
    case .waitlisted: return []
    case .pending: return forum.comingTogether(with: registration).map { .registrationWaitlisted(.init(delegate: $0, reason: nil)) }
    case let status: throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(status.rawValue)])
    }
  }
}

/// An organiser says no to an application that is still open, or takes back a place that was offered.
public struct RejectRegistration: Command {
  public var delegate: DelegateID
  public var reason: String?

  public init(delegate: DelegateID, reason: String? = nil) {
    self.delegate = delegate
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    let registration = try forum.delegate(delegate)
    switch registration.status {
    case .rejected: return []
    case .pending, .waitlisted, .offered:
      let rejected = Change.registrationRejected(.init(delegate: delegate, reason: try forum.recorded(reason, by: actor, about: delegate)))
      // A place that was kept for them is free, or those whom they held up fit now.
      let freesPlaces = registration.status == .offered || (registration.status == .waitlisted && registration.together != nil)
      return freesPlaces ? forum.promoting([rejected], freesPlaces: true, at: now) : [rejected]
    case let status: throw Refusal(.wrongStatus, ["delegate": .delegate(delegate), "status": .text(status.rawValue)])
    }
  }
}

/// A person or an organiser gives a registration back, or says no to a place that is offered: meetings to come end, signups are
/// freed, and who waits next moves up.
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
      // Who was there, was there.
      if let session = forum.published.sessions[session], session.end <= now { continue }
      changes.append(.signupRemoved(SignupNamed(session: session, delegate: delegate)))
    }
    changes.append(.registrationCancelled(.init(delegate: delegate, reason: recorded)))
    changes = forum.reinterpreting(interpreted, by: delegate, after: changes, at: now)
    return forum.promoting(changes, freesPlaces: true, at: now)
  }
}
