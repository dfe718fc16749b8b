import Foundation
import Journal
import JournalSQLite

/// The journals that the conformance suite runs on.
enum Kind: String, CaseIterable, Sendable {
  case memory, sqlite

  /// Makes a fresh journal and gives it to the body with, where the kind is durable, a way to open it again.
  func runReopening<T>(_ body: (any Journal, (() throws -> any Journal)?) throws -> T) throws -> T {
    switch self {
    case .memory: return try body(InMemoryJournal(), nil)
    case .sqlite:
      return try withFolder { folder in
        let path = folder + "/rialto.sqlite"
        let journal = try SQLiteJournal(path: path)
        defer { try? journal.close() }
        return try body(journal) { try SQLiteJournal(path: path) }
      }
    }
  }

  func run<T>(_ body: (any Journal) throws -> T) throws -> T { try runReopening { journal, _ in try body(journal) } }
}

/// Gives the body a folder of its own and takes it away after.
func withFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// `count` entries of a stream that follow `after`.
func entries(_ stream: String, after: Int = 0, _ count: Int, size: Int = 20) -> [Entry] {
  (0..<count).map { place in
    let seq = after + 1 + place
    let payload = (0..<size).map { UInt8(truncatingIfNeeded: seq &* 31 &+ $0) }
    return Entry(stream: stream, seq: seq, at: 1_700_000_000_000 + Int64(seq), actor: "d-\(seq)", payload: payload)
  }
}

func reply(_ stream: String, _ key: String, seq: Int = 1, at: Int64 = 100) -> StoredReply {
  StoredReply(stream: stream, key: key, fingerprint: [1, 2], seq: seq, at: at, body: Array("body of \(key)".utf8))
}
