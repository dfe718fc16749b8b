import ForumCore
import ForumDesk
import StrictJSON
import Synchronization

/// What the API keeps of one client: who it is signed in as and what it listens to.
public final class APIConnection: Sendable {
  private struct State {
    var principal: Principal?
    var subscriptions: [String: Desk.Subscription] = [:]
    var isClosed = false
  }

  /// A number of its own while the node runs.
  public let id: String
  /// Sends a notification; a client that is too slow for it is cut off by its transport.
  let notify: (@Sendable ([UInt8]) -> Void)?
  private let state: Mutex<State>

  /// - Parameter notify: nil where nothing can be sent by itself, as over HTTP.
  public init(id: String, principal: Principal?, notify: (@Sendable ([UInt8]) -> Void)?) {
    self.id = id
    self.notify = notify
    state = Mutex(State(principal: principal))
  }

  public var principal: Principal? { state.withLock(\.principal) }

  func signIn(_ principal: Principal) { state.withLock { $0.principal = principal } }

  func keep(_ subscription: Desk.Subscription, as name: String) {
    let old = state.withLock { state -> Desk.Subscription? in
      if state.isClosed { return subscription }
      return state.subscriptions.updateValue(subscription, forKey: name)
    }
    old?.cancel()
  }

  func drop(_ name: String) -> Bool {
    let old = state.withLock { $0.subscriptions.removeValue(forKey: name) }
    old?.cancel()
    return old != nil
  }

  /// Ends all that the client listened to.
  public func close() {
    let all = state.withLock { state in
      state.isClosed = true
      defer { state.subscriptions = [:] }
      return Array(state.subscriptions.values)
    }
    for subscription in all { subscription.cancel() }
  }
}
