import ForumCore
import Foundation
import GRDB
import Journal

import struct Journal.Record

extension SQLiteJournal {
  public func streams() throws -> [StreamHead] {
    try JournalError.guarding { try pool.read { try Reading.heads($0).map(\.head) } }
  }

  public func read(_ stream: String, after: Int, limit: Int) throws -> [Record] {
    guard after >= 0, limit > 0 else { return [] }
    return try JournalError.guarding {
      try pool.read { db in
        guard let (id, head) = try Reading.head(db, stream), after < head.seq else { return [] }
        var walk = ChainWalk(after: try Reading.start(db, stream, id, after))
        var records: [Record] = []
        records.reserveCapacity(min(limit, head.seq - after))
        try Reading.eachRecord(db, stream, id, after: after, limit: limit) { record in
          if let fault = walk.take(record) { throw JournalError(fault) }
          records.append(record)
        }
        if records.count < limit || walk.last.seq >= head.seq, let fault = walk.end(head) { throw JournalError(fault) }
        return records
      }
    }
  }

  public func reply(stream: String, key: String) throws -> StoredReply? {
    try row("SELECT fingerprint, seq, at, body FROM replies WHERE stream = ? AND key = ?", [stream, key]) { row in
      StoredReply(
        stream: stream, key: key, fingerprint: try row.bytes(0), seq: try row.take(1), at: try row.take(2),
        body: try row.bytes(3))
    }
  }

  public func replyKeys(stream: String, since: Int64) throws -> [ReplyKey] {
    try rows(
      "SELECT key, fingerprint, seq, at FROM replies WHERE stream = ? AND at >= ? ORDER BY at, key", [stream, since]
    ) { row in
      ReplyKey(key: try row.take(0), fingerprint: try row.bytes(1), seq: try row.take(2), at: try row.take(3))
    }
  }

  @discardableResult
  public func forgetReplies(before: Int64) throws -> Int {
    try JournalError.guarding {
      try pool.write { db in
        try db.execute(sql: "DELETE FROM replies WHERE at < ?", arguments: [before])
        return db.changesCount
      }
    }
  }

  public func personKeys() throws -> [PersonKey] {
    try rows("SELECT person, key FROM person_keys ORDER BY person", []) { row in
      PersonKey(person: PersonID(try row.take(0)), key: try row.bytesIfAny(1))
    }
  }

  public func note(_ key: String) throws -> [UInt8]? {
    try row("SELECT value FROM notes WHERE key = ?", [key]) { try $0.bytes(0) }
  }

  public func notes(prefix: String) throws -> [Note] {
    try rows(
      "SELECT key, value FROM notes WHERE key >= ? AND substr(CAST(key AS BLOB), 1, ?) = CAST(? AS BLOB) ORDER BY key",
      [prefix, prefix.utf8.count, prefix]
    ) { Note(key: try $0.take(0), value: try $0.bytes(1)) }
  }

  // MARK: Rows

  private func row<T>(_ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> T) throws -> T? {
    try rows(sql, arguments, make).first
  }

  private func rows<T>(_ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> T) throws -> [T] {
    try JournalError.guarding {
      try pool.read { db in
        let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        var found: [T] = []
        while let row = try cursor.next() { found.append(try make(row)) }
        return found
      }
    }
  }
}

extension JournalError {
  /// A fault found while reading a stream.
  init(_ fault: VerifyReport.Fault) {
    self = .damaged(stream: fault.stream ?? "", seq: fault.seq ?? 0, why: fault.what)
  }
}
