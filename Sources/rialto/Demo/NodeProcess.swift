import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A node as a process of its own, so that it can really be killed.
final class NodeProcess: Sendable {
  private let data: String
  private let listen: String
  private let process = Mutex<Process?>(nil)

  init(data: String, listen: String) {
    self.data = data
    self.listen = listen
  }

  /// Starts it and waits until it takes connections.
  func start() async throws -> DataFolder.Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["serve", "--data", data, "--listen", listen]
    process.standardOutput = FileHandle.nullDevice
    process.environment = ProcessInfo.processInfo.environment.merging(["RIALTO_LOG_LEVEL": "error"]) { $1 }
    try? FileManager.default.removeItem(atPath: data + "/node.json")
    try process.run()
    self.process.withLock { $0 = process }
    for _ in 0..<200 {
      if let running = try? DataFolder(data).running(), running.pid == process.processIdentifier { return running }
      guard process.isRunning else { throw Fault("the node ended with \(process.terminationStatus)") }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Fault("the node did not start within ten seconds")
  }

  /// SIGKILL: no chance to put anything in order.
  func kill() {
    process.withLock { process in
      guard let running = process else { return }
      Glibc.kill(running.processIdentifier, SIGKILL)
      running.waitUntilExit()
      process = nil
    }
  }

  /// Ends it in good order.
  func end() {
    process.withLock { process in
      guard let running = process, running.isRunning else { return }
      running.terminate()
      running.waitUntilExit()
      process = nil
    }
  }

  /// Waits for Ctrl-C or SIGTERM.
  func waitForInterrupt() async {
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number)
    }
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      let once = Mutex<CheckedContinuation<Void, Never>?>(continuation)
      for source in signals {
        source.setEventHandler {
          once.withLock { waiting in
            waiting?.resume()
            waiting = nil
          }
        }
        source.resume()
      }
    }
    // A source that nobody keeps is cancelled.
    withExtendedLifetime(signals) {}
  }
}
