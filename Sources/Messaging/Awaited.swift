import Synchronization

/// Answers that somebody waits for, known by a name: one comes on a connection where many things come.
public final class Awaited<Value: Sendable>: Sendable {
  private typealias Feed = AsyncThrowingStream<Value, any Error>.Continuation

  private struct State {
    var waiting: [String: [Int: Feed]] = [:]
    var number = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// Asks, and waits for the answer of that name.
  /// - Parameter ask: begins only when an answer would be heard.
  /// - Throws: `PlatformError.unavailable` where none comes in time; what `ask` throws; what `fail` is given; `CancellationError`.
  public func value(of name: String, within limit: Duration, asking ask: () async throws -> Void) async throws -> Value {
    let (answers, feed) = AsyncThrowingStream<Value, any Error>.makeStream()
    let number = state.withLock { state in
      state.number += 1
      state.waiting[name, default: [:]][state.number] = feed
      return state.number
    }
    let timer = Task {
      try await Task.sleep(for: limit)
      feed.finish(throwing: PlatformError.unavailable("no answer within \(limit)"))
    }
    defer {
      timer.cancel()
      state.withLock { state in
        state.waiting[name]?[number] = nil
        if state.waiting[name]?.isEmpty == true { state.waiting[name] = nil }
      }
    }
    try await ask()
    for try await answer in answers { return answer }
    throw CancellationError()
  }

  /// Whether somebody waits for that name.
  public func isAwaited(_ name: String) -> Bool { state.withLock { $0.waiting[name] != nil } }

  /// The answer has come; whoever waits for it gets it. Whether anybody did.
  @discardableResult
  public func fulfil(_ name: String, _ value: Value) -> Bool {
    let feeds = state.withLock { $0.waiting.removeValue(forKey: name) } ?? [:]
    for feed in feeds.values { feed.yield(value) }
    return !feeds.isEmpty
  }

  /// No answer will come any more.
  public func fail(_ error: any Error) {
    let feeds = state.withLock { state in
      defer { state.waiting = [:] }
      return state.waiting.values.flatMap(\.values)
    }
    for feed in feeds { feed.finish(throwing: error) }
  }
}
