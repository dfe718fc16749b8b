import Dispatch
import NIOCore

/// Counts and times of a load, on its event loop only.
final class Meter {
  private(set) var count = 0
  /// The first refusal, as it came.
  private(set) var refusal: String?
  private var microseconds: [UInt32] = []
  /// Whether what happens counts; not during the warm-up and the end.
  var isCounting = false
  /// Whether everybody is to come to an end.
  var isStopping = false

  func took(since start: UInt64) {
    guard isCounting else { return }
    count += 1
    microseconds.append(UInt32(clamping: (moment() - start) / 1000))
  }

  func refuse(_ message: ByteBufferView) {
    if refusal == nil { refusal = String(decoding: message, as: UTF8.self) }
  }

  func reset() { (count, refusal, microseconds) = (0, nil, []) }

  /// Milliseconds within which so many of a hundred were done.
  func percentile(_ percent: Double) -> Double {
    guard !microseconds.isEmpty else { return 0 }
    let sorted = microseconds.sorted()
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))]) / 1000
  }
}

/// Nanoseconds of a clock that only goes forward.
func moment() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
