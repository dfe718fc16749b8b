import ForumCore

// What a release does to those who speak or signed up, and who waits although there is a place and time.

extension Referee {
  /// A release as it was recorded, and what stood before it.
  struct Released {
    var change: AgendaPublished
    var before: Agenda
    var lists: [SessionID: List]
    /// Places that were taken in the same step.
    var lost: [SignupNamed] = []
  }

  mutating func recordRelease(_ change: AgendaPublished, in forum: Forum) throws(Violation) {
    let before = forum.releases.dropLast().last?.agenda ?? Agenda()
    touched.release = Released(change: change, before: before, lists: lists)
    var expected: [DelegateID: Set<SessionID>] = [:]
    for (id, old) in before.sessions {
      let new = forum.published.sessions[id]
      if let new, (new.start, new.durationMinutes, new.room?.value) == (old.start, old.durationMinutes, old.room?.value) { continue }
      let signed = (lists[id]?.placed ?? []) + (lists[id]?.waiting ?? [])
      for delegate in signed + speakers(of: id, before) + speakers(of: id, forum.published) { expected[delegate, default: []].insert(id) }
    }
    let told = change.concerned.filter { !$0.sessions.isEmpty }.map { ($0.delegate, Set($0.sessions)) }
    guard Dictionary(told, uniquingKeysWith: { $0.union($1) }) == expected, Set(change.concerned.map(\.delegate)).count == change.concerned.count else {
      throw Violation(.concern, "\(change.concerned), expected \(expected)")
    }
  }

  mutating func join(_ it: SignupNamed) {
    joins += 1
    joined[it.session, default: [:]][it.delegate] = joins
  }

  private func speakers(of id: SessionID, _ agenda: Agenda) -> [DelegateID] {
    (agenda.sessions[id]?.speakers ?? []).compactMap { agenda.speakers[$0]?.delegate }
  }

  /// Whoever lost a place has something earlier at that time that they keep; nobody else is newly in two sessions at once.
  func checkRelease(_ release: Released, _ forum: Forum, at now: Instant) throws(Violation) {
    let told = Set(release.change.concerned.flatMap { one in one.givenBack.map { "\(one.delegate) \($0)" } })
    guard told == Set(release.lost.map { "\($0.delegate) \($0.session)" }) else { throw Violation(.concern, "\(told) lost, not \(release.lost)") }
    guard forum.settings?.signupClash == .block else {
      guard release.lost.isEmpty else { throw Violation(.signupClash, "\(release.lost)") }
      return
    }
    for place in release.lost where !hasNewClash(place.delegate, place.session, release, forum, at: now, earlierOnly: true) {
      throw Violation(.signupClash, "\(place) for nothing")
    }
    for (session, list) in lists {
      for delegate in list.placed where hasNewClash(delegate, session, release, forum, at: now, earlierOnly: false) {
        throw Violation(.signupClash, "\(delegate) in \(session)")
      }
    }
  }

  private func hasNewClash(
    _ delegate: DelegateID, _ id: SessionID, _ release: Released, _ forum: Forum, at now: Instant, earlierOnly: Bool
  ) -> Bool {
    let (before, after) = (release.before, forum.published)
    guard let session = after.sessions[id], session.end > now else { return false }
    return after.sessions.values.contains { other in
      guard other.id != session.id, other.span.overlaps(session.span) else { return false }
      let speaks = speakers(of: other.id, after).contains(delegate)
      let isPlaced = lists[other.id]?.placed.contains(delegate) == true && other.end > now
      guard speaks || isPlaced else { return false }
      let order = { (id: SessionID) in joined[id]?[delegate] ?? 0 }
      if earlierOnly && !speaks && order(other.id) > order(session.id) { return false }
      let was = { (id: SessionID) in release.lists[id]?.placed.contains(delegate) == true || speakers(of: id, before).contains(delegate) }
      guard was(other.id), was(session.id), let a = before.sessions[other.id], let b = before.sessions[session.id] else { return true }
      return !a.span.overlaps(b.span)
    }
  }

  /// Where there is a place in a session to come, whoever is first in its line has no time for it.
  func checkNobodyWaitsInVain(_ forum: Forum, at now: Instant) throws(Violation) {
    for (id, list) in lists {
      guard let first = list.waiting.first, let session = forum.published.sessions[id], session.end > now else { continue }
      if let most = session.capacity, list.placed.count >= most, !hasUnclaimed(session, forum) { continue }
      let meets = session.blocksMeetings && meets(first, session.span, but: [])
      let sits =
        forum.settings?.signupClash == .block
        && forum.published.sessions.values.contains { other in
          other.id != id && other.span.overlaps(session.span)
            && (lists[other.id]?.placed.contains(first) == true || speakers(of: other.id, forum.published).contains(first))
        }
      if !meets && !sits { throw Violation(.waitlistOrder, "\(first) waits in \(id) and could come") }
    }
  }
}
