import Gateway
import Testing

@Suite struct ShutdownTests {
  @Test func whenTheNodeStopsEveryWebSocketIsClosedWith1001AndTheServerEnds() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await TestNode.run { node in
      var peers: [Peer] = []
      for _ in 0..<20 { peers.append(try await Peer.webSocket(node)) }
      let idle = try await Peer(node)
      let resting = try await Peer(node)
      try await resting.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      _ = try await resting.answerHead()
      await node.stop()
      for peer in peers { #expect(try await peer.closeCode() == 1001) }
      let areClosed = try await eventually { [peers] in
        idle.isClosed && resting.isClosed && peers.allSatisfy { $0.isClosed }
      }
      #expect(areClosed)
    }
    #expect(clock.now - start < .seconds(8))
  }

  @Test func aPeerThatDoesNotReadCannotHoldTheNodeUp() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    try await TestNode.run { node in
      let peer = try await Peer(node, reads: false)
      try await peer.send(handshake())
      let message = frame(1, Array(repeating: 0x61, count: 60_000))
      for _ in 0..<200 { peer.push(message) }
      try await Task.sleep(for: .milliseconds(300))
    }
    #expect(clock.now - start < .seconds(8))
  }

  @Test func aHandshakeThatMeetsTheStopIsNotForgotten() async throws {
    let clock = ContinuousClock()
    for round in 0..<20 {
      let start = clock.now
      try await TestNode.run { node in
        for _ in 0..<10 { try await Peer(node).push(Array(handshake().utf8)) }
        try await Task.sleep(for: .microseconds(200 * round))
      }
      #expect(clock.now - start < .seconds(8))
    }
  }
}
