import Synchronization

/// Keeps a bot within what its platform allows: so many messages a second in each conversation and in all, some at once.
///
/// Whoever wants to send reserves the next free moment and waits for it, so all are served in the order in which they came (the
/// generic cell rate algorithm, ITU-T I.371). What the platform asks to wait is kept too.
public final class RateBudget: Sendable {
  /// So many at once, and then one each `interval`.
  public struct Rate: Sendable, Hashable {
    public var interval: Duration
    public var burst: Int

    public init(interval: Duration, burst: Int) {
      self.interval = interval
      self.burst = burst
    }

    public static func perSecond(_ number: Double, burst: Int) -> Rate { Rate(interval: .seconds(1) / max(number, 0.001), burst: max(burst, 1)) }

    /// The moment at which the next may go, given when the budget will be whole again; and when it is whole after that one.
    fileprivate func next(_ whole: ContinuousClock.Instant, now: ContinuousClock.Instant) -> (at: ContinuousClock.Instant, whole: ContinuousClock.Instant) {
      let start = max(whole, now)
      let at = max(now, start - interval * max(burst - 1, 0))
      return (at, start + interval)
    }
  }

  private struct State {
    var all: ContinuousClock.Instant
    var chats: [String: ContinuousClock.Instant] = [:]
    var pauses: [String: ContinuousClock.Instant] = [:]
    var pause: ContinuousClock.Instant
    var size = 4096
  }

  private let perChat: @Sendable (String) -> Rate
  private let inAll: Rate
  private let clock = ContinuousClock()
  private let state: Mutex<State>

  public convenience init(perChat: Rate, inAll: Rate) { self.init(inAll: inAll) { _ in perChat } }

  /// - Parameter perChat: the rate of a conversation, where the platform has several.
  public init(inAll: Rate, perChat: @escaping @Sendable (String) -> Rate) {
    self.perChat = perChat
    self.inAll = inAll
    state = Mutex(State(all: clock.now, pause: clock.now))
  }

  /// Returns when a message may be sent to a conversation.
  /// - Throws: `CancellationError`.
  public func turn(in chat: String) async throws {
    // The common budget is asked only when the conversation may speak, so that a flood in one does not take it from the others.
    try await wait(until: reserve(chat))
    try await wait(until: reserveInAll())
    while let until = paused(chat) { try await wait(until: until) }
  }

  /// The platform asks for patience.
  public func pause(_ length: Duration, chat: String, wholeBot: Bool) {
    let until = clock.now + length
    state.withLock { state in
      if wholeBot { state.pause = max(state.pause, until) } else { state.pauses[chat] = max(state.pauses[chat] ?? until, until) }
    }
  }

  private func reserve(_ chat: String) -> ContinuousClock.Instant {
    let now = clock.now
    return state.withLock { state in
      if state.chats.count > state.size {
        state.chats = state.chats.filter { $0.value > now }
        state.pauses = state.pauses.filter { $0.value > now }
        state.size = max(4096, state.chats.count * 2)
      }
      let (at, whole) = perChat(chat).next(state.chats[chat] ?? now, now: now)
      state.chats[chat] = whole
      return at
    }
  }

  private func reserveInAll() -> ContinuousClock.Instant {
    let now = clock.now
    return state.withLock { state in
      let (at, whole) = inAll.next(state.all, now: now)
      state.all = whole
      return at
    }
  }

  private func wait(until moment: ContinuousClock.Instant) async throws {
    if moment > clock.now { try await clock.sleep(until: moment, tolerance: .milliseconds(1)) }
  }

  private func paused(_ chat: String) -> ContinuousClock.Instant? {
    let now = clock.now
    return state.withLock { state in
      let until = max(state.pause, state.pauses[chat] ?? state.pause)
      return until > now ? until : nil
    }
  }
}
