/// Which web pages may speak to the node from a browser (RFC 6455, section 10.2).
///
/// Programs that are no browsers send no `Origin`; they are let in and show a token like everybody. A browser names the page's
/// origin, and only the node's own pages and those on the list are let in; `null` (files, sandboxes) never.
public struct OriginPolicy: Sendable, Equatable {
  /// Allowed besides the node's own, each as a browser writes it: `https://forum.example.org`, with a port only if it is not the usual one.
  public var allowed: Set<String>

  public init(allowed: Set<String> = []) { self.allowed = Set(allowed.map { $0.lowercased() }) }

  /// Whether a request with these `Origin` fields, sent to this `Host`, is let in.
  public func allows(origins: [String], host: String?) -> Bool {
    guard let origin = origins.first?.lowercased() else { return true }
    guard origins.count == 1, origin != "null" else { return false }
    if allowed.contains(origin) { return true }
    guard let host = host?.lowercased(), !host.isEmpty else { return false }
    return origin == "https://" + host || origin == "http://" + host
  }
}
