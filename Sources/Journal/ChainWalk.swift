/// Walks over the records of one stream as they are read and tells what is wrong with each.
public struct ChainWalk: Sendable {
  public let stream: String
  /// The last record that was seen.
  public private(set) var last: StreamHead

  /// - Parameter after: the record before the first that is read.
  public init(after: StreamHead) {
    stream = after.stream
    last = after
  }

  /// Takes the next record. Gives what is wrong with it, if anything; the walk goes on from it in any case.
  public mutating func take(_ record: Record) -> VerifyReport.Fault? {
    defer { last = StreamHead(stream: stream, seq: record.seq, digest: record.digest) }
    guard Chain.isNext(record.seq, after: last.seq) else {
      return VerifyReport.Fault(
        stream: stream, seq: record.seq, what: "record \(last.seq) is followed by record \(record.seq)")
    }
    guard Chain.digest(of: record.entry, after: last.digest) == record.digest else {
      return VerifyReport.Fault(stream: stream, seq: record.seq, what: "the record does not match its digest")
    }
    return nil
  }

  /// Compares where the walk ended with where the stream says it ends.
  public func end(_ head: StreamHead) -> VerifyReport.Fault? {
    if head.seq != last.seq {
      return VerifyReport.Fault(
        stream: stream, seq: last.seq,
        what: "the stream ends at record \(last.seq) but should end at record \(head.seq)")
    }
    guard head.digest == last.digest else {
      return VerifyReport.Fault(
        stream: stream, seq: last.seq, what: "the last record is not the one that was committed last")
    }
    return nil
  }
}
