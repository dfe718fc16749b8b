import ForumCore
import Foundation
import Journal
import Logging
import Synchronization

/// Runs the forums of a node: the sole writer of each, with replies after the commit, subscriptions that resume, timers and
/// idempotency.
///
/// Calls never block but where they say so; the store is written by one thread.
public final class Desk: Sendable {
  let journal: any Journal
  let vault: Vault
  let writer: JournalWriter
  let house: Lane<House>
  /// The digest of the secret with which the node's own machine signs in.
  let localOperator = Mutex<String?>(nil)
  let erasureListeners = Mutex<[@Sendable (Erasure) -> Void]>([])
  private let erasureHook: ErasureHook
  private let lanes: Mutex<[ForumID: Lane<Forum>]>
  private let tuning: Tuning
  private let clock: @Sendable () -> Instant
  let logger: Logger

  /// The stream of the house; no forum can have this name, because `~` is not in keys.
  static let houseStream = "~house"

  /// What may be chosen otherwise, by tests above all.
  public struct Tuning: Sendable {
    /// So many of a forum's newest changes are at hand for subscribers; what is older is read from the journal.
    public var keptForSubscribers = 8192
    /// A snapshot is kept after so many changes of a forum.
    public var changesPerSnapshot = 5000
    /// After a snapshot the next waits so many times as long as it took, however many changes come: it is a small part of
    /// the work also where the forum is large.
    public var restsPerSnapshot = 20
    /// How long a repeated command is known: longer than any platform delivers again.
    public var daysKeysAreKept = 30

    public init() {}
  }

  /// Opens the desk on a journal: loads every forum. Blocks while it does.
  /// - Throws: `DeskError.damaged`, `JournalError` where what is stored can not be trusted.
  public init(
    journal: any Journal, clock: @escaping @Sendable () -> Instant = Desk.systemClock, tuning: Tuning = Tuning(),
    logger: Logger = Logger(label: "rialto.desk")
  ) throws {
    self.journal = journal
    self.tuning = tuning
    self.clock = clock
    self.logger = logger
    vault = Vault(try journal.personKeys())
    let failures = Hook<Set<String>>()
    let erasures = Hook<Erasure>()
    erasureHook = erasures
    writer = JournalWriter(journal: journal, vault: vault) { failures.call($0) }
    // What a token was for goes from memory with the token.
    let houseEvents = Lane<House>.Events(
      audience: { _, _, _ in .organisers },
      erasing: { _, change in
        if case .tokenErased = change { Lane.Erasing() } else { nil }
      })
    house = try Lane(stream: Self.houseStream, cipher: vault, journal: journal, vault: vault, writer: writer, tuning: tuning, events: houseEvents)
    var found: [ForumID: Lane<Forum>] = [:]
    for head in try journal.streams() {
      guard let id = ForumID(head.stream) else { continue }
      found[id] = try Self.lane(id, journal, vault, writer, tuning, erasures)
    }
    lanes = Mutex(found)
    failures.set { [weak self] streams in self?.reload(streams) }
    erasures.set { [weak self] erasure in self?.erased(erasure) }
  }

  public static let systemClock: @Sendable () -> Instant = {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }

  public var now: Instant { clock() }

  private static func lane(
    _ id: ForumID, _ journal: any Journal, _ vault: Vault, _ writer: JournalWriter, _ tuning: Tuning, _ erasures: ErasureHook
  ) throws -> Lane<Forum> {
    let events = Lane<Forum>.Events(
      audience: { forum, change, seq in forum.audience(of: change, at: seq) },
      erasing: { forum, change in
        guard case .delegateErased(let it) = change else { return nil }
        let erasure = Erasure(forum: id, delegate: it.delegate, links: forum.chatLinks.filter { $0.delegate == it.delegate })
        return Lane.Erasing(keys: forum.persons(of: it.delegate).flatMap { vault.names(of: $0, in: id.value) }) { erasures.call(erasure) }
      })
    return try Lane(
      stream: id.value, cipher: vault.cipher(of: id.value), journal: journal, vault: vault, writer: writer, tuning: tuning, events: events)
  }

  // MARK: - Forums

  /// The forums there are, by name.
  public var forums: [ForumID] { lanes.withLock { $0.filter { !$0.value.isEmpty }.keys.sorted() } }

  /// Decides a command and answers after it is durable. May be called on an event loop.
  /// - Parameters:
  ///   - key: makes a repetition harmless; the reply is the first one's.
  ///   - creating: whether a forum that is not there yet is begun; only for commands that make one.
  ///   - reply: gets the receipt, a `Refusal` or a `DeskError`.
  public func perform(
    _ command: some Command<Forum>, in forum: ForumID, by actor: Actor, key: RequestKey? = nil, creating: Bool = false,
    reply: @escaping @Sendable (Result<Receipt, any Error>) -> Void
  ) {
    do {
      try lane(forum, creating: creating).perform(command, by: actor, at: now, key: key) { result in
        reply(result.map { Receipt(seq: $0.seq, changes: $0.changes, repeated: $0.repeated) })
      }
    } catch { reply(.failure(error)) }
  }

  public func perform(
    _ command: some Command<Forum>, in forum: ForumID, by actor: Actor, key: RequestKey? = nil, creating: Bool = false
  ) async throws -> Receipt {
    try await withCheckedThrowingContinuation { continuation in
      perform(command, in: forum, by: actor, key: key, creating: creating) { continuation.resume(with: $0) }
    }
  }

  /// Runs under the forum's lock; answers once all that it saw is durable. Return values, not the state.
  public func read<T: Sendable>(
    _ forum: ForumID, _ body: (Forum) throws -> T, reply: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    do { try lane(forum).read(body, reply: reply) } catch { reply(.failure(error)) }
  }

  public func read<T: Sendable>(_ forum: ForumID, _ body: (Forum) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      read(forum, body) { continuation.resume(with: $0) }
    }
  }

  /// The forums' lanes by name.
  var lanesInOrder: [Lane<Forum>] { lanes.withLock { $0.sorted { $0.key < $1.key }.map(\.value) } }

  func lane(_ id: ForumID, creating: Bool = false) throws -> Lane<Forum> {
    try lanes.withLock { lanes in
      if let lane = lanes[id], creating || !lane.isEmpty { return lane }
      guard creating else { throw Refusal(.noSuchForum, ["forum": .text(id.value)]) }
      let lane = try Self.lane(id, journal, vault, writer, tuning, erasureHook)
      lanes[id] = lane
      return lane
    }
  }

  /// The state of a registration at this moment, before its commit perhaps; for those who guard the doors.
  public func status(of delegate: DelegateID, in forum: ForumID) -> Registration.Status? {
    (try? lane(forum))?.peek { $0.registrations[delegate]?.status }
  }

  // MARK: - Live

  /// A running subscription.
  public struct Subscription: Sendable {
    fileprivate let end: @Sendable () -> Void
    public func cancel() { end() }
  }

  /// Delivers every committed change after a position, in order, without gap or double. `deliver` must not block. Reads the
  /// journal where the position is long past, so it is not to be called on an event loop.
  public func subscribe(
    _ forum: ForumID, after seq: Int, deliver: @escaping @Sendable ([CommittedChange]) -> Void
  ) throws -> Subscription {
    let lane = try lane(forum)
    let number = try lane.subscribe(after: seq) { changes in deliver(changes.map { CommittedChange(forum, $0) }) }
    return Subscription { lane.unsubscribe(number) }
  }

  /// Committed changes after a position, in order and at most so many; none where it is the last. For readers who are to
  /// catch up at their own pace before they subscribe. May read the journal, so it is not to be called on an event loop.
  public func changes(_ forum: ForumID, after seq: Int, limit: Int) throws -> [CommittedChange] {
    try lane(forum).page(after: max(seq, 0), limit: limit).map { CommittedChange(forum, $0) }
  }

  // MARK: - Notes

  /// A small thing kept beside the forums: a cursor, a dialogue. Blocks while it is read.
  public func note(_ key: String) throws -> [UInt8]? { try journal.note(key) }

  /// Keeps or forgets it; returns when that is durable.
  /// - Throws: `JournalError.unfit` where the key is none that can be kept.
  public func setNote(_ key: String, _ value: [UInt8]?) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      do { try setNote(key, value) { continuation.resume(with: $0.mapError { $0 }) } } catch { continuation.resume(throwing: error) }
    }
  }

  /// Hands a note to the store without waiting. It is durable no later than anything that is handed in after it.
  /// - Parameter done: called on the writer's thread once it is durable, or with what went wrong. Must not block.
  /// - Throws: `JournalError.unfit` where the key is none that can be kept; then `done` is not called.
  public func setNote(_ key: String, _ value: [UInt8]?, done: @escaping @Sendable (Result<Void, DeskError>) -> Void) throws {
    let note = Note(key: key, value: value)
    try Batch(notes: [note]).check()
    writer.enqueue(.init(stream: "", notes: [note], done: done))
  }

  /// The values of all notes whose names begin so, by name.
  public func notes(prefix: String) throws -> [[UInt8]] { try journal.notes(prefix: prefix).compactMap(\.value) }

  /// Forgets all notes whose names begin so.
  public func forgetNotes(prefix: String) async throws {
    let found = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { [journal] in continuation.resume(with: Result { try journal.notes(prefix: prefix) }) }
    }
    for note in found { try await setNote(note.key, nil) }
  }

  // MARK: - Life

  /// Sends what is due: holds that ran out, reminders; mends what could not be read; forgets old keys; completes erasures that a
  /// stop of the node cut short. Runs until the task is cancelled.
  public func run(every interval: Duration = .milliseconds(200)) async {
    var (forgetAt, tidyAt) = (now, now)
    DispatchQueue.global(qos: .utility).async { [self] in completeErasures(lanes.withLock { $0 }) }
    while !Task.isCancelled {
      try? await Task.sleep(for: interval)
      let now = now
      if now >= forgetAt {
        forgetAt = now.adding(minutes: 24 * 60)
        DispatchQueue.global(qos: .utility).async { [self] in forgetKeys(before: now.adding(minutes: -tuning.daysKeysAreKept * 24 * 60)) }
      }
      if now >= tidyAt {
        tidyAt = now.adding(minutes: 1)
        DispatchQueue.global(qos: .utility).async { [self] in journal.tidy() }
      }
      look(at: now)
    }
  }

  /// One look over all forums, as `run` does it. Where nothing is due it takes no forum's lock.
  public func look(at now: Instant) {
    house.mend()
    for (id, lane) in lanes.withLock({ $0 }) {
      lane.mend()
      guard lane.isDue(at: now) else { continue }
      perform(ExpireHolds(), in: id, by: .timer) { [logger] result in
        if case .failure(let error) = result { logger.warning("timer of \(id): \(error)") }
      }
    }
  }

  private func forgetKeys(before: Instant) {
    // First in the store: a key that is forgotten here only would meet its own reply there.
    do { _ = try journal.forgetReplies(before: before.milliseconds) } catch { return logger.warning("old keys are kept: \(error)") }
    house.forgetKeys(before: before)
    for lane in lanes.withLock({ Array($0.values) }) { lane.forgetKeys(before: before) }
  }

  /// Whether every forum can be written.
  public var isReady: Bool { !house.isBroken && lanes.withLock { $0.values.allSatisfy { !$0.isBroken } } }

  /// Commits what was handed in and closes the store. Blocks.
  public func stop() {
    writer.stop()
    try? journal.close()
  }

  private func reload(_ streams: Set<String>) {
    logger.error("a commit failed; loading again: \(streams.sorted().joined(separator: ", "))")
    for stream in streams {
      if stream == Self.houseStream {
        house.reload()
      } else if let id = ForumID(stream), let lane = lanes.withLock({ $0[id] }) {
        lane.reload()
      }
    }
  }
}

/// A place for a closure that is known only later.
final class Hook<Value: Sendable>: Sendable {
  private let closure = Mutex<(@Sendable (Value) -> Void)?>(nil)
  func set(_ new: @escaping @Sendable (Value) -> Void) { closure.withLock { $0 = new } }
  func call(_ value: Value) { closure.withLock { $0 }?(value) }
}

typealias ErasureHook = Hook<Erasure>
