import Gateway
import Testing

@Suite struct FrameTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var rule: String
    var code: Int
    var bytes: [UInt8]
    var testDescription: String { rule }
  }

  static let faults = [
    Fault(rule: "a client masks its frames", code: 1002, bytes: frame(1, [0x68], isMasked: false)),
    Fault(rule: "an unmasked ping is no better", code: 1002, bytes: frame(9, isMasked: false)),
    Fault(rule: "reserved bit 1", code: 1002, bytes: frame(1, [0x68], first: 0xC1)),
    Fault(rule: "reserved bit 2", code: 1002, bytes: frame(1, [0x68], first: 0xA1)),
    Fault(rule: "reserved bit 3", code: 1002, bytes: frame(1, [0x68], first: 0x91)),
    Fault(rule: "reserved bit on a ping", code: 1002, bytes: frame(9, [], first: 0xC9)),
    Fault(rule: "reserved opcode 3", code: 1002, bytes: frame(3)),
    Fault(rule: "reserved opcode 7", code: 1002, bytes: frame(7)),
    Fault(rule: "reserved opcode 11", code: 1002, bytes: frame(11)),
    Fault(rule: "reserved opcode 15", code: 1002, bytes: frame(15)),
    Fault(rule: "a ping of 126 bytes", code: 1002, bytes: frame(9, Array(repeating: 1, count: 126))),
    Fault(rule: "a fragmented ping", code: 1002, bytes: frame(9, [1], fin: false)),
    Fault(rule: "a fragmented close", code: 1002, bytes: frame(8, closing(1000), fin: false)),
    Fault(rule: "a continuation of nothing", code: 1002, bytes: frame(0, [0x68])),
    Fault(rule: "a second beginning", code: 1002, bytes: text("a", fin: false) + text("b")),
    Fault(rule: "a close payload of one byte", code: 1002, bytes: frame(8, [3])),
    Fault(rule: "a close reason that is no UTF-8", code: 1007, bytes: frame(8, closing(1000, [0xFF]))),
    Fault(rule: "a close reason cut inside a character", code: 1007, bytes: frame(8, closing(1000, [0xE2, 0x82]))),
    Fault(rule: "text that is no UTF-8", code: 1007, bytes: frame(1, [0xFF, 0xFE])),
    Fault(rule: "text that ends inside a character", code: 1007, bytes: frame(1, [0xE2, 0x82])),
    Fault(rule: "an overlong form", code: 1007, bytes: frame(1, [0xC0, 0xAF])),
    Fault(rule: "a surrogate", code: 1007, bytes: frame(1, [0xED, 0xA0, 0x80])),
    Fault(rule: "beyond the last character", code: 1007, bytes: frame(1, [0xF4, 0x90, 0x80, 0x80])),
    Fault(
      rule: "bad text in an unfinished message fails at once", code: 1007, bytes: frame(1, [0x68, 0xFF], fin: false)),
    Fault(rule: "a binary message", code: 1003, bytes: frame(2, [1])),
    Fault(rule: "the beginning of a binary message", code: 1003, bytes: frame(2, [1], fin: false)),
    Fault(rule: "a message of one byte too many", code: 1009, bytes: frame(1, Array(repeating: 0x61, count: 65_537))),
    Fault(
      rule: "a message of one byte too many in two frames", code: 1009,
      bytes: frame(1, Array(repeating: 0x61, count: 65_536), fin: false) + frame(0, [0x61])),
    Fault(
      rule: "a message in 257 frames", code: 1009,
      bytes: text("", fin: false) + Array(repeating: frame(0, [], fin: false), count: 256).flatMap { $0 }),
    Fault(
      rule: "a length that no machine has", code: 1009,
      bytes: [0x81, 0xFF] + Array(repeating: 0xFF, count: 8) + [0, 0, 0, 0]),
  ]

  @Test(arguments: faults)
  func everyFaultClosesWithItsCode(_ fault: Fault) async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(text("before") + fault.bytes)
      #expect(try await peer.frame()?.text == "before", "what came before the fault is answered")
      #expect(try await peer.closeCode() == fault.code)
      let isClosed = try await eventually { peer.isClosed }
      #expect(isClosed)
    }
  }

  @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
  func aCloseCodeThatMayNotBeSentIsAFault(_ code: Int) async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(frame(8, closing(code)))
      #expect(try await peer.closeCode() == 1002)
    }
  }

  @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999])
  func aSoundCloseIsAnsweredWithItsCode(_ code: Int) async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(frame(8, closing(code, Array("bye".utf8))))
      #expect(try await peer.frame() == Frame([0x88, 2] + closing(code)))
      let isClosed = try await eventually { peer.isClosed }
      #expect(isClosed)
    }
  }

  @Test func aCloseWithoutACodeIsAnsweredWithoutOne() async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(frame(8))
      #expect(try await peer.frame() == Frame([0x88, 0]))
    }
  }

  @Test func aMessageMayComeInPiecesWithPingsBetween() async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      let euro = Array("100 €".utf8)
      for (index, byte) in euro.enumerated() {
        try await peer.send(frame(index == 0 ? 1 : 0, [byte], fin: index == euro.count - 1))
        try await peer.send(frame(9, [UInt8(index)]))
        let pong = index == euro.count - 1 ? nil : try await peer.frame()
        if let pong { #expect(pong == Frame([0x8A, 1, UInt8(index)])) }
      }
      var last: [Frame] = []
      for _ in 0..<2 { if let frame = try await peer.frame() { last.append(frame) } }
      #expect(Set(last.map(\.opcode)) == [1, 10])
      #expect(last.first { $0.opcode == 1 }?.text == "100 €")
    }
  }

  @Test func aMessageOfExactlyTheLimitIsTaken() async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      let whole = Array(repeating: UInt8(0x61), count: 65_536)
      try await peer.send(frame(1, whole))
      #expect(try await peer.frame()?.payload == whole)
    }
  }

  @Test func binaryMessagesAreTakenWhereTheServiceTakesThem() async throws {
    try await TestNode.run(service: EchoService(takesBinary: true)) { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(frame(2, [0, 0xFF, 1]))
      #expect(try await peer.frame() == Frame([0x82, 3, 0, 0xFF, 1]))
    }
  }

  @Test func manySmallMessagesAreAnsweredInOrder() async throws {
    var limits = GatewayLimits()
    limits.messagesPerSecond = nil
    try await TestNode.run(limits: limits) { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send((0..<5000).flatMap { text("\($0)") })
      var texts: [String] = []
      while texts.count < 5000, let frame = try await peer.frame() { texts.append(frame.text) }
      #expect(texts == (0..<5000).map(String.init))
    }
  }
}
