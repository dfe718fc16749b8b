import NIOCore
import Synchronization

/// How many connections there are, in all and by remote address.
package final class ConnectionLedger: Sendable {
  package enum Entry: Equatable {
    case admitted(key: String)
    /// The node is full.
    case full
    /// This address has enough connections.
    case tooMany
  }

  private struct State {
    var total = 0
    var byAddress: [String: Int] = [:]
  }

  private let limits: GatewayLimits
  private let state = Mutex(State())

  package init(limits: GatewayLimits) { self.limits = limits }

  package var total: Int { state.withLock { $0.total } }

  /// Counts a connection in, or says why not. Each admitted one is to `leave` once.
  package func enter(_ address: SocketAddress?) -> Entry {
    let key = self.key(of: address)
    return state.withLock { state in
      guard state.total < limits.connections else { return .full }
      if !key.isEmpty {
        let count = state.byAddress[key, default: 0]
        guard count < limits.connectionsPerAddress else { return .tooMany }
        state.byAddress[key] = count + 1
      }
      state.total += 1
      return .admitted(key: key)
    }
  }

  package func leave(key: String) {
    state.withLock { state in
      state.total -= 1
      guard !key.isEmpty else { return }
      let count = state.byAddress[key, default: 0] - 1
      state.byAddress[key] = count > 0 ? count : nil
    }
  }

  /// Under what a connection is counted by address; empty where it is not.
  private func key(of address: SocketAddress?) -> String {
    switch address {
    case .v4(let v4):
      let bytes = withUnsafeBytes(of: v4.address.sin_addr) { Array($0) }
      if bytes.first == 127, !limits.countsLoopback { return "" }
      return "4:\(bytes)"
    case .v6(let v6):
      let bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
      if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes.last == 1, !limits.countsLoopback { return "" }
      // An address of the old kind written in the new one; otherwise the network that one household or host gets.
      let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes.dropFirst(10).prefix(2) == [0xFF, 0xFF]
      if isMapped {
        let inner = Array(bytes.suffix(4))
        return inner.first == 127 && !limits.countsLoopback ? "" : "4:\(inner)"
      }
      return "6:\(bytes.prefix(8))"
    case .unixDomainSocket, nil: return ""
    }
  }
}
