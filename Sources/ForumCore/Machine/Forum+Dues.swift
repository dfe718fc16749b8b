// What the clock does by itself (rules 4, 17, 20, 21). Each thing is entered under the moment it is due, so that looking for the
// next is free, and is recorded like any other change.

extension Forum {
  public var nextDue: Instant? { index.dues.first?.at }

  /// What is due, in order of its time: holds that ran out and what follows from them.
  public func due(at now: Instant) -> [Change] {
    let due = index.dues.prefix { $0.at <= now }
    if due.isEmpty { return [] }
    return promoting(due.flatMap { changes(for: $0, at: now) }, at: now)
  }

  private func changes(for due: ForumIndex.Due, at now: Instant) -> [Change] {
    switch due.task {
    case .hold: expiring(MeetingID(due.number))
    case .offer, .unclaimed, .waiting, .ending, .starting, .none: []
    }
  }

  /// A request that was not answered ends; guests who did not answer a group's invitation are out of it (rules 4, 12).
  private func expiring(_ id: MeetingID) -> [Change] {
    guard let meeting = meetings[id] else { return [] }
    guard meeting.status == .confirmed else { return [.meetingExpired(MeetingEnded(meeting: id))] }
    return (meeting.guests ?? []).filter { !$0.hasAccepted }.map { .guestLeft(GuestNamed(meeting: id, guest: $0.delegate)) }
  }

  // MARK: - Entering

  /// What the clock is to do for a meeting as it stands.
  func dues(of meeting: Meeting) -> [ForumIndex.Due] {
    var dues: [ForumIndex.Due] = []
    if meeting.status == .requested || meeting.status == .confirmed, let end = meeting.holdUntil {
      dues.append(.init(at: end, task: .hold, number: meeting.id.value))
    }
    return dues
  }

  /// What the clock is to do for a registration as it stands.
  func dues(of registration: Registration) -> [ForumIndex.Due] { [] }

  mutating func enterDues(of registration: Registration) {
    for due in dues(of: registration) { index.dues.insertInOrder(due) }
  }

  mutating func leaveDues(of registration: Registration) {
    for due in dues(of: registration) { index.dues.removeInOrder(due) }
  }

  /// Everything anew, where settings, blocks or the agenda may have changed what is due.
  mutating func indexDues() {
    index.dues = (meetings.values.filter(\.status.counts).flatMap(dues(of:)) + registrations.values.flatMap(dues(of:))).sorted()
  }
}
