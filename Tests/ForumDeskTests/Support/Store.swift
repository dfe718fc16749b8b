import ForumCore
import ForumDesk
import Foundation
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
}

/// Gives the body a store of its own, and takes it away after.
func withStore<T: Sendable>(_ kind: Kind, _ body: (Store) async throws -> T) async throws -> T {
  try await withFolder { try await body(Store(kind, folder: $0)) }
}

private func withFolder<T: Sendable>(_ body: (String) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}
