import ForumCore

// Rule 20: who is to be reminded of what, and when, worked out here from the changes alone.

extension Referee {
  struct Reminding {
    enum Task: Hashable { case waiting, ending, starting, none }

    /// What somebody is to be told; of no meetings the row is -1.
    struct Key: Hashable {
      var task: Task
      var row: Int
      var delegate: DelegateID
    }

    private struct Night: Hashable {
      var zone: ForumZone
      var hours: QuietHours
      var at: Instant
    }

    var phase = Phase.preparing
    /// When each who is awaited was last told so, by row.
    var told: [Int: [DelegateID: Instant]] = [:]
    var toldOfEnd: [Int: Set<DelegateID>] = [:]
    var toldOfStart: [Int: Set<DelegateID>] = [:]
    var toldOfNone: Set<DelegateID> = []
    /// When each was approved, and until then registered.
    var since: [DelegateID: Instant] = [:]
    var own: [DelegateID: QuietHours] = [:]
    /// When each thing is to be told, as of the last command, or of its reminders.
    var moments: [Key: Instant] = [:]
    /// What the present command has told, so that it tells nothing twice.
    var now: Set<Key> = []
    /// Whether the present command has begun to remind.
    var isRound = false
    private var nights: [Night: Instant] = [:]

    /// The first moment that is not quiet, looked for minute by minute.
    mutating func awake(_ delegate: DelegateID, _ settings: ForumSettings, from at: Instant) -> Instant {
      guard let hours = own[delegate] ?? settings.quietHours, hours.fromMinute != hours.toMinute else { return at }
      let night = Night(zone: settings.zone, hours: hours, at: at)
      if let known = nights[night] { return known }
      var found = at
      while isQuiet(hours, settings.zone, found) {
        found = Instant(milliseconds: found.milliseconds - found.milliseconds % 60_000).adding(minutes: 1)
      }
      nights[night] = found
      return found
    }

    func isQuiet(_ delegate: DelegateID, _ settings: ForumSettings?, at: Instant) -> Bool {
      guard let settings, let hours = own[delegate] ?? settings.quietHours else { return false }
      return isQuiet(hours, settings.zone, at)
    }

    private func isQuiet(_ hours: QuietHours, _ zone: ForumZone, _ at: Instant) -> Bool {
      let minute = zone.wall(at).minuteOfDay
      if hours.fromMinute < hours.toMinute { return hours.fromMinute <= minute && minute < hours.toMinute }
      return hours.fromMinute > hours.toMinute && (minute >= hours.fromMinute || minute < hours.toMinute)
    }
  }

  // MARK: - Keeping the book

  mutating func recordReminding(_ change: Change, of act: Act, at now: Instant) throws(Violation) {
    func row(_ id: MeetingID) -> Int { id.value - 1 }
    switch change {
    case .phaseSet(let it): reminding.phase = it.phase
    case .delegateUpdated(let it): if let hours = it.quietHours { reminding.own[it.delegate] = hours }
    case .registrationSubmitted(let it): reminding.since[it.registration.id] = now
    case .registrationApproved(let it): reminding.since[it.delegate] = now
    case .meetingRequested(let it): begin(row(it.meeting.id), at: now)
    case .meetingOffered(let it): begin(row(it.meeting), at: now)
    case .meetingProposed(let it): begin(row(it.meeting), at: now)
    case .meetingMoved(let it): begin(row(it.meeting), at: now)
    case .meetingsSwapped(let it): for id in [it.first, it.second] { begin(row(id), at: now) }
    case .meetingHandedOver(let it): ask(it.to, row(it.meeting), at: now)
    case .guestInvited(let it):
      ask(it.guest, row(it.meeting), at: now)
      // Whose time it was to be waits for the others now, and is asked with them.
      for other in awaited(rows[row(it.meeting)]) where reminding.told[row(it.meeting)]?[other] == nil { ask(other, row(it.meeting), at: now) }
    case .reminderSent(let it): try recordReminder(it, act, at: now)
    case .remindersMissed(let it): try recordMissed(it, act, at: now)
    default: break
    }
  }

  /// A new time, or another one's turn: nobody has been told anything of it but those who are asked by it.
  private mutating func begin(_ position: Int, at now: Instant) {
    reminding.told[position] = [:]
    reminding.toldOfEnd[position] = []
    reminding.toldOfStart[position] = []
    for delegate in awaited(rows[position]) { ask(delegate, position, at: now) }
  }

  private mutating func ask(_ delegate: DelegateID, _ position: Int, at now: Instant) {
    guard awaited(rows[position]).contains(delegate) else { return }
    reminding.told[position, default: [:]][delegate] = now
    reminding.toldOfEnd[position]?.remove(delegate)
  }

  private func awaited(_ row: Row) -> [DelegateID] {
    guard row.isGroup else { return row.status == .requested ? row.awaiting.map { [$0] } ?? [] : [] }
    return row.status.isOpen && row.status != .waiting ? row.others.filter { !row.accepted.contains($0) } : []
  }

  private func attending(_ row: Row) -> [DelegateID] {
    [row.a] + (row.isGroup ? row.accepted : Array(row.others)) + [row.place?.interpreter].compactMap { $0 }
  }

  // MARK: - When

  /// Works out all moments anew; called when all changes of a command are in.
  mutating func settleReminding() {
    reminding.moments = [:]
    reminding.now = []
    reminding.isRound = false
    guard let settings, reminding.phase == .open || reminding.phase == .running else { return }
    for position in open { settle(position, settings) }
    for delegate in status.keys {
      if let at = withoutMeetings(delegate, settings) { reminding.moments[.init(task: .none, row: -1, delegate: delegate)] = at }
    }
  }

  private mutating func settle(_ position: Int, _ settings: ForumSettings) {
    let row = rows[position]
    let minutes = settings.reminders
    if minutes.starting > 0, row.status == .confirmed, let start = row.place?.span.start {
      for delegate in attending(row) where reminding.toldOfStart[position]?.contains(delegate) != true {
        reminding.moments[.init(task: .starting, row: position, delegate: delegate)] = start.adding(minutes: -minutes.starting)
      }
    }
    for delegate in awaited(row) where reminding.toldOfEnd[position]?.contains(delegate) != true {
      guard let told = reminding.told[position]?[delegate] else { continue }
      let waiting = reminding.awake(delegate, settings, from: told.adding(minutes: minutes.waiting))
      if minutes.waiting > 0, row.hold.map({ waiting < $0 }) ?? true {
        reminding.moments[.init(task: .waiting, row: position, delegate: delegate)] = waiting
      }
      guard minutes.ending > 0, let end = row.hold else { continue }
      let ending = reminding.awake(delegate, settings, from: end.adding(minutes: -minutes.ending))
      if told < ending, ending < end { reminding.moments[.init(task: .ending, row: position, delegate: delegate)] = ending }
    }
  }

  /// When somebody who has no meetings is told so; nil where they have some, or are not told.
  private mutating func withoutMeetings(_ delegate: DelegateID, _ settings: ForumSettings) -> Instant? {
    guard settings.reminders.none > 0, status[delegate] == .approved, let person = person(delegate), person.takesMeetings, !person.interprets,
      !reminding.toldOfNone.contains(delegate), let since = reminding.since[delegate],
      let first = slots.first?.span.start, let last = slots.map(\.span.start).max(), !open.contains(where: { hasMeeting(delegate, rows[$0]) })
    else { return nil }
    let at = reminding.awake(delegate, settings, from: max(first.adding(minutes: -settings.reminders.none), since.adding(minutes: 1440)))
    return at < last ? at : nil
  }

  private func hasMeeting(_ delegate: DelegateID, _ row: Row) -> Bool {
    row.counts && (row.status == .waiting ? row.a == delegate : row.has(delegate) || row.interprets(delegate))
  }

  // MARK: - What was told

  /// The first one of a command comes when everything else of it is done: what counts is what is due then.
  private mutating func beginRound() {
    if !reminding.isRound { settleReminding() }
    reminding.isRound = true
  }

  private mutating func recordReminder(_ it: ReminderSent, _ act: Act, at now: Instant) throws(Violation) {
    beginRound()
    func due(_ task: Reminding.Task) -> Set<Int> {
      Set(reminding.moments.filter { $0.key.task == task && $0.key.delegate == it.delegate && $0.value <= now }.map(\.key.row))
    }
    let task: Reminding.Task
    let expected: Set<Int>
    switch it.kind {
    case .starting:
      task = .starting
      expected = due(.starting).filter { rows[$0].place.map { $0.span.start > now } ?? false }
    case .ending:
      task = .ending
      expected = due(.ending)
    case .waiting:
      task = .waiting
      let isDue = !due(.waiting).subtracting(due(.ending)).isEmpty
      let waiting = open.filter { awaited(rows[$0]).contains(it.delegate) && reminding.told[$0]?[it.delegate] != now }
      expected = Set(isDue ? waiting : []).subtracting(due(.ending))
    case .none:
      task = .none
      guard let settings, let at = withoutMeetings(it.delegate, settings), at <= now, it.meetings.isEmpty else { throw untimely(it, [], at: now) }
      expected = [-1]
    }
    guard act.command is ExpireHolds, !expected.isEmpty, it.kind == .none || it.meetings == expected.sorted().map({ MeetingID($0 + 1) }) else {
      throw untimely(it, expected, at: now)
    }
    for position in expected {
      guard reminding.now.insert(.init(task: task, row: position, delegate: it.delegate)).inserted else { throw Violation(.reminder, "\(it) twice") }
      switch task {
      case .waiting: reminding.told[position, default: [:]][it.delegate] = now
      case .ending:
        reminding.told[position, default: [:]][it.delegate] = now
        reminding.toldOfEnd[position, default: []].insert(it.delegate)
      case .starting: reminding.toldOfStart[position, default: []].insert(it.delegate)
      case .none: reminding.toldOfNone.insert(it.delegate)
      }
    }
  }

  private func untimely(_ it: ReminderSent, _ expected: Set<Int>, at now: Instant) -> Violation {
    let meetings = expected.sorted().map { MeetingID($0 + 1) }
    return Violation(it.kind != .starting && reminding.isQuiet(it.delegate, settings, at: now) ? .quiet : .reminder, "\(it), not of \(meetings), at \(now)")
  }

  /// Only of what has begun, and where there is nothing to come.
  private mutating func recordMissed(_ it: RemindersMissed, _ act: Act, at now: Instant) throws(Violation) {
    beginRound()
    let due = reminding.moments.filter { $0.value <= now }.keys
    for id in it.meetings {
      guard act.command is ExpireHolds, due.contains(where: { $0.task == .starting && $0.row == id.value - 1 }),
        rows[id.value - 1].place.map({ $0.span.start <= now }) ?? false
      else { throw Violation(.reminder, "\(it) at \(now)") }
      reminding.toldOfStart[id.value - 1, default: []].formUnion(attending(rows[id.value - 1]))
    }
    for delegate in it.delegates {
      guard act.command is ExpireHolds, slots.allSatisfy({ $0.span.start <= now }), let settings,
        withoutMeetings(delegate, settings).map({ $0 <= now }) ?? false
      else { throw Violation(.reminder, "\(it) at \(now)") }
      reminding.toldOfNone.insert(delegate)
    }
  }

  /// Called when all that is due has been done: nobody is left untold.
  func checkNobodyIsUntold(at now: Instant) throws(Violation) {
    if let left = reminding.moments.first(where: { $0.value <= now }) { throw Violation(.reminder, "\(left) is not told at \(now)") }
  }
}
