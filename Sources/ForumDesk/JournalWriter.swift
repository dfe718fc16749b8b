import ForumCore
import Foundation
import Journal
import Synchronization

/// The one writer of the node: commits everything that has gathered while the last commit ran (group commit).
///
/// Orders are taken in the order in which they came, which for each stream is the order of their positions, because they
/// are handed in under the stream's lock.
final class JournalWriter: Sendable {
  /// What belongs to one command: durable together or not at all.
  struct Order: Sendable {
    var stream: String
    /// Encodes on the writer's thread; empty where only a reply or a note is kept.
    var records: [PendingRecord] = []
    var reply: StoredReply?
    var notes: [Note] = []
    /// Keys that are destroyed with it.
    var erased: [PersonID] = []
    /// Whose records they are; told once a commit how far it is durable, before the commands are told.
    var keeper: (any StreamKeeper)?
    /// Called on the writer's thread after the commit, or with what went wrong. Must not block.
    var done: @Sendable (Result<Void, DeskError>) -> Void
  }

  struct PendingRecord: Sendable {
    var seq: Int
    var at: Int64
    var actor: String
    var payload: @Sendable () throws -> [UInt8]
  }

  private struct Queue {
    var orders: [Order] = []
    var isStopped = false
  }

  /// So many entries go into one commit at most.
  private static let mostPerCommit = 2048

  private let journal: any Journal
  private let vault: Vault
  private let queue = Mutex(Queue())
  private let wake = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  /// Told the streams of a commit that failed, on the writer's thread, before their commands are told.
  private let failed: @Sendable (Set<String>) -> Void

  init(journal: any Journal, vault: Vault, failed: @escaping @Sendable (Set<String>) -> Void) {
    self.journal = journal
    self.vault = vault
    self.failed = failed
    let thread = Thread { [self] in run() }
    thread.name = "journal-writer"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Hands an order in; for a stream's records under that stream's lock.
  func enqueue(_ order: Order) {
    let (accepted, first) = queue.withLock { queue in
      guard !queue.isStopped else { return (false, false) }
      queue.orders.append(order)
      return (true, queue.orders.count == 1)
    }
    guard accepted else { return order.done(.failure(.stopped)) }
    if first { wake.signal() }
  }

  /// Takes back what has been handed in for a stream and is not being committed, because it was decided on a state that
  /// never came to be. Called under that stream's lock.
  func withdraw(_ stream: String) -> [Order] {
    queue.withLock { queue in
      let isMine = { (order: Order) in order.stream == stream && (!order.records.isEmpty || order.reply != nil) }
      defer { queue.orders.removeAll(where: isMine) }
      return queue.orders.filter(isMine)
    }
  }

  /// Commits what is left and ends the thread.
  func stop() {
    let already = queue.withLock { queue in
      defer { queue.isStopped = true }
      return queue.isStopped
    }
    guard !already else { return }
    wake.signal()
    ended.wait()
  }

  // MARK: - The thread

  private func run() {
    while true {
      wake.wait()
      while true {
        let orders = queue.withLock { queue in
          let taken = Array(queue.orders.prefix(Self.mostPerCommit))
          queue.orders.removeFirst(taken.count)
          return taken
        }
        if orders.isEmpty { break }
        commit(orders)
      }
      if queue.withLock({ $0.isStopped && $0.orders.isEmpty }) { break }
    }
    ended.signal()
  }

  private func commit(_ orders: [Order]) {
    var taken: [PersonKey] = []
    var batch = Batch()
    do {
      for order in orders {
        for pending in order.records {
          batch.entries.append(
            Entry(stream: order.stream, seq: pending.seq, at: pending.at, actor: pending.actor, payload: try pending.payload()))
        }
        if let reply = order.reply { batch.replies.append(reply) }
        batch.notes.append(contentsOf: order.notes)
        batch.erasedPersons.append(contentsOf: order.erased)
      }
      // After the encoding, which makes the keys of persons who are new.
      taken = vault.takeNewKeys()
      batch.personKeys = taken
      if !batch.isEmpty { try journal.append(batch) }
    } catch {
      vault.putBack(taken)
      failed(Set(orders.lazy.filter { !$0.records.isEmpty || $0.reply != nil }.map(\.stream)))
      for order in orders { order.done(.failure(.unavailable("\(error)"))) }
      return
    }
    for person in batch.erasedPersons { vault.erase(person) }
    var reached: [ObjectIdentifier: (keeper: any StreamKeeper, seq: Int)] = [:]
    for order in orders {
      guard let keeper = order.keeper, let last = order.records.last else { continue }
      reached[ObjectIdentifier(keeper)] = (keeper, last.seq)
    }
    for (keeper, seq) in reached.values { keeper.committed(seq) }
    for order in orders { order.done(.success(())) }
  }
}

/// Who keeps the state of a stream.
protocol StreamKeeper: AnyObject, Sendable {
  /// Everything of the stream up to that position is durable. On the writer's thread; must not block.
  func committed(_ seq: Int)
}
