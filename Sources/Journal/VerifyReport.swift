/// What a check of the whole journal found.
public struct VerifyReport: Sendable, Equatable, CustomStringConvertible {
  /// One thing that is wrong.
  public struct Fault: Sendable, Equatable, CustomStringConvertible {
    /// The stream, where it concerns one.
    public var stream: String?
    /// The record, where it concerns one.
    public var seq: Int?
    /// What is wrong, in plain words.
    public var what: String

    public init(stream: String? = nil, seq: Int? = nil, what: String) {
      self.stream = stream
      self.seq = seq
      self.what = what
    }

    public var description: String {
      switch (stream, seq) {
      case (let stream?, let seq?): "\(stream), record \(seq): \(what)"
      case (let stream?, nil): "\(stream): \(what)"
      default: what
      }
    }
  }

  public var streams: Int
  public var records: Int
  public var snapshots: Int
  public var faults: [Fault]

  public init(streams: Int = 0, records: Int = 0, snapshots: Int = 0, faults: [Fault] = []) {
    self.streams = streams
    self.records = records
    self.snapshots = snapshots
    self.faults = faults
  }

  public var isSound: Bool { faults.isEmpty }

  /// For a person, one line and one a fault.
  public var description: String {
    let found = faults.isEmpty ? "no fault" : faults.count == 1 ? "1 fault" : "\(faults.count) faults"
    let head = "\(streams) streams, \(records) records, \(snapshots) snapshots: \(found)"
    return ([head] + faults.map { "- \($0)" }).joined(separator: "\n")
  }
}
