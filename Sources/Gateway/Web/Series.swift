import Synchronization

/// One line, or the few lines of a histogram, in the metrics.
protocol Series: AnyObject, Sendable {
  /// The sample lines; `labels` is what stands between the braces, possibly nothing.
  func lines(_ name: String, _ labels: String) -> [String]
}

/// A number that only grows. Safe from any thread.
public final class Counter: Series {
  private let value = Atomic<Int>(0)

  init() {}

  public func add(_ count: Int = 1) { value.wrappingAdd(count, ordering: .relaxed) }
  public var count: Int { value.load(ordering: .relaxed) }

  func lines(_ name: String, _ labels: String) -> [String] { ["\(name)\(braced(labels)) \(count)"] }
}

/// A number that goes up and down. Safe from any thread.
public final class Gauge: Series {
  private let value = Atomic<Int>(0)

  init() {}

  public func add(_ count: Int) { value.wrappingAdd(count, ordering: .relaxed) }
  public func set(_ count: Int) { value.store(count, ordering: .relaxed) }
  public var count: Int { value.load(ordering: .relaxed) }

  func lines(_ name: String, _ labels: String) -> [String] { ["\(name)\(braced(labels)) \(count)"] }
}

/// A number that is asked for.
final class ReadGauge: Series {
  private let read: @Sendable () -> Double

  init(_ read: @escaping @Sendable () -> Double) { self.read = read }

  func lines(_ name: String, _ labels: String) -> [String] { ["\(name)\(braced(labels)) \(number(read()))"] }
}

/// How measures are spread. Safe from any thread.
public final class Histogram: Series {
  /// Bounds for times in seconds, from a millisecond to ten seconds.
  public static let seconds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct State {
    var counts: [Int]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  public func observe(_ measure: Double) {
    let bucket = bounds.firstIndex { measure <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += measure
    }
  }

  func lines(_ name: String, _ labels: String) -> [String] {
    let state = state.withLock { $0 }
    let prefix = labels.isEmpty ? "" : labels + ","
    var lines: [String] = []
    var total = 0
    for (bound, count) in zip(bounds.map(number) + ["+Inf"], state.counts) {
      total += count
      lines.append(#"\#(name)_bucket{\#(prefix)le="\#(bound)"} \#(total)"#)
    }
    return lines + ["\(name)_sum\(braced(labels)) \(number(state.sum))", "\(name)_count\(braced(labels)) \(total)"]
  }
}

private func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

/// Whole numbers without a fraction, as Prometheus shows them.
private func number(_ value: Double) -> String {
  if let whole = Int(exactly: value) { return String(whole) }
  return value.isNaN ? "NaN" : value == .infinity ? "+Inf" : value == -.infinity ? "-Inf" : String(value)
}
