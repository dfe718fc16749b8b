import NIOCore
import Synchronization

/// The outgoing side of one connection: a queue that any thread may fill and the connection's event loop empties.
///
/// What is counted here has not yet been handed to the socket, so the sum of all that one client can make the node keep is these
/// limits and the socket's own 64 KiB.
final class SendQueue: OutletSink {
  enum Item {
    case message([UInt8], isBinary: Bool)
    case close(CloseCode, reason: String)
  }

  /// What the event loop finds when it comes to empty the queue.
  enum Pickup {
    case items([Item])
    /// The reader let too much wait. All that waited is dropped.
    case cutOff
  }

  fileprivate struct State {
    var items: [Item] = []
    var waitingBytes = 0
    var waitingMessages = 0
    var isWritable = true
    /// Somebody saw `isBackedUp` and waits for `drained()`.
    var owesDrained = false
    /// The loop already knows that there is something.
    var isAnnounced = false
    var isCutOff = false
    var isShut = false

    var isBackedUp: Bool { !isWritable || waitingBytes > 256 * 1024 || waitingMessages > 256 }
  }

  private let limits: GatewayLimits
  private let loop: any EventLoop
  private let wake: @Sendable () -> Void
  private let state = Mutex(State())

  /// `wake` is called on the loop, soon after something was put into an empty queue.
  init(limits: GatewayLimits, loop: any EventLoop, wake: @escaping @Sendable () -> Void) {
    self.limits = limits
    self.loop = loop
    self.wake = wake
  }

  // MARK: Any thread

  func send(_ bytes: [UInt8], isBinary: Bool, _ policy: Outlet.Policy) -> Bool {
    let (isTaken, announces) = state.withLock { state -> (Bool, Bool) in
      guard !state.isShut, !state.isCutOff else { return (false, false) }
      let after = (bytes: state.waitingBytes + bytes.count, messages: state.waitingMessages + 1)
      let isTooMuch =
        switch policy {
        case .reply: after.bytes > limits.replyBytes
        case .feed: after.bytes > limits.feedBytes || after.messages > limits.feedMessages
        }
      if isTooMuch, state.waitingMessages > 0 {
        state.isCutOff = true
        state.items = []
      } else {
        (state.waitingBytes, state.waitingMessages) = after
        state.items.append(.message(bytes, isBinary: isBinary))
      }
      return (!state.isCutOff, state.announce())
    }
    if announces { loop.execute(wake) }
    return isTaken
  }

  func close(_ code: CloseCode, reason: String) {
    let announces = state.withLock { state -> Bool in
      guard !state.isShut else { return false }
      state.items.append(.close(code, reason: reason))
      return state.announce()
    }
    if announces { loop.execute(wake) }
  }

  var isBackedUp: Bool {
    state.withLock { state in
      if state.isBackedUp { state.owesDrained = true }
      return state.isBackedUp
    }
  }

  // MARK: The event loop

  /// Bytes that wait and have not been handed to the socket.
  var waitingBytes: Int { state.withLock { $0.waitingBytes } }

  /// Until `pickUp()`, whoever sends need not wake the loop: it comes by itself.
  func hush() { state.withLock { $0.isAnnounced = true } }

  /// Takes all that waits. It still counts until `settle` says that the socket has it.
  func pickUp() -> Pickup {
    state.withLock { state in
      state.isAnnounced = false
      if state.isCutOff { return .cutOff }
      let items = state.items
      state.items.removeAll(keepingCapacity: items.count <= 16)
      return .items(items)
    }
  }

  /// The socket has taken messages. True when the session is now to hear that there is room again.
  func settle(bytes: Int, messages: Int, isWritable: Bool) -> Bool {
    state.withLock { state in
      state.waitingBytes -= bytes
      state.waitingMessages -= messages
      state.isWritable = isWritable
      guard state.owesDrained, !state.isBackedUp else { return false }
      state.owesDrained = false
      return true
    }
  }

  /// Nothing is taken any more.
  func shut() {
    state.withLock { state in
      state.isShut = true
      state.items = []
    }
  }
}

extension SendQueue.State {
  fileprivate mutating func announce() -> Bool {
    guard !isAnnounced else { return false }
    isAnnounced = true
    return true
  }
}
