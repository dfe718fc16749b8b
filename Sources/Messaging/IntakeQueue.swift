import Logging
import Synchronization

/// What arrives from a platform that delivers once and waits for nobody: taken in order and kept durably at once; while the store is
/// away it waits here, and is tried again.
public final class IntakeQueue: Sendable {
  private struct Entry {
    let arrival: Arrival
    /// Called when it was taken.
    let taken: @Sendable () async -> Void
  }

  private let intake: Intake
  private let capacity: Int
  private let patience: Patience
  private let logger: Logger
  private let waiting = Mutex<[Entry]>([])
  private let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

  /// - Parameter capacity: how many may wait, or be under way; more are not taken.
  public init(intake: Intake, capacity: Int = 2000, patience: Patience = Patience(), logger: Logger) {
    self.intake = intake
    self.capacity = capacity
    self.patience = patience
    self.logger = logger
  }

  /// Puts one at the end; false where too many are there already.
  public func offer(_ arrival: Arrival, taken: @escaping @Sendable () async -> Void = {}) -> Bool {
    let underWay = intake.underWay
    let isTaken = waiting.withLock { waiting in
      guard waiting.count + underWay < capacity else { return false }
      waiting.append(Entry(arrival: arrival, taken: taken))
      return true
    }
    if isTaken { signal.yield() }
    return isTaken
  }

  /// Answers first what was kept from before, then what is offered, until the task is cancelled. To be called once.
  public func run() async {
    await untilDone { try intake.resume() }
    for await _ in signals {
      let entries = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      guard !entries.isEmpty else { continue }
      await untilDone { try await intake.take(entries.map(\.arrival), within: .zero) }
      guard !Task.isCancelled else { return }
      for entry in entries { await entry.taken() }
    }
  }

  private func untilDone(_ work: () async throws -> Void) async {
    var failures = 0
    while !Task.isCancelled {
      do { return try await work() } catch {
        failures += 1
        if failures == 1 { logger.error("messages wait, the store is not there: \(error)") }
        try? await Task.sleep(for: patience.pause(afterFailures: failures))
      }
    }
  }
}
