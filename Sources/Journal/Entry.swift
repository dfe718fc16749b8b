/// One change that is to be recorded.
public struct Entry: Sendable, Equatable {
  /// The forum's name, or `~house` for what belongs to no forum.
  public var stream: String
  /// The place in the stream, from 1, without gaps.
  public var seq: Int
  /// When it happened: milliseconds since 1970, UTC.
  public var at: Int64
  /// Who did it, as the core writes it.
  public var actor: String
  /// The change as JSON, personal parts enciphered. Opaque to the journal.
  public var payload: [UInt8]

  public init(stream: String, seq: Int, at: Int64, actor: String, payload: [UInt8]) {
    self.stream = stream
    self.seq = seq
    self.at = at
    self.actor = actor
    self.payload = payload
  }
}

/// One change as it was recorded: the entry and the digest that chains it to all before it in its stream.
public struct Record: Sendable, Equatable {
  public var entry: Entry
  /// 16 bytes, see `Chain`.
  public var digest: [UInt8]

  public init(entry: Entry, digest: [UInt8]) {
    self.entry = entry
    self.digest = digest
  }

  public var stream: String { entry.stream }
  public var seq: Int { entry.seq }
  public var at: Int64 { entry.at }
  public var actor: String { entry.actor }
  public var payload: [UInt8] { entry.payload }
}
