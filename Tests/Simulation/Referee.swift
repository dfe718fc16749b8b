import ForumCore

/// Keeps its own simple book of a forum from the recorded changes alone, and calls out what breaks an invariant.
///
/// It shares no code with the rules of the core: places are found by brute force over plain rows, slots are cut here again.
/// Every change is checked as it comes, against the rows that it touches; `recheckAll` compares everything with everything.
struct Referee {
  /// One meeting in plain numbers.
  struct Row {
    var number: Int
    var a: DelegateID
    var b: DelegateID
    var status: Meeting.Status
    var place: Place?
    var hold: Instant?
    var awaiting: DelegateID?
    var version: Int
    /// Whether an organiser chose its table.
    var isSeated = false

    func has(_ delegate: DelegateID) -> Bool { a == delegate || b == delegate }
  }

  /// Time of a delegate that a published session takes.
  struct Kept {
    var delegate: DelegateID
    var session: SessionID
    var span: Span
  }

  var rows: [Row] = []
  /// The rows that are open, by position in `rows`.
  var open: [Int] = []
  var status: [DelegateID: Registration.Status] = [:]
  var kindOf: [DelegateID: OrganisationKind] = [:]
  /// The waitlist of the forum, first come first.
  var line: [DelegateID] = []
  var lists: [SessionID: List] = [:]
  var kept: [Kept] = []
  /// All slots, cut here, by start and then block.
  var slots: [Slot] = []
  /// Who has a place in a session and who waits.
  struct List: Equatable {
    var placed: [DelegateID] = []
    var waiting: [DelegateID] = []
  }

  /// When each delegate joined a session's list, counted over all.
  var joined: [SessionID: [DelegateID: Int]] = [:]
  var joins = 0

  var waits = Waits()
  var doors = Doors()

  /// What the command that is being taken over has touched.
  var touched = Touched()

  struct Touched {
    var places = false
    var sessions = false
    var rows: [Int] = []
    /// Why meetings may move beside a side's or an organiser's wish.
    var causes: Set<MeetingMoved.Cause> = []
    var release: Released?
  }

  /// Takes over one change, which the forum has applied already.
  /// - Parameter table: one that an organiser chose for a moved meeting.
  mutating func record(_ change: Change, in forum: Forum, by actor: Actor, at now: Instant, table: TableID?, reasoned: Bool) throws(Violation) {
    switch change {
    case .meetingRequested, .meetingAccepted, .meetingConfirmed, .meetingMoved, .meetingDeclined, .meetingWithdrawn, .meetingExpired,
      .meetingCancelled:
      try recordMeeting(change, in: forum, by: actor, at: now, table: table, reasoned: reasoned)
    case .registrationSubmitted, .registrationApproved, .registrationWaitlisted, .registrationRejected, .registrationCancelled, .registrationOffered,
      .registrationLapsed, .registrationPassedOver:
      try recordRegistration(change, in: forum, by: actor, at: now)
    case .signupAdded, .signupWaitlisted, .signupPromoted, .signupRemoved, .signupReleased:
      try recordDoor(change, in: forum, by: actor, at: now)
      try recordSignup(change, in: forum)
    case .signupCheckedIn, .placesUnclaimed, .checkInCodeIssued: try recordDoor(change, in: forum, by: actor, at: now)
    case .forumCreated(let it): recordSettings(it.settings)
    case .forumUpdated(let it): recordSettings(it.settings)
    case .phaseSet(let it): recordPhase(it.phase)
    case .agendaPublished(let it):
      touched.sessions = true
      touched.causes.insert(.release)
      try recordRelease(it, in: forum)
      try recordDoor(change, in: forum, by: actor, at: now)
      for id in lists.keys where forum.published.sessions[id] == nil { lists[id] = nil }
      cutSessions(forum)
    case .blockSet, .blockRemoved:
      touched.places = true
      touched.causes.insert(.block)
      cutSlots(forum)
    case .tableSet, .tableRemoved:
      touched.places = true
      touched.causes.insert(.table)
    default: break
    }
  }

  /// What must hold once all changes of a command are in.
  mutating func settle(_ forum: Forum, at now: Instant) throws(Violation) {
    if touched.places || touched.sessions {
      for position in open { try checkStands(rows[position], in: forum, at: now) }
    } else {
      for position in touched.rows { try checkStands(rows[position], in: forum, at: now) }
    }
    if touched.sessions { try checkCapacities(forum) }
    if let release = touched.release { try checkRelease(release, forum, at: now) }
    try checkNobodyWaitsInVain(forum, at: now)
    try settleWaits(forum, at: now)
    try settleDoors(forum)
    touched = Touched()
    try checkHolds(forum, at: now)
  }

  // MARK: - What is derived

  mutating func cutSlots(_ forum: Forum) {
    slots = []
    for block in forum.blocks.values {
      var index = 1
      var start = block.start.milliseconds
      while start + Int64(block.slotMinutes) * 60_000 <= block.end.milliseconds {
        let span = Span(start: Instant(milliseconds: start), end: Instant(milliseconds: start + Int64(block.slotMinutes) * 60_000))
        slots.append(Slot(id: SlotID(block: block.id, index: index), span: span))
        index += 1
        start += Int64(block.slotMinutes + block.gapMinutes) * 60_000
      }
    }
    slots.sort { ($0.span.start, $0.id) < ($1.span.start, $1.id) }
  }

  mutating func cutSessions(_ forum: Forum) {
    kept = []
    let agenda = forum.published
    for session in agenda.sessions.values {
      for speaker in session.speakers {
        if let delegate = agenda.speakers[speaker]?.delegate { kept.append(Kept(delegate: delegate, session: session.id, span: session.span)) }
      }
      guard session.blocksMeetings else { continue }
      for delegate in lists[session.id]?.placed ?? [] { kept.append(Kept(delegate: delegate, session: session.id, span: session.span)) }
    }
  }
}
