import Dispatch
import ForumCore
import ForumDesk
import Synchronization

/// Follows a forum for one client at the client's own pace: a page is read and sent while there is room on the way to it,
/// and nothing is kept for it meanwhile. So a reader may begin at the first change, or not read at all, at no cost of memory.
final class Feed: Sendable {
  private struct State {
    var position: Int
    var isRunning = false
    /// Something happened while it ran: it looks once more.
    var isWoken = false
    var isEnded = false
    var subscription: Desk.Subscription?
    var whenEnded: (@Sendable () -> Void)?
  }

  private static let changesAtOnce = 128
  private static let mostTogether = 8192

  private let desk: Desk
  private let forum: ForumID
  private let hasRoom: @Sendable () -> Bool
  private let together: Bool
  private let send: @Sendable ([CommittedChange]) throws -> Void
  private let state: Mutex<State>

  /// - Parameters:
  ///   - hasRoom: whether more may be sent now; where not, `wake` is to be called once there is room again.
  ///   - together: whether all changes of one command are handed over at once, or each by itself.
  ///   - send: sends them, or nothing where they do not concern the client. Called in order, never twice at a time.
  init(
    desk: Desk, forum: ForumID, after position: Int, together: Bool = false, hasRoom: @escaping @Sendable () -> Bool,
    send: @escaping @Sendable ([CommittedChange]) throws -> Void
  ) {
    self.desk = desk
    self.forum = forum
    self.together = together
    self.hasRoom = hasRoom
    self.send = send
    state = Mutex(State(position: position))
  }

  /// Begins to follow. Not to be called on an event loop.
  /// - Throws: where there is no such forum.
  func start(head: Int) throws {
    let subscription = try desk.subscribe(forum, after: head) { [weak self] _ in self?.wake() }
    let isEnded = state.withLock { state in
      state.subscription = subscription
      return state.isEnded
    }
    if isEnded { subscription.cancel() } else { wake() }
  }

  /// Looks whether there is something to send, on a thread of its own choice.
  func wake() {
    let begins = state.withLock { state in
      state.isWoken = true
      if state.isRunning || state.isEnded { return false }
      state.isRunning = true
      return true
    }
    if begins { DispatchQueue.global().async { [self] in run() } }
  }

  func end() {
    let (subscription, whenEnded) = state.withLock { state in
      state.isEnded = true
      defer { state.whenEnded = nil }
      return (state.subscription, state.whenEnded)
    }
    subscription?.cancel()
    whenEnded?()
  }

  /// What is to be done once it ends, at once where it has; one thing for each feed.
  func whenEnded(_ body: @escaping @Sendable () -> Void) {
    let isEnded = state.withLock { state in
      if !state.isEnded { state.whenEnded = body }
      return state.isEnded
    }
    if isEnded { body() }
  }

  private func run() {
    while true {
      let position = state.withLock { state -> Int? in
        if state.isEnded || !state.isWoken {
          state.isRunning = false
          return nil
        }
        state.isWoken = false
        return state.position
      }
      guard let position else { return }
      advance(from: position)
    }
  }

  /// Sends what there is from a position on, as far as there is room.
  private func advance(from start: Int) {
    var position = start
    while let page = try? page(after: position), !page.isEmpty {
      var rest = page[...]
      while let first = rest.first {
        guard hasRoom(), !state.withLock(\.isEnded) else { return }
        let next = together ? rest.prefix { $0.isOfSameCommand(as: first) } : rest.prefix(1)
        try? send(Array(next))
        rest.removeFirst(next.count)
        position = next.last?.seq ?? position
        state.withLock { [position] in $0.position = position }
      }
    }
  }

  /// The next changes. Where those of one command go together, the last command's are left for the next page unless they are all there.
  private func page(after position: Int) throws -> [CommittedChange] {
    var limit = Self.changesAtOnce
    while true {
      let page = try desk.changes(forum, after: position, limit: limit)
      guard together, page.count == limit, limit < Self.mostTogether, let last = page.last else { return page }
      if let end = page.lastIndex(where: { !$0.isOfSameCommand(as: last) }) { return Array(page[...end]) }
      limit *= 4
    }
  }
}
