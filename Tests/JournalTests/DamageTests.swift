import Foundation
import GRDB
import Journal
import JournalSQLite
import Testing

@Suite("The SQLite journal: damage is found and told")
struct DamageTests {
  static let damages: [(sql: String, seq: Int, why: String)] = [
    (
      "UPDATE records SET payload = CAST(x'00' || substr(payload, 2) AS BLOB) WHERE stream = 1 AND seq = 4", 4,
      "the record does not match its digest"
    ),
    ("UPDATE records SET payload = x'' WHERE stream = 1 AND seq = 4", 4, "the record does not match its digest"),
    ("UPDATE records SET at = at + 1 WHERE stream = 1 AND seq = 1", 1, "the record does not match its digest"),
    ("UPDATE records SET actor = 'd-9' WHERE stream = 1 AND seq = 2", 2, "the record does not match its digest"),
    (
      "UPDATE records SET digest = randomblob(16) WHERE stream = 1 AND seq = 3", 3,
      "the record does not match its digest"
    ),
    ("DELETE FROM records WHERE stream = 1 AND seq = 3", 4, "record 2 is followed by record 4"),
    ("DELETE FROM records WHERE stream = 1 AND seq <= 2", 3, "record 0 is followed by record 3"),
    ("DELETE FROM records WHERE stream = 1 AND seq > 4", 4, "the stream ends at record 4 but should end at record 6"),
    ("DELETE FROM records WHERE stream = 1", 0, "the stream ends at record 0 but should end at record 6"),
    (
      "UPDATE streams SET digest = zeroblob(16) WHERE id = 1", 6,
      "the last record is not the one that was committed last"
    ),
    ("UPDATE records SET seq = seq + 1 WHERE stream = 1 AND seq = 6", 7, "record 5 is followed by record 7"),
  ]

  @Test(
    "a record that was changed, moved or lost stops the reading there; other streams still read", arguments: damages)
  func records(sql: String, seq: Int, why: String) throws {
    try withDamage(sql) { (journal: SQLiteJournal) throws in
      let error = JournalError.damaged(stream: "a", seq: seq, why: why)
      #expect(throws: error) { try journal.read("a", after: 0, limit: 100) }
      #expect(throws: error) { try journal.replay("a", recordsAtOnce: 2) { _ in } }
      #expect(try journal.read("b", after: 0, limit: 100).count == 2)
      let report = try journal.verify()
      #expect(report.faults.contains(VerifyReport.Fault(stream: "a", seq: seq, what: why)))
      #expect(report.faults.allSatisfy { $0.stream == "a" })
    }
  }

  @Test("reading on after a record that is missing is refused")
  func missingStart() throws {
    try withDamage("DELETE FROM records WHERE stream = 1 AND seq = 3") { (journal: SQLiteJournal) throws in
      #expect(throws: JournalError.damaged(stream: "a", seq: 3, why: "the record is missing")) {
        try journal.read("a", after: 3, limit: 1)
      }
      #expect(try journal.read("a", after: 0, limit: 2).map(\.seq) == [1, 2])
    }
  }

  @Test("verifying lists every fault, not only the first")
  func allFaults() throws {
    let sql = """
      UPDATE records SET actor = 'x' WHERE stream = 1 AND seq IN (2, 5);
      DELETE FROM records WHERE stream = 2 AND seq = 2;
      UPDATE snapshots SET body = x'00';
      """
    try withDamage(sql) { (journal: SQLiteJournal) throws in
      let mismatch = "the record does not match its digest"
      #expect(
        try journal.verify()
          == VerifyReport(
            streams: 2, records: 7, snapshots: 1,
            faults: [
              .init(stream: "a", seq: 2, what: mismatch), .init(stream: "a", seq: 5, what: mismatch),
              .init(stream: "b", seq: 1, what: "the stream ends at record 1 but should end at record 2"),
              .init(stream: "a", seq: 6, what: "the snapshot: it does not match its checksum"),
            ]))
      #expect(
        try journal.verify().description.hasPrefix(
          "2 streams, 7 records, 1 snapshots: 4 faults\n- a, record 2: the record does not match its digest\n"))
    }
  }

  @Test("a damaged snapshot is told, and the records still read from the start")
  func snapshot() throws {
    let cases = [
      ("UPDATE snapshots SET body = CAST(body || x'00' AS BLOB)", 6, "it does not match its checksum"),
      ("UPDATE snapshots SET seq = 5", 5, "it does not match its checksum"),
    ]
    for (sql, seq, why) in cases {
      try withDamage(sql) { (journal: SQLiteJournal) throws in
        #expect(throws: JournalError.damagedSnapshot(stream: "a", seq: seq, why: why)) {
          try journal.latestSnapshot("a")
        }
        #expect(try journal.read("a", after: 0, limit: 100).count == 6)
      }
    }
  }

  @Test("bytes flipped anywhere in the file are noticed by reading or verifying, and never crash")
  func flips() throws {
    try withFolder { folder in
      let path = folder + "/rialto.sqlite"
      let journal = try SQLiteJournal(path: path)
      try journal.append(Batch(entries: entries("a", 300), replies: [reply("a", "k")]))
      let sound = try journal.read("a", after: 0, limit: 1000)
      try journal.close()
      let file = try Data(contentsOf: URL(fileURLWithPath: path))
      var state: UInt64 = 7
      var noticed = 0
      for round in 0..<150 {
        let path = folder + "/damaged\(round).sqlite"
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var damaged = file
        damaged[Int(state >> 33) % file.count] ^= UInt8(1 << ((state >> 20) & 7))
        try damaged.write(to: URL(fileURLWithPath: path))
        do {
          let again = try SQLiteJournal(path: path)
          defer { try? again.close() }
          let isSound = try again.verify().isSound
          let isSame = try again.read("a", after: 0, limit: 1000) == sound
          #expect(isSame || !isSound, "byte \(Int(state >> 33) % file.count) in round \(round)")
          if !isSound { noticed += 1 }
        } catch is JournalError {
          noticed += 1
        }
      }
      #expect(noticed > 20)
    }
  }

  /// Makes a journal of two streams, "a" with six records and a snapshot, "b" with two, and damages it by SQL.
  private func withDamage(_ sql: String, _ body: (SQLiteJournal) throws -> Void) throws {
    try withFolder { folder in
      let path = folder + "/rialto.sqlite"
      let journal = try SQLiteJournal(path: path)
      let heads = try journal.append(Batch(entries: entries("a", 6) + entries("b", 2)))
      try journal.saveSnapshot(Snapshot(stream: "a", seq: 6, digest: heads[0].digest, body: [1, 2, 3]))
      try journal.close()
      let file = try DatabaseQueue(path: path)
      try file.write { try $0.execute(sql: sql) }
      try file.close()
      let again = try SQLiteJournal(path: path)
      defer { try? again.close() }
      try body(again)
    }
  }
}
