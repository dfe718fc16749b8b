import ArgumentParser
import Foundation
import Journal
import JournalSQLite

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copies the store to a file while the node runs, and checks the copy.")

  @Argument(help: "The file to make; it must not be there yet.")
  var file: String

  @OptionGroup var options: Options

  func run() async throws {
    let folder = DataFolder(try await options.dataFolder())
    guard FileManager.default.fileExists(atPath: folder.store) else { throw Fault("there is no store in \(folder.path)") }
    let journal = try SQLiteJournal(path: folder.store)
    defer { try? journal.close() }
    let progress = Progress("copying", unit: "pages")
    let report = try journal.backup(to: file) { progress.show($0, of: $1) }
    progress.end()
    print("\(file): \(report)")
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Puts a backup in the place of the store, after checking it. The node must not run.")

  @Argument(help: "The backup.")
  var file: String

  @Flag(help: "Replace what is in the data folder.")
  var replace = false

  @OptionGroup var options: Options

  func run() async throws {
    let folder = DataFolder(try await options.dataFolder())
    guard let lock = try folder.lock() else { throw Fault("a node runs on \(folder.path); stop it first") }
    defer { withExtendedLifetime(lock) {} }
    if !replace && FileManager.default.fileExists(atPath: folder.store) {
      throw Fault("there is a store in \(folder.path); --replace puts the backup in its place")
    }
    let progress = Progress("copying", unit: "pages")
    let report = try SQLiteJournal.restore(file, to: folder.store, replacing: replace) { progress.show($0, of: $1) }
    progress.end()
    print("\(folder.path): \(report)")
  }
}

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks every record, snapshot and page of the store, or of a backup, and lists every fault.",
    discussion: "Works with the node running or not. Ends with 1 where there is a fault.")

  @Option(help: "A backup to check instead of the data folder's store.")
  var file: String?

  @OptionGroup var options: Options

  func run() async throws {
    let progress = Progress("checking", unit: "records")
    let report: VerifyReport
    if let file {
      report = try SQLiteJournal.verify(file: file) { progress.show($0, of: $1) }
    } else {
      let folder = DataFolder(try await options.dataFolder())
      guard FileManager.default.fileExists(atPath: folder.store) else { throw Fault("there is no store in \(folder.path)") }
      let journal = try SQLiteJournal(path: folder.store)
      defer { try? journal.close() }
      report = try journal.verify { progress.show($0, of: $1) }
    }
    progress.end()
    print(report)
    if !report.isSound { throw ExitCode(1) }
  }
}

/// A line on a terminal that says how far long work is; silent where nobody looks.
final class Progress {
  private let what: String
  private let unit: String
  private let isSeen = isatty(STDERR_FILENO) == 1
  private var last = -1

  init(_ what: String, unit: String) {
    self.what = what
    self.unit = unit
  }

  func show(_ done: Int, of total: Int) {
    guard isSeen, total > 0 else { return }
    let percent = done * 100 / total
    guard percent != last else { return }
    last = percent
    FileHandle.standardError.write(Data("\r\(what): \(percent) % of \(total) \(unit)".utf8))
  }

  func end() {
    if isSeen && last >= 0 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
