import ForumCore

extension Referee {
  mutating func recordSignup(_ change: Change, in forum: Forum) throws(Violation) {
    touched.sessions = true
    let session: SessionID
    switch change {
    case .signupAdded(let it):
      session = it.session
      if forum.published.sessions[session]?.capacity != nil, let first = lists[session]?.waiting.first {
        throw Violation(.waitlistOrder, "\(it.delegate) before \(first) in \(session)")
      }
      try checkDespite(it, forum)
      lists[session, default: List()].placed.append(it.delegate)
      join(it)
    case .signupWaitlisted(let it):
      session = it.session
      try checkDespite(it, forum)
      lists[session, default: List()].waiting.append(it.delegate)
      join(it)
    case .signupPromoted(let it):
      session = it.session
      guard lists[session]?.waiting.first == it.delegate else { throw Violation(.waitlistOrder, "\(it.delegate) promoted in \(session)") }
      lists[session]?.waiting.removeFirst()
      lists[session]?.placed.append(it.delegate)
    case .signupRemoved(let it), .signupReleased(let it):
      session = it.session
      lists[session]?.waiting.removeAll { $0 == it.delegate }
      lists[session]?.placed.removeAll { $0 == it.delegate }
      // What nobody claimed is not lost by a release.
      if touched.release != nil, change.kind == .signupRemoved { touched.release?.lost.append(it) }
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
