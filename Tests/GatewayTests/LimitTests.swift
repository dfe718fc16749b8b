import Gateway
import Hummingbird
import Synchronization
import Testing

@Suite struct LimitTests {
  @Test(arguments: ["", "GET /healthz HTT", "GET /healthz HTTP/1.1\r\nHost: x\r\nX-More: "])
  func aRequestHeadHasADeadlineFromTheFirstMoment(_ beginning: String) async throws {
    var limits = GatewayLimits()
    limits.headSeconds = 1
    try await TestNode.run(limits: limits) { node in
      let peer = try await Peer(node)
      if !beginning.isEmpty { try await peer.send(beginning) }
      let isClosed = try await eventually(seconds: 4) { peer.isClosed }
      #expect(isClosed)
    }
  }

  @Test func aHeadThatTricklesInIsClosedAllTheSame() async throws {
    var limits = GatewayLimits()
    limits.headSeconds = 1
    try await TestNode.run(limits: limits) { node in
      let peer = try await Peer(node)
      try await peer.send("GET /healthz HTTP/1.1\r\n")
      let isClosed = try await eventually(seconds: 5) {
        peer.push(Array("X: y\r\n".utf8))
        try? await Task.sleep(for: .milliseconds(100))
        return peer.isClosed
      }
      #expect(isClosed)
    }
  }

  @Test func aBodyAndARestHaveDeadlinesToo() async throws {
    var limits = GatewayLimits()
    limits.bodySeconds = 1
    limits.idleSeconds = 1
    let routes = { (router: Router<BasicRequestContext>) in
      _ = router.post("/take") { request, _ in String(buffer: try await request.body.collect(upTo: 1000)) }
    }
    try await TestNode.run(limits: limits, routes: routes) { node in
      let slow = try await Peer(node)
      try await slow.send("POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n123")
      let resting = try await Peer(node)
      try await resting.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(try await resting.answerHead().hasPrefix("HTTP/1.1 200 "))
      try await resting.send("GET /healthz HTTP/1.1\r\nHos")
      let areClosed = try await eventually(seconds: 6) { slow.isClosed && resting.isClosed }
      #expect(areClosed)
    }
  }

  @Test func messagesOverTheRateAreMarkedAndAFloodIsReadNoFaster() async throws {
    var limits = GatewayLimits()
    limits.messagesPerSecond = 1
    limits.messageBurst = 10
    try await TestNode.run(limits: limits, service: MarkingService()) { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send((0..<100).flatMap { _ in text("x") })
      var texts: [String] = []
      while texts.count < 20, let frame = try await peer.frame() { texts.append(frame.text) }
      #expect(texts.prefix(10).allSatisfy { $0 == "taken" })
      #expect(texts.dropFirst(10).prefix(10).allSatisfy { $0 == "1" })
      try await Task.sleep(for: .milliseconds(500))
      #expect(try #require(node.metric("rialto_messages_in_total")) < 40)
      let ping = try await Peer.webSocket(node)
      try await ping.send(text("y"))
      #expect(try await ping.frame()?.text == "taken", "another connection is not slowed")
    }
  }

  private struct MarkingService: MessageService {
    func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession { Session(outlet) }

    private final class Session: MessageSession {
      private let outlet: Outlet
      init(_ outlet: Outlet) { self.outlet = outlet }
      func receive(_ message: InboundMessage) {
        outlet.send(Array((message.retryAfterSeconds.map(String.init) ?? "taken").utf8))
      }
      func closed() {}
    }
  }

  @Test func aReaderOfAFeedWhoStallsIsCutOffWithBoundedMemory() async throws {
    let outlets = Mutex<[Outlet]>([])
    let ends = Mutex(0)
    let service = HandingOutService(
      outlets: { outlet in outlets.withLock { $0.append(outlet) } }, ends: { ends.withLock { $0 += 1 } })
    try await TestNode.run(service: service) { node in
      let peer = try await Peer(node, reads: false)
      try await peer.send(handshake())
      _ = try await eventually { outlets.withLock { !$0.isEmpty } }
      let outlet = try await opened { outlets.withLock { $0.first } }
      let piece = Array(repeating: UInt8(0x61), count: 10_000)
      var taken = 0
      var isTaken = true
      for _ in 0..<100_000 where isTaken {
        isTaken = outlet.send(piece, .feed)
        if isTaken { taken += piece.count }
        if taken.isMultiple(of: 500_000) { try await Task.sleep(for: .milliseconds(1)) }
      }
      #expect(!isTaken)
      // The limit, the socket's own buffers at both ends, and the 64 KiB under way between them.
      #expect(taken < 12 * 1024 * 1024, "\(taken) bytes were kept for a reader who does not read")
      let isOver = try await eventually(seconds: 6) { ends.withLock { $0 } == 1 }
      #expect(isOver, "a stalled reader's connection ends although it never reads the close frame")
      #expect(node.metric("rialto_readers_cut_off_total") == 1)
      #expect(!outlet.send([1]))
    }
  }

  @Test func aReaderWhoWakesUpIsToldThatItWasTooSlow() async throws {
    let outlets = Mutex<[Outlet]>([])
    let service = HandingOutService(outlets: { outlet in outlets.withLock { $0.append(outlet) } }, ends: {})
    var limits = GatewayLimits()
    limits.feedMessages = 10
    try await TestNode.run(limits: limits, service: service) { node in
      let peer = try await Peer.webSocket(node)
      let outlet = try await opened { outlets.withLock { $0.first } }
      var count = 0
      while outlet.send(Array("news".utf8), .feed), count < 10_000_000 { count += 1 }
      #expect(try await peer.closeCode() == 4008)
    }
  }

  @Test func aFeedThatWaitsForRoomArrivesWholeAndInOrder() async throws {
    let feeds = Mutex<[Feed]>([])
    let service = FeedService { feed in feeds.withLock { $0.append(feed) } }
    try await TestNode.run(service: service) { node in
      let peer = try await Peer.webSocket(node)
      let feed = try await opened { feeds.withLock { $0.first } }
      feed.goOn()
      for number in 0..<Feed.total {
        let frame = try #require(try await peer.frame())
        #expect(frame.text.prefix(7) == Feed.message(number).prefix(7))
      }
      #expect(node.metric("rialto_readers_cut_off_total") == 0)
    }
  }

  /// What the service has of a connection; the handshake's answer may come before the service was told.
  private func opened<T>(_ found: () -> T?) async throws -> T {
    for _ in 0..<1000 {
      if let found = found() { return found }
      try await Task.sleep(for: .milliseconds(5))
    }
    return try #require(found())
  }

  /// Two thousand messages of 5 kB, sent only while there is room.
  private final class Feed: Sendable {
    static let total = 2000
    private let outlet: Outlet
    private let next = Mutex(0)

    init(_ outlet: Outlet) { self.outlet = outlet }

    static func message(_ number: Int) -> String { String(1_000_000 + number) + String(repeating: "x", count: 5000) }

    func goOn() {
      next.withLock { next in
        while next < Self.total, !outlet.isBackedUp {
          outlet.send(Array(Self.message(next).utf8), .feed)
          next += 1
        }
      }
    }
  }

  private struct FeedService: MessageService {
    let hand: @Sendable (Feed) -> Void

    func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession {
      let feed = Feed(outlet)
      hand(feed)
      return Session(feed)
    }

    private final class Session: MessageSession {
      private let feed: Feed
      init(_ feed: Feed) { self.feed = feed }
      func receive(_ message: InboundMessage) {}
      func drained() { feed.goOn() }
      func closed() {}
    }
  }

  @Test func aCallerWhoDoesNotReadRepliesIsNotReadFrom() async throws {
    var limits = GatewayLimits()
    limits.messagesPerSecond = nil
    try await TestNode.run(limits: limits) { node in
      let peer = try await Peer(node, reads: false)
      try await peer.send(handshake())
      let message = frame(1, Array(repeating: 0x61, count: 60_000))
      for _ in 0..<1000 { peer.push(message) }
      try await Task.sleep(for: .seconds(2))
      let taken = try #require(node.metric("rialto_messages_in_total"))
      #expect(taken < 300, "of 60 MB all but what the sockets' buffers hold wait at the caller")
      try await peer.close()
    }
  }

  private struct HandingOutService: MessageService {
    let outlets: @Sendable (Outlet) -> Void
    let ends: @Sendable () -> Void

    func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession {
      outlets(outlet)
      return Session(ends)
    }

    private final class Session: MessageSession {
      private let ends: @Sendable () -> Void
      init(_ ends: @escaping @Sendable () -> Void) { self.ends = ends }
      func receive(_ message: InboundMessage) {}
      func closed() { ends() }
    }
  }

  @Test func aSilentPeerIsAskedAndThenGivenUp() async throws {
    var limits = GatewayLimits()
    limits.pingSeconds = 1
    limits.pongSeconds = 1
    try await TestNode.run(limits: limits) { node in
      let silent = try await Peer.webSocket(node)
      let alive = try await Peer.webSocket(node)
      #expect(try await silent.frame()?.opcode == 9)
      for _ in 0..<3 {
        #expect(try await alive.frame()?.opcode == 9)
        try await alive.send(frame(10))
      }
      #expect(silent.isClosed)
      #expect(!alive.isClosed)
      #expect(node.metric("rialto_peers_silent_total") == 1)
    }
  }

  @Test func connectionsOverTheLimitAreTurnedAwayWithAnAnswer() async throws {
    var limits = GatewayLimits()
    limits.connections = 2
    try await TestNode.run(limits: limits) { node in
      let first = try await Peer.webSocket(node)
      _ = try await Peer.webSocket(node)
      let third = try await Peer(node)
      #expect(try await third.answerHead().hasPrefix("HTTP/1.1 503 "))
      try await first.close()
      let hasRoom = try await eventually {
        guard let peer = try? await Peer(node), (try? await peer.send(handshake())) != nil else { return false }
        return (try? await peer.answerHead())?.hasPrefix("HTTP/1.1 101 ") ?? false
      }
      #expect(hasRoom)
    }
  }

  @Test func oneAddressMayNotTakeAllConnections() async throws {
    var limits = GatewayLimits()
    limits.connectionsPerAddress = 1
    limits.countsLoopback = true
    try await TestNode.run(limits: limits) { node in
      _ = try await Peer.webSocket(node)
      let second = try await Peer(node)
      #expect(try await second.answerHead().hasPrefix("HTTP/1.1 429 "))
    }
  }
}
