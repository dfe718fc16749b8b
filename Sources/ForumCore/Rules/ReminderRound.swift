/// Gathers what is due at one moment, so that everybody gets one message of each kind.
struct ReminderRound {
  let forum: Forum
  let now: Instant
  /// Meetings that the changes before are about: who is concerned by them hears of it.
  private var changed: Set<MeetingID> = []
  /// What each loses by the changes before, and those who are given a meeting or asked for one.
  private var freed: [DelegateID: Set<MeetingID>] = [:]
  private var asked: Set<DelegateID> = []

  private var starting: [DelegateID: [MeetingID]] = [:]
  private var ending: [DelegateID: [MeetingID]] = [:]
  private var waiting: [DelegateID: [MeetingID]] = [:]
  private var without: Set<DelegateID> = []
  private var missed = RemindersMissed(meetings: [], delegates: [])

  init(forum: Forum, changes: [Change], now: Instant) {
    self.forum = forum
    self.now = now
    for change in changes {
      switch change {
      case .meetingExpired(let it), .meetingCancelled(let it):
        changed.insert(it.meeting)
        for delegate in participants(it.meeting) { freed[delegate, default: []].insert(it.meeting) }
      case .guestLeft(let it):
        changed.insert(it.meeting)
        freed[it.guest, default: []].insert(it.meeting)
      case .meetingOffered(let it):
        changed.insert(it.meeting)
        asked.formUnion(participants(it.meeting))
      case .meetingConfirmed(let it):
        changed.insert(it.meeting)
        asked.formUnion(participants(it.meeting))
      default: break
      }
    }
  }

  private func participants(_ id: MeetingID) -> [DelegateID] { forum.meetings[id]?.participants ?? [] }

  mutating func start(_ id: MeetingID) {
    guard let meeting = forum.meetings[id], let place = meeting.place else { return }
    guard now < place.span.start else { return missed.meetings.append(id) }
    for delegate in meeting.attending where meeting.reminded?.starting?.contains(delegate) != true { starting[delegate, default: []].append(id) }
  }

  mutating func end(_ id: MeetingID, for delegate: DelegateID) {
    if !changed.contains(id) { ending[delegate, default: []].append(id) }
  }

  mutating func wait(_ id: MeetingID, for delegate: DelegateID) {
    if !changed.contains(id) { waiting[delegate, default: []].append(id) }
  }

  mutating func none(_ delegate: DelegateID) {
    guard !asked.contains(delegate) else { return }
    guard let last = forum.index.slots.last?.span.start, now < last else { return missed.delegates.append(delegate) }
    without.insert(delegate)
  }

  /// Whoever has lost their last meeting just now.
  mutating func noneLeft() {
    for (delegate, ended) in freed where forum.index.openMeetings[delegate]?.allSatisfy(ended.contains) == true {
      if let due = forum.registrations[delegate].flatMap(forum.dueWithoutMeetings), due.at <= now { none(delegate) }
    }
  }

  var reminders: [Change] {
    var all: [Change] = []
    for delegate in Set(starting.keys).union(ending.keys).union(waiting.keys).union(without).sorted() {
      func remind(_ kind: ReminderSent.Kind, _ meetings: [MeetingID]) {
        all.append(.reminderSent(ReminderSent(kind: kind, delegate: delegate, meetings: meetings.sorted())))
      }
      if let meetings = starting[delegate] { remind(.starting, meetings) }
      let ending = ending[delegate] ?? []
      if !ending.isEmpty { remind(.ending, ending) }
      // When one of them is due, all that wait are told.
      if waiting[delegate]?.contains(where: { !ending.contains($0) }) == true {
        remind(
          .waiting,
          (forum.index.openMeetings[delegate] ?? []).filter { id in
            !changed.contains(id) && !ending.contains(id) && forum.meetings[id]?.awaits(delegate) == true
          })
      }
      if without.contains(delegate) { remind(.none, []) }
    }
    if !missed.meetings.isEmpty || !missed.delegates.isEmpty {
      all.append(.remindersMissed(RemindersMissed(meetings: missed.meetings.sorted(), delegates: missed.delegates.sorted())))
    }
    return all
  }
}
