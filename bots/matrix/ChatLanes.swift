import Synchronization

/// One lane a chat: what is given to the same lane runs in the order given, one after the other; lanes run beside
/// each other.
final class ChatLanes: Sendable {
  private struct Tail {
    let number: Int
    let done: Task<Void, Never>
  }

  private struct State {
    var tails: [String: Tail] = [:]
    var number = 0
  }

  private let state = Mutex(State())

  /// Runs `work` when all that was given to the lane before has ended, well or badly, and returns what it returns.
  ///
  /// The work goes on to its end even where the caller is cancelled: a message that was begun is finished.
  func run<Outcome: Sendable>(
    in lane: String, _ work: @escaping @Sendable () async throws -> Outcome
  ) async throws -> Outcome {
    let (task, number) = state.withLock { state in
      let before = state.tails[lane]?.done
      let task = Task {
        await before?.value
        return try await work()
      }
      state.number += 1
      state.tails[lane] = Tail(number: state.number, done: Task { _ = await task.result })
      return (task, state.number)
    }
    defer {
      state.withLock { state in
        if state.tails[lane]?.number == number { state.tails[lane] = nil }
      }
    }
    return try await task.value
  }
}
