import Crypto
import Messaging
import NIOCore
import Synchronization

/// One connection with the server: what is sent on it, and how it is known to have arrived.
///
/// The component protocol acknowledges nothing. So behind what is sent goes a ping to the component itself: the server works in
/// order, so when the ping comes back it has had what went before, and refusals of its own have come back too.
final class XMPPStream: Sendable {
  private let configuration: XMPPConfiguration
  private let writer: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private let pings = Awaited<Void>()
  private let state = Mutex(State())
  /// Hard to guess, so that nobody else's ping is taken for the bot's own.
  private let mark = XMPPMessage.random()

  private struct State {
    var number = 0
    /// Whether the server brings the component's pings back.
    var isConfirming = false
    /// What is under way, and why it came back.
    var underWay: [String: StanzaError?] = [:]
  }

  /// How long the server may take for what it does at once.
  static let patience = Duration.seconds(20)

  init(configuration: XMPPConfiguration, writer: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
    self.configuration = configuration
    self.writer = writer
  }

  // MARK: beginning

  /// The header of the stream, which the component sends first.
  func open() async throws {
    try await write(
      "<?xml version='1.0'?><stream:stream xmlns='\(StanzaReader.component)' xmlns:stream='\(StanzaReader.streams)' to='\(configuration.domain)'>")
  }

  /// Shows the server that the component knows the secret (XEP-0114, example 3).
  func shakeHands(id: String) async throws {
    let digest = Insecure.SHA1.hash(data: Array((id + configuration.secret).utf8))
    try await write("<handshake>\(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())</handshake>")
  }

  /// Tries whether the server brings pings back.
  func probe(within limit: Duration) async throws {
    do {
      try await ping(within: limit)
      state.withLock { $0.isConfirming = true }
    } catch is PlatformError {}
  }

  var isConfirming: Bool { state.withLock { $0.isConfirming } }

  // MARK: sending

  /// Sends a message; returns when the server has it.
  /// - Throws: `PlatformError`; `CancellationError`.
  func deliver(_ stanza: String, id: String) async throws {
    guard isConfirming else { return try await write(stanza) }
    state.withLock { $0.underWay[id] = .some(nil) }
    defer { state.withLock { $0.underWay[id] = nil } }
    try await ping(within: Self.patience, after: stanza)
    if let error = state.withLock({ $0.underWay[id] ?? nil }) { throw error.forSender }
  }

  /// Sends what needs no confirmation.
  /// - Throws: `PlatformError.unavailable`.
  func write(_ text: String) async throws {
    do { try await writer.write(ByteBuffer(string: text)) } catch is CancellationError { throw CancellationError() } catch {
      throw PlatformError.unavailable("the connection with the XMPP server is gone")
    }
  }

  /// Throws where the server does not bring a ping back in time, or the connection is gone.
  func check() async throws {
    if isConfirming { try await ping(within: Self.patience) } else { try await write(" ") }
  }

  private func ping(within limit: Duration, after stanza: String = "") async throws {
    let id = state.withLock { state in
      state.number += 1
      return "\(mark)-\(state.number)"
    }
    let ping = "<iq type='get' id='\(id)' from='\(configuration.domain)' to='\(configuration.domain)/\(mark)'><ping xmlns='urn:xmpp:ping'/></iq>"
    try await pings.value(of: id, within: limit) { try await write(stanza + ping) }
  }

  // MARK: what comes back

  /// Whether it was one of the bot's own pings, as it was sent or as an error.
  func isOwnPing(_ stanza: XMLNode) -> Bool {
    guard stanza.name == "iq", let id = stanza.attributes["id"], id.hasPrefix(mark + "-") else { return false }
    // A server that answers with an error works in order too.
    pings.fulfil(id, ())
    return true
  }

  /// Whether it was a message of now that came back.
  func cameBack(_ id: String, _ error: StanzaError) -> Bool {
    state.withLock { state in
      guard state.underWay[id] != nil else { return false }
      state.underWay[id] = .some(error)
      return true
    }
  }

  /// Tells all who wait that nothing will come any more.
  func close() { pings.fail(PlatformError.unavailable("the connection with the XMPP server is gone")) }
}
