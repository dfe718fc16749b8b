// Places in sessions, and who moves up there and in the forum (rules 17, 21, 22). Waitlists promote in order.

extension Forum {
  /// Places left in a session; nil where none are counted.
  func placesLeft(in session: Session) -> Int? {
    session.capacity.map { $0 - (signups[session.id]?.placed.count ?? 0) }
  }

  /// Whose places go to who comes, the first to go in front: those who did not claim them, who signed up last first (rule 17).
  func releasable(in session: Session) -> [DelegateID] {
    let speaking = speakers(of: session)
    return (signups[session.id]?.unclaimed ?? []).reversed().filter { !speaking.contains($0) }
  }

  /// Who moves up in a session's waitlist. Somebody who is busy by now keeps their place in the line and is asked later.
  func promotions(in id: SessionID, at now: Instant) -> [Change] {
    guard let session = published.sessions[id], let list = signups[id], session.end > now, !list.waiting.isEmpty else { return [] }
    var left = placesLeft(in: session) ?? .max
    var released = releasable(in: session)[...]
    var changes: [Change] = []
    for delegate in list.waiting where left > 0 || !released.isEmpty {
      guard conflict(of: delegate, with: session) == nil else { break }
      if left > 0 {
        left -= 1
      } else if let absent = released.popFirst() {
        changes.append(.signupReleased(SignupNamed(session: id, delegate: absent)))
      }
      changes.append(.signupPromoted(SignupNamed(session: id, delegate: delegate)))
    }
    return changes
  }

  /// Those changes and who moves up by them in the sessions, and in the forum itself where they free places there.
  func promoting(_ changes: [Change], freesPlaces: Bool = false, at now: Instant) -> [Change] {
    guard freesPlaces || mayPromote(changes) || !index.waiting.isEmpty else { return changes }
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for change in changes { work.record(change) }
    work.refill()
    let done = work.changes.count
    work.promoteInSessions()
    // Whose place was not claimed has time for meetings now (rules 16, 17).
    if work.changes[done...].contains(where: { $0.kind == .signupReleased }) { work.refill() }
    while freesPlaces, let next = work.after.nextToPromote() {
      let giving = work.after.giving(next.queued.delegates, at: now)
      if giving.isEmpty { break }
      for change in next.passed { work.record(change) }
      for change in giving { work.record(change) }
    }
    return work.changes
  }

  /// Whether somebody who is first in a session's line could move up by those changes. The others wait for the first.
  private func mayPromote(_ changes: [Change]) -> Bool {
    let first = Set(signups.values.compactMap(\.waiting.first))
    return !first.isEmpty
      && changes.contains { change in
        switch change {
        case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it):
          meetings[it.meeting]?.people.contains(where: first.contains) == true
        case .meetingMoved(let it): meetings[it.meeting]?.people.contains(where: first.contains) == true
        case .meetingAnswered(let it): meetings[it.meeting]?.people.contains(where: first.contains) == true
        default: true
        }
      }
  }

  /// What keeps a delegate from a session: a meeting, where its signup takes their time; another session, where the forum
  /// refuses two at once (rule 22).
  func conflict(of delegate: DelegateID, with session: Session) -> Busy? {
    for id in index.openMeetings[delegate] ?? [] where session.blocksMeetings {
      if meetings[id]?.heldPlaces.contains(where: { $0.span.overlaps(session.span) && meetings[id]?.takes(delegate, at: $0) == true }) == true {
        return .meeting(id)
      }
    }
    guard settings?.signupClash == .block else { return nil }
    return sessions(of: delegate, besides: session).first.map(Busy.session)
  }

  /// Other sessions at the same time in which a delegate speaks or has a place, by key.
  func sessions(of delegate: DelegateID, besides session: Session) -> [SessionID] {
    let agenda = published
    let placed = signups.filter { $0.value.placed.contains(delegate) }.keys
    return Set(placed).union(index.sessions[delegate] ?? []).filter { id in
      id != session.id && agenda.sessions[id]?.span.overlaps(session.span) == true
    }.sorted()
  }
}

extension Work {
  /// Who moves up in the sessions. Whose place is released has time for another session, so it is looked again then.
  fileprivate mutating func promoteInSessions() {
    var released: Bool
    repeat {
      released = false
      for session in before.signups.keys.sorted() {
        for change in after.promotions(in: session, at: now) {
          record(change)
          released = released || change.kind == .signupReleased
        }
      }
    } while released
  }
}
