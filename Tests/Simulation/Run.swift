import ForumCore
import StrictJSON

/// One forum from its first command to its last, watched by the referee.
struct Run<Judge: Decider> {
  var world: World
  var judge: Judge
  var tally = Tally()
  let seed: UInt64
  let steps: Int
  /// Whether this run also writes every change and a snapshot as JSON and reads them again, and watches readers' streams.
  let thorough: Bool
  private var snapshot: (forum: Forum, position: Int)?

  init(seed: UInt64, steps: Int, judge: Judge) {
    self.seed = seed
    self.steps = steps
    self.judge = judge
    self.judge.begin(seed: seed)
    thorough = seed % 64 == 0
    world = World(seed: seed)
  }

  mutating func play() throws(SimulationFailure) {
    var step = 0
    for act in world.opening() {
      step += 1
      try perform(act, step)
    }
    let snapshotAt = world.dice.roll(in: 1...steps)
    while step < steps {
      step += 1
      world.passTime()
      if let due = world.forum.nextDue, due <= world.now {
        try perform(Act(kind: .expireHolds, command: ExpireHolds(), actor: .timer), step)
        try watch(step, "nothing due", .timer) { run throws(Violation) in try run.world.referee.checkNothingDue(run.world.forum, at: run.world.now) }
      }
      try perform(world.draw(), step)
      if step % 256 == 0 {
        try watch(step, "recheck", .timer) { run throws(Violation) in try run.world.referee.recheckAll(run.world.forum, at: run.world.now) }
      }
      if step == snapshotAt { snapshot = (world.forum, world.journal.count) }
    }
    try watch(step, "the end", .timer) { run throws(Violation) in
      try run.world.referee.recheckAll(run.world.forum, at: run.world.now)
      try run.checkReplay()
      if run.thorough { try run.checkPaper() }
    }
  }

  // MARK: - One command

  mutating func perform(_ act: Act, _ step: Int) throws(SimulationFailure) {
    tally.commands += 1
    tally.acts[act.kind, default: 0] += 1
    let before = thorough && step % 16 == 0 ? world.forum : nil
    do {
      let changes = try judge.decide(act, on: world.forum, at: world.now)
      if !changes.isEmpty { tally.taken += 1 }
      try watch(step, "\(act.command)", act.actor) { run throws(Violation) in
        try run.take(changes, of: act)
        if !act.repeatable && run.world.dice.oneIn(8) { try run.repeatOnce(act) }
      }
    } catch let refusal as Refusal {
      tally.refusals[refusal.name, default: 0] += 1
      try watch(step, "\(act.command)", act.actor) { run throws(Violation) in
        if let before, before != run.world.forum { throw Violation(.refusedChanged, refusal.name.rawValue) }
        try run.checkRefusal(refusal, of: act)
      }
    } catch let failure as SimulationFailure {
      throw failure
    } catch {}
  }

  private mutating func take(_ changes: [Change], of act: Act) throws(Violation) {
    if !changes.isEmpty, !act.actor.isOrganiser, world.forum.phase != .open, world.forum.phase != .running { try checkShut(act.kind) }
    for change in changes {
      if case .delegateErased(let it) = change { world.erased.formUnion(world.forum.persons(of: it.delegate)) }
      world.forum.apply(change, seq: world.journal.count + 1, at: world.now)
      world.journal.append(.init(change: change, at: world.now, audience: thorough ? world.forum.audience(of: change) : nil))
      tally.changes[change.kind, default: 0] += 1
      try world.referee.record(change, in: world.forum, of: act, at: world.now)
    }
    try world.referee.settle(world.forum, hasChanged: !changes.isEmpty, at: world.now)
  }

  /// Outside the open phases only organisers and the clock change anything but one's own wishes and chat links, who manages
  /// a delegation, what was of meetings, and who is erased.
  private func checkShut(_ kind: Act.Kind) throws(Violation) {
    switch kind {
    case .expireHolds, .updateDelegate, .issueLinkCode, .linkChat, .unlinkChat, .issueCheckInCode, .setManager, .answerMeeting, .updateRegistration,
      .eraseDelegate:
      return
    case .recordOutcome, .createAlliance, .inviteToAlliance, .joinAlliance, .leaveAlliance, .commit, .withdrawCommitment, .reachMilestone,
      .withdrawMilestone:
      guard world.forum.phase == .closed else { throw Violation(.cutoff, "\(kind.rawValue) while \(world.forum.phase.rawValue)") }
    default: throw Violation(.cutoff, "\(kind.rawValue) while \(world.forum.phase.rawValue)")
    }
  }

  /// The same command a second time has no second effect: it is refused, or there is nothing to do.
  private func repeatOnce(_ act: Act) throws(Violation) {
    guard let again = try? act.command.decide(world.forum, by: act.actor, at: world.now), !again.isEmpty else { return }
    throw Violation(.secondEffect, "\(again)")
  }

  private mutating func watch(
    _ step: Int, _ command: @autoclosure () -> String, _ actor: Actor, _ body: (inout Self) throws(Violation) -> Void
  ) throws(SimulationFailure) {
    do { try body(&self) } catch {
      let latest = world.journal.enumerated().suffix(10).map { "\($0.offset + 1) \($0.element.at): \($0.element.change)" }
      throw SimulationFailure(seed: seed, step: step, command: command(), actor: actor, at: world.now, violation: error, latest: latest)
    }
  }

  // MARK: - At the end

  private func checkReplay() throws(Violation) {
    var replayed = Forum()
    for (position, entry) in world.journal.enumerated() { replayed.apply(entry.change, seq: position + 1, at: entry.at) }
    guard replayed == world.forum else { throw Violation(.replay, "after \(world.journal.count) changes") }
    guard var tail = snapshot?.forum, let from = snapshot?.position else { return }
    for (position, entry) in world.journal.enumerated().dropFirst(from) { tail.apply(entry.change, seq: position + 1, at: entry.at) }
    guard tail == world.forum else { throw Violation(.snapshot, "from \(from)") }
  }

  /// Through the form on paper: a snapshot and its tail, every change, what readers see of them, and all of it without what is
  /// personal of those who were erased.
  private mutating func checkPaper() throws(Violation) {
    do {
      let encoder = StrictJSONEncoder()
      let decoder = StrictJSONDecoder()
      if !world.erased.isEmpty {
        var shredded = decoder
        shredded.userInfo[.personalCipher] = Shredder(erased: world.erased)
        var sealing = encoder
        sealing.userInfo[.personalCipher] = Shredder(erased: [])
        var read = Forum()
        for (position, entry) in world.journal.enumerated() {
          read.apply(try shredded.decode(Change.self, from: try sealing.encode(entry.change)), seq: position + 1, at: entry.at)
        }
        guard read == world.forum else { throw Violation(.erasure, "the journal without \(world.erased.sorted()) leads elsewhere") }
      }
      if let snapshot {
        var read = try decoder.decode(Forum.self, from: try encoder.encode(snapshot.forum))
        for (position, entry) in world.journal.enumerated().dropFirst(snapshot.position) {
          let change = try decoder.decode(Change.self, from: try encoder.encode(entry.change))
          guard change == entry.change else { throw Violation(.replay, "\(change) on paper") }
          read.apply(change, seq: position + 1, at: entry.at)
        }
        guard read == world.forum else { throw Violation(.snapshot, "through JSON") }
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      throw Violation(.replay, "\(error)")
    }
    try checkStreams()
  }
}
