import Foundation
import GRDB
import Journal
import Synchronization

/// A journal in one SQLite file: write-ahead log, every commit flushed to the disk before it is acknowledged.
///
/// A new file is made under another name and renamed once it is whole, so that an empty or foreign file in its place is
/// always a fault and never taken for a fresh start. Erased data is overwritten (`secure_delete`).
public final class SQLiteJournal: Journal {
  /// The database file; SQLite keeps a `-wal` and a `-shm` file beside it.
  public let path: String
  private let database: DatabasePool
  private let isClosed = Mutex(false)
  /// Whether the log may still hold what was erased. After a crash nobody knows.
  let owesLog = Atomic(true)

  /// How long to wait for another process, in seconds.
  static let patienceSeconds = 5.0

  /// Opens the journal at `path`, or makes one where no file is.
  /// - Throws: `JournalError` where the file is no sound journal or SQLite cannot promise what is needed.
  public convenience init(path: String) throws {
    try self.init(path: path, maximumPages: nil)
  }

  /// - Parameter maximumPages: a limit to the file's size, by which tests fill it up.
  package init(path: String, maximumPages: Int?) throws {
    self.path = path
    database = try JournalError.guarding {
      if Files.exists(path) { try Self.recognise(path) } else { try Self.make(path) }
      let pool = try DatabasePool(path: path, configuration: Self.configuration())
      // GRDB sets synchronous to NORMAL when it turns the log on, so FULL comes after opening.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        if let maximumPages { try db.execute(sql: "PRAGMA max_page_count = \(maximumPages)") }
      }
      try Schema.migrator.migrate(pool)
      return pool
    }
    try requireSettings()
    tidy()
  }

  /// What SQLite promises about writes, as it is in force.
  public struct Settings: Sendable, Equatable {
    /// `wal`.
    public var journalMode: String
    /// 2 is FULL: a commit returns once it is on the disk.
    public var synchronous: Int
    public var foreignKeys: Bool
    /// Whether what is deleted is overwritten.
    public var secureDelete: Bool

    /// Without these no journal is opened.
    public static let required = Settings(journalMode: "wal", synchronous: 2, foreignKeys: true, secureDelete: true)
  }

  /// Reads the settings of the connection that writes.
  public func settings() throws -> Settings {
    try JournalError.guarding {
      try pool.writeWithoutTransaction { db in
        func number(_ name: String) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? -1 }
        return Settings(
          journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
          synchronous: try number("synchronous"), foreignKeys: try number("foreign_keys") == 1,
          secureDelete: try number("secure_delete") == 1)
      }
    }
  }

  /// Ends all work and leaves one file: whoever copies it then has all of it.
  public func close() throws {
    let wasClosed = isClosed.withLock { isClosed in
      defer { isClosed = true }
      return isClosed
    }
    guard !wasClosed else { return }
    try JournalError.guarding { try database.close() }
    // GRDB closes the writer before the readers, and SQLite clears the log only for a writer that closes last.
    if let last = try? DatabaseQueue(path: path, configuration: Self.configuration()) {
      _ = try? last.writeWithoutTransaction { try $0.checkpoint(.truncate) }
      try? last.close()
    }
  }

  /// The connections, as long as the journal is open.
  var pool: DatabasePool {
    get throws {
      if isClosed.withLock({ $0 }) { throw JournalError.closed }
      return database
    }
  }

  private func requireSettings() throws {
    let found = try settings()
    guard found == .required else {
      throw JournalError.failed("SQLite does not promise durable commits here: \(found)")
    }
  }

  static func configuration(readOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(patienceSeconds)
    configuration.prepareDatabase { db in
      if !db.configuration.readonly { try db.execute(sql: "PRAGMA secure_delete = ON") }
    }
    return configuration
  }

  /// Refuses a file that is not a journal.
  static func recognise(_ path: String) throws {
    guard try Files.size(path) > 0 else { throw JournalError.corrupt("it is empty") }
    let queue = try DatabaseQueue(path: path, configuration: configuration())
    let id = try queue.read { try Int32.fetchOne($0, sql: "PRAGMA application_id") }
    try queue.close()
    guard id == Schema.applicationID else { throw JournalError.corrupt("it is the database of another program") }
  }

  private static func make(_ path: String) throws {
    try Files.makeFolder(Files.folder(of: path))
    let unfinished = path + ".new"
    try Files.remove(database: unfinished)
    try Files.makePrivate(unfinished)
    let queue = try DatabaseQueue(path: unfinished, configuration: configuration())
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)") }
    try Schema.migrator.migrate(queue)
    try queue.close()
    try Files.settle(unfinished, at: path)
  }
}
