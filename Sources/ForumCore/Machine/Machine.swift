/// A small deterministic machine: what happened is a list of changes, and the state is what follows from them.
///
/// `apply` can not fail and looks at nothing but the state and the change, so a replay gives the same state everywhere.
public protocol Machine: Codable, Sendable {
  associatedtype Change: Codable & Hashable & Sendable

  /// The state before anything happened.
  init()
  /// Takes over a recorded change.
  /// - Parameters:
  ///   - seq: its position in the journal, counted from 1.
  ///   - at: when it happened.
  mutating func apply(_ change: Change, seq: Int, at: Instant)
  /// The next moment at which the machine itself wants to do something; nil where there is none.
  var nextDue: Instant? { get }
  /// What is to be done by itself at that moment, such as ending holds that ran out.
  func due(at now: Instant) -> [Change]
}

/// Something that somebody wants done: decided on a state, without changing it.
public protocol Command<State>: Sendable {
  associatedtype State: Machine

  /// What would be recorded, in order; empty where everything is so already.
  /// - Parameters:
  ///   - state: the machine as it stands; nothing is due at `now` any more.
  ///   - actor: who wants it.
  ///   - now: when; the only clock there is.
  /// - Throws: the refusal, with nothing changed.
  func decide(_ state: State, by actor: Actor, at now: Instant) throws(Refusal) -> [State.Change]
}
