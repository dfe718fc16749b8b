import Crypto
import Foundation
import ForumCore
import Journal
import StrictJSON
import Synchronization

/// One machine and its journal: the only place where its state is decided on and changed.
///
/// A command is decided where it arrives, under the lane's lock, on a state that may run ahead of what is committed; but no
/// reply, no read and no subscriber sees anything before its commit. If a commit fails, the lane is loaded again from the
/// journal and every waiting command is told.
final class Lane<M: Machine>: Sendable {
  /// A change of this lane that is durable.
  struct Committed: Sendable {
    var seq: Int
    var at: Instant
    var actor: Actor
    var change: M.Change
    var audience: Audience
  }

  struct Outcome: Sendable {
    var seq: Int
    var changes: [M.Change]
    var repeated = false
  }

  typealias Reply = @Sendable (Result<Outcome, any Error>) -> Void

  private struct State {
    var machine: M
    /// The last position decided, and the last one committed.
    var head: Int
    var committed: Int
    var lastAt: Instant
    var keys: Set<String>
    /// Who waits for a position to be committed, in order.
    var waiting: [(seq: Int, resume: @Sendable (Result<Void, DeskError>) -> Void)] = []
    /// Decided and not yet committed.
    var undelivered: [Committed] = []
    /// The newest committed changes, for subscribers.
    var recent: [Committed] = []
    var subscribers: [Int: @Sendable ([Committed]) -> Void] = [:]
    var lastSubscriber = 0
    var broken: DeskError?
    /// The position of the last snapshot.
    var snapshot: Int
  }

  let stream: String
  let journal: any Journal
  let vault: Vault
  private let writer: JournalWriter
  private let audience: @Sendable (M, M.Change) -> Audience
  private let state: Mutex<State>

  private static var keptForSubscribers: Int { 8192 }
  private static var changesPerSnapshot: Int { 5000 }

  init(
    stream: String, journal: any Journal, vault: Vault, writer: JournalWriter, audience: @escaping @Sendable (M, M.Change) -> Audience
  ) throws {
    self.stream = stream
    self.journal = journal
    self.vault = vault
    self.writer = writer
    self.audience = audience
    let loaded = try Self.load(stream: stream, journal: journal, vault: vault)
    state = Mutex(
      State(
        machine: loaded.machine, head: loaded.seq, committed: loaded.seq, lastAt: loaded.at, keys: loaded.keys, snapshot: loaded.snapshot))
  }

  // MARK: - Commands

  /// Decides a command and answers after its commit. May be called from any thread, an event loop included; the reply comes
  /// at once where nothing was to be stored, else on another thread.
  func perform(_ command: some Command<M>, by actor: Actor, at time: Instant, key: RequestKey?, reply: @escaping Reply) {
    // What is to be said at once is said outside the lock.
    let next = state.withLock { state -> (@Sendable () -> Void)? in
      if let broken = state.broken { return { reply(.failure(broken)) } }
      if let key, state.keys.contains(key.name) { return { self.repeatReply(key, reply) } }
      let now = max(time, state.lastAt)
      state.lastAt = now
      let due = state.machine.due(at: now)
      if !due.isEmpty { _ = record(due, by: .timer, at: now, &state, reply: nil) { _ in } }
      if let key { state.keys.insert(key.name) }
      do throws(Refusal) {
        let changes = try command.decide(state.machine, by: actor, at: now)
        let first = state.head + 1
        let last = state.head + changes.count
        let stored = key.map { keep($0, now, last, Kept(first: first, last: last)) }
        return record(changes, by: actor, at: now, &state, reply: stored) { result in
          reply(result.map { Outcome(seq: last, changes: changes) }.mapError { $0 })
        }
      } catch {
        let stored = key.map { keep($0, now, state.head, Kept(refusal: error)) }
        return record([], by: actor, at: now, &state, reply: stored) { result in
          switch result {
          case .success: reply(.failure(error))
          case .failure(let failure): reply(.failure(failure))
          }
        }
      }
    }
    next?()
  }

  /// Applies what was decided and hands it to the writer; `done` runs after the commit of this and all before it.
  /// - Returns: what is to be run after the lock, where there is nothing to wait for.
  private func record(
    _ changes: [M.Change], by actor: Actor, at now: Instant, _ state: inout State, reply: StoredReply?,
    done: @escaping @Sendable (Result<Void, DeskError>) -> Void
  ) -> (@Sendable () -> Void)? {
    if changes.isEmpty && reply == nil {
      if state.committed >= state.head { return { done(.success(())) } }
      state.waiting.append((state.head, done))
      return nil
    }
    var records: [JournalWriter.PendingRecord] = []
    let actorText = Self.text(of: actor)
    for change in changes {
      state.head += 1
      let seq = state.head
      state.machine.apply(change, seq: seq, at: now)
      let audience = audience(state.machine, change)
      state.undelivered.append(Committed(seq: seq, at: now, actor: actor, change: change, audience: audience))
      records.append(
        .init(seq: seq, at: now.milliseconds, actor: actorText) { vault in
          var encoder = StrictJSONEncoder()
          encoder.userInfo[.personalCipher] = vault
          return try encoder.encode(change)
        })
    }
    let last = state.head
    writer.enqueue(
      .init(stream: stream, records: records, reply: reply) { [self] result in
        if case .success = result { committed(last) }
        done(result)
      })
    return nil
  }

  /// Answers a key that was used before with the reply of then, once that is durable.
  private func repeatReply(_ key: RequestKey, _ reply: @escaping Reply) {
    // Behind everything handed in so far, so behind the first use of the key as well.
    writer.enqueue(
      .init(stream: stream) { [self] result in
        if case .failure(let failure) = result { return reply(.failure(failure)) }
        DispatchQueue.global().async { reply(Result { try self.earlier(key) }) }
      })
  }

  /// On the writer's thread: everything up to that position is durable.
  private func committed(_ seq: Int) {
    typealias Work = (ready: [@Sendable (Result<Void, DeskError>) -> Void], news: [Committed], to: [@Sendable ([Committed]) -> Void], snapshot: M?)
    let work = state.withLock { state -> Work in
      state.committed = max(state.committed, seq)
      let news = state.undelivered.prefix { $0.seq <= seq }
      state.undelivered.removeFirst(news.count)
      state.recent.append(contentsOf: news)
      if state.recent.count > 2 * Self.keptForSubscribers { state.recent.removeFirst(state.recent.count - Self.keptForSubscribers) }
      let count = state.waiting.prefix { $0.seq <= state.committed }.count
      let ready = state.waiting.prefix(count).map(\.resume)
      state.waiting.removeFirst(count)
      var snapshot: M?
      if state.committed - state.snapshot >= Self.changesPerSnapshot, state.committed == state.head {
        state.snapshot = state.committed
        snapshot = state.machine
      }
      return (ready, Array(news), Array(state.subscribers.values), snapshot)
    }
    if !work.news.isEmpty { for deliver in work.to { deliver(work.news) } }
    for resume in work.ready { resume(.success(())) }
    if let machine = work.snapshot { save(machine, at: seq) }
  }

  // MARK: - Reading

  /// Runs under the lock; the result is handed over once all that it saw is durable.
  func read<T: Sendable>(_ body: (M) throws -> T, reply: @escaping @Sendable (Result<T, any Error>) -> Void) {
    let wait = state.withLock { state -> (@Sendable () -> Void)? in
      if let broken = state.broken { return { reply(.failure(broken)) } }
      let result = Result { try body(state.machine) }
      if state.committed >= state.head { return { reply(result) } }
      state.waiting.append((state.head, { outcome in reply(outcome.mapError { $0 }.flatMap { result }) }))
      return nil
    }
    wait?()
  }

  /// Runs under the lock, at once; may see what is not committed yet.
  func peek<T: Sendable>(_ body: (M) -> T) -> T { state.withLock { body($0.machine) } }

  /// What the clock wants to know; may run ahead of what is committed.
  var nextDue: Instant? { state.withLock { $0.broken == nil ? $0.machine.nextDue : nil } }

  // MARK: - Subscriptions

  /// Delivers every change after a position, in order, without gap or double: first what was, then what comes. Reads the
  /// journal where needed, so it is not to be called on an event loop. Deliveries must not block.
  /// - Returns: a number to unsubscribe with.
  func subscribe(after seq: Int, deliver: @escaping @Sendable ([Committed]) -> Void) throws -> Int {
    var position = seq
    while true {
      let joined = state.withLock { state -> Int? in
        let oldest = state.recent.first?.seq ?? state.committed + 1
        guard position + 1 >= oldest else { return nil }
        let missed = state.recent.filter { $0.seq > position }
        if !missed.isEmpty { deliver(missed) }
        state.lastSubscriber += 1
        state.subscribers[state.lastSubscriber] = deliver
        return state.lastSubscriber
      }
      if let joined { return joined }
      let records = try journal.read(stream, after: position, limit: 1000)
      guard let last = records.last else { throw DeskError.damaged("\(stream): nothing is stored after \(position)") }
      let changes = try records.map { record in
        (record, try Self.decode(record, vault))
      }
      let old = state.withLock { state in
        changes.map { record, change in
          Committed(
            seq: record.seq, at: Instant(milliseconds: record.at), actor: Self.actor(record.actor), change: change,
            audience: audience(state.machine, change))
        }
      }
      deliver(old)
      position = last.seq
    }
  }

  func unsubscribe(_ number: Int) {
    state.withLock { $0.subscribers[number] = nil }
  }

  // MARK: - Failure

  /// On the writer's thread, after a commit failed: starts again from what is stored.
  func reload() {
    let (withdrawn, waiting) = state.withLock { state in
      let withdrawn = writer.withdraw(stream)
      let waiting = state.waiting
      state.waiting = []
      state.undelivered = []
      do {
        let loaded = try Self.load(stream: stream, journal: journal, vault: vault)
            // What is stored although its commit was told as failed is delivered now.
        let news = loaded.seq > state.committed ? try journal.read(stream, after: state.committed, limit: loaded.seq - state.committed) : []
        for record in news {
          let change = try Self.decode(record, vault)
          state.undelivered.append(
            Committed(
              seq: record.seq, at: Instant(milliseconds: record.at), actor: Self.actor(record.actor), change: change,
              audience: audience(loaded.machine, change)))
        }
        state.machine = loaded.machine
        state.head = loaded.seq
        state.lastAt = loaded.at
        state.keys = loaded.keys
        state.broken = nil
      } catch {
        state.broken = .unavailable("\(error)")
      }
      return (withdrawn, waiting)
    }
    let why = DeskError.unavailable("a change before it could not be stored")
    for entry in withdrawn { entry.done(.failure(why)) }
    for waiter in waiting { waiter.resume(.failure(why)) }
    let seq = state.withLock { $0.undelivered.last?.seq }
    if let seq { committed(seq) }
  }

  /// Tries again where the store could not be read after a failure.
  func mend() {
    if state.withLock({ $0.broken != nil }) { reload() }
  }

  /// The last position that is durable.
  var committedSeq: Int { state.withLock { $0.committed } }

  var isBroken: Bool { state.withLock { $0.broken != nil } }
}
