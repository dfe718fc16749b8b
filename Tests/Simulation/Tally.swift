import ForumCore

/// What a simulation did, counted.
package struct Tally: Sendable {
  package var forums = 0
  package var commands = 0
  /// Commands that changed something.
  package var taken = 0
  package var acts: [Act.Kind: Int] = [:]
  package var changes: [Change.Kind: Int] = [:]
  package var refusals: [Refusal.Name: Int] = [:]

  package init() {}

  mutating func add(_ other: Tally) {
    forums += other.forums
    commands += other.commands
    taken += other.taken
    acts.merge(other.acts, uniquingKeysWith: +)
    changes.merge(other.changes, uniquingKeysWith: +)
    refusals.merge(other.refusals, uniquingKeysWith: +)
  }

  /// The names of what never came up.
  package var neverSeen: [String] {
    Act.Kind.allCases.filter { acts[$0] == nil }.map(\.rawValue) + Change.Kind.allCases.filter { changes[$0] == nil }.map(\.rawValue)
      + Refusal.Name.allCases.filter { refusals[$0] == nil }.map(\.rawValue)
  }
}
