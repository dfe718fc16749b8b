import ForumCore

/// One simulated forum with its clock, its dice and all that was recorded.
struct World {
  var forum = Forum()
  var referee = Referee()
  var dice: SplitMix64
  var now = Cast.dawn
  var journal: [Entry] = []
  /// Whose keys are destroyed: what was sealed with them is read no more.
  var erased: Set<PersonID> = []

  struct Entry {
    var change: Change
    var at: Instant
    var audience: Audience?
  }

  init(seed: UInt64) {
    dice = SplitMix64(seed: seed)
    journal.reserveCapacity(2048)
  }

  /// Draws the next command.
  mutating func draw() -> Act {
    let isShut = forum.phase == .preparing || forum.phase == .closed
    if isShut && dice.oneIn(20) { return Act(kind: .setPhase, command: SetPhase(phase: .open), actor: .organiser()) }
    let kind = dice.pick(Act.Kind.weights)
    switch kind {
    case .requestMeeting, .confirmMeeting, .declineMeeting, .cancelMeeting, .moveMeeting: return drawMeeting(kind)
    case .proposeTimes, .swapMeetings, .handOverMeeting, .inviteGuest, .markMeeting, .answerMeeting: return drawChanging(kind)
    case .applyTimetable: return drawTimetable()
    case .setManager, .addRepresentative: return drawDelegation(kind)
    case .recordOutcome: return drawOutcome()
    case .createAlliance, .inviteToAlliance, .joinAlliance, .leaveAlliance, .commit, .withdrawCommitment, .reachMilestone, .withdrawMilestone:
      return drawAlliance(kind)
    case .addSignup, .removeSignup, .setAvailability, .updateDelegate, .issueLinkCode, .linkChat, .unlinkChat: return drawDelegate(kind)
    case .submitRegistration, .approveRegistration, .approveAll, .waitlistRegistration, .rejectRegistration, .cancelRegistration, .checkIn:
      return drawRegistration(kind)
    case .acceptOffer, .submitDelegation, .issueCheckInCode, .checkInToSession, .updateRegistration, .eraseDelegate: return drawDesk(kind)
    case .setBlock, .removeBlock, .setTable, .removeTable: return drawRoom(kind)
    case .editAgenda, .replaceAgenda, .publishAgenda: return drawAgenda(kind)
    case .createForum, .updateForum, .setPhase, .announce, .importForum, .expireHolds: return drawForum(kind)
    }
  }

  /// Lets time pass: mostly none, at times some minutes, now and then to where something is due or past a block.
  mutating func passTime() {
    switch dice.roll(400) {
    case 0...15: now = now.adding(minutes: dice.roll(in: 1...8))
    case 16...17: if let due = forum.nextDue, due > now { now = due }
    case 18: now = now.adding(minutes: dice.oneIn(12) ? dice.roll(in: 1000...2000) : dice.roll(in: 30...180))
    default: break
    }
  }

  // MARK: - Picks

  /// Mostly one who is approved.
  mutating func someDelegate() -> DelegateID {
    if dice.oneIn(40) { return DelegateID(dice.roll(forum.lastDelegate + 3)) }
    let first = dice.roll(max(forum.lastDelegate, 1))
    for step in 0..<8 {
      let delegate = DelegateID(1 + (first + step) % max(forum.lastDelegate, 1))
      if referee.status[delegate] == .approved { return delegate }
    }
    return DelegateID(1 + first)
  }

  /// Mostly a meeting in one of the wanted states whose time has not begun.
  mutating func someMeeting(_ wanted: [Meeting.Status], where suits: (Referee.Row) -> Bool = { _ in true }) -> MeetingID {
    guard !dice.oneIn(16), !referee.open.isEmpty else { return MeetingID(dice.roll(forum.lastMeeting + 2)) }
    let first = dice.roll(referee.open.count)
    for step in referee.open.indices {
      let row = referee.rows[referee.open[(first + step) % referee.open.count]]
      if wanted.contains(row.status), row.places.first.map({ $0.span.start > now }) ?? true, suits(row) { return row.id }
    }
    return referee.rows[referee.open[first]].id
  }

  mutating func someSlot() -> SlotID {
    if !dice.oneIn(16), !referee.slots.isEmpty { return dice.pick(referee.slots).id }
    return SlotID(block: dice.pick(Cast.blocks), index: dice.roll(8))
  }

  mutating func someText() -> String? { dice.oneIn(2) ? "because" : dice.oneIn(8) ? "" : nil }

  /// Mostly the one who should act, at times an organiser, and now and then anybody.
  mutating func someActor(_ delegate: DelegateID) -> Actor {
    switch dice.roll(20) {
    case 0...10: .delegate(delegate)
    case 11...12: .delegate(referee.person(delegate).flatMap { referee.manager(of: $0.organisation) } ?? delegate)
    case 13...16: .organiser()
    case 17: .guest()
    case 18: .timer
    default: .delegate(someDelegate())
    }
  }

  mutating func organiser() -> Actor { dice.oneIn(24) ? someActor(someDelegate()) : .organiser() }
}
