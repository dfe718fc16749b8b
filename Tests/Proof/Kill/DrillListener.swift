import Client
import StrictJSON
import Synchronization

/// An organiser's program that follows the forum over all kills: each change has to come once and in order.
final class DrillListener: Sendable {
  private struct State {
    var last: Int
    /// How often it began.
    var begun = 0
  }

  private let drill: KillDrill
  private let secret: String
  private let state: Mutex<State>

  init(secret: String, after: Int, drill: KillDrill) {
    self.secret = secret
    self.drill = drill
    state = Mutex(State(last: after))
  }

  /// The last position that was heard.
  var last: Int { state.withLock { $0.last } }
  /// How often it began again after a break.
  var resumed: Int { state.withLock { max(0, $0.begun - 1) } }

  func run() async {
    while !Task.isCancelled {
      do {
        let client = try await RPCClient.connect(to: drill.address, token: secret, timeoutSeconds: 3)
        _ = try await client.call("changes.subscribe", ["forum": .string(drill.forum), "after": .int(last)])
        state.withLock { $0.begun += 1 }
        for await notification in client.notifications { hear(notification) }
        if Task.isCancelled { return await client.close() }
      } catch let error as RPCError {
        drill.ledger.fault("a listener could not go on after \(last): \(error) \(error.data.map { "\($0.text)" } ?? "")")
        return
      } catch {
        try? await Task.sleep(for: .milliseconds(10))
      }
    }
  }

  private func hear(_ notification: RPCNotification) {
    guard notification.method == "changes.next", let seq = notification.params["seq"]?.intValue else { return }
    let before = state.withLock { state in
      defer { state.last = seq }
      return state.last
    }
    if seq != before + 1 { drill.ledger.fault("a listener heard \(seq) after \(before)") }
  }
}
