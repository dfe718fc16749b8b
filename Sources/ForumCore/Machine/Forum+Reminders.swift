// What people are reminded of, and when (rule 20). What can wait is entered under the first moment at which it is not quiet for
// whom it is meant for; a meeting that is about to begin does not wait.

extension Forum {
  private typealias Due = ForumIndex.Due

  /// The hours in which messages that can wait do: the delegate's own, else the forum's; nil where there are none.
  public func quietHours(of delegate: DelegateID) -> QuietHours? {
    let hours = registrations[delegate]?.quietHours ?? settings?.quietHours
    return hours?.isOff == true ? nil : hours
  }

  /// The first moment, from that one on, at which a message that can wait may reach a delegate.
  public func awake(_ delegate: DelegateID, from instant: Instant) -> Instant {
    guard let hours = quietHours(of: delegate), let zone = settings?.zone else { return instant }
    return zone.end(of: hours, at: instant)
  }

  /// Nobody is reminded before the forum opens or after it is over.
  private var reminders: ForumSettings.Reminders? { phase == .open || phase == .running ? settings?.reminders : nil }

  // MARK: - Entering

  /// When whom to remind of a meeting as it stands.
  func reminderDues(of meeting: Meeting) -> [ForumIndex.Due] {
    guard let reminders else { return [] }
    var dues: [Due] = []
    if reminders.starting > 0, meeting.status == .confirmed, let start = meeting.place?.span.start, !meeting.toldOfStart {
      dues.append(Due(at: start.adding(minutes: -reminders.starting), task: .starting, number: meeting.id.value))
    }
    let end = meeting.holdUntil ?? Instant(milliseconds: .max)
    for delegate in meeting.awaited {
      guard meeting.reminded?.ending?.contains(delegate) != true else { continue }
      let told = meeting.asked(delegate)
      if reminders.waiting > 0 {
        let at = awake(delegate, from: told.adding(minutes: reminders.waiting))
        if at < end { dues.append(Due(at: at, task: .waiting, number: meeting.id.value, side: delegate.value)) }
      }
      if reminders.ending > 0, meeting.holdUntil != nil {
        let at = awake(delegate, from: end.adding(minutes: -reminders.ending))
        // Who was asked later than that knows when it ends.
        if told < at, at < end { dues.append(Due(at: at, task: .ending, number: meeting.id.value, side: delegate.value)) }
      }
    }
    return dues
  }

  /// When to remind a delegate that they have no meetings yet; nil where they have some, take none, or interpret those of others.
  func noneDue(of registration: Registration) -> ForumIndex.Due? {
    index.openMeetings[registration.id] == nil ? dueWithoutMeetings(registration) : nil
  }

  /// The same where they had none.
  func dueWithoutMeetings(_ registration: Registration) -> ForumIndex.Due? {
    guard let reminders, reminders.none > 0, registration.status == .approved, registration.takesMeetings, registration.role != .interpreter,
      registration.remindedOfNone == nil, let first = index.slots.first?.span.start, let last = index.slots.last?.span.start
    else { return nil }
    let settled = (registration.approvedAt ?? registration.submittedAt).adding(minutes: 1440)
    let at = awake(registration.id, from: max(first.adding(minutes: -reminders.none), settled))
    return at < last ? Due(at: at, task: .none, number: registration.id.value) : nil
  }

  // MARK: - What is due

  /// Whom to remind of what at that moment, one by one in the order of their numbers.
  func reminders(at now: Instant) -> [Change] {
    var round = ReminderRound(forum: self, now: now)
    for due in index.dues.prefix(while: { $0.at <= now }) {
      switch due.task {
      case .starting: round.start(MeetingID(due.number))
      case .ending: round.end(MeetingID(due.number), for: DelegateID(due.side))
      case .waiting: round.wait(MeetingID(due.number), for: DelegateID(due.side))
      case .none: round.none(DelegateID(due.number))
      case .hold, .offer, .unclaimed: break
      }
    }
    return round.reminders
  }

  // MARK: - What was sent

  mutating func reminded(_ it: ReminderSent, at: Instant) {
    if it.kind == .none { toldOfNone(it.delegate, at: at) }
    for id in it.meetings {
      note(id) { reminded in
        switch it.kind {
        case .waiting: reminded.told = (reminded.told ?? [:]).merging([it.delegate: at]) { $1 }
        case .ending:
          reminded.told = (reminded.told ?? [:]).merging([it.delegate: at]) { $1 }
          reminded.ending = (reminded.ending ?? []) + [it.delegate]
        case .starting: reminded.starting = (reminded.starting ?? []) + [it.delegate]
        case .none: break
        }
      }
    }
  }

  mutating func missed(_ it: RemindersMissed, at: Instant) {
    for delegate in it.delegates { toldOfNone(delegate, at: at) }
    for id in it.meetings {
      guard let all = meetings[id]?.attending else { continue }
      note(id) { reminded in
        let told = reminded.starting ?? []
        reminded.starting = told + all.filter { !told.contains($0) }
      }
    }
  }

  private mutating func toldOfNone(_ delegate: DelegateID, at: Instant) {
    amend(delegate) { $0.remindedOfNone = at }
  }

  /// Notes what somebody was told of a meeting. It is the same meeting as before: buttons stay good.
  private mutating func note(_ id: MeetingID, _ edit: (inout Meeting.Reminded) -> Void) {
    guard var meeting = meetings[id] else { return }
    if meeting.status.counts { leaveDues(of: meeting) }
    var reminded = meeting.reminded ?? Meeting.Reminded()
    edit(&reminded)
    meeting.reminded = reminded
    meetings[id] = meeting
    if meeting.status.counts { enterDues(of: meeting) }
  }
}

extension Meeting {
  /// Whether all who come were told that it is about to begin.
  fileprivate var toldOfStart: Bool {
    guard let told = reminded?.starting else { return false }
    return attending.allSatisfy(told.contains)
  }

  /// When a delegate was last told that an answer of theirs is waited for.
  func asked(_ delegate: DelegateID) -> Instant { reminded?.told?[delegate] ?? requestedAt }

  /// It is at another time now, or another one's turn: all reminders begin anew, and who is awaited was told just now.
  mutating func remindAnew(at: Instant) {
    reminded = nil
    for delegate in awaited { ask(delegate, at: at) }
  }

  /// Somebody was asked for an answer just now.
  mutating func ask(_ delegate: DelegateID, at: Instant) {
    guard awaits(delegate) else { return }
    var asked = reminded ?? Reminded()
    asked.told = (asked.told ?? [:]).merging([delegate: at]) { $1 }
    asked.ending?.removeAll { $0 == delegate }
    reminded = asked
  }
}

extension ForumSettings.Reminders {
  /// - Throws: `badValue` naming the reminder and what is expected.
  func check() throws(Refusal) {
    let bounds = [("waiting", waiting, 60, 43_200), ("ending", ending, 5, 14_400), ("starting", starting, 1, 1440), ("none", none, 60, 86_400)]
    for (name, minutes, least, most) in bounds where minutes != 0 && !(least...most).contains(minutes) {
      throw Refusal(.badValue, ["field": .text("reminders.\(name)"), "expected": .text("\(least) to \(most) minutes, or 0 for none")])
    }
  }
}
