import Foundation
import Journal

/// What must be done with files so that it is still done after the power fails.
enum Files {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? NSNumber)?.intValue ?? 0
  }

  static func folder(of path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return folder.isEmpty ? "." : folder
  }

  /// Makes a folder where there is none, for its owner alone.
  static func makeFolder(_ path: String) throws {
    guard !exists(path) else { return }
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Takes a database and the files beside it away.
  static func remove(database path: String) throws {
    for suffix in ["", "-wal", "-shm", "-journal"] where exists(path + suffix) {
      try FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  /// Makes an empty file for its owner alone, where none is.
  static func makePrivate(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("create", path) }
    close(file)
  }

  /// Puts a file that is whole in the place of another, or of none, and makes that last.
  static func settle(_ temporary: String, at path: String) throws {
    try sync(temporary)
    guard rename(temporary, path) == 0 else { throw failure("rename", temporary) }
    try sync(folder(of: path))
  }

  /// Asks the disk to keep a file or a folder.
  static func sync(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw failure("keep", path) }
  }

  private static func failure(_ what: String, _ path: String) -> JournalError {
    switch errno {
    case ENOSPC, EDQUOT: .full
    case EACCES, EPERM, EROFS: .readOnly
    default: .failed("could not \(what) \(path): \(String(cString: strerror(errno)))")
    }
  }
}
