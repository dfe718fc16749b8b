import ForumCore

// Rule 29: whoever is erased is out of everything first, and nothing personal of theirs stays.

extension Referee {
  mutating func recordErased(_ delegate: DelegateID, in forum: Forum, of act: Act, at now: Instant) throws(Violation) {
    guard let command = act.command as? EraseDelegate, act.actor.isOrganiser || act.actor.delegate == command.delegate else {
      throw Violation(.erasure, "\(delegate) by \(act.command)")
    }
    guard status[delegate] == .cancelled || status[delegate] == .rejected else { throw Violation(.erasure, "\(delegate) is in") }
    doors.codes[delegate] = nil
    reminding.own[delegate] = nil
    erased.insert(delegate)
    try checkErased(forum, at: now)
  }

  func checkErased(_ forum: Forum, at now: Instant) throws(Violation) {
    for delegate in erased {
      guard let left = forum.registrations[delegate], left.profile.value == nil, left.wishes.value == nil, left.answers == nil, left.consents == nil,
        left.checkInCode == nil, left.unavailable.isEmpty, left.hidden == nil, left.quietHours == nil, left.zone == nil
      else { throw Violation(.erasure, "\(delegate) is still readable") }
      if forum.chatLinks.contains(where: { $0.delegate == delegate }) || forum.linkCodes.contains(where: { $0.delegate == delegate }) {
        throw Violation(.erasure, "\(delegate) is still linked")
      }
      // What is over and was never answered stays as it is; nothing to come does.
      for position in open where rows[position].status.isOpen && rows[position].has(delegate) {
        if let place = rows[position].place, place.span.end <= now { continue }
        throw Violation(.erasure, "\(delegate) has \(rows[position].id) to come")
      }
    }
  }
}
