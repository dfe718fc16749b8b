import Client
import Gateway
import StrictJSON
import Testing

@Suite struct ClientTests {
  /// A small JSON-RPC server: the name of the method says what it does.
  private struct Methods: MessageService {
    func refusal(of handshake: Handshake) -> HandshakeRefusal? {
      handshake.bearer == "wrong" ? HandshakeRefusal(status: 401, message: "No such token.") : nil
    }

    func open(_ outlet: Outlet, handshake: Handshake) -> any MessageSession { Session(outlet) }

    private final class Session: MessageSession {
      private let outlet: Outlet
      init(_ outlet: Outlet) { self.outlet = outlet }
      func closed() {}

      func receive(_ message: InboundMessage) {
        guard let call = try? JSONValue(parsing: message.bytes), let method = call["method"]?.stringValue else {
          return outlet.close(.protocolError)
        }
        let id = call["id"] ?? .null
        let params = call["params"] ?? .null
        let outlet = outlet
        switch method {
        case "echo": reply(id, "result", params)
        case "fail": reply(id, "error", ["code": -32009, "message": "refused", "data": ["rule": "noFreeTable"]])
        case "tell":
          for number in 0..<3 {
            let note: JSONValue = ["jsonrpc": "2.0", "method": "changes.next", "params": ["seq": .int(number)]]
            outlet.send(note.bytes, .feed)
          }
          reply(id, "result", .null)
        case "later":
          let late = Self.message(id, "result", "late").bytes
          Task {
            try await Task.sleep(for: .milliseconds(20))
            outlet.send(late)
          }
        case "bye": outlet.close(.signedOut, reason: "the token was revoked")
        case "garbage": outlet.send(Array("{".utf8))
        default: break
        }
      }

      private func reply(_ id: JSONValue, _ key: String, _ value: JSONValue) {
        outlet.send(Self.message(id, key, value).bytes)
      }

      private static func message(_ id: JSONValue, _ key: String, _ value: JSONValue) -> JSONValue {
        .object(JSONObject(uniqueKeys: [("jsonrpc", "2.0"), ("id", id), (key, value)]))
      }
    }
  }

  private func withClient(_ body: @escaping @Sendable (RPCClient) async throws -> Void) async throws {
    try await TestNode.run(service: Methods()) { node in
      let client = try await RPCClient.connect(to: "ws://127.0.0.1:\(node.port)/ws", token: "right")
      try await body(client)
      await client.close()
    }
  }

  @Test func aCallGetsItsResult() async throws {
    try await withClient { client in
      let result = try await client.call("echo", ["a": [1, "€", nil]])
      #expect(result == ["a": [1, "€", nil]])
    }
  }

  @Test func aRefusalKeepsItsCodeMessageAndData() async throws {
    try await withClient { client in
      await #expect(throws: RPCError(code: -32009, message: "refused", data: ["rule": "noFreeTable"])) {
        try await client.call("fail")
      }
    }
  }

  @Test func manyCallsWaitAtOnceAndEachGetsItsOwnAnswer() async throws {
    try await withClient { client in
      let sums = try await withThrowingTaskGroup(of: Bool.self) { tasks in
        for number in 0..<200 {
          tasks.addTask {
            number.isMultiple(of: 2)
              ? try await client.call("echo", .int(number)) == .int(number) : try await client.call("later") == "late"
          }
        }
        return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(sums == 200)
    }
  }

  @Test func notificationsComeInOrderAndEndWithTheConnection() async throws {
    try await withClient { client in
      _ = try await client.call("tell")
      await client.close()
      var seen: [RPCNotification] = []
      for await notification in client.notifications { seen.append(notification) }
      #expect(seen == (0..<3).map { RPCNotification(method: "changes.next", params: ["seq": .int($0)]) })
    }
  }

  @Test func aCloseOfTheServerEndsEveryWaitWithItsCode() async throws {
    try await withClient { client in
      let expected = ClientError.closed(code: 4001, reason: "the token was revoked")
      await #expect(throws: expected) { try await client.call("bye") }
      await #expect(throws: expected) { try await client.call("echo") }
      #expect(client.ended == expected)
    }
  }

  @Test func anAnswerThatDoesNotComeTimesOut() async throws {
    try await withClient { client in
      await #expect(throws: ClientError.timedOut(method: "silence")) {
        try await client.call("silence", timeoutSeconds: 0)
      }
      let next = try await client.call("echo", 1)
      #expect(next == 1)
    }
  }

  @Test func aServerThatSpeaksSomethingElseIsLeft() async throws {
    try await withClient { client in
      do {
        _ = try await client.call("garbage")
        Issue.record("garbage was taken for an answer")
      } catch ClientError.malformed {}
    }
  }

  @Test func everyReasonNotToConnectIsNamed() async throws {
    await #expect(throws: ClientError.badAddress("nowhere")) { try await RPCClient.connect(to: "nowhere") }
    await #expect(throws: ClientError.unreachable(address: "ws://127.0.0.1:1/ws", reason: "connection refused")) {
      try await RPCClient.connect(to: "ws://127.0.0.1:1")
    }
    try await TestNode.run(service: Methods()) { node in
      let address = "ws://127.0.0.1:\(node.port)"
      await #expect(throws: ClientError.refused(status: 401, message: "No such token.")) {
        try await RPCClient.connect(to: address, token: "wrong")
      }
      do {
        _ = try await RPCClient.connect(to: address + "/elsewhere")
        Issue.record("a path that does not exist was connected to")
      } catch ClientError.refused(status: 404, _) {}
      await node.stop()
    }
  }
}
