/// The way back to one client. A value that may be kept and used from any thread; after the connection is gone it does nothing.
///
/// Messages leave in the order in which they were sent.
public struct Outlet: Sendable {
  /// What is done when the client does not read.
  public enum Policy: Sendable {
    /// An answer: it waits, and the client is not read from until it has gone.
    case reply
    /// News that were not asked for one by one: they wait within `GatewayLimits.feedBytes` and `.feedMessages`; beyond, the client is cut off
    /// with `CloseCode.tooSlow`.
    case feed
  }

  private let sink: any OutletSink

  /// An outlet over something else than a socket, for tests of what speaks through it.
  public init(_ sink: any OutletSink) { self.sink = sink }

  /// Sends one text message. False when it will not arrive, because the connection is closed or this very message cut it off.
  @discardableResult
  public func send(_ text: [UInt8], _ policy: Policy = .reply) -> Bool {
    sink.send(text, isBinary: false, policy)
  }

  /// Sends one binary message; otherwise as `send(_:_:)`.
  @discardableResult
  public func send(binary: [UInt8], _ policy: Policy = .reply) -> Bool {
    sink.send(binary, isBinary: true, policy)
  }

  /// Closes the connection after all that was sent before has left. The reason is cut at 123 bytes.
  public func close(_ code: CloseCode, reason: String = "") { sink.close(code, reason: reason) }

  /// Whether so much is waiting that more should be held back; when it has gone, the session's `drained()` is called.
  public var isBackedUp: Bool { sink.isBackedUp }
}

/// Where an `Outlet` leads to. Every member may be called from any thread.
public protocol OutletSink: Sendable {
  func send(_ bytes: [UInt8], isBinary: Bool, _ policy: Outlet.Policy) -> Bool
  func close(_ code: CloseCode, reason: String)
  var isBackedUp: Bool { get }
}
