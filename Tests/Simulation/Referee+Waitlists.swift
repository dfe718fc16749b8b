import ForumCore

extension Referee {
  mutating func recordRegistration(_ change: Change, in forum: Forum, by actor: Actor) throws(Violation) {
    let delegate: DelegateID
    switch change {
    case .registrationSubmitted(let it):
      delegate = it.registration.id
      guard delegate.value == status.count + 1 else { throw Violation(.state, "\(delegate) after D-\(status.count)") }
      kindOf[delegate] = forum.organisations[it.registration.organisation]?.kind
      status[delegate] = .pending
    case .registrationApproved(let it):
      delegate = it.delegate
      if !(actor.isOrganiser && it.reason != nil) { try checkTurn(delegate, forum) }
      line.removeAll { $0 == delegate }
      status[delegate] = .approved
      try checkPlaces(forum)
    case .registrationWaitlisted(let it):
      delegate = it.delegate
      line.append(delegate)
      status[delegate] = .waitlisted
    case .registrationRejected(let it):
      delegate = it.delegate
      line.removeAll { $0 == delegate }
      status[delegate] = .rejected
    case .registrationCancelled(let it):
      delegate = it.delegate
      line.removeAll { $0 == delegate }
      status[delegate] = .cancelled
      if let row = open.first(where: { rows[$0].has(delegate) && rows[$0].status != .confirmed && rows[$0].status != .held }) {
        throw Violation(.state, "\(delegate) is gone, M-\(rows[row].number) is open")
      }
    default: return
    }
    guard forum.registrations[delegate]?.status == status[delegate] else { throw Violation(.state, "\(delegate) \(change)") }
  }

  /// Nobody who waits longer for a place that this one takes is passed over.
  private func checkTurn(_ delegate: DelegateID, _ forum: Forum) throws(Violation) {
    guard let settings = forum.settings, let kind = kindOf[delegate] else { return }
    for earlier in line {
      if earlier == delegate { return }
      guard let other = kindOf[earlier], other == kind || settings.placesInAll != nil, isOpen(for: other, settings) else { continue }
      throw Violation(.waitlistOrder, "\(delegate) before \(earlier)")
    }
  }

  private func isOpen(for kind: OrganisationKind, _ settings: ForumSettings) -> Bool {
    let approved = status.filter { $0.value == .approved }
    if let most = settings.placesInAll, approved.count >= most { return false }
    if let most = settings.places[kind], approved.count(where: { kindOf[$0.key] == kind }) >= most { return false }
    return true
  }

  private func checkPlaces(_ forum: Forum) throws(Violation) {
    guard let settings = forum.settings else { return }
    let approved = status.filter { $0.value == .approved }
    if let most = settings.placesInAll, approved.count > most { throw Violation(.capacity, "\(approved.count) of \(most) in the forum") }
    for (kind, most) in settings.places {
      let count = approved.count { kindOf[$0.key] == kind }
      if count > most { throw Violation(.capacity, "\(count) of \(most) \(kind.rawValue)") }
    }
  }

  mutating func recordSignup(_ change: Change, in forum: Forum) throws(Violation) {
    touched.sessions = true
    let session: SessionID
    switch change {
    case .signupAdded(let it):
      session = it.session
      if forum.published.sessions[session]?.capacity != nil, let first = lists[session]?.waiting.first {
        throw Violation(.waitlistOrder, "\(it.delegate) before \(first) in \(session)")
      }
      lists[session, default: List()].placed.append(it.delegate)
      join(it)
    case .signupWaitlisted(let it):
      session = it.session
      lists[session, default: List()].waiting.append(it.delegate)
      join(it)
    case .signupPromoted(let it):
      session = it.session
      guard lists[session]?.waiting.first == it.delegate else { throw Violation(.waitlistOrder, "\(it.delegate) promoted in \(session)") }
      lists[session]?.waiting.removeFirst()
      lists[session]?.placed.append(it.delegate)
    case .signupRemoved(let it):
      session = it.session
      lists[session]?.waiting.removeAll { $0 == it.delegate }
      lists[session]?.placed.removeAll { $0 == it.delegate }
      if touched.release != nil { touched.release?.lost.append(it) }
    default: return
    }
    guard let list = lists[session], forum.signups[session]?.placed == list.placed, forum.signups[session]?.waiting == list.waiting else {
      throw Violation(.state, "signups of \(session)")
    }
    if let capacity = forum.published.sessions[session]?.capacity, list.placed.count > capacity {
      throw Violation(.capacity, "\(list.placed.count) of \(capacity) in \(session)")
    }
    cutSessions(forum)
  }

  func checkCapacities(_ forum: Forum) throws(Violation) {
    for (id, list) in lists {
      if let capacity = forum.published.sessions[id]?.capacity, list.placed.count > capacity {
        throw Violation(.capacity, "\(list.placed.count) of \(capacity) in \(id)")
      }
    }
  }
}
