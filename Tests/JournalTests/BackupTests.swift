import Foundation
import GRDB
import Journal
import JournalSQLite
import Synchronization
import Testing

@Suite("The SQLite journal: backup and restore")
struct BackupTests {
  @Test("a backup made while another thread writes is whole, checked, and one file")
  func backupWhileWriting() throws {
    try withJournal { journal, folder in
      try journal.append(Batch(entries: entries("a", 3_000)))
      let isDone = Mutex(false)
      let writer = Thread {
        var last = 3_000
        while !isDone.withLock({ $0 }), last < 200_000 {
          _ = try? journal.append(Batch(entries: entries("a", after: last, 20)))
          last += 20
        }
        isDone.withLock { $0 = true }
      }
      writer.start()
      var reports: [VerifyReport] = []
      for number in 0..<3 {
        let file = folder + "/backup\(number).sqlite"
        reports.append(try journal.backup(to: file))
        #expect(try SQLiteJournal.verify(file: file) == reports[number])
        let beside = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
          $0.hasPrefix("backup\(number)")
        }
        #expect(beside == ["backup\(number).sqlite"])
      }
      isDone.withLock { $0 = true }
      while !writer.isFinished { Thread.sleep(forTimeInterval: 0.01) }
      let counts = reports.map(\.records)
      #expect(reports.allSatisfy { $0.isSound })
      #expect(counts == counts.sorted() && counts[0] >= 3_000 && counts[2] > counts[0])
      #expect(counts.allSatisfy { $0 % 20 == 0 })
      let mode = try FileManager.default.attributesOfItem(atPath: folder + "/backup0.sqlite")[.posixPermissions]
      #expect((mode as? NSNumber)?.intValue == 0o600)
      #expect(throws: JournalError.unfit("there is a file \(folder)/backup0.sqlite already")) {
        try journal.backup(to: folder + "/backup0.sqlite")
      }
    }
  }

  @Test("a restored journal is the one that was backed up, and can be written")
  func restore() throws {
    try withJournal { journal, folder in
      try journal.append(
        Batch(entries: entries("a", 10), replies: [reply("a", "k")], notes: [Note(key: "n", value: [1])]))
      let backup = folder + "/backup.sqlite"
      var steps: [Int] = []
      let report = try journal.backup(to: backup) { done, _ in steps.append(done) }
      #expect(report == VerifyReport(streams: 1, records: 10))
      #expect(!steps.isEmpty)
      let path = folder + "/new/data/rialto.sqlite"
      #expect(try SQLiteJournal.restore(backup, to: path) == report)
      let restored = try SQLiteJournal(path: path)
      #expect(try restored.read("a", after: 0, limit: 99) == journal.read("a", after: 0, limit: 99))
      #expect(try restored.reply(stream: "a", key: "k") == reply("a", "k"))
      #expect(try restored.note("n") == [1])
      #expect(try restored.append(Batch(entries: entries("a", after: 10, 1))).map(\.seq) == [11])
      try restored.close()
    }
  }

  @Test("restoring over what is there happens only when told, and leaves nothing of it")
  func replacing() throws {
    try withJournal { journal, folder in
      try journal.append(Batch(entries: entries("a", 10)))
      let backup = folder + "/backup.sqlite"
      try journal.backup(to: backup)
      let data = folder + "/data"
      let path = data + "/rialto.sqlite"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: data + "/lock"))
      let old = try SQLiteJournal(path: path)
      try old.append(Batch(entries: entries("old", 400)))
      #expect(throws: JournalError.unfit("\(data) is not empty; say so if it may be replaced")) {
        try SQLiteJournal.restore(backup, to: path)
      }
      // As after a crash: the old log is still there and must not be taken for the new file's.
      let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
      try old.close()
      try log.write(to: URL(fileURLWithPath: path + "-wal"))
      try SQLiteJournal.restore(backup, to: path, replacing: true)
      let restored = try SQLiteJournal(path: path)
      #expect(try restored.streams() == journal.streams())
      #expect(try restored.verify().isSound)
      try restored.close()
    }
  }

  @Test("a backup with faults is refused before anything is replaced")
  func damagedBackup() throws {
    try withJournal { journal, folder in
      try journal.append(Batch(entries: entries("a", 10)))
      let backup = folder + "/backup.sqlite"
      try journal.backup(to: backup)
      let file = try DatabaseQueue(path: backup)
      try file.write { try $0.execute(sql: "UPDATE records SET actor = 'x' WHERE seq = 5") }
      try file.close()
      let path = folder + "/data/rialto.sqlite"
      let old = try SQLiteJournal(path: path)
      try old.append(Batch(entries: entries("old", 4)))
      try old.close()
      let why = "\(backup): a, record 5: the record does not match its digest"
      #expect(throws: JournalError.corrupt(why)) { try SQLiteJournal.restore(backup, to: path, replacing: true) }
      #expect(throws: JournalError.corrupt("it is empty")) {
        try Data().write(to: URL(fileURLWithPath: folder + "/empty"))
        try SQLiteJournal.restore(folder + "/empty", to: path, replacing: true)
      }
      let kept = try SQLiteJournal(path: path)
      #expect(try kept.streams().map(\.stream) == ["old"])
      try kept.close()
      let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/data")
      #expect(left == ["rialto.sqlite"])
    }
  }

  @Test("a journal with faults gives no backup")
  func damagedSource() throws {
    try withJournal { journal, folder in
      try journal.append(Batch(entries: entries("a", 10)))
      let file = try DatabaseQueue(path: folder + "/rialto.sqlite")
      try file.write { try $0.execute(sql: "UPDATE records SET actor = 'x' WHERE seq IN (5, 6)") }
      try file.close()
      let backup = folder + "/backup.sqlite"
      let why = "\(backup): a, record 5: the record does not match its digest, and 1 more faults"
      #expect(throws: JournalError.corrupt(why)) { try journal.backup(to: backup) }
      #expect(!(try FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasPrefix("backup") }))
    }
  }
}
