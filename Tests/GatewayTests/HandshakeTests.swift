import Gateway
import Testing

@Suite struct HandshakeTests {
  @Test func aSoundHandshakeIsAcceptedWithTheKeyOfTheRFC() async throws {
    try await TestNode.run { node in
      let peer = try await Peer(node)
      try await peer.send(handshake(headers: ["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"]))
      let head = try await peer.answerHead()
      #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
      #expect(head.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
      #expect(!head.lowercased().contains("sec-websocket-extensions"))
    }
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var rule: String
    var status: Int
    var request: String
    var testDescription: String { rule }
  }

  static let refusals = [
    Refusal(rule: "another path is not found", status: 404, request: handshake(path: "/elsewhere")),
    Refusal(rule: "the path is matched whole", status: 404, request: handshake(path: "/ws/more")),
    Refusal(rule: "a query does not change the path", status: 101, request: handshake(path: "/ws?a=b")),
    Refusal(
      rule: "version 12 is answered with the version spoken", status: 426,
      request: handshake(headers: ["Sec-WebSocket-Version: 12"])),
    Refusal(rule: "a version is needed", status: 426, request: handshake(without: ["Sec-WebSocket-Version"])),
    Refusal(
      rule: "a plain request is told to upgrade", status: 426, request: handshake(without: ["Upgrade", "Connection"])),
    Refusal(rule: "Connection names the upgrade", status: 426, request: handshake(headers: ["Connection: keep-alive"])),
    Refusal(
      rule: "Connection may name other things too", status: 101,
      request: handshake(headers: ["Connection: keep-alive, Upgrade"])),
    Refusal(rule: "another protocol is not spoken", status: 426, request: handshake(headers: ["Upgrade: h2c"])),
    Refusal(rule: "a key is needed", status: 400, request: handshake(without: ["Sec-WebSocket-Key"])),
    Refusal(rule: "a key has 16 bytes", status: 400, request: handshake(headers: ["Sec-WebSocket-Key: c2hvcnQ="])),
    Refusal(
      rule: "a key is given once", status: 400,
      request: handshake(headers: [
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ])),
    Refusal(rule: "a handshake has no body", status: 400, request: handshake(headers: ["Content-Length: 5"])),
    Refusal(rule: "a request names its host", status: 400, request: handshake(without: ["Host"])),
    Refusal(rule: "a foreign origin", status: 403, request: handshake(headers: ["Origin: https://evil.example"])),
    Refusal(rule: "the null origin", status: 403, request: handshake(headers: ["Origin: null"])),
    Refusal(
      rule: "an origin that ends like an allowed one", status: 403,
      request: handshake(headers: ["Origin: https://evilforum.example"])),
    Refusal(
      rule: "an origin that begins like an allowed one", status: 403,
      request: handshake(headers: ["Origin: https://forum.example.evil.example"])),
    Refusal(
      rule: "an allowed host with another scheme", status: 403,
      request: handshake(headers: ["Origin: http://forum.example"])),
    Refusal(
      rule: "an allowed host with another port", status: 403,
      request: handshake(headers: ["Origin: https://forum.example:8443"])),
    Refusal(
      rule: "the own host with another port", status: 403,
      request: handshake(headers: ["Origin: http://node.example:9090"])),
    Refusal(
      rule: "two origins", status: 403,
      request: handshake(headers: ["Origin: https://forum.example", "Origin: https://evil.example"])),
    Refusal(rule: "an origin on the list", status: 101, request: handshake(headers: ["Origin: https://forum.example"])),
    Refusal(
      rule: "the node's own origin", status: 101, request: handshake(headers: ["Origin: http://node.example:8080"])),
    Refusal(rule: "garbage instead of HTTP", status: 400, request: "BLAH\r\n\r\n"),
    Refusal(
      rule: "more header than is read", status: 400,
      request: handshake(headers: ["X-Long: " + String(repeating: "x", count: 70_000)])),
    Refusal(
      rule: "more header fields than are read", status: 400, request: handshake(headers: (0..<200).map { "X-\($0): y" })
    ),
  ]

  @Test(arguments: refusals)
  func everyHandshakeGetsTheRightStatus(_ refusal: Refusal) async throws {
    try await TestNode.run(origins: OriginPolicy(allowed: ["https://forum.example"])) { node in
      let peer = try await Peer(node)
      try await peer.send(refusal.request)
      let head = try await peer.answerHead()
      #expect(head.hasPrefix("HTTP/1.1 \(refusal.status) "), "\(head)")
      if refusal.status == 426, refusal.request.contains("Upgrade: websocket"), !refusal.request.contains("keep-alive") {
        #expect(head.contains("Sec-WebSocket-Version: 13"))
      }
      if refusal.status != 101 {
        let isClosed = try await eventually { peer.isClosed }
        #expect(isClosed, "a refused connection ends")
      }
    }
  }

  @Test func theServiceMayRefuseAToken() async throws {
    struct Guarded: MessageService {
      func refusal(of handshake: Handshake) -> HandshakeRefusal? {
        handshake.bearer == "right"
          ? nil : HandshakeRefusal(status: 401, message: "No such token.", headers: ["WWW-Authenticate": "Bearer"])
      }
      func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession {
        EchoService().open(outlet, handshake: handshake)
      }
    }
    try await TestNode.run(service: Guarded()) { node in
      _ = try await Peer.webSocket(node, headers: ["Authorization: Bearer right"])
      let peer = try await Peer(node)
      try await peer.send(handshake(headers: ["Authorization: bearer wrong"]))
      let head = try await peer.answerHead()
      #expect(head.hasPrefix("HTTP/1.1 401 "))
      #expect(head.contains("WWW-Authenticate: Bearer"))
      #expect(node.metric(#"rialto_handshakes_refused_total{status="401"}"#) == 1)
    }
  }

  @Test func theServiceHearsWhoConnectsAndTheTokenIsNotInTheDescription() async throws {
    struct Telling: MessageService {
      func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession {
        outlet.send(Array("\(handshake) \(handshake.bearer ?? "") \(handshake.host ?? "")".utf8))
        return EchoService().open(outlet, handshake: handshake)
      }
    }
    try await TestNode.run(service: Telling()) { node in
      let peer = try await Peer.webSocket(
        node, headers: ["Host: localhost:1", "Origin: http://localhost:1", "Authorization: Bearer abc"])
      #expect(
        try await peer.frame()?.text == "/ws from 127.0.0.1, origin http://localhost:1, with a token abc localhost:1")
    }
  }

  @Test func aFrameInTheSamePacketAsTheHandshakeIsHeard() async throws {
    try await TestNode.run { node in
      let peer = try await Peer(node)
      try await peer.send(Array(handshake().utf8) + text("early"))
      #expect(try await peer.answerHead().hasPrefix("HTTP/1.1 101 "))
      #expect(try await peer.frame()?.text == "early")
    }
  }

  @Test func anUpgradeAsTheSecondRequestIsToldToComeOnItsOwnConnection() async throws {
    try await TestNode.run { node in
      let peer = try await Peer(node)
      try await peer.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await peer.answerHead().hasPrefix("HTTP/1.1 200 "))
      _ = try await eventually { peer.received.count == 3 }
      try await peer.send(handshake())
      let head = try await peer.answerHead()
      #expect(head.contains("HTTP/1.1 426 "), "\(head)")
      let isClosed = try await eventually { peer.isClosed }
      #expect(isClosed)
    }
  }

  @Test func anotherProtocolOnAnotherPathIsIgnoredAndTheRequestAnswered() async throws {
    try await TestNode.run { node in
      let peer = try await Peer(node)
      try await peer.send(
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n"
      )
      let head = try await peer.answerHead()
      #expect(head.hasPrefix("HTTP/1.1 200 "))
      #expect(head.lowercased().contains("connection: close"))
      let isClosed = try await eventually { peer.isClosed }
      #expect(isClosed)
    }
  }

  @Test func aHandshakeBehindARequestThatIsStillAnsweredHurtsNobody() async throws {
    try await TestNode.run { node in
      for _ in 0..<20 {
        let peer = try await Peer(node)
        try await peer.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" + handshake() + "garbage")
        let isClosed = try await eventually { peer.isClosed }
        #expect(isClosed)
        #expect(String(decoding: peer.received, as: UTF8.self).hasPrefix("HTTP/1.1 200 "))
      }
      let after = try await Peer(node)
      try await after.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await after.answerHead().hasPrefix("HTTP/1.1 200 "))
    }
  }
}
