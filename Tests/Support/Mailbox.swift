import Synchronization

/// What has come and what is waited for.
public final class Mailbox<Item: Sendable>: Sendable {
  private struct Waiter {
    let matches: @Sendable (Item) -> Bool
    let feed: AsyncStream<Item>.Continuation
  }

  private struct State {
    var items: [Item] = []
    var waiters: [Int: Waiter] = [:]
    var number = 0
  }

  private let state = Mutex(State())

  public init() {}

  /// Puts one in; whoever has waited longest for such a one gets it.
  public func put(_ item: Item) {
    state.withLock { state in
      if let place = state.waiters.keys.sorted().first(where: { state.waiters[$0]?.matches(item) == true }) {
        state.waiters.removeValue(forKey: place)?.feed.yield(item)
      } else {
        state.items.append(item)
      }
    }
  }

  /// The first that matches and was not taken before; nil where none comes in time.
  public func next(within limit: Duration, where matches: @escaping @Sendable (Item) -> Bool = { _ in true }) async -> Item? {
    let (items, feed) = AsyncStream<Item>.makeStream()
    let number: Int? = state.withLock { state in
      if let place = state.items.firstIndex(where: matches) {
        feed.yield(state.items.remove(at: place))
        return nil
      }
      state.number += 1
      state.waiters[state.number] = Waiter(matches: matches, feed: feed)
      return state.number
    }
    guard let number else { return await items.first { _ in true } }
    let timer = Task {
      try await Task.sleep(for: limit)
      if self.state.withLock({ $0.waiters.removeValue(forKey: number) }) != nil { feed.finish() }
    }
    defer { timer.cancel() }
    return await items.first { _ in true }
  }

  /// All that has come and was not taken.
  public var all: [Item] { state.withLock { $0.items } }
}
