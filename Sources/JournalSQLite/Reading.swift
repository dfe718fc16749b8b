import GRDB
import Journal

import struct Journal.Record

/// Reads streams and records within one view of the database.
enum Reading {
  /// Every stream that has a record, by name.
  static func heads(_ db: Database) throws -> [(id: Int64, head: StreamHead)] {
    let cursor = try Row.fetchCursor(db, sql: "SELECT id, name, seq, digest FROM streams WHERE seq > 0 ORDER BY name")
    var found: [(id: Int64, head: StreamHead)] = []
    while let row = try cursor.next() {
      found.append(
        (try row.take(0), StreamHead(stream: try row.take(1), seq: try row.take(2), digest: try row.bytes(3))))
    }
    return found
  }

  static func head(_ db: Database, _ stream: String) throws -> (id: Int64, head: StreamHead)? {
    let find = try db.cachedStatement(sql: "SELECT id, seq, digest FROM streams WHERE name = ?")
    guard let row = try Row.fetchOne(find, arguments: [stream]) else { return nil }
    return (try row.take(0), StreamHead(stream: stream, seq: try row.take(1), digest: try row.bytes(2)))
  }

  /// The record at `seq` as the place to read on from.
  /// - Throws: `damaged` where there is none.
  static func start(_ db: Database, _ stream: String, _ id: Int64, _ seq: Int) throws -> StreamHead {
    guard seq > 0 else { return StreamHead(empty: stream) }
    guard let digest = try digest(db, id, seq) else {
      throw JournalError.damaged(stream: stream, seq: seq, why: "the record is missing")
    }
    return StreamHead(stream: stream, seq: seq, digest: digest)
  }

  /// The digest of a record, where there is that record.
  static func digest(_ db: Database, _ id: Int64, _ seq: Int) throws -> [UInt8]? {
    let find = try db.cachedStatement(sql: "SELECT digest FROM records WHERE stream = ? AND seq = ?")
    return try Row.fetchOne(find, arguments: [id, seq])?.bytes(0)
  }

  static func eachRecord(
    _ db: Database, _ stream: String, _ id: Int64, after: Int, limit: Int, _ body: (Record) throws -> Void
  ) throws {
    let find = try db.cachedStatement(
      sql: "SELECT seq, at, actor, payload, digest FROM records WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?")
    let cursor = try Row.fetchCursor(find, arguments: [id, after, limit])
    while let row = try cursor.next() {
      let entry = Entry(
        stream: stream, seq: try row.take(0), at: try row.take(1), actor: try row.take(2), payload: try row.bytes(3))
      try body(Record(entry: entry, digest: try row.bytes(4)))
    }
  }
}
