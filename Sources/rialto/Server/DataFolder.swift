import Foundation
import Logging
import StrictJSON

#if canImport(Glibc)
  import Glibc
#endif

/// Where an embedded node keeps everything: the store, a lock, and while it runs how to reach it.
package struct DataFolder: Sendable {
  package let path: String

  package init(_ path: String) {
    self.path = path
  }

  package var store: String { path + "/rialto.sqlite" }
  private var lockFile: String { path + "/lock" }
  private var nodeFile: String { path + "/node.json" }

  /// How to reach the node that runs on this folder.
  package struct Running: Codable, Sendable {
    /// `http://127.0.0.1:8080`
    package var address: String
    package var pid: Int32
    /// An operator's secret that is good while the node runs.
    package var secret: String
  }

  /// Kept while a process may write the store.
  package final class Lock: Sendable {
    private let descriptor: Int32
    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }
  }

  /// Makes the folder where there is none.
  package func make() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// Takes the folder for this process; nil where another has it. Ends with the process, however that ends.
  package func lock() throws -> Lock? {
    try make()
    let descriptor = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Fault("\(lockFile) can not be opened: \(String(cString: strerror(errno)))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return Lock(descriptor)
  }

  /// The node that runs on this folder, if one has written down how to reach it.
  package func running() throws -> Running {
    guard let bytes = FileManager.default.contents(atPath: nodeFile) else {
      throw Fault("a process uses \(path), but \(nodeFile) does not say how to reach it; try again when it has started")
    }
    return try StrictJSONDecoder().decode(Running.self, from: Array(bytes))
  }

  package func write(_ running: Running) throws {
    let temporary = nodeFile + ".new"
    let bytes = Data(try StrictJSONEncoder().encode(running))
    guard FileManager.default.createFile(atPath: temporary, contents: bytes, attributes: [.posixPermissions: 0o600]) else {
      throw Fault("\(temporary) can not be written")
    }
    guard rename(temporary, nodeFile) == 0 else { throw Fault("\(nodeFile) can not be written: \(String(cString: strerror(errno)))") }
  }

  package func removeRunning() {
    try? FileManager.default.removeItem(atPath: nodeFile)
  }
}

/// Something that stops a command, told in words.
package struct Fault: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
