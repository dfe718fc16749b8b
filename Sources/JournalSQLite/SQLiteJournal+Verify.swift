import Foundation
import GRDB
import Journal

extension SQLiteJournal {
  public func verify(progress: (_ done: Int, _ total: Int) -> Void) throws -> VerifyReport {
    try JournalError.guarding { try pool.read { try Verifying.run($0, progress) } }
  }

  /// Checks a journal that nobody has open, such as a backup, without changing it.
  public static func verify(
    file path: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> VerifyReport {
    try JournalError.guarding {
      guard Files.exists(path) else { throw JournalError.failed("there is no file \(path)") }
      guard try Files.size(path) > 0 else { throw JournalError.corrupt("it is empty") }
      let queue = try DatabaseQueue(path: path, configuration: configuration(readOnly: true))
      defer { try? queue.close() }
      return try queue.read { db in
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
          throw JournalError.corrupt("it is the database of another program")
        }
        return try Verifying.run(db, progress)
      }
    }
  }
}

/// Checks a whole journal within one view of it.
enum Verifying {
  static func run(_ db: Database, _ progress: (_ done: Int, _ total: Int) -> Void) throws -> VerifyReport {
    var report = VerifyReport()
    report.faults = try structure(db)
    let heads = try Reading.heads(db)
    let total = heads.reduce(0) { $0 &+ $1.head.seq }
    for (id, head) in heads {
      report.streams += 1
      try check(db, id, head, &report) { progress($0, total) }
    }
    try snapshots(db, &report)
    progress(report.records, total)
    return report
  }

  /// What SQLite itself finds.
  private static func structure(_ db: Database) throws -> [VerifyReport.Fault] {
    let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(1000)").filter { $0 != "ok" }
    let loose = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
    return found.map { VerifyReport.Fault(what: "SQLite: \($0)") }
      + (loose > 0 ? [VerifyReport.Fault(what: "\(loose) records belong to no stream")] : [])
  }

  private static func check(
    _ db: Database, _ id: Int64, _ head: StreamHead, _ report: inout VerifyReport, _ progress: (Int) -> Void
  ) throws {
    var walk = ChainWalk(after: StreamHead(empty: head.stream))
    do {
      try Reading.eachRecord(db, head.stream, id, after: Int.min, limit: -1) { record in
        report.records += 1
        if let fault = walk.take(record) { report.faults.append(fault) }
        if report.records % 10_000 == 0 { progress(report.records) }
      }
      if let fault = walk.end(head) { report.faults.append(fault) }
    } catch let error as DatabaseError {
      // A page that cannot be read hides what follows in this stream; the others can still be looked at.
      report.faults.append(
        VerifyReport.Fault(stream: head.stream, seq: walk.last.seq, what: "unreadable after it: \(JournalError(error))")
      )
    }
  }

  private static func snapshots(_ db: Database, _ report: inout VerifyReport) throws {
    let cursor = try Row.fetchCursor(
      db, sql: "SELECT stream, seq, digest, checksum, body FROM snapshots ORDER BY stream")
    while let row = try cursor.next() {
      report.snapshots += 1
      let (snapshot, fault) = try SQLiteJournal.snapshot(db, row)
      if let fault {
        report.faults.append(
          VerifyReport.Fault(stream: snapshot.stream, seq: snapshot.seq, what: "the snapshot: \(fault)"))
      }
    }
  }
}
