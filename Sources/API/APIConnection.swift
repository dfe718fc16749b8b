import ForumCore
import ForumDesk
import StrictJSON
import Synchronization

/// What the API keeps of one client: who it is signed in as and what it listens to.
public final class APIConnection: Sendable {
  private struct State {
    var principal: Principal?
    var feeds: [String: Feed] = [:]
    var isClosed = false
  }

  /// A number of its own while the node runs.
  public let id: String
  /// Sends a notification; a client that is too slow for it is cut off by its transport.
  let notify: (@Sendable ([UInt8]) -> Void)?
  /// Whether a notification would leave soon.
  let hasRoom: @Sendable () -> Bool
  private let state: Mutex<State>

  /// - Parameter notify: nil where nothing can be sent by itself, as over HTTP.
  public init(id: String, principal: Principal?, notify: (@Sendable ([UInt8]) -> Void)?, hasRoom: @escaping @Sendable () -> Bool = { true }) {
    self.id = id
    self.hasRoom = hasRoom
    self.notify = notify
    state = Mutex(State(principal: principal))
  }

  public var principal: Principal? { state.withLock(\.principal) }

  /// Is nobody any more, and hears nothing more.
  public func signOut() {
    let feeds = state.withLock { state in
      state.principal = nil
      defer { state.feeds = [:] }
      return Array(state.feeds.values)
    }
    for feed in feeds { feed.end() }
  }

  func signIn(_ principal: Principal) { state.withLock { $0.principal = principal } }

  /// Follows with a feed; one of the same name ends.
  func keep(_ feed: Feed, as name: String) {
    let old = state.withLock { state -> Feed? in
      if state.isClosed { return feed }
      return state.feeds.updateValue(feed, forKey: name)
    }
    old?.end()
  }

  func drop(_ name: String) -> Bool {
    let old = state.withLock { $0.feeds.removeValue(forKey: name) }
    old?.end()
    return old != nil
  }

  /// There is room again on the way to the client.
  public func drained() {
    for feed in state.withLock({ $0.feeds.values }) { feed.wake() }
  }

  /// Ends all that the client listened to.
  public func close() {
    let all = state.withLock { state in
      state.isClosed = true
      defer { state.feeds = [:] }
      return Array(state.feeds.values)
    }
    for feed in all { feed.end() }
  }
}
