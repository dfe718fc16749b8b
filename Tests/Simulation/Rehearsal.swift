import ForumCore

/// A random forum that is played one command at a time, for whoever wants to do the same with more of the house around it.
package struct Rehearsal {
  /// One command, when it was given and what came of it.
  package struct Step: Sendable {
    package var command: any Command<Forum>
    package var actor: Actor
    package var at: Instant
    /// Nil where it was refused.
    package var changes: [Change]?
  }

  private var run: Run<HonestDecider>
  private var opening: ArraySlice<Act>
  private var steps = 0
  private var wasDue = false

  /// - Parameter seed: everything follows from it.
  package init(seed: UInt64) {
    run = Run(seed: seed, steps: .max, judge: HonestDecider())
    opening = run.world.opening()[...]
  }

  /// The forum as it is now.
  package var forum: Forum { run.world.forum }

  /// The next command, after it was decided and judged.
  /// - Throws: where an invariant is broken.
  package mutating func next() throws(SimulationFailure) -> Step {
    let act: Act
    if let first = opening.popFirst() {
      act = first
    } else {
      if !wasDue { run.world.passTime() }
      wasDue = !wasDue && run.world.forum.nextDue.map { $0 <= run.world.now } == true
      act = wasDue ? Act(kind: .expireHolds, command: ExpireHolds(), actor: .timer) : run.world.draw()
    }
    return try give(act)
  }

  /// One more chat that is linked, with a code that is issued for it.
  package mutating func link(_ delegate: DelegateID, to account: ChatAccount, of bot: String) throws(SimulationFailure) -> [Step] {
    let digest = "code of \(account.account)"
    return [
      try give(Act(kind: .issueLinkCode, command: IssueLinkCode(delegate: delegate, digest: digest), actor: .organiser(), repeatable: true)),
      try give(Act(kind: .linkChat, command: LinkChat(digest: digest, bot: bot, account: account), actor: .guest(channel: bot), repeatable: true)),
    ]
  }

  private mutating func give(_ act: Act) throws(SimulationFailure) -> Step {
    steps += 1
    let (known, refused) = (run.world.journal.count, run.tally.refusals.values.reduce(0, +))
    try run.perform(act, steps)
    let changes = run.world.journal.dropFirst(known).map(\.change)
    let isRefused = run.tally.refusals.values.reduce(0, +) > refused
    return Step(command: act.command, actor: act.actor, at: run.world.now, changes: isRefused ? nil : changes)
  }
}
