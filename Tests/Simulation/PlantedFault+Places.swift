import ForumCore

// How the faults of places in the forum and in sessions are planted.

extension FaultyDecider {
  /// The changes with the fault; nil where there is nothing to alter.
  func mistaking(_ changes: [Change], in forum: Forum) -> [Change]? {
    switch fault {
    case .offerKept:
      guard changes.contains(where: { $0.kind == .registrationLapsed }) else { return nil }
      let places: Set<Change.Kind> = [.registrationLapsed, .registrationOffered, .registrationApproved, .registrationPassedOver]
      return changes.filter { !places.contains($0.kind) }
    case .delegationTorn:
      let torn = changes.lastIndex { change in
        guard case .registrationOffered(let it) = change, let first = forum.registrations[it.delegate]?.together else { return false }
        return forum.registrations.values.count { $0.together == first && $0.status == .waitlisted } > 1
      }
      return torn.map { torn in changes.enumerated().filter { $0.offset != torn }.map(\.element) }
    case .claimUnseen:
      for (position, change) in changes.enumerated() {
        guard case .signupReleased(var it) = change, let list = forum.signups[it.session],
          let there = list.placed.first(where: { list.checkedIn?[$0] != nil })
        else { continue }
        var wrong = changes
        it.delegate = there
        wrong[position] = .signupReleased(it)
        return wrong
      }
      return nil
    default: return nil
    }
  }
}
