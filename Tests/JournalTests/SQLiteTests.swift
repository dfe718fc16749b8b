import ForumCore
import Foundation
import GRDB
import Journal
import JournalSQLite
import Testing

@Suite("The SQLite journal: its file")
struct SQLiteTests {
  @Test("commits are flushed to the disk before they are acknowledged, and what is deleted is overwritten")
  func settings() throws {
    try withJournal { (journal: SQLiteJournal, _: String) throws in
      for seq in 0..<2 {
        let found = try journal.settings()
        #expect(found == .required)
        #expect(found.journalMode == "wal")
        #expect(found.synchronous == 2)
        #expect(found.foreignKeys)
        #expect(found.secureDelete)
        try journal.append(Batch(entries: entries("a", after: seq, 1)))
      }
    }
  }

  @Test("the file is its owner's alone, and leftovers of an interrupted start do no harm")
  func permissions() throws {
    try withFolder { folder in
      let path = folder + "/deep/er/rialto.sqlite"
      try FileManager.default.createDirectory(atPath: folder + "/deep/er", withIntermediateDirectories: true)
      try Data("rubbish".utf8).write(to: URL(fileURLWithPath: path + ".new"))
      let journal = try SQLiteJournal(path: path)
      try journal.append(Batch(entries: entries("a", 1)))
      for suffix in ["", "-wal", "-shm"] {
        let mode = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
      }
      #expect(!FileManager.default.fileExists(atPath: path + ".new"))
      try journal.close()
    }
  }

  @Test("an empty, foreign, garbled or cut file is refused in plain words and left as it is")
  func refusedFiles() throws {
    try withFolder { folder in
      let whole = folder + "/whole.sqlite"
      let journal = try SQLiteJournal(path: whole)
      try journal.append(Batch(entries: entries("a", 500)))
      try journal.close()
      let sound = try Data(contentsOf: URL(fileURLWithPath: whole))
      let foreign = folder + "/foreign.sqlite"
      let other = try DatabaseQueue(path: foreign)
      try other.write { try $0.execute(sql: "CREATE TABLE t (x)") }
      try other.close()
      let cases: [(Data, JournalError)] = [
        (Data(), .corrupt("it is empty")),
        (Data("no database, just some text, long enough to look at\n".utf8), .corrupt("it is not an SQLite database")),
        (Data(repeating: 0xA5, count: 20_000), .corrupt("it is not an SQLite database")),
        (try Data(contentsOf: URL(fileURLWithPath: foreign)), .corrupt("it is the database of another program")),
        (sound.prefix(sound.count / 2), .corrupt("it was damaged or cut short")),
        (sound.prefix(4096), .corrupt("it was damaged or cut short")),
      ]
      for (number, (content, error)) in cases.enumerated() {
        let path = folder + "/case\(number).sqlite"
        try content.write(to: URL(fileURLWithPath: path))
        #expect(throws: error) { try SQLiteJournal(path: path) }
        #expect(throws: error) { try SQLiteJournal.verify(file: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
      }
      #expect(throws: JournalError.self) { try SQLiteJournal(path: folder) }
      #expect(throws: JournalError.failed("there is no file \(folder)/absent")) {
        try SQLiteJournal.verify(file: folder + "/absent")
      }
    }
  }

  @Test("a full disk is told as such, and what was there before stays")
  func full() throws {
    try withFolder { folder in
      let journal = try SQLiteJournal(path: folder + "/rialto.sqlite", maximumPages: 60)
      try journal.append(Batch(entries: entries("a", 3)))
      #expect(throws: JournalError.full) {
        try journal.append(Batch(entries: entries("a", after: 3, 200, size: 5_000)))
      }
      #expect(JournalError.full.nothingWasWritten)
      #expect(try journal.append(Batch(entries: entries("a", after: 3, 1))).map(\.seq) == [4])
      #expect(try journal.verify() == VerifyReport(streams: 1, records: 4))
      try journal.close()
    }
  }

  @Test("what SQLite says is told in plain words")
  func words() {
    let cases: [(ResultCode, JournalError)] = [
      (.SQLITE_FULL, .full), (.SQLITE_READONLY, .readOnly), (.SQLITE_READONLY_DBMOVED, .readOnly),
      (.SQLITE_BUSY, .busy),
      (.SQLITE_BUSY_SNAPSHOT, .busy), (.SQLITE_NOTADB, .corrupt("it is not an SQLite database")),
      (.SQLITE_CORRUPT_INDEX, .corrupt("it was damaged or cut short")),
      (.SQLITE_IOERR_FSYNC, .failed("disk I/O error")),
    ]
    for (code, error) in cases { #expect(JournalError(DatabaseError(resultCode: code)) == error) }
    #expect(!JournalError.failed("disk I/O error").nothingWasWritten)
    #expect("\(JournalError.full)" == "the disk is full: the change was not recorded")
  }

  @Test("an erased person's key is found nowhere in the files, neither before closing nor after")
  func erasedKey() throws {
    try withJournal { journal, folder in
      let key = (0..<32).map { UInt8(200 - $0 * 3) }
      let person = PersonID("p-erased")
      try journal.append(Batch(entries: entries("a", 50), personKeys: [PersonKey(person: person, key: key)]))
      #expect(try folderHolds(folder, key))
      for number in 0..<200 {
        try journal.append(Batch(personKeys: [PersonKey(person: PersonID("p-\(number)"), key: [UInt8(number)])]))
      }
      try journal.erasePersonKey(person)
      #expect(try !folderHolds(folder, key))
      try journal.close()
      #expect(try !folderHolds(folder, key))
    }
  }

  @Test("a reader who is in the way of an erasure does not hold it up; the log is emptied once they are gone, at the latest at the next start")
  func erasedBesideReader() throws {
    try withJournal { journal, folder in
      let key = (0..<32).map { UInt8(200 - $0 * 3) }
      try journal.append(Batch(entries: entries("a", 5), personKeys: [PersonKey(person: PersonID("p"), key: key)]))
      let reader = try DatabaseQueue(path: journal.path)
      try reader.inDatabase { db in
        try db.execute(sql: "BEGIN")
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM records")
        try journal.erasePersonKey(PersonID("p"))
        #expect(try journal.personKeys() == [PersonKey(person: PersonID("p"), key: nil)])
        #expect(try folderHolds(folder, key))
        journal.tidy()
        #expect(try folderHolds(folder, key))
        try db.execute(sql: "COMMIT")
      }
      journal.tidy()
      #expect(try !folderHolds(folder, key))
      try reader.close()
    }
  }

  private func folderHolds(_ folder: String, _ bytes: [UInt8]) throws -> Bool {
    try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
      try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)).firstRange(of: bytes) != nil
    }
  }
}

/// Gives the body a fresh SQLite journal and its folder.
func withJournal(_ body: (SQLiteJournal, String) throws -> Void) throws {
  try withFolder { folder in
    let journal = try SQLiteJournal(path: folder + "/rialto.sqlite")
    defer { try? journal.close() }
    try body(journal, folder)
  }
}
