import Client
import StrictJSON
import Synchronization

/// What the clients of the drill sent and what they were answered.
final class Ledger: Sendable {
  struct Sent: Sendable {
    var client: Int
    var key: String
    var method: String
    var params: JSONValue
  }

  /// A result, or the code and data of a refusal.
  enum Answer: Sendable, Equatable {
    case result(JSONValue)
    case refused(Int, JSONValue?)
  }

  private struct State {
    var acknowledged: [(sent: Sent, answer: Answer)] = []
    var repeated = 0
    /// Meetings that wait for the delegate's answer, and those in which they are.
    var pending: [Int: [String]] = [:]
    var open: [Int: [String]] = [:]
    var faults: [String] = []
  }

  private let state = Mutex(State())

  var acknowledged: [(sent: Sent, answer: Answer)] { state.withLock { $0.acknowledged } }
  var count: Int { state.withLock { $0.acknowledged.count } }
  /// Commands that were sent again because their answer was lost.
  var repeated: Int { state.withLock { $0.repeated } }
  var faults: [String] { state.withLock { $0.faults } }

  func fault(_ what: String) { state.withLock { $0.faults.append(what) } }
  func countRepetition() { state.withLock { $0.repeated += 1 } }

  func take(_ sent: Sent, _ answer: Answer, with partner: Int?) {
    state.withLock { state in
      state.acknowledged.append((sent, answer))
      guard case .result(let result) = answer, let meeting = result["meeting"]?.stringValue, let partner else { return }
      state.pending[partner, default: []].append(meeting)
      state.open[sent.client, default: []].append(meeting)
      state.open[partner, default: []].append(meeting)
    }
  }

  /// A meeting that the delegate may confirm or decline, once.
  func popPending(_ client: Int) -> String? { state.withLock { $0.pending[client]?.popLast() } }

  /// A meeting that the delegate may end; perhaps the other side was faster.
  func popOpen(_ client: Int) -> String? {
    state.withLock { state in
      guard let count = state.open[client]?.count, count > 0 else { return nil }
      return state.open[client]?.remove(at: count / 2)
    }
  }

  /// One of the newest acknowledged commands of a client, to be repeated.
  func recent(_ client: Int) -> (sent: Sent, answer: Answer)? {
    state.withLock { state in state.acknowledged.suffix(500).last { $0.sent.client == client } }
  }
}
