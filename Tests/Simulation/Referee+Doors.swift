import ForumCore

// Who was there: check-in at sessions and by code, and places that nobody claims (rules 17, 22, 26).

extension Referee {
  /// What this book keeps of who came where.
  struct Doors {
    var codes: [DelegateID: String] = [:]
    var checkedIn: [SessionID: Set<DelegateID>] = [:]
    /// Whose places go to who comes, of sessions whose time to claim is over; who signed up first in front.
    var unclaimed: [SessionID: [DelegateID]] = [:]
    /// Sessions of which the command that is being taken over released places.
    var released: Set<SessionID> = []
  }

  mutating func recordDoor(_ change: Change, in forum: Forum, by actor: Actor, at now: Instant) throws(Violation) {
    switch change {
    case .checkInCodeIssued(let it):
      let code = it.code.value ?? ""
      guard status[it.delegate] == .approved, doors.codes[it.delegate] == nil, !doors.codes.values.contains(code), code.utf8.count == 8 else {
        throw Violation(.checkIn, "\(it)")
      }
      doors.codes[it.delegate] = code
    case .signupCheckedIn(let it): try recordCheckIn(it, forum, actor, now)
    case .placesUnclaimed(let it): try recordUnclaimed(it, forum, actor, now)
    case .signupReleased(let it): try recordReleased(it, forum)
    case .signupRemoved(let it): doors.unclaimed[it.session]?.removeAll { $0 == it.delegate }
    case .agendaPublished:
      let before = forum.releases.dropLast().last?.agenda ?? Agenda()
      for id in Set(before.sessions.keys).union(doors.checkedIn.keys) {
        let session = forum.published.sessions[id]
        if session == nil { doors.checkedIn[id] = nil }
        if session?.start != before.sessions[id]?.start { doors.unclaimed[id] = nil }
      }
    default: return
    }
  }

  private func speakers(_ session: Session, _ forum: Forum) -> [DelegateID] {
    session.speakers.compactMap { forum.published.speakers[$0]?.delegate }
  }

  private mutating func recordCheckIn(_ it: SignupNamed, _ forum: Forum, _ actor: Actor, _ now: Instant) throws(Violation) {
    guard let session = forum.published.sessions[it.session], actor.isOrganiser, status[it.delegate] == .approved, now < session.end,
      now >= Instant(milliseconds: session.start.milliseconds - 30 * 60_000),
      lists[it.session]?.placed.contains(it.delegate) == true || speakers(session, forum).contains(it.delegate),
      doors.checkedIn[it.session, default: []].insert(it.delegate).inserted
    else { throw Violation(.checkIn, "\(it) at \(now)") }
    doors.unclaimed[it.session]?.removeAll { $0 == it.delegate }
  }

  private mutating func recordUnclaimed(_ it: PlacesUnclaimed, _ forum: Forum, _ actor: Actor, _ now: Instant) throws(Violation) {
    guard let session = forum.published.sessions[it.session], actor == .timer, doors.unclaimed[it.session] == nil,
      let minutes = forum.settings?.unclaimedAfterMinutes, minutes > 0, now >= session.start.adding(minutes: minutes)
    else { throw Violation(.unclaimed, "\(it) at \(now)") }
    let away = (lists[it.session]?.placed ?? []).filter { one in
      doors.checkedIn[it.session]?.contains(one) != true && !speakers(session, forum).contains(one)
    }
    guard Set(away) == Set(it.delegates), away.count == it.delegates.count, it.delegates == away.sorted(by: { order($0, it.session) < order($1, it.session) })
    else {
      throw Violation(.unclaimed, "\(it), expected \(away)")
    }
    doors.unclaimed[it.session] = it.delegates
  }

  private func order(_ delegate: DelegateID, _ session: SessionID) -> Int { joined[session]?[delegate] ?? 0 }

  /// Only from a full session, only who is away, and who signed up last goes first.
  private mutating func recordReleased(_ it: SignupNamed, _ forum: Forum) throws(Violation) {
    guard let session = forum.published.sessions[it.session], let most = session.capacity, lists[it.session]?.placed.count == most,
      doors.checkedIn[it.session]?.contains(it.delegate) != true,
      doors.unclaimed[it.session]?.last(where: { !speakers(session, forum).contains($0) }) == it.delegate
    else { throw Violation(.unclaimed, "\(it) of \(String(describing: doors.unclaimed[it.session]))") }
    doors.unclaimed[it.session]?.removeAll { $0 == it.delegate }
    doors.released.insert(it.session)
  }

  /// Whether a place in a session goes to who comes, because nobody claimed it.
  func hasUnclaimed(_ session: Session, _ forum: Forum) -> Bool {
    doors.unclaimed[session.id]?.contains { !speakers(session, forum).contains($0) } == true
  }

  /// A place was released only for somebody who has it now.
  mutating func settleDoors(_ forum: Forum) throws(Violation) {
    defer { doors.released = [] }
    for id in doors.released {
      guard let most = forum.published.sessions[id]?.capacity, lists[id]?.placed.count == most else { throw Violation(.unclaimed, "\(id) released for nobody") }
    }
    for (id, list) in forum.signups where list.unclaimed != doors.unclaimed[id] || Set((list.checkedIn ?? [:]).keys) != doors.checkedIn[id] ?? [] {
      throw Violation(.state, "who was at \(id)")
    }
  }

  // MARK: - Rule 22: two at once

  /// With which other sessions a signup is at the same time is said where the forum warns; where it refuses that, it is not taken.
  func checkDespite(_ it: SignupNamed, _ forum: Forum) throws(Violation) {
    guard let session = forum.published.sessions[it.session] else { return }
    let others = forum.published.sessions.values.filter { other in
      other.id != session.id && other.span.overlaps(session.span)
        && (lists[other.id]?.placed.contains(it.delegate) == true || speakers(other, forum).contains(it.delegate))
    }.map(\.id).sorted()
    let expected = forum.settings?.signupClash == .warn && !others.isEmpty ? others : nil
    guard it.despite == expected, forum.settings?.signupClash != .block || others.isEmpty else { throw Violation(.signupClash, "\(it) beside \(others)") }
  }

  // MARK: - The clock

  /// When the next place lapses, or the next time to claim one is over.
  func nextPlaceDue(_ forum: Forum) -> Instant? { (Array(waits.offers.values) + claimEnds(forum)).min() }

  private func claimEnds(_ forum: Forum) -> [Instant] {
    guard let minutes = forum.settings?.unclaimedAfterMinutes, minutes > 0 else { return [] }
    return forum.published.sessions.values.compactMap { session in
      guard session.capacity != nil, doors.unclaimed[session.id] == nil, minutes < session.durationMinutes else { return nil }
      return session.start.adding(minutes: minutes)
    }
  }

  func checkNoPlaceDue(_ forum: Forum, at now: Instant) throws(Violation) {
    if let late = waits.offers.first(where: { $0.value <= now }) { throw Violation(.offer, "\(late.key) until \(late.value), at \(now)") }
    if let late = claimEnds(forum).first(where: { $0 <= now }) { throw Violation(.unclaimed, "claims of \(late) at \(now)") }
  }
}
