import Logging
import Synchronization

/// What a bot wrote to its log.
final class Logs: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func handler() -> any LogHandler { Handler(logs: self) }

  private struct Handler: LogHandler {
    let logs: Logs
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let extra = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      logs.lines.withLock { $0.append("\(event.level) \(event.message)\(extra)") }
    }
  }
}
