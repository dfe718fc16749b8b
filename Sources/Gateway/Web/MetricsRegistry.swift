import Synchronization

/// What the node counts, and its text in the exposition format of Prometheus (version 0.0.4).
///
/// A series is one metric with one set of labels. Labels come from closed sets of words only, and a metric takes at most 128 series:
/// what goes beyond is counted under `other`, so that no outside text can make the registry grow.
public final class MetricsRegistry: Sendable {
  private static let maxSeries = 128

  private enum Kind: String { case counter, gauge, histogram }

  private struct Family {
    let kind: Kind
    let help: String
    var series: [String: any Series] = [:]
  }

  private let families = Mutex<[String: Family]>([:])

  public init() {}

  // MARK: Making

  /// A number that only grows. The same name and labels give the same counter.
  public func counter(_ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:]) -> Counter {
    series(name, help, .counter, labels, make: Counter.init) ?? Counter()
  }

  /// A number that goes up and down.
  public func gauge(_ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:]) -> Gauge {
    series(name, help, .gauge, labels, make: Gauge.init) ?? Gauge()
  }

  /// A number that is asked for when the metrics are read. `read` must be quick and may come from any thread.
  public func gauge(
    _ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:], read: @escaping @Sendable () -> Double
  ) {
    _ = series(name, help, .gauge, labels) { ReadGauge(read) }
  }

  /// How often a measure, in the base unit of its name (seconds, bytes), was at most each of `bounds`, which ascend.
  public func histogram(
    _ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:], bounds: [Double] = Histogram.seconds
  ) -> Histogram {
    series(name, help, .histogram, labels) { Histogram(bounds: bounds) } ?? Histogram(bounds: bounds)
  }

  private func series<S: Series>(
    _ name: String, _ help: String, _ kind: Kind, _ labels: KeyValuePairs<String, String>, make: () -> S
  ) -> S? {
    families.withLock { families in
      var family = families[name] ?? Family(kind: kind, help: help)
      var key = labels.map { #"\#($0.key)="\#($0.value.labelEscaped)""# }.joined(separator: ",")
      if family.series[key] == nil, family.series.count >= Self.maxSeries {
        key = labels.map { #"\#($0.key)="other""# }.joined(separator: ",")
      }
      let found = family.series[key] ?? make()
      family.series[key] = found
      families[name] = family
      return found as? S
    }
  }

  // MARK: Reading

  /// All metrics, sorted by name and labels.
  public var text: String {
    let families = families.withLock { $0 }
    var lines: [String] = []
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      lines.append("# HELP \(name) \(family.help.helpEscaped)")
      lines.append("# TYPE \(name) \(family.kind.rawValue)")
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        lines += series.lines(name, labels)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension String {
  fileprivate var helpEscaped: String { escaped(quotes: false) }
  fileprivate var labelEscaped: String { escaped(quotes: true) }

  private func escaped(quotes: Bool) -> String {
    var text = ""
    for character in unicodeScalars {
      switch character {
      case "\\": text += #"\\"#
      case "\n": text += #"\n"#
      case "\"" where quotes: text += #"\""#
      default: text.unicodeScalars.append(character)
      }
    }
    return text
  }
}
