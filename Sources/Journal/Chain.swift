import Crypto

/// The digests that chain the records of a stream, so that a changed, missing or moved record is noticed.
///
/// A digest is the first 16 bytes of SHA-256 over the digest before it, the stream, seq, at, actor and payload, each
/// text with its length before it, numbers as 8 bytes, big end first. It guards against damage; someone who can write
/// the file can also write new digests.
public enum Chain {
  /// The number of bytes of a digest.
  public static let length = 16
  /// What stands before the first record.
  public static let start = [UInt8](repeating: 0, count: length)

  /// The digest of an entry that follows the given digest.
  public static func digest(of entry: Entry, after previous: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64 + entry.stream.utf8.count + entry.actor.utf8.count + entry.payload.count)
    text.append(contentsOf: previous)
    add(entry.stream, to: &text)
    add(Int64(entry.seq), to: &text)
    add(entry.at, to: &text)
    add(entry.actor, to: &text)
    text.append(contentsOf: entry.payload)
    return hash(text)
  }

  /// The checksum of a snapshot.
  public static func checksum(of snapshot: Snapshot) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(64 + snapshot.stream.utf8.count + snapshot.body.count)
    add(snapshot.stream, to: &text)
    add(Int64(snapshot.seq), to: &text)
    text.append(contentsOf: snapshot.digest)
    text.append(contentsOf: snapshot.body)
    return hash(text)
  }

  /// Whether `seq` is the next after `last`.
  public static func isNext(_ seq: Int, after last: Int) -> Bool {
    let (next, overflow) = last.addingReportingOverflow(1)
    return !overflow && seq == next
  }

  private static func add(_ number: Int64, to text: inout [UInt8]) {
    withUnsafeBytes(of: number.bigEndian) { text.append(contentsOf: $0) }
  }

  private static func add(_ words: String, to text: inout [UInt8]) {
    add(Int64(words.utf8.count), to: &text)
    text.append(contentsOf: words.utf8)
  }

  private static func hash(_ text: [UInt8]) -> [UInt8] {
    SHA256.hash(data: text).withUnsafeBytes { Array($0.prefix(length)) }
  }
}
