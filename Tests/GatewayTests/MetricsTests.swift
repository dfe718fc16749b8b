import Gateway
import Testing

@Suite struct MetricsTests {
  @Test func theTextHoldsEverySeriesSortedAndEscaped() {
    let metrics = MetricsRegistry()
    metrics.counter("calls_total", "Calls.", labels: ["method": "b"]).add(2)
    metrics.counter("calls_total", "Calls.", labels: ["method": "a\"\\\n"]).add()
    metrics.gauge("open", "Open\nnow.").set(-3)
    metrics.gauge("asked", "Asked.") { 1.5 }
    let spread = metrics.histogram("wait_seconds", "Waits.", bounds: [0.5, 1])
    for wait in [0.25, 0.5, 0.75, 9] { spread.observe(wait) }
    #expect(
      metrics.text == #"""
        # HELP asked Asked.
        # TYPE asked gauge
        asked 1.5
        # HELP calls_total Calls.
        # TYPE calls_total counter
        calls_total{method="a\"\\\n"} 1
        calls_total{method="b"} 2
        # HELP open Open\nnow.
        # TYPE open gauge
        open -3
        # HELP wait_seconds Waits.
        # TYPE wait_seconds histogram
        wait_seconds_bucket{le="0.5"} 2
        wait_seconds_bucket{le="1"} 3
        wait_seconds_bucket{le="+Inf"} 4
        wait_seconds_sum 10.5
        wait_seconds_count 4

        """#)
  }

  @Test func theSameNameAndLabelsAreTheSameCounterFromAnyThread() async {
    let metrics = MetricsRegistry()
    await withTaskGroup { tasks in
      for _ in 0..<8 {
        tasks.addTask { for _ in 0..<1000 { metrics.counter("n_total", "N.", labels: ["k": "v"]).add() } }
      }
    }
    #expect(metrics.counter("n_total", "N.", labels: ["k": "v"]).count == 8000)
  }

  @Test func labelsFromOutsideCannotMakeTheRegistryGrow() {
    let metrics = MetricsRegistry()
    for number in 0..<10_000 { metrics.counter("n_total", "N.", labels: ["k": "\(number)"]).add() }
    let lines = metrics.text.split(separator: "\n").filter { $0.hasPrefix("n_total{") }
    #expect(lines.count == 129)
    #expect(lines.contains(#"n_total{k="other"} 9872"#))
  }
}
