import ForumCore
import Foundation
import GRDB
import Journal

extension SQLiteJournal {
  @discardableResult
  public func append(_ batch: Batch) throws -> [StreamHead] {
    try batch.check()
    guard !batch.isEmpty else { return [] }
    let heads = try JournalError.guarding {
      try pool.write { db in
        var writing = BatchWriting(db: db)
        return try writing.add(batch)
      }
    }
    if !batch.erasedPersons.isEmpty {
      owesLog.store(true, ordering: .releasing)
      tidy()
    }
    return heads
  }

  public func tidy() {
    guard owesLog.load(ordering: .acquiring) else { return }
    // What is owed is noted before: an erasure meanwhile is not passed over.
    owesLog.store(false, ordering: .releasing)
    do { try forgetLog() } catch { owesLog.store(true, ordering: .releasing) }
  }

  /// Empties the write-ahead log, which may still hold pages from before an erasure. Does not wait for readers: commits wait for it.
  func forgetLog() throws {
    try JournalError.guarding {
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = 100")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patienceSeconds * 1000))") }
        _ = try db.checkpoint(.truncate)
      }
    }
  }
}

/// Writes one batch within a transaction.
struct BatchWriting {
  let db: Database
  private var order: [String] = []
  private var heads: [String: (id: Int64, head: StreamHead)] = [:]

  init(db: Database) { self.db = db }

  mutating func add(_ batch: Batch) throws -> [StreamHead] {
    try addEntries(batch.entries)
    try addReplies(batch.replies)
    for key in batch.personKeys { try add(key) }
    for person in batch.erasedPersons { try erase(person) }
    for note in batch.notes { try add(note) }
    return order.compactMap { heads[$0]?.head }
  }

  private mutating func addEntries(_ entries: [Entry]) throws {
    guard !entries.isEmpty else { return }
    let insert = try db.cachedStatement(
      sql: "INSERT INTO records (stream, seq, at, actor, payload, digest) VALUES (?, ?, ?, ?, ifnull(?, x''), ?)")
    for entry in entries {
      var (id, head) = try stream(entry.stream)
      guard Chain.isNext(entry.seq, after: head.seq) else { throw JournalError.notNext(entry, after: head.seq) }
      head.digest = Chain.digest(of: entry, after: head.digest)
      head.seq = entry.seq
      try insert.execute(arguments: [id, entry.seq, entry.at, entry.actor, Data(entry.payload), Data(head.digest)])
      heads[entry.stream] = (id, head)
    }
    let update = try db.cachedStatement(sql: "UPDATE streams SET seq = ?, digest = ? WHERE id = ?")
    for name in order {
      guard let (id, head) = heads[name] else { continue }
      try update.execute(arguments: [head.seq, Data(head.digest), id])
    }
  }

  /// The stream's row and head; a new stream gets a row.
  private mutating func stream(_ name: String) throws -> (id: Int64, head: StreamHead) {
    if let known = heads[name] { return known }
    order.append(name)
    let find = try db.cachedStatement(sql: "SELECT id, seq, digest FROM streams WHERE name = ?")
    if let row = try Row.fetchOne(find, arguments: [name]) {
      let head = StreamHead(stream: name, seq: try row.take(1), digest: try row.bytes(2))
      let found = (id: try row.take(0, Int64.self), head: head)
      heads[name] = found
      return found
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO streams (name, seq, digest) VALUES (?, 0, ?)")
    try insert.execute(arguments: [name, Data(Chain.start)])
    let made = (id: db.lastInsertedRowID, head: StreamHead(empty: name))
    heads[name] = made
    return made
  }

  private func addReplies(_ replies: [StoredReply]) throws {
    guard !replies.isEmpty else { return }
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO replies (stream, key, fingerprint, seq, at, body)
        VALUES (?, ?, ifnull(?, x''), ?, ?, ifnull(?, x''))
        """)
    for reply in replies {
      do {
        try insert.execute(
          arguments: [reply.stream, reply.key, Data(reply.fingerprint), reply.seq, reply.at, Data(reply.body)])
      } catch DatabaseError.SQLITE_CONSTRAINT_PRIMARYKEY {
        throw JournalError.keyTaken(reply)
      }
    }
  }

  private func add(_ key: PersonKey) throws {
    let find = try db.cachedStatement(sql: "SELECT key FROM person_keys WHERE person = ?")
    if let row = try Row.fetchOne(find, arguments: [key.person.value]) {
      guard try row.bytesIfAny(0) == key.key else { throw JournalError.otherKey(key) }
      return
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO person_keys (person, key) VALUES (?, ?)")
    try insert.execute(arguments: [key.person.value, key.key.map { Data($0) }])
  }

  private func erase(_ person: PersonID) throws {
    let erase = try db.cachedStatement(
      sql: "INSERT INTO person_keys (person, key) VALUES (?, NULL) ON CONFLICT (person) DO UPDATE SET key = NULL")
    try erase.execute(arguments: [person.value])
  }

  private func add(_ note: Note) throws {
    if let value = note.value {
      let set = try db.cachedStatement(
        sql: """
          INSERT INTO notes (key, value) VALUES (?, ifnull(?, x''))
          ON CONFLICT (key) DO UPDATE SET value = excluded.value
          """)
      try set.execute(arguments: [note.key, Data(value)])
    } else {
      try db.cachedStatement(sql: "DELETE FROM notes WHERE key = ?").execute(arguments: [note.key])
    }
  }
}
