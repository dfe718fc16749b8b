import Foundation
import Synchronization

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A person on the test's Prosody, with a client that knows just enough.
public final class XMPPUser: PlatformUser, Sendable {
  public static let password = "only-for-a-test"

  public let name: String
  public let resource: String
  private let socket: TextSocket
  private let mailbox: Mailbox<XMPPSeen>
  private let last = Mutex(Heard(text: ""))
  private let reading: Task<Void, Never>

  public var hasButtons: Bool { false }
  public var address: String { "\(name)@\(Prosody.host)" }

  /// Makes an account where there is none of that name, and logs in.
  public init(_ name: String, on prosody: Prosody, resource: String = "phone") async throws {
    self.name = name
    self.resource = resource
    try prosody.register(name)
    socket = try await TextSocket.connect(port: prosody.clientPort)
    mailbox = Mailbox()
    reading = Task { [socket, mailbox] in
      var text = XMPPSplitter()
      for await buffer in socket.incoming { for seen in text.feed(buffer.readableBytesView) { mailbox.put(seen) } }
    }
    let open = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='\(Prosody.host)' version='1.0'>"
    try await socket.send(open)
    _ = try await next("features")
    let plain = Data("\0\(name)\0\(Self.password)".utf8).base64EncodedString()
    try await socket.send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>\(plain)</auth>")
    _ = try await next("success")
    try await socket.send(open)
    _ = try await next("features")
    try await socket.send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>\(resource)</resource></bind></iq>")
    _ = try await next("iq")
    try await socket.send("<presence/>")
    // Its own presence comes back: from then on it gets messages.
    _ = try await next("presence")
  }

  /// The next element of that name which was not returned before.
  public func next(_ name: String, within limit: Duration = .seconds(10), where matches: @escaping @Sendable (XMPPSeen) -> Bool = { _ in true })
    async throws -> XMPPSeen
  {
    guard let seen = await mailbox.first(within: limit, where: { $0.name == name && matches($0) }) else {
      throw TestFault("\(self.name) got no <\(name)> within \(limit); got \(mailbox.waiting.map(\.xml))")
    }
    return seen
  }

  /// Everything of that name which has come and was not returned before, when the server has done all that was asked before.
  public func rest(_ name: String) async throws -> [XMPPSeen] {
    try await flush()
    return mailbox.waiting.filter { $0.name == name }
  }

  /// Waits until the server has done what it was sent.
  public func flush() async throws {
    let id = UUID().uuidString
    try await socket.send("<iq type='get' id='\(id)' to='\(Prosody.host)'><ping xmlns='urn:xmpp:ping'/></iq>")
    _ = try await next("iq") { $0.attributes["id"] == id }
  }

  /// Sends XML as it is.
  public func send(_ xml: String) async throws { try await socket.send(xml) }

  public func say(_ text: String) async throws { try await say(text, id: UUID().uuidString) }

  /// Types a line to the bot under an id of one's own; `extra` is XML beside the body.
  public func say(_ text: String, id: String, type: String = "chat", extra: String = "") async throws {
    let body = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    try await send("<message to='\(Prosody.botAddress)' type='\(type)' id='\(id)'><body>\(body)</body>\(extra)</message>")
  }

  public func press(_ label: String) async throws {
    guard let place = last.withLock({ $0.buttons.firstIndex(of: label) }) else { throw TestFault("there is no '\(label)' to press") }
    try await say("\(place + 1)")
  }

  public func hear() async throws -> Heard {
    let seen = try await next("message") { $0.body != nil && $0.attributes["type"] != "error" }
    let heard = NumberedList.split(seen.body ?? "")
    if !heard.buttons.isEmpty { last.withLock { $0 = heard } }
    return heard
  }

  public func leave() async {
    await socket.close()
    reading.cancel()
  }
}

/// An element that a client got from its server.
public struct XMPPSeen: Sendable {
  public let name: String
  public let attributes: [String: String]
  /// The text of its first `body`; nil where it has none.
  public let body: String?
  public let xml: String
}

/// Cuts what a server sends to a client into elements; for tests alone, as it trusts the server to write as Prosody does.
struct XMPPSplitter {
  private var text = ""
  private var bytes: [UInt8] = []

  mutating func feed(_ new: some Sequence<UInt8>) -> [XMPPSeen] {
    bytes += new
    guard let more = String(validating: bytes, as: UTF8.self) else { return [] }
    bytes = []
    text += more
    var seen: [XMPPSeen] = []
    while let element = cut() {
      if let element = Self.seen(element) { seen.append(element) }
    }
    return seen
  }

  private mutating func cut() -> String? {
    while let begin = text.firstIndex(of: "<") {
      text = String(text[begin...])
      guard let end = text.firstIndex(of: ">") else { return nil }
      let tag = text[...end]
      let isHeader = tag.hasPrefix("<?") || tag.hasPrefix("<stream:stream") || tag.hasPrefix("</")
      if isHeader {
        text = String(text[text.index(after: end)...])
        continue
      }
      var rest = end
      if !tag.hasSuffix("/>") {
        let name = tag.dropFirst().prefix { $0 != " " && $0 != ">" && $0 != "/" }
        guard let close = text.firstRange(of: "</\(name)>") else { return nil }
        rest = text.index(before: close.upperBound)
      }
      let element = String(text[...rest])
      text = String(text[text.index(after: rest)...])
      return element
    }
    return nil
  }

  private static func seen(_ element: String) -> XMPPSeen? {
    let reader = Reader()
    let parser = XMLParser(data: Data("<x xmlns:stream='http://etherx.jabber.org/streams'>\(element)</x>".utf8))
    parser.delegate = reader
    guard parser.parse(), let name = reader.name else { return nil }
    return XMPPSeen(name: name.replacing("stream:", with: ""), attributes: reader.attributes, body: reader.body, xml: element)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var name: String?
    var attributes: [String: String] = [:]
    var body: String?
    private var depth = 0
    private var isInBody = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      depth += 1
      if depth == 2 { (self.name, self.attributes) = (name, attributes) }
      if depth == 3, name == "body", body == nil { (isInBody, body) = (true, "") }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if depth == 3 { isInBody = false }
      depth -= 1
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if isInBody { body = (body ?? "") + string }
    }
  }
}
