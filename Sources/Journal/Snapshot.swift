/// The state of a stream after a record, so that a start need not read all before it.
public struct Snapshot: Sendable, Equatable {
  public var stream: String
  /// The last record whose change is in it.
  public var seq: Int
  /// That record's digest.
  public var digest: [UInt8]
  /// The state, opaque to the journal. Personal parts must be enciphered as in changes.
  public var body: [UInt8]

  public init(stream: String, seq: Int, digest: [UInt8], body: [UInt8]) {
    self.stream = stream
    self.seq = seq
    self.digest = digest
    self.body = body
  }
}
