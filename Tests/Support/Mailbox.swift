import Synchronization

/// What arrived and was not taken out yet, for tests that wait for it.
public final class Mailbox<Letter: Sendable>: Sendable {
  private struct Waiter {
    let number: Int
    let isWanted: @Sendable (Letter) -> Bool
    let continuation: CheckedContinuation<Letter, any Error>
  }

  private struct State {
    var letters: [Letter] = []
    var waiters: [Waiter] = []
    var number = 0
  }

  private let state = Mutex(State())

  public init() {}

  public func put(_ letter: Letter) {
    let waiter: Waiter? = state.withLock { state in
      guard let place = state.waiters.firstIndex(where: { $0.isWanted(letter) }) else {
        state.letters.append(letter)
        return nil
      }
      return state.waiters.remove(at: place)
    }
    waiter?.continuation.resume(returning: letter)
  }

  /// Takes out the first that is wanted, or waits for it.
  /// - Throws: `TestFault` where none comes in time.
  public func next(within limit: Duration = .seconds(10), where isWanted: @escaping @Sendable (Letter) -> Bool = { _ in true }) async throws -> Letter {
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    let timer = Task {
      try await Task.sleep(for: limit)
      self.giveUp(number, "nothing arrived within \(limit)")
    }
    defer { timer.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      let letter: Letter? = state.withLock { state in
        if let place = state.letters.firstIndex(where: isWanted) { return state.letters.remove(at: place) }
        state.waiters.append(Waiter(number: number, isWanted: isWanted, continuation: continuation))
        return nil
      }
      if let letter { continuation.resume(returning: letter) }
    }
  }

  /// The same; nil where none comes in time.
  public func first(within limit: Duration, where isWanted: @escaping @Sendable (Letter) -> Bool = { _ in true }) async -> Letter? {
    try? await next(within: limit, where: isWanted)
  }

  /// What lies there now.
  public var waiting: [Letter] { state.withLock { $0.letters } }

  private func giveUp(_ number: Int, _ why: String) {
    let waiter: Waiter? = state.withLock { state in
      state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(throwing: TestFault(why))
  }
}
