import ForumCore

/// What becomes durable together or not at all.
public struct Batch: Sendable, Equatable {
  /// Changes, in the order of each stream; streams may be mixed.
  public var entries: [Entry]
  /// Replies to commands that carried an idempotency key.
  public var replies: [StoredReply]
  /// Keys of persons that are new in this batch.
  public var personKeys: [PersonKey]
  /// Persons whose keys are taken away for good.
  public var erasedPersons: [PersonID]
  /// Small things beside the changes: tokens, cursors, links.
  public var notes: [Note]

  public init(
    entries: [Entry] = [], replies: [StoredReply] = [], personKeys: [PersonKey] = [],
    erasedPersons: [PersonID] = [], notes: [Note] = []
  ) {
    self.entries = entries
    self.replies = replies
    self.personKeys = personKeys
    self.erasedPersons = erasedPersons
    self.notes = notes
  }

  public var isEmpty: Bool {
    entries.isEmpty && replies.isEmpty && personKeys.isEmpty && erasedPersons.isEmpty && notes.isEmpty
  }

  /// Refuses names that no store could give back as they are.
  /// - Throws: `JournalError.unfit`.
  public func check() throws(JournalError) {
    for entry in entries {
      try Self.check(entry.stream, "a stream's name")
      try Self.check(entry.actor, "an actor", mayBeEmpty: true)
    }
    for reply in replies {
      try Self.check(reply.stream, "a stream's name")
      try Self.check(reply.key, "an idempotency key")
    }
    for key in personKeys {
      try Self.check(key.person.value, "a person's name")
      guard let bytes = key.key, !bytes.isEmpty else { throw .unfit("a new person's key is missing") }
    }
    for person in erasedPersons { try Self.check(person.value, "a person's name") }
    for note in notes { try Self.check(note.key, "a note's key") }
  }

  static func check(_ name: String, _ what: String, mayBeEmpty: Bool = false) throws(JournalError) {
    if name.isEmpty, !mayBeEmpty { throw .unfit("\(what) is empty") }
    if name.utf8.contains(0) { throw .unfit("\(what) contains a NUL") }
  }
}

/// The reply that a command with an idempotency key was given; the same key gives it again.
public struct StoredReply: Sendable, Equatable {
  public var stream: String
  /// The idempotency key with whoever sent it.
  public var key: String
  /// What tells whether a later command with the same key is the same command.
  public var fingerprint: [UInt8]
  /// The journal position that the reply carried.
  public var seq: Int
  /// Milliseconds since 1970, UTC.
  public var at: Int64
  public var body: [UInt8]

  public init(stream: String, key: String, fingerprint: [UInt8], seq: Int, at: Int64, body: [UInt8]) {
    self.stream = stream
    self.key = key
    self.fingerprint = fingerprint
    self.seq = seq
    self.at = at
    self.body = body
  }
}

/// A stored reply without its body.
public struct ReplyKey: Sendable, Equatable {
  public var key: String
  public var fingerprint: [UInt8]
  public var seq: Int
  public var at: Int64

  public init(key: String, fingerprint: [UInt8], seq: Int, at: Int64) {
    self.key = key
    self.fingerprint = fingerprint
    self.seq = seq
    self.at = at
  }
}

/// A person's key; `nil` once it was erased, which is remembered.
public struct PersonKey: Sendable, Equatable {
  public var person: PersonID
  public var key: [UInt8]?

  public init(person: PersonID, key: [UInt8]?) {
    self.person = person
    self.key = key
  }
}

/// Something small kept under a key; without a value it is taken away.
public struct Note: Sendable, Equatable {
  public var key: String
  public var value: [UInt8]?

  public init(key: String, value: [UInt8]?) {
    self.key = key
    self.value = value
  }
}
