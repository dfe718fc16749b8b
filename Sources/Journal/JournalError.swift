/// Why the journal did not do what it was asked.
public enum JournalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Somebody else wrote first, or the caller's view is old. Nothing was written.
  case conflict(stream: String, why: String)
  /// A record is not what was written. Nothing after it in its stream can be trusted.
  case damaged(stream: String, seq: Int, why: String)
  /// A snapshot is not what was written; the records may be well.
  case damagedSnapshot(stream: String, seq: Int, why: String)
  /// What was given cannot be kept.
  case unfit(String)
  /// The disk, or the place given to the store, is full.
  case full
  /// The store may be read but not written.
  case readOnly
  /// The file is no journal or has been damaged.
  case corrupt(String)
  /// Somebody else holds the store.
  case busy
  /// The journal was closed.
  case closed
  /// Anything else that the store reports, such as a failing disk.
  case failed(String)

  /// Whether it is certain that a batch that met this error left nothing behind. If not, read again what is there.
  public var nothingWasWritten: Bool {
    switch self {
    case .conflict, .unfit, .full, .readOnly, .busy, .closed: true
    case .damaged, .damagedSnapshot, .corrupt, .failed: false
    }
  }

  public var description: String {
    switch self {
    case .conflict(let stream, let why): "\(stream): \(why)"
    case .damaged(let stream, let seq, let why): "the journal of \(stream) is damaged at record \(seq): \(why)"
    case .damagedSnapshot(let stream, let seq, let why):
      "the snapshot of \(stream) after record \(seq) cannot be used: \(why)"
    case .unfit(let why): "the journal cannot keep this: \(why)"
    case .full: "the disk is full: the change was not recorded"
    case .readOnly: "the journal may not be written: check who owns its file and whether its disk is mounted read-only"
    case .corrupt(let why): "the journal's file cannot be used: \(why)"
    case .busy: "the journal is held by another process"
    case .closed: "the journal was closed"
    case .failed(let why): "the journal failed: \(why)"
    }
  }
}
