import Foundation
import GRDB
import Journal

extension SQLiteJournal {
  /// Copies the journal to a new file while it is in use, and checks the copy. The copy is the journal as it was at
  /// one moment, one file without a log, for its owner alone.
  /// - Parameter progress: told how many pages of how many are copied.
  /// - Throws: `unfit` where the file is there already, `corrupt` where the copy has faults; nothing is left then.
  @discardableResult
  public func backup(
    to file: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> VerifyReport {
    try JournalError.guarding {
      guard !Files.exists(file) else { throw JournalError.unfit("there is a file \(file) already") }
      let unfinished = file + ".partial"
      return try Self.copy(from: pool, to: unfinished, settlingAt: file, progress)
    }
  }

  /// Puts a backup in the place of a journal that nobody has open. The backup is checked before anything is replaced.
  /// - Parameters:
  ///   - backup: the file that `backup` made.
  ///   - path: the journal's file. Its folder is made where there is none.
  ///   - replacing: whether it may take the place of what is in the folder; without, the folder must be empty but for
  ///     a file named `lock`.
  ///   - progress: told how many pages of how many are copied.
  /// - Throws: `unfit` where the folder is not empty, `corrupt` where the backup has faults.
  @discardableResult
  public static func restore(
    _ backup: String, to path: String, replacing: Bool = false,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> VerifyReport {
    try JournalError.guarding {
      let folder = Files.folder(of: path)
      if !replacing, try !isEmpty(folder) {
        throw JournalError.unfit("\(folder) is not empty; say so if it may be replaced")
      }
      try requireSound(try verify(file: backup), backup)
      try Files.makeFolder(folder)
      let source = try DatabaseQueue(path: backup, configuration: configuration(readOnly: true))
      defer { try? source.close() }
      return try copy(from: source, to: path + ".restoring", settlingAt: path, progress)
    }
  }

  private static func isEmpty(_ folder: String) throws -> Bool {
    guard Files.exists(folder) else { return true }
    return try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { $0 == "lock" }
  }

  private static func copy(
    from source: any DatabaseReader, to unfinished: String, settlingAt file: String,
    _ progress: (Int, Int) -> Void
  ) throws -> VerifyReport {
    try Files.remove(database: unfinished)
    do {
      try Files.makePrivate(unfinished)
      let copy = try DatabaseQueue(path: unfinished, configuration: configuration())
      try withoutActuallyEscaping(progress) { progress in
        try source.backup(to: copy, pagesPerStep: 1024) {
          progress($0.completedPageCount, $0.totalPageCount)
        }
      }
      try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try copy.close()
      let report = try verify(file: unfinished)
      try requireSound(report, file)
      try retireLog(of: file)
      try Files.settle(unfinished, at: file)
      return report
    } catch {
      try? Files.remove(database: unfinished)
      throw error
    }
  }

  private static func requireSound(_ report: VerifyReport, _ file: String) throws {
    guard let first = report.faults.first else { return }
    let more = report.faults.count > 1 ? ", and \(report.faults.count - 1) more faults" : ""
    throw JournalError.corrupt("\(file): \(first)\(more)")
  }

  /// Makes sure that no log of the file that is to be replaced is later taken for the new file's.
  private static func retireLog(of file: String) throws {
    guard Files.exists(file + "-wal") || Files.exists(file + "-shm") else { return }
    if let old = try? DatabaseQueue(path: file, configuration: configuration()) {
      try? old.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try? old.close()
    }
    for suffix in ["-wal", "-shm"] where Files.exists(file + suffix) {
      try FileManager.default.removeItem(atPath: file + suffix)
    }
  }
}
