import Logging
import Synchronization

/// What was logged.
public final class Notes: Sendable {
  /// Those that were not waited for yet, each as `message name=value ...`.
  public let lines = Mailbox<String>()
  private let record = Mutex<[String]>([])
  private let level: Logger.Level

  /// - Parameter level: what matters less is not noted.
  public init(from level: Logger.Level = .info) { self.level = level }

  public var logger: Logger { Logger(label: "test") { _ in Handler(notes: self, logLevel: self.level) } }

  /// Every line since the beginning.
  public var all: [String] { record.withLock { $0 } }

  /// Takes out the first line that has this in it, or waits for it.
  /// - Throws: `TestFault` where none comes in time.
  @discardableResult
  public func line(with part: String, within limit: Duration = .seconds(20)) async throws -> String {
    guard let line = await lines.first(within: limit, where: { $0.contains(part) }) else {
      throw TestFault("the log does not say '\(part)'; it says \(all)")
    }
    return line
  }

  private struct Handler: LogHandler {
    let notes: Notes
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let metadata = (event.metadata ?? [:]).map { " \($0.key)=\($0.value)" }.sorted()
      let line = "\(event.message)\(metadata.joined())"
      notes.record.withLock { $0.append(line) }
      notes.lines.put(line)
    }
  }
}
