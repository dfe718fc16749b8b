import ForumCore

/// Where a stream ends.
public struct StreamHead: Sendable, Equatable {
  public var stream: String
  /// The last record's place; 0 before the first.
  public var seq: Int
  /// The last record's digest; `Chain.start` before the first.
  public var digest: [UInt8]

  public init(stream: String, seq: Int, digest: [UInt8]) {
    self.stream = stream
    self.seq = seq
    self.digest = digest
  }

  /// A stream without a record.
  public init(empty stream: String) { self.init(stream: stream, seq: 0, digest: Chain.start) }
}

/// Where changes are kept: append-only streams, and what must be durable together with them.
///
/// Every call blocks until it is done and may be slow: never call from an event loop. All calls may be made from any
/// thread at once. All errors are `JournalError`.
public protocol Journal: Sendable {
  /// Every stream that has a record, by name.
  func streams() throws -> [StreamHead]

  /// Makes a batch durable, whole or not at all, and returns only then.
  /// - Returns: the new heads of the streams that got records, in the order of their first entry.
  /// - Throws: `conflict` where an entry does not follow its stream's last record, a reply's key is taken, or a
  ///   person has another key already; see `JournalError.nothingWasWritten` for the others.
  @discardableResult
  func append(_ batch: Batch) throws -> [StreamHead]

  /// Records after a place, in order, at most `limit`. Each is checked against its digest and the one before it, and
  /// the last of all against the stream's head.
  /// - Throws: `damaged` at the first record that does not hold.
  func read(_ stream: String, after: Int, limit: Int) throws -> [Record]

  /// The reply stored under an idempotency key.
  func reply(stream: String, key: String) throws -> StoredReply?
  /// The replies of a stream that are not older than `since` (milliseconds since 1970), oldest first.
  func replyKeys(stream: String, since: Int64) throws -> [ReplyKey]
  /// Takes away all replies older than that. Returns how many.
  @discardableResult
  func forgetReplies(before: Int64) throws -> Int

  /// Keeps a snapshot in place of the stream's last one.
  /// - Throws: `conflict` where its digest is not that of the stream's record at its seq.
  func saveSnapshot(_ snapshot: Snapshot) throws
  /// The last snapshot of a stream.
  /// - Throws: `damagedSnapshot` where it is not as it was saved or does not belong to the stream's records; the
  ///   stream can then be read from its start.
  func latestSnapshot(_ stream: String) throws -> Snapshot?

  /// All persons' keys, erased ones as `nil`, by person.
  func personKeys() throws -> [PersonKey]
  /// Takes a person's key away for good, also from the store's own logs; `tidy` does what is left to do there where a reader was in
  /// the way. Copies made before still have it.
  func erasePersonKey(_ person: PersonID) throws

  func note(_ key: String) throws -> [UInt8]?
  /// All notes whose keys begin so, by key.
  func notes(prefix: String) throws -> [Note]

  /// Checks everything that is kept and lists every fault.
  /// - Parameter progress: told how many records of how many were checked.
  func verify(progress: (_ done: Int, _ total: Int) -> Void) throws -> VerifyReport

  /// Does what an erasure left to do. To be called now and then; costs nothing where there is nothing.
  func tidy()

  /// Ends all work. Calls after it throw `closed`.
  func close() throws
}

extension Journal {
  public func tidy() {}

  public func erasePersonKey(_ person: PersonID) throws { try append(Batch(erasedPersons: [person])) }

  public func verify() throws -> VerifyReport { try verify { _, _ in } }

  /// Reads a stream from after a place to its end, a part at a time, and hands over each record.
  public func replay(
    _ stream: String, after: Int = 0, recordsAtOnce: Int = 4096, _ body: (Record) throws -> Void
  ) throws {
    var last = after
    while true {
      let records = try read(stream, after: last, limit: recordsAtOnce)
      for record in records { try body(record) }
      guard records.count == recordsAtOnce, let end = records.last else { return }
      last = end.seq
    }
  }
}
