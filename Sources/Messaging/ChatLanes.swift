import Synchronization

/// One lane a chat: what is given to the same lane runs in the order given, one after the other; lanes run beside
/// each other.
public final class ChatLanes: Sendable {
  private struct Tail {
    let number: Int
    let task: Task<Void, Never>
  }

  private struct State {
    var tails: [String: Tail] = [:]
    var number = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// Runs `work` when all that was given to the lane before has ended. It goes on to its end whoever waits for it.
  @discardableResult
  public func begin(in lane: String, _ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    state.withLock { state in
      state.number += 1
      let number = state.number
      let before = state.tails[lane]?.task
      let task = Task {
        await before?.value
        await work()
        self.end(lane, number)
      }
      state.tails[lane] = Tail(number: number, task: task)
      return task
    }
  }

  /// The same, and returns what `work` returns.
  public func run<Outcome: Sendable>(in lane: String, _ work: @escaping @Sendable () async throws -> Outcome) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      begin(in: lane) {
        do { continuation.resume(returning: try await work()) } catch { continuation.resume(throwing: error) }
      }
    }
  }

  private func end(_ lane: String, _ number: Int) {
    state.withLock { state in if state.tails[lane]?.number == number { state.tails[lane] = nil } }
  }
}
