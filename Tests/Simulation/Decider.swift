import ForumCore

/// Who decides in a run: the core itself, or the core with a fault planted into it.
package protocol Decider: Sendable {
  /// Called before each forum, so that one can be played alone with the same outcome.
  mutating func begin(seed: UInt64)
  mutating func decide(_ act: Act, on forum: Forum, at now: Instant) throws(Refusal) -> [Change]
}

/// The core as it is.
package struct HonestDecider: Decider {
  package init() {}

  package mutating func begin(seed: UInt64) {}

  package mutating func decide(_ act: Act, on forum: Forum, at now: Instant) throws(Refusal) -> [Change] {
    try act.command.decide(forum, by: act.actor, at: now)
  }
}
