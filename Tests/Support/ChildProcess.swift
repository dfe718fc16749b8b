import Foundation
import Synchronization

/// A program that a test runs beside itself.
///
/// It is killed when it is stopped, and when the test process ends for whatever reason, if it watches its standard
/// input: that is a pipe which nobody writes to and which closes with this process.
public final class ChildProcess: Sendable {
  private let process: Mutex<Process>
  private let lifeline: Pipe
  /// The process id of the child, for a drill that kills it.
  public let pid: Int32

  public init(_ program: String, _ arguments: [String], output: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    lifeline = Pipe()
    process.standardInput = lifeline
    _ = FileManager.default.createFile(atPath: output.path, contents: nil)
    let file = try FileHandle(forWritingTo: output)
    process.standardOutput = file
    process.standardError = file
    try process.run()
    pid = process.processIdentifier
    self.process = Mutex(process)
  }

  public var isRunning: Bool { process.withLock { $0.isRunning } }

  /// Kills the child (SIGKILL) and waits until it is gone.
  public func kill() {
    process.withLock { process in
      guard process.isRunning else { return }
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// Runs a server that does not watch its standard input; a shell beside it does so for it.
  public static func server(_ program: String, _ arguments: [String], output: URL) throws -> ChildProcess {
    let script = #"exec 3<&0; (cat <&3 >/dev/null; kill -9 $$ 2>/dev/null) & exec "$@" </dev/null 3<&-"#
    return try ChildProcess("/bin/sh", ["-c", script, "sh", program] + arguments, output: output)
  }

  /// Closes the child's standard input and waits until it is gone.
  public func end() {
    try? lifeline.fileHandleForWriting.close()
    process.withLock { process in
      if process.isRunning { process.waitUntilExit() }
    }
  }

  /// Where a program is; throws a sentence that says how to install it.
  public static func path(of program: String, package: String) throws -> String {
    let places = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"].map { "\($0)/\(program)" }
    guard let place = places.first(where: FileManager.default.isExecutableFile) else {
      throw TestFault("\(program) is not here and this test needs it: docker/install-packages.sh \(package)")
    }
    return place
  }

  /// Runs a program to its end and returns what it printed; throws where it fails.
  public static func output(of program: String, _ arguments: [String]) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(program, arguments) })
      }
    }
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TestFault("\(program) ended with \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
