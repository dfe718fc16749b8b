import ForumCore

/// What can go wrong at the desk beside a refusal.
public enum DeskError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The store did not take the change, or it is not known whether it did. Nothing was acknowledged; whoever repeats the
  /// command with the same key gets its true outcome.
  case unavailable(String)
  /// What is stored is damaged or can not be read; says where.
  case damaged(String)
  case stopped

  public var description: String {
    switch self {
    case .unavailable(let why): "the store did not take it: \(why)"
    case .damaged(let what): "the store is damaged: \(what)"
    case .stopped: "the node is stopping"
    }
  }
}

/// What a command did.
public struct Receipt: Sendable, Equatable {
  /// The position in the journal up to which this reply speaks: all that it says is durable.
  public var seq: Int
  /// What was recorded for this command, in order; empty where everything was so already.
  public var changes: [Change]
  /// Whether the same key had been used before and this is the reply of then.
  public var repeated: Bool

  public init(seq: Int, changes: [Change], repeated: Bool = false) {
    self.seq = seq
    self.changes = changes
    self.repeated = repeated
  }
}

/// What makes the repetition of a command harmless.
public struct RequestKey: Sendable, Hashable {
  /// Who sends it: keys of different senders never meet.
  public var principal: String
  public var key: String
  /// What was asked, as text: the same key with another request is refused.
  public var fingerprint: String

  public init(principal: String, key: String, fingerprint: String) {
    self.principal = principal
    self.key = key
    self.fingerprint = fingerprint
  }

  /// The name under which the reply is kept.
  var name: String { "\(principal)\u{1F}\(key)" }
}

/// A change that is durable, as subscribers get it.
public struct CommittedChange: Sendable, Equatable {
  public var forum: ForumID
  public var seq: Int
  public var at: Instant
  public var actor: Actor
  public var change: Change
  public var audience: Audience

  /// Whether both come from one command, as far as can be told: decided at the same moment by the same.
  public func isOfSameCommand(as other: CommittedChange) -> Bool { at == other.at && actor == other.actor }
}

extension CommittedChange {
  init(_ forum: ForumID, _ committed: Lane<Forum>.Committed) {
    self.init(
      forum: forum, seq: committed.seq, at: committed.at, actor: committed.actor, change: committed.change, audience: committed.audience)
  }
}
