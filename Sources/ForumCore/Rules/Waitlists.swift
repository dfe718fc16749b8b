// Places in the forum and in sessions, and who moves up (rules 21, 22). Waitlists promote in order.

extension Forum {
  /// Whether one more of that kind fits.
  func hasPlace(for kind: OrganisationKind) -> Bool {
    guard let settings else { return false }
    if let most = settings.placesInAll, index.taken >= most { return false }
    if let most = settings.places[kind], index.takenByKind[kind, default: 0] >= most { return false }
    return true
  }

  /// The waitlist of registrations, first come first.
  var waitlist: [Registration] {
    registrations.values.filter { $0.status == .waitlisted }.sorted { ($0.waitlistPlace ?? .max, $0.id) < ($1.waitlistPlace ?? .max, $1.id) }
  }

  /// The first on the waitlist who competes for the same places as that kind.
  func nextInLine(for kind: OrganisationKind) -> Registration? {
    waitlist.first { waiting in
      guard let other = self.kind(of: waiting.id), hasPlace(for: other) else { return false }
      return other == kind || settings?.placesInAll != nil
    }
  }

  func someoneWaits(for kind: OrganisationKind) -> Bool { nextInLine(for: kind) != nil }

  /// The first on the waitlist for whom there is a place now; only where a place was ever limited.
  func nextToPromote() -> Registration? {
    waitlist.first { waiting in
      guard let kind = self.kind(of: waiting.id) else { return false }
      return (settings?.places[kind] != nil || settings?.placesInAll != nil) && hasPlace(for: kind)
    }
  }

  /// Places left in a session; nil where none are counted.
  func placesLeft(in session: Session) -> Int? {
    session.capacity.map { $0 - (signups[session.id]?.placed.count ?? 0) }
  }

  /// Who moves up in a session's waitlist. Somebody who is busy by now keeps their place in the line and is asked later.
  func promotions(in id: SessionID, at now: Instant) -> [Change] {
    guard let session = published.sessions[id], let list = signups[id], session.end > now else { return [] }
    var left = placesLeft(in: session) ?? .max
    var changes: [Change] = []
    for delegate in list.waiting where left > 0 {
      guard conflict(of: delegate, with: session) == nil else { break }
      changes.append(.signupPromoted(SignupNamed(session: id, delegate: delegate)))
      left -= 1
    }
    return changes
  }

  /// Those changes and who moves up by them in the sessions, and in the forum itself where they free places there.
  func promoting(_ changes: [Change], freesPlaces: Bool = false, at now: Instant) -> [Change] {
    guard freesPlaces || mayPromote(changes) || !index.waiting.isEmpty else { return changes }
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for change in changes { work.record(change) }
    work.refill()
    for session in signups.keys.sorted() {
      for change in work.after.promotions(in: session, at: now) { work.record(change) }
    }
    while freesPlaces, let next = work.after.nextToPromote() {
      work.record(.registrationApproved(.init(delegate: next.id, fromWaitlist: true, reason: nil)))
    }
    return work.changes
  }

  /// Whether somebody who is first in a session's line could move up by those changes. The others wait for the first.
  private func mayPromote(_ changes: [Change]) -> Bool {
    let first = Set(signups.values.compactMap(\.waiting.first))
    return !first.isEmpty && changes.contains { change in
      switch change {
      case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it):
        meetings[it.meeting]?.participants.contains(where: first.contains) == true
      case .meetingMoved(let it): meetings[it.meeting]?.participants.contains(where: first.contains) == true
      case .meetingAnswered(let it): meetings[it.meeting]?.participants.contains(where: first.contains) == true
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
    for id in index.sessions[delegate] ?? [] where id != session.id {
      if let other = published.sessions[id], other.span.overlaps(session.span) { return .session(id) }
    }
    let clashing = signups.filter { id, list in
      id != session.id && list.placed.contains(delegate) && published.sessions[id]?.span.overlaps(session.span) == true
    }
    return clashing.keys.min().map(Busy.session)
  }
}
