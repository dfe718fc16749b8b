import Foundation
import StrictJSON
import TestSupport

/// The real server as a child process on a data folder of its own.
struct NodeUnderTest: Sendable {
  let process: ChildProcess
  let port: Int
  /// An operator's secret, good until the process ends.
  let secret: String

  var address: String { "ws://127.0.0.1:\(port)/ws" }

  /// The programs of this build lie beside each other.
  static func program(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0]).deletingLastPathComponent()
    let path = folder.appendingPathComponent(name).path
    guard FileManager.default.isExecutableFile(atPath: path) else { throw TestFault("\(path) is missing; build \(name) first") }
    return path
  }

  /// Starts a node and waits until it takes connections.
  /// - Parameters:
  ///   - port: 0 takes any free one.
  ///   - settings: a file with settings beside those.
  static func start(data: String, port: Int = 0, settings: String? = nil) async throws -> NodeUnderTest {
    let process = try ChildProcess(
      try program("rialto"), ["serve", "--data", data, "--listen", "127.0.0.1:\(port)"] + (settings.map { ["--config", $0] } ?? []),
      output: URL(fileURLWithPath: data + "/server.log"))
    for _ in 0..<6000 {
      if let node = running(data, process) { return node }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    process.kill()
    throw TestFault("the node did not start:\n\(log(data))")
  }

  static func log(_ data: String) -> String {
    String(decoding: FileManager.default.contents(atPath: data + "/server.log")?.suffix(4000) ?? Data(), as: UTF8.self)
  }

  private static func running(_ data: String, _ process: ChildProcess) -> NodeUnderTest? {
    guard let bytes = FileManager.default.contents(atPath: data + "/node.json"), let told = try? JSONValue(parsing: Array(bytes)),
      told["pid"]?.intValue == Int(process.pid), let secret = told["secret"]?.stringValue,
      let port = told["address"]?.stringValue?.split(separator: ":").last.flatMap({ Int($0) })
    else { return nil }
    return NodeUnderTest(process: process, port: port, secret: secret)
  }

  /// Resident memory in bytes.
  var memory: Int { ProcessFigures.memory(process.pid) }
  /// Seconds of processor time so far.
  var processorSeconds: Double { ProcessFigures.processorSeconds(process.pid) }
}

/// What the system says of a process.
enum ProcessFigures {
  static func memory(_ pid: Int32) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  static func processorSeconds(_ pid: Int32) -> Double {
    let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / 100
  }
}

/// Gives the body a folder of its own and takes it away after.
func withScratchFolder<T>(_ name: String, _ body: (String) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}
