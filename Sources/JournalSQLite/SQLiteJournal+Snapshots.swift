import Foundation
import GRDB
import Journal

extension SQLiteJournal {
  public func saveSnapshot(_ snapshot: Snapshot) throws {
    try Batch(entries: [Entry(stream: snapshot.stream, seq: 1, at: 0, actor: "", payload: [])]).check()
    try JournalError.guarding {
      try pool.write { db in
        guard let (id, _) = try Reading.head(db, snapshot.stream),
          try Reading.digest(db, id, snapshot.seq) == snapshot.digest
        else { throw JournalError.conflict(stream: snapshot.stream, why: "the snapshot belongs to no record") }
        try db.execute(
          sql: """
            INSERT INTO snapshots (stream, seq, digest, checksum, body) VALUES (?, ?, ?, ?, ifnull(?, x''))
            ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, digest = excluded.digest,
              checksum = excluded.checksum, body = excluded.body
            """,
          arguments: [
            snapshot.stream, snapshot.seq, Data(snapshot.digest), Data(Chain.checksum(of: snapshot)),
            Data(snapshot.body),
          ])
      }
    }
  }

  public func latestSnapshot(_ stream: String) throws -> Snapshot? {
    try JournalError.guarding {
      try pool.read { db in
        let sql = "SELECT stream, seq, digest, checksum, body FROM snapshots WHERE stream = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [stream]) else { return nil }
        let (snapshot, fault) = try Self.snapshot(db, row)
        guard let fault else { return snapshot }
        throw JournalError.damagedSnapshot(stream: stream, seq: snapshot.seq, why: fault)
      }
    }
  }

  /// The snapshot in a row, and what is wrong with it, if anything.
  static func snapshot(_ db: Database, _ row: Row) throws -> (Snapshot, String?) {
    let snapshot = Snapshot(
      stream: try row.take(0), seq: try row.take(1), digest: try row.bytes(2), body: try row.bytes(4))
    guard Chain.checksum(of: snapshot) == (try row.bytes(3)) else {
      return (snapshot, "it does not match its checksum")
    }
    guard let (id, _) = try Reading.head(db, snapshot.stream),
      try Reading.digest(db, id, snapshot.seq) == snapshot.digest
    else { return (snapshot, "it does not belong to the records of its stream") }
    return (snapshot, nil)
  }
}
