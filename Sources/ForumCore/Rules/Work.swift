/// Several commands decided as one: each on the state that the ones before would leave.
struct Work {
  let before: Forum
  var after: Forum
  let actor: Actor
  let now: Instant
  var changes: [Change] = []

  /// - Parameter other: who does it, where that is not who does the whole.
  mutating func run(_ command: some Command<Forum>, by other: Actor? = nil) throws(Refusal) {
    for change in try command.decide(after, by: other ?? actor, at: now) { record(change) }
  }

  mutating func record(_ change: Change) {
    // Once a step: it says why somebody behind them was first.
    if case .registrationPassedOver(let it) = change, hasPassedOver(it.delegates) { return }
    changes.append(change)
    after.apply(change, seq: before.seq + changes.count, at: now)
  }

  private func hasPassedOver(_ delegates: [DelegateID]) -> Bool {
    changes.contains { if case .registrationPassedOver(let it) = $0 { it.delegates == delegates } else { false } }
  }
}
