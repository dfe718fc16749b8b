import Foundation

/// Where a node listens for WebSockets: `ws://host:port/ws`.
struct ServerAddress: Equatable {
  var host: String
  var port: Int
  var path: String

  /// Reads an address; without a path it is `/ws`, without a port 80. There is no TLS in this client, so no `wss`.
  init(_ text: String) throws(ClientError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      ["ws", "http"].contains(scheme),
      let host = parts.host, !host.isEmpty, parts.query == nil, parts.user == nil, parts.password == nil
    else { throw .badAddress(text) }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    port = parts.port ?? 80
    path = ["", "/"].contains(parts.path) ? "/ws" : parts.percentEncodedPath
  }

  /// As a `Host` field names it.
  var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
