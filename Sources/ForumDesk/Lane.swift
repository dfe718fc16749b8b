import Dispatch
import ForumCore
import Journal
import StrictJSON
import Synchronization

/// One machine and its journal: the only place where its state is decided on and changed.
///
/// A command is decided where it arrives, under the lane's lock, on a state that may run ahead of what is committed; but no
/// reply, no read and no subscriber sees anything before its commit. If a commit fails, the lane is loaded again from the
/// journal and every waiting command is told.
final class Lane<M: Machine>: StreamKeeper {
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

  struct State {
    var machine: M
    /// The last position decided, and the last one committed.
    var head: Int
    var committed: Int
    var lastAt: Instant
    /// The idempotency keys that were used, with their time; all that are stored are here.
    var keys: [String: Instant]
    /// Who waits for a position to be committed, in order.
    var waiting: [(seq: Int, resume: @Sendable (Result<Void, DeskError>) -> Void)] = []
    /// Decided and not yet committed.
    var undelivered: [Committed] = []
    /// The newest committed changes, without a gap, for subscribers.
    var recent: [Committed] = []
    var subscribers: [Int: Subscriber] = [:]
    var lastSubscriber = 0
    var broken: DeskError?
    /// The position of the last snapshot that was taken, and one that waits for its commit.
    var snapshot: Int
    var nextSnapshot: (machine: M, seq: Int)?
    /// Writing a large state takes its time; the next snapshot waits until that is a small part of all.
    var snapshotRestsUntil: ContinuousClock.Instant?
  }

  struct Subscriber: Sendable {
    var after: Int
    var deliver: @Sendable ([Committed]) -> Void
  }

  let stream: String
  let journal: any Journal
  let vault: Vault
  let tuning: Desk.Tuning
  let writer: JournalWriter
  let audience: @Sendable (M, M.Change) -> Audience
  let state: Mutex<State>
  /// Whether anything was ever recorded or is about to be; read without the lock.
  private let begun: Atomic<Bool>
  /// When the machine wants to do something next, in milliseconds, and `never`; and whether the lane could not be read. Kept for
  /// those who look often, so that they take no lock.
  private let due: Atomic<Int64>
  private let needsMending = Atomic(false)
  private static var never: Int64 { .max }

  init(
    stream: String, journal: any Journal, vault: Vault, writer: JournalWriter, tuning: Desk.Tuning,
    audience: @escaping @Sendable (M, M.Change) -> Audience
  ) throws {
    self.stream = stream
    self.journal = journal
    self.vault = vault
    self.writer = writer
    self.tuning = tuning
    self.audience = audience
    let loaded = try Self.load(stream: stream, journal: journal, vault: vault)
    begun = Atomic(loaded.seq > 0)
    due = Atomic(loaded.machine.nextDue?.milliseconds ?? Self.never)
    state = Mutex(
      State(
        machine: loaded.machine, head: loaded.seq, committed: loaded.seq, lastAt: loaded.at, keys: loaded.keys, snapshot: loaded.snapshot))
  }

  // MARK: - Commands

  /// Decides a command and answers after its commit. May be called from any thread, an event loop included; the reply comes
  /// at once where nothing was to be stored, else on another thread.
  func perform(_ command: some Command<M>, by actor: Actor, at time: Instant, key: RequestKey?, reply: @escaping Reply) {
    // One text that the store can not keep would fail everybody's commit.
    if let key, key.name.utf8.contains(0) {
      return reply(.failure(Refusal(.badValue, ["field": .text("key"), "expected": .text("text without NUL")])))
    }
    // What is to be said at once is said outside the lock.
    let next = state.withLock { state -> (@Sendable () -> Void)? in
      if let broken = state.broken { return { reply(.failure(broken)) } }
      if let key, state.keys[key.name] != nil { return { self.repeatReply(key, reply) } }
      let now = max(time, state.lastAt)
      state.lastAt = now
      let due = state.machine.due(at: now)
      if !due.isEmpty { _ = record(due, by: .timer, at: now, &state, reply: nil) { _ in } }
      if let key { state.keys[key.name] = now }
      do throws(Refusal) {
        let changes = try command.decide(state.machine, by: actor, at: now)
        let first = state.head + 1
        let last = state.head + changes.count
        let stored = key.map { keep($0, now, last, Kept(first: first, last: last)) }
        return record(changes, by: actor, at: now, &state, reply: stored) { result in
          reply(result.map { Outcome(seq: last, changes: changes) }.mapError { $0 })
        }
      } catch {
        var refusal = error
        refusal.position = state.head
        let stored = key.map { keep($0, now, state.head, Kept(refusal: refusal)) }
        return record([], by: actor, at: now, &state, reply: stored) { [refusal] result in
          switch result {
          case .success: reply(.failure(refusal))
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
    records.reserveCapacity(changes.count)
    let actorText = Self.text(of: actor)
    if state.head == 0, !changes.isEmpty { begun.store(true, ordering: .releasing) }
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
    noteDue(state)
    if state.nextSnapshot == nil, state.head - state.snapshot >= tuning.changesPerSnapshot,
      state.snapshotRestsUntil.map({ $0 <= .now }) ?? true
    {
      state.nextSnapshot = (state.machine, state.head)
    }
    writer.enqueue(.init(stream: stream, records: records, reply: reply, keeper: self, done: done))
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

  func committed(_ seq: Int) {
    typealias Work = (
      ready: [@Sendable (Result<Void, DeskError>) -> Void], news: [Committed], to: [Subscriber], snapshot: (machine: M, seq: Int)?
    )
    let work = state.withLock { state -> Work in
      state.committed = max(state.committed, seq)
      let news = Array(state.undelivered.prefix { $0.seq <= seq })
      state.undelivered.removeFirst(news.count)
      state.recent.append(contentsOf: news)
      if state.recent.count > 2 * tuning.keptForSubscribers {
        state.recent.removeFirst(state.recent.count - tuning.keptForSubscribers)
      }
      let count = state.waiting.prefix { $0.seq <= state.committed }.count
      let ready = state.waiting.prefix(count).map(\.resume)
      state.waiting.removeFirst(count)
      var snapshot: (machine: M, seq: Int)?
      if let next = state.nextSnapshot, next.seq <= state.committed {
        snapshot = next
        state.snapshot = next.seq
        state.nextSnapshot = nil
        // None before this one is done.
        state.snapshotRestsUntil = .now + .seconds(3600)
      }
      return (ready, news, Array(state.subscribers.values), snapshot)
    }
    for subscriber in work.to { subscriber.hear(work.news) }
    for resume in work.ready { resume(.success(())) }
    if let snapshot = work.snapshot { save(snapshot.machine, at: snapshot.seq) }
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

  /// Whether something is due, as far as is known without the lock; may run ahead of what is committed.
  func isDue(at now: Instant) -> Bool { due.load(ordering: .relaxed) <= now.milliseconds }

  /// Whether the lane could not be read, as far as is known without the lock.
  var isToBeMended: Bool { needsMending.load(ordering: .relaxed) }

  /// To be called within the lock, after the machine has changed.
  func noteDue(_ state: borrowing State) {
    due.store(state.broken == nil ? state.machine.nextDue?.milliseconds ?? Self.never : Self.never, ordering: .relaxed)
    needsMending.store(state.broken != nil, ordering: .relaxed)
  }

  /// The last position that is durable.
  var committedSeq: Int { state.withLock { $0.committed } }

  var isBroken: Bool { state.withLock { $0.broken != nil } }

  /// Whether nothing was ever recorded or is about to be.
  var isEmpty: Bool { !begun.load(ordering: .acquiring) }

  /// After a reload: whether there is anything.
  func setBegun(_ isBegun: Bool) { begun.store(isBegun, ordering: .releasing) }

  /// Forgets keys that the store has forgotten.
  func forgetKeys(before: Instant) { state.withLock { state in state.keys = state.keys.filter { $0.value >= before } } }
}
