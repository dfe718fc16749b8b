import Foundation
import Synchronization
import Testing

/// A sum over threads.
final class Tally: Sendable {
  private let value = Mutex(0)
  func add(_ more: Int) { value.withLock { $0 += more } }
  var sum: Int { value.withLock { $0 } }
}

/// Runs a body on so many threads at once and waits for all; what one throws fails the test.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) {
  let group = DispatchGroup()
  for worker in 0..<count {
    group.enter()
    Thread.detachNewThread {
      defer { group.leave() }
      do { try body(worker) } catch { Issue.record(error) }
    }
  }
  group.wait()
}
