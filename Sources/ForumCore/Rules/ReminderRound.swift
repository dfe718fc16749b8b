/// Gathers what is due at one moment, so that everybody gets one message of each kind.
struct ReminderRound {
  let forum: Forum
  let now: Instant

  private var starting: [DelegateID: [MeetingID]] = [:]
  private var ending: [DelegateID: [MeetingID]] = [:]
  private var waiting: [DelegateID: [MeetingID]] = [:]
  private var without: Set<DelegateID> = []
  private var missed = RemindersMissed(meetings: [], delegates: [])

  init(forum: Forum, now: Instant) {
    self.forum = forum
    self.now = now
  }

  mutating func start(_ id: MeetingID) {
    guard let meeting = forum.meetings[id], let place = meeting.place else { return }
    guard now < place.span.start else { return missed.meetings.append(id) }
    for delegate in meeting.attending where meeting.reminded?.starting?.contains(delegate) != true { starting[delegate, default: []].append(id) }
  }

  mutating func end(_ id: MeetingID, for delegate: DelegateID) { ending[delegate, default: []].append(id) }

  mutating func wait(_ id: MeetingID, for delegate: DelegateID) { waiting[delegate, default: []].append(id) }

  mutating func none(_ delegate: DelegateID) {
    guard let last = forum.index.slots.last?.span.start, now < last else { return missed.delegates.append(delegate) }
    without.insert(delegate)
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
      // When one of them is due, all that wait are told, but for those that the delegate is asked for at this very moment.
      if waiting[delegate]?.contains(where: { !ending.contains($0) }) == true {
        remind(
          .waiting,
          (forum.index.openMeetings[delegate] ?? []).filter { id in
            !ending.contains(id) && forum.meetings[id].map { $0.awaits(delegate) && $0.asked(delegate) < now } == true
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
