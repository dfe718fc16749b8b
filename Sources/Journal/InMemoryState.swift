import ForumCore

/// A name by its bytes: unlike `String`, which takes "é" in two forms as one, as the files do.
struct Name: Hashable, Comparable, Sendable {
  let bytes: [UInt8]
  init(_ text: String) { bytes = Array(text.utf8) }
  static func < (left: Name, right: Name) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension Record {
  var head: StreamHead { StreamHead(stream: stream, seq: seq, digest: digest) }
}

extension InMemoryJournal {
  /// All that is kept. Record `n` of a stream stands at index `n - 1`.
  struct State {
    var records: [Name: [Record]] = [:]
    var replies: [Name: [Name: StoredReply]] = [:]
    var snapshots: [Name: Snapshot] = [:]
    var keys: [Name: PersonKey] = [:]
    var notes: [Name: Note] = [:]
    var isClosed = false

    func requireOpen() throws {
      if isClosed { throw JournalError.closed }
    }

    var heads: [StreamHead] {
      records.sorted { $0.key < $1.key }.compactMap { $0.value.last?.head }
    }

    /// Adds a batch, whole or not at all: all that can be refused is looked at before anything is changed.
    mutating func add(_ batch: Batch) throws -> [StreamHead] {
      let (made, heads) = try chained(batch.entries)
      try checkReplies(batch.replies)
      try checkKeys(batch.personKeys)
      for record in made { records[Name(record.stream), default: []].append(record) }
      for reply in batch.replies { replies[Name(reply.stream), default: [:]][Name(reply.key)] = reply }
      for key in batch.personKeys { keys[Name(key.person.value)] = key }
      for person in batch.erasedPersons { keys[Name(person.value)] = PersonKey(person: person, key: nil) }
      for note in batch.notes { notes[Name(note.key)] = note.value == nil ? nil : note }
      return heads
    }

    private func chained(_ entries: [Entry]) throws -> (made: [Record], heads: [StreamHead]) {
      var heads: [StreamHead] = []
      var place: [Name: Int] = [:]
      var made: [Record] = []
      for entry in entries {
        let name = Name(entry.stream)
        let at = place[name] ?? heads.count
        if at == heads.count {
          heads.append(records[name]?.last?.head ?? StreamHead(empty: entry.stream))
          place[name] = at
        }
        guard Chain.isNext(entry.seq, after: heads[at].seq) else {
          throw JournalError.notNext(entry, after: heads[at].seq)
        }
        let record = Record(entry: entry, digest: Chain.digest(of: entry, after: heads[at].digest))
        heads[at] = record.head
        made.append(record)
      }
      return (made, heads)
    }

    private func checkReplies(_ new: [StoredReply]) throws {
      var seen: Set<[Name]> = []
      for reply in new {
        guard seen.insert([Name(reply.stream), Name(reply.key)]).inserted,
          replies[Name(reply.stream)]?[Name(reply.key)] == nil
        else { throw JournalError.keyTaken(reply) }
      }
    }

    private func checkKeys(_ new: [PersonKey]) throws {
      var seen: [PersonID: PersonKey] = [:]
      for key in new {
        guard let known = seen[key.person] ?? keys[Name(key.person.value)] else {
          seen[key.person] = key
          continue
        }
        guard known == key else { throw JournalError.otherKey(key) }
      }
    }
  }
}

extension JournalError {
  /// An entry that does not follow its stream's last record.
  package static func notNext(_ entry: Entry, after last: Int) -> JournalError {
    .conflict(stream: entry.stream, why: "record \(entry.seq) does not follow record \(last)")
  }

  /// A reply under an idempotency key that has one.
  package static func keyTaken(_ reply: StoredReply) -> JournalError {
    .conflict(stream: reply.stream, why: "the idempotency key has a reply already")
  }

  /// A key for a person who has another, or was erased.
  package static func otherKey(_ key: PersonKey) -> JournalError {
    .conflict(stream: "~keys", why: "\(key.person) has another key or was erased")
  }
}
