import Synchronization

/// Lets one message of a conversation be answered at a time, in the order of arrival; conversations do not wait for one
/// another.
final class TurnTaking: Sendable {
  private typealias Waiter = CheckedContinuation<Void, Never>
  /// Conversations that are being answered, with who waits for their turn.
  private let busy = Mutex<[String: [Waiter]]>([:])

  func inTurn<T: Sendable>(_ conversation: String, _ body: () async throws -> T) async rethrows -> T {
    await begin(conversation)
    defer { end(conversation) }
    return try await body()
  }

  private func begin(_ conversation: String) async {
    await withCheckedContinuation { (waiter: Waiter) in
      let isFree = busy.withLock { busy in
        guard busy[conversation] != nil else {
          busy[conversation] = []
          return true
        }
        busy[conversation]?.append(waiter)
        return false
      }
      if isFree { waiter.resume() }
    }
  }

  private func end(_ conversation: String) {
    let next = busy.withLock { busy -> Waiter? in
      guard let waiters = busy[conversation], let first = waiters.first else {
        busy[conversation] = nil
        return nil
      }
      busy[conversation] = Array(waiters.dropFirst())
      return first
    }
    next?.resume()
  }
}
