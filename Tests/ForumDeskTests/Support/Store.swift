import ForumCore
import ForumDesk
import Foundation
import GRDB
import Journal
import JournalSQLite

/// The kinds of store that the desk runs on.
enum Kind: String, CaseIterable, Sendable {
  case memory, sqlite
}

/// A store that can be opened again and again, as after a restart of the node.
final class Store: Sendable {
  private let memory: InMemoryJournal?
  /// The SQLite file; empty for a store in memory.
  let path: String

  fileprivate init(_ kind: Kind, folder: String) {
    memory = kind == .memory ? InMemoryJournal() : nil
    path = kind == .memory ? "" : folder + "/rialto.sqlite"
  }

  func open() throws -> TrickJournal {
    if let memory { return TrickJournal(memory, closesInner: false) }
    return TrickJournal(try SQLiteJournal(path: path), closesInner: true)
  }

  /// Everything that the files of the store hold, the write-ahead log included.
  func bytes() throws -> Data {
    var all = Data()
    for file in [path, path + "-wal"] { all.append(FileManager.default.contents(atPath: file) ?? Data()) }
    return all
  }

  /// Changes the closed file by hand, as damage would.
  func execute(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// Gives the body a store of its own, and takes it away after.
func withStore(_ kind: Kind, _ body: (Store) async throws -> Void) async throws {
  try await withFolder { try await body(Store(kind, folder: $0)) }
}

private func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
