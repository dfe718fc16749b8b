// What the clock does by itself (rules 4, 17, 20, 21). Each thing is entered under the moment it is due, so that looking for the
// next is free, and is recorded like any other change.

extension Forum {
  public var nextDue: Instant? { index.dues.first?.at }

  /// What is due, in order of its time: holds that ran out and what follows from them, then reminders.
  public func due(at now: Instant) -> [Change] {
    let due = index.dues.prefix { $0.at <= now }
    if due.isEmpty { return [] }
    let tasks = due.filter { !$0.isReminder }
    if tasks.isEmpty { return reminders(at: now) }
    // One after the other: what frees or takes a table or an interpreter counts for the next.
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for task in tasks { for change in work.after.changes(for: task, at: now) { work.record(change) } }
    let done = promoting(work.changes, freesPlaces: tasks.contains { $0.task == .offer }, at: now)
    for change in done.dropFirst(work.changes.count) { work.record(change) }
    // Nobody is reminded of what has ended just now, or moved; whoever has lost their last meeting by it may be.
    return done + work.after.reminders(at: now)
  }

  private func changes(for due: ForumIndex.Due, at now: Instant) -> [Change] {
    switch due.task {
    case .hold: expiring(MeetingID(due.number), at: now)
    case .offer: [.registrationLapsed(RegistrationDecided(delegate: DelegateID(due.number)))]
    case .unclaimed: unclaimed(due.session)
    case .waiting, .ending, .starting, .none: []
    }
  }

  /// Whose places in a session go to who waits: theirs who were not checked in and do not speak there (rule 17).
  private func unclaimed(_ id: SessionID?) -> [Change] {
    guard let id, let session = published.sessions[id] else { return [] }
    let list = signups[id] ?? Signups()
    let speaking = speakers(of: session)
    let absent = list.placed.filter { list.checkedIn?[$0] == nil && !speaking.contains($0) }
    let inOrder = absent.sorted { (list.since[$0] ?? 0, $0) < (list.since[$1] ?? 0, $1) }
    return [.placesUnclaimed(PlacesUnclaimed(session: id, delegates: inOrder))]
  }

  /// A request that was not answered ends; guests who did not answer a group's invitation are out of it (rules 4, 12).
  private func expiring(_ id: MeetingID, at now: Instant) -> [Change] {
    guard let meeting = meetings[id] else { return [] }
    guard meeting.status != .requested else { return [.meetingExpired(MeetingEnded(meeting: id))] }
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for guest in meeting.guests ?? [] where !guest.hasAccepted {
      guard let meeting = work.after.meetings[id] else { continue }
      for change in work.after.leaving(meeting, guest.delegate, by: nil, nil, at: now) { work.record(change) }
    }
    return work.changes
  }

  // MARK: - Entering

  /// What the clock is to do for a meeting as it stands.
  func dues(of meeting: Meeting) -> [ForumIndex.Due] {
    var dues: [ForumIndex.Due] = []
    if meeting.status.isOpen, let end = meeting.holdUntil {
      dues.append(.init(at: end, task: .hold, number: meeting.id.value))
    }
    return dues + reminderDues(of: meeting)
  }

  /// What the clock is to do for a registration as it stands.
  func dues(of registration: Registration) -> [ForumIndex.Due] {
    guard registration.status == .offered, let until = registration.offerUntil else { return noneDue(of: registration).map { [$0] } ?? [] }
    return [.init(at: until, task: .offer, number: registration.id.value)]
  }

  /// When the time to claim a place in a session is over; nil where none are counted, or it is over already.
  func due(of id: SessionID) -> ForumIndex.Due? {
    guard let minutes = settings?.unclaimedAfterMinutes, minutes > 0, let session = published.sessions[id], session.capacity != nil,
      signups[id]?.unclaimed == nil
    else { return nil }
    let end = session.start.adding(minutes: minutes)
    return end < session.end ? .init(at: end, task: .unclaimed, session: id) : nil
  }

  mutating func enterDues(of registration: Registration) {
    for due in dues(of: registration) { index.dues.insertInOrder(due) }
  }

  mutating func leaveDues(of registration: Registration) {
    for due in dues(of: registration) { index.dues.removeInOrder(due) }
  }

  /// Changes a registration; what the clock is to do for its delegate goes with it.
  mutating func amend(_ id: DelegateID, _ edit: (inout Registration) -> Void) {
    guard let before = registrations[id] else { return }
    var after = before
    edit(&after)
    // What their requests are reminded of goes by their quiet hours.
    let own = after.quietHours == before.quietHours ? [] : (index.openMeetings[id] ?? []).compactMap { meetings[$0] }
    leaveDues(of: before)
    for meeting in own { leaveDues(of: meeting) }
    registrations[id] = after
    for meeting in own { enterDues(of: meeting) }
    enterDues(of: after)
  }

  mutating func enterDues(of meeting: Meeting) {
    for due in dues(of: meeting) { index.dues.insertInOrder(due) }
  }

  mutating func leaveDues(of meeting: Meeting) {
    for due in dues(of: meeting) { index.dues.removeInOrder(due) }
  }

  /// Everything anew, where settings, phase, blocks or the agenda may have changed what is due.
  mutating func indexDues() {
    let ofMeetings = meetings.values.filter(\.status.counts).flatMap(dues(of:))
    index.dues = OrderedList(ofMeetings + registrations.values.flatMap(dues(of:)) + published.sessions.keys.compactMap(due(of:)))
  }
}
