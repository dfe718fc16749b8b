import Dispatch
import ForumCore
import Journal
import Synchronization

/// A journal over another one whose appends can be held up or made to fail, and whose reads can be made to fail.
final class TrickJournal: Journal {
  private struct State {
    var isHeld = false
    var writesFirst = false
    var waiting = 0
    var failure: (error: JournalError, written: Bool)?
    var isUnreadable = false
    var keepsErased = false
    var batches: [Batch] = []
  }

  let inner: any Journal
  private let closesInner: Bool
  private let state = Mutex(State())
  private let gate = DispatchSemaphore(value: 0)

  /// - Parameter closesInner: false where the inner one is to be opened again.
  init(_ inner: any Journal, closesInner: Bool) {
    self.inner = inner
    self.closesInner = closesInner
  }

  // MARK: Tricks

  /// Appends wait from now on, before they write or after.
  func hold(written: Bool = false) { state.withLock { ($0.isHeld, $0.writesFirst) = (true, written) } }

  func release() {
    let waiting = state.withLock { state in
      state.isHeld = false
      defer { state.waiting = 0 }
      return state.waiting
    }
    for _ in 0..<waiting { gate.signal() }
  }

  /// Appends that wait.
  var waiting: Int { state.withLock { $0.waiting } }

  /// The next append fails, after the batch was written or without a trace.
  func failNext(written: Bool, _ error: JournalError = .failed("the disk says no")) { state.withLock { $0.failure = (error, written) } }

  func setUnreadable(_ isUnreadable: Bool) { state.withLock { $0.isUnreadable = isUnreadable } }

  /// Keys outlive erasures from now on, as if the node had stopped between the two.
  func keepErased() { state.withLock { $0.keepsErased = true } }

  /// What was handed to `append`, in order.
  var batches: [Batch] { state.withLock { $0.batches } }

  private func readable() throws {
    if state.withLock({ $0.isUnreadable }) { throw JournalError.failed("the disk can not be read") }
  }

  // MARK: Journal

  @discardableResult
  func append(_ given: Batch) throws -> [StreamHead] {
    state.withLock { $0.batches.append(given) }
    var batch = given
    if state.withLock(\.keepsErased) { batch.erasedPersons = [] }
    if state.withLock({ $0.isHeld && $0.writesFirst }) {
      let heads = try inner.append(batch)
      state.withLock { $0.waiting += 1 }
      gate.wait()
      return heads
    }
    let waits = state.withLock { state in
      if state.isHeld { state.waiting += 1 }
      return state.isHeld
    }
    if waits { gate.wait() }
    let failure = state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
    guard let failure else { return try inner.append(batch) }
    if failure.written { try inner.append(batch) }
    throw failure.error
  }

  func read(_ stream: String, after: Int, limit: Int) throws -> [Record] {
    try readable()
    return try inner.read(stream, after: after, limit: limit)
  }

  func latestSnapshot(_ stream: String) throws -> Snapshot? {
    try readable()
    return try inner.latestSnapshot(stream)
  }

  func streams() throws -> [StreamHead] { try inner.streams() }
  func reply(stream: String, key: String) throws -> StoredReply? { try inner.reply(stream: stream, key: key) }
  func replyKeys(stream: String, since: Int64) throws -> [ReplyKey] { try inner.replyKeys(stream: stream, since: since) }
  func forgetReplies(before: Int64) throws -> Int { try inner.forgetReplies(before: before) }
  func saveSnapshot(_ snapshot: Snapshot) throws { try inner.saveSnapshot(snapshot) }
  func personKeys() throws -> [PersonKey] { try inner.personKeys() }
  func note(_ key: String) throws -> [UInt8]? { try inner.note(key) }
  func notes(prefix: String) throws -> [Note] { try inner.notes(prefix: prefix) }
  func verify(progress: (Int, Int) -> Void) throws -> VerifyReport { try inner.verify(progress: progress) }
  func tidy() { inner.tidy() }
  func close() throws { if closesInner { try inner.close() } }
}
