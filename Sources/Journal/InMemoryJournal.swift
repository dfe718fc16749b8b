import ForumCore
import Synchronization

/// A journal that lives as long as the process: for tests, simulations and trials. Durable it is not.
public final class InMemoryJournal: Journal {
  private let state = Mutex(State())

  public init() {}

  public func streams() throws -> [StreamHead] { try look { $0.heads } }

  @discardableResult
  public func append(_ batch: Batch) throws -> [StreamHead] {
    try batch.check()
    return try state.withLock { state in
      try state.requireOpen()
      return try state.add(batch)
    }
  }

  public func read(_ stream: String, after: Int, limit: Int) throws -> [Record] {
    try look { state in
      guard after >= 0, limit > 0, let all = state.records[Name(stream)], after < all.count else { return [] }
      var walk = ChainWalk(after: after == 0 ? StreamHead(empty: stream) : all[after - 1].head)
      let part = Array(all[after...].prefix(limit))
      for record in part {
        if let fault = walk.take(record) {
          throw JournalError.damaged(stream: stream, seq: record.seq, why: fault.what)
        }
      }
      return part
    }
  }

  public func reply(stream: String, key: String) throws -> StoredReply? {
    try look { $0.replies[Name(stream)]?[Name(key)] }
  }

  public func replyKeys(stream: String, since: Int64) throws -> [ReplyKey] {
    try look { state in
      (state.replies[Name(stream)] ?? [:]).values.filter { $0.at >= since }
        .map { ReplyKey(key: $0.key, fingerprint: $0.fingerprint, seq: $0.seq, at: $0.at) }
        .sorted { ($0.at, Name($0.key)) < ($1.at, Name($1.key)) }
    }
  }

  @discardableResult
  public func forgetReplies(before: Int64) throws -> Int {
    try change { state in
      var gone = 0
      for (stream, replies) in state.replies {
        let kept = replies.filter { $0.value.at >= before }
        gone += replies.count - kept.count
        state.replies[stream] = kept
      }
      return gone
    }
  }

  public func saveSnapshot(_ snapshot: Snapshot) throws {
    try change { state in
      let records = state.records[Name(snapshot.stream)] ?? []
      guard snapshot.seq > 0, snapshot.seq <= records.count, records[snapshot.seq - 1].digest == snapshot.digest
      else {
        throw JournalError.conflict(stream: snapshot.stream, why: "the snapshot belongs to no record")
      }
      state.snapshots[Name(snapshot.stream)] = snapshot
    }
  }

  public func latestSnapshot(_ stream: String) throws -> Snapshot? { try look { $0.snapshots[Name(stream)] } }

  public func personKeys() throws -> [PersonKey] {
    try look { $0.keys.values.sorted { Name($0.person.value) < Name($1.person.value) } }
  }

  public func note(_ key: String) throws -> [UInt8]? { try look { $0.notes[Name(key)]?.value } }

  public func notes(prefix: String) throws -> [Note] {
    try look { state in
      state.notes.filter { $0.key.bytes.starts(with: prefix.utf8) }.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  public func verify(progress: (_ done: Int, _ total: Int) -> Void) throws -> VerifyReport {
    let state = try look { $0 }
    let total = state.records.values.reduce(0) { $0 + $1.count }
    var report = VerifyReport(streams: state.records.count, records: total, snapshots: state.snapshots.count)
    for records in state.records.values {
      guard let first = records.first else { continue }
      var walk = ChainWalk(after: StreamHead(empty: first.stream))
      report.faults += records.compactMap { walk.take($0) }
    }
    progress(total, total)
    return report
  }

  public func close() throws { state.withLock { $0.isClosed = true } }

  private func look<T: Sendable>(_ body: (State) throws -> T) throws -> T {
    try state.withLock { state in
      try state.requireOpen()
      return try body(state)
    }
  }

  private func change<T: Sendable>(_ body: (inout State) throws -> T) throws -> T {
    try state.withLock { state in
      try state.requireOpen()
      return try body(&state)
    }
  }
}
