import Messaging
import Synchronization

/// Sends pages over whatever connection there is.
final class XMPPPlatform: MessagingPlatform {
  private let configuration: XMPPConfiguration
  private let stream = Mutex<XMPPStream?>(nil)

  let bot = XMPPBot.name
  var limits: MessageLimits { MessageLimits(unit: .bytes, text: configuration.longestText) }

  init(configuration: XMPPConfiguration) { self.configuration = configuration }

  /// The connection from now on.
  func use(_ stream: XMPPStream) { self.stream.withLock { $0 = stream } }

  /// There is no connection any more; whether there was one.
  func leave() -> Bool {
    let left = stream.withLock { stream in
      defer { stream = nil }
      return stream
    }
    left?.close()
    return left != nil
  }

  /// nil while there is no connection.
  var current: XMPPStream? { stream.withLock { $0 } }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    guard let stream = current else { throw PlatformError.unavailable("not connected with the XMPP server") }
    guard let jid = JID(chat), jid.local != nil else { throw PlatformError.refused("'\(chat)' is nobody's address") }
    // The same id whenever the same page is sent, so that a client shows it once.
    let id = XMPPMessage.digest(key)
    try await stream.deliver(Self.message(page.text, from: arrival?.handle["to"] ?? configuration.botAddress, to: jid.bare, id: id), id: id)
  }

  /// A message (RFC 6121, 5) with the id that it keeps over servers (XEP-0359).
  static func message(_ text: String, from: String, to: String, id: String) -> String {
    "<message type='chat' id='\(id)' from='\(XMLText.escaped(from))' to='\(XMLText.escaped(to))'><body>\(XMLText.escaped(text))</body>"
      + "<origin-id xmlns='urn:xmpp:sid:0' id='\(id)'/></message>"
  }
}
