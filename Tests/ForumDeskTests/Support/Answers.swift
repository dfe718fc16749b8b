import Synchronization
import Testing

/// What callbacks brought, in the order in which they came.
final class Answers<Value: Sendable>: Sendable {
  private let taken = Mutex<[Result<Value, any Error>]>([])

  func take(_ result: Result<Value, any Error>) { taken.withLock { $0.append(result) } }
  func take(_ value: Value) { take(.success(value)) }

  var all: [Result<Value, any Error>] { taken.withLock { $0 } }
  var count: Int { taken.withLock { $0.count } }
  var values: [Value] { all.compactMap { try? $0.get() } }

  /// Waits until so many have come.
  func wait(for count: Int, sourceLocation: SourceLocation = #_sourceLocation) async -> [Result<Value, any Error>] {
    await eventually("\(count) answers", sourceLocation: sourceLocation) { self.count >= count }
    return all
  }
}

/// Waits until something holds, ten seconds at most.
func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ holds: @Sendable () throws -> Bool
) async rethrows {
  for _ in 0..<2000 {
    if try holds() { return }
    try? await Task.sleep(for: .milliseconds(5))
  }
  Issue.record("still waiting for: \(what)", sourceLocation: sourceLocation)
}

/// Long enough for something that must not happen to happen.
func aWhile() async { try? await Task.sleep(for: .milliseconds(60)) }

/// The error of a result, for comparisons.
extension Result {
  var error: Failure? { if case .failure(let error) = self { error } else { nil } }
  var value: Success? { if case .success(let value) = self { value } else { nil } }
}
