import ForumCore

/// Keeps its own simple book of a forum from the recorded changes alone, and calls out what breaks an invariant.
///
/// It shares no code with the rules of the core: places are found by brute force over plain rows, slots are cut here again.
/// Every change is checked as it comes, against the rows that it touches; `recheckAll` compares everything with everything.
struct Referee {
  /// Time of a delegate that a published session takes.
  struct Kept {
    var delegate: DelegateID
    var session: SessionID
    var span: Span
  }

  var rows: [Row] = []
  /// The rows that count, by position in `rows`: what is open, and what took place.
  var open: [Int] = []
  var settings: ForumSettings?
  /// Everybody who ever registered, by number.
  var people: [Person] = []
  /// The bit of each language that somebody speaks.
  var languages: [String: Int] = [:]
  /// Whom organisations named as their managers.
  var named: [OrganisationID: DelegateID] = [:]
  var blocks: [BlockID: Block] = [:]
  /// By number.
  var tables: [Table] = []
  var status: [DelegateID: Registration.Status] = [:]
  var kindOf: [DelegateID: OrganisationKind] = [:]
  /// The waitlist of the forum, first come first.
  var line: [DelegateID] = []
  var lists: [SessionID: List] = [:]
  var allies: [AllianceID: AllyBook] = [:]
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
  var reminding = Reminding()
  var erased: Set<DelegateID> = []

  /// What the command that is being taken over has touched.
  var touched = Touched()

  struct Touched {
    var places = false
    var sessions = false
    var rows: Set<Int> = []
    /// The rows that were changed, as they were before.
    var before: [Int: Row] = [:]
    /// Which group a guest left last, by number.
    var left: [DelegateID: Int] = [:]
    /// Why meetings may move beside a side's or an organiser's wish.
    var causes: Set<MeetingMoved.Cause> = []
    var release: Released?
    var availability: Availability?
    var timetable: Timetable?
    /// Whether there are more slots or tables by it, or people have more time.
    var hasMorePlaces = false
    /// Whether somebody takes part, or speaks a language, only since then.
    var hasMorePeople = false

    mutating func remember(_ row: Row) {
      rows.insert(row.number - 1)
      if before[row.number - 1] == nil { before[row.number - 1] = row }
    }
  }

  /// Takes over one change, which the forum has applied already.
  mutating func record(_ change: Change, in forum: Forum, of act: Act, at now: Instant) throws(Violation) {
    switch change {
    case .meetingRequested, .meetingOffered, .meetingAccepted, .meetingConfirmed, .meetingProposed, .meetingMoved, .meetingsSwapped, .meetingHandedOver,
      .guestInvited, .guestAccepted, .guestLeft, .meetingMarked, .meetingDeclined, .meetingWithdrawn, .meetingExpired, .meetingCancelled,
      .meetingAnswered:
      try recordMeeting(change, in: forum, of: act, at: now)
    case .registrationSubmitted, .registrationApproved, .registrationWaitlisted, .registrationRejected, .registrationCancelled, .registrationOffered,
      .registrationLapsed, .registrationPassedOver:
      recordPerson(change)
      try recordRegistration(change, in: forum, of: act, at: now)
      if case .registrationApproved = change { touched.hasMorePeople = true }
    case .delegateUpdated:
      recordPerson(change)
      touched.hasMorePeople = true
    case .delegateErased(let it):
      recordPerson(change)
      touched.hasMorePeople = true
      try recordErased(it.delegate, in: forum, of: act, at: now)
    case .managerSet(let it):
      let mayName = act.actor.isOrganiser || (act.actor.delegate != nil && act.actor.delegate == manager(of: it.organisation))
      guard mayName, status[it.manager] == .approved, person(it.manager)?.organisation == it.organisation else {
        throw Violation(.onBehalf, "\(it) by \(act.actor)")
      }
      recordPerson(change)
    case .timetableApplied(let it): try recordTimetable(it, act)
    case .availabilitySet(let it):
      touched.hasMorePlaces = true
      try recordAvailability(it, act, at: now)
    case .signupAdded, .signupWaitlisted, .signupPromoted, .signupRemoved, .signupReleased:
      if change.kind == .signupRemoved || change.kind == .signupReleased { touched.hasMorePlaces = true }
      try recordDoor(change, in: forum, by: act.actor, at: now)
      try recordSignup(change, in: forum)
    case .signupCheckedIn, .placesUnclaimed, .checkInCodeIssued: try recordDoor(change, in: forum, by: act.actor, at: now)
    case .agendaPublished(let it):
      touched.sessions = true
      touched.hasMorePlaces = true
      touched.causes.insert(.release)
      try recordRelease(it, in: forum)
      try recordDoor(change, in: forum, by: act.actor, at: now)
      for id in lists.keys where forum.published.sessions[id] == nil { lists[id] = nil }
      cutSessions(forum)
    case .blockSet(let it):
      blocks[it.block.id] = it.block
      touched.hasMorePlaces = true
      recordPlaces(.block)
    case .blockRemoved(let it):
      blocks[it.block] = nil
      recordPlaces(.block)
    case .tableSet(let it):
      tables.removeAll { $0.id == it.table.id }
      tables.append(it.table)
      tables.sort { $0.id < $1.id }
      touched.hasMorePlaces = true
      recordPlaces(.table)
    case .tableRemoved(let it):
      tables.removeAll { $0.id == it.table }
      recordPlaces(.table)
    case .outcomeRecorded, .allianceCreated, .allianceInvited, .allianceJoined, .allianceLeft, .commitmentMade, .commitmentWithdrawn, .milestoneReached,
      .milestoneWithdrawn:
      try recordAlliance(change, in: forum, by: act.actor, at: now, reasoned: act.reasoned)
    case .phaseSet(let it): recordPhase(it.phase)
    case .forumCreated(let it):
      settings = it.settings
      recordSettings(it.settings)
    case .forumUpdated(let it):
      settings = it.settings
      recordSettings(it.settings)
      touched.hasMorePlaces = true
    default: break
    }
    try recordReminding(change, of: act, at: now)
  }

  private mutating func recordPlaces(_ cause: MeetingMoved.Cause) {
    touched.places = true
    touched.causes.insert(cause)
    if cause == .block { cutSlots() }
  }

  /// What must hold once all changes of a command are in.
  /// - Parameter hasChanged: whether there were any.
  mutating func settle(_ forum: Forum, hasChanged: Bool = true, at now: Instant) throws(Violation) {
    if touched.places || touched.sessions {
      for position in open { try checkStands(rows[position], in: forum, at: now) }
    } else {
      for position in touched.rows { try checkStands(rows[position], in: forum, at: now) }
    }
    try checkTimetable()
    if touched.sessions { try checkCapacities(forum) }
    if let release = touched.release { try checkRelease(release, forum, at: now) }
    if let availability = touched.availability { try checkAvailability(availability, at: now) }
    try checkNobodyIsPassedOver(forum, at: now)
    try checkNobodyWaitsInVain(forum, at: now)
    try settleWaits(forum, at: now)
    try settleDoors(forum)
    touched = Touched()
    if hasChanged { settleReminding() }
    try checkHolds(forum, at: now)
  }

  // MARK: - What is derived

  mutating func cutSlots() {
    slots = []
    for block in blocks.values {
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
