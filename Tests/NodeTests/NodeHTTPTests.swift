import AsyncHTTPClient
import Client
import ForumCore
import Foundation
import NIOCore
import StrictJSON
import TestSupport
import Testing
import rialto

@Suite("A whole node over HTTP and WebSocket", .serialized)
struct NodeHTTPTests {
  @Test("health, readiness, metrics and the public agenda are there without a token; secrets are not")
  func publicPages() async throws {
    try await RunningNode.with { node in
      let forum = try await node.openFrameworkEvent()
      #expect(try await get(node, "/healthz").status == 200)
      #expect(try await get(node, "/readyz").status == 200)
      #expect(try await get(node, "/metrics").body.contains("rialto_connections"))
      let page = try await get(node, "/forums/\(forum)")
      #expect(page.status == 200)
      #expect(page.body.contains("Opening of the framework event"))
      #expect(page.body.contains("Coffee break"))
      #expect(!page.body.contains("@sfax-recycling.example"))
      #expect(page.policy?.contains("default-src 'none'") == true)
      #expect(try await get(node, "/forums/nowhere").status == 404)
      #expect(try await get(node, "/forums/..%2f..%2fetc%2fpasswd").status == 404)
      #expect(try await get(node, "/forums/\(forum)/schedule.xml").body.contains("<schedule"))
      #expect(try await get(node, "/forums/\(forum)/schedule.json").body.contains("\"conference\""))
    }
  }

  @Test("what somebody writes into an agenda is text on the page, never markup")
  func escaping() async throws {
    try await RunningNode.with { node in
      let forum = try await node.openFrameworkEvent()
      let agenda = try await node.server.desk.read(forum) { $0.draft }
      var session = try #require(agenda.sessions.values.first)
      session.title = "<script>alert(1)</script>\" onload=\"x"
      _ = try await node.server.desk.perform(EditAgenda(edits: [.setSession(session)]), in: forum, by: .organiser())
      _ = try await node.server.desk.perform(PublishAgenda(), in: forum, by: .organiser())
      let page = try await get(node, "/forums/\(forum)").body
      #expect(!page.contains("<script"))
      #expect(page.contains("&lt;script&gt;"))
    }
  }

  @Test("POST /rpc: a wrong token is 401, a foreign origin 403, bytes that are no JSON a parse error, an oversized body 413")
  func rpc() async throws {
    try await RunningNode.with { node in
      _ = try await node.openFrameworkEvent()
      #expect(try await post(node, "{}", ["Authorization": "Bearer wrong"]).status == 401)
      #expect(try await post(node, "{}", ["Origin": "https://evil.example"]).status == 403)
      #expect(try await post(node, "{nope").body.contains("-32700"))
      #expect(try await post(node, #"{"jsonrpc":"2.0","id":1,"method":"connection.whoAmI"}"#).body.contains("-32001"))
      #expect(try await post(node, String(repeating: " ", count: 70_000)).status == 413)
    }
  }

  @Test("a socket without a sign-in is closed after five seconds; connection.signIn keeps it; a revoked token closes it")
  func signIn() async throws {
    try await RunningNode.with { node in
      let forum = try await node.openFrameworkEvent()
      let silent = try await RPCClient.connect(to: "ws://127.0.0.1:\(node.port)/ws")
      let signed = try await RPCClient.connect(to: "ws://127.0.0.1:\(node.port)/ws")
      let token = try await node.server.desk.createToken(role: .organiser, forum: forum, delegate: nil, label: nil, by: .organiser())
      _ = try await signed.call("connection.signIn", ["token": .string(token.secret)])
      try await eventually("the silent one is closed", within: .seconds(30)) { silent.ended != nil }
      #expect(silent.ended == .closed(code: 4001, reason: "no sign-in within 5 seconds"))
      #expect(signed.ended == nil)
      _ = try await node.server.desk.revokeToken(token.token, by: .organiser())
      try await eventually("the other is closed") { signed.ended != nil }
      #expect(signed.ended == .closed(code: 4001, reason: "the token was revoked"))
    }
  }

  @Test("a subscription from the first change on gets every one, though there are more than may wait for a reader")
  func longFeed() async throws {
    try await RunningNode.with { node in
      let forum = try await node.openFrameworkEvent()
      for number in 0..<2000 {
        _ = try await node.server.desk.perform(UpdateDelegate(delegate: DelegateID(1), offers: ["\(number)"]), in: forum, by: .organiser())
      }
      let head = try await node.server.desk.read(forum) { $0.seq }
      let client = try await node.connect(.operator, in: forum)
      _ = try await client.call("changes.subscribe", ["forum": .string(forum.value), "after": 0])
      var expected = 1
      for await note in client.notifications {
        #expect(note.params["seq"]?.intValue == expected)
        expected += 1
        if expected > head { break }
      }
      #expect(expected == head + 1)
      await client.close()
    }
  }

  @Test("the folder is one node's alone, and its store opens again with everything")
  func folder() async throws {
    let data = FileManager.default.temporaryDirectory.path + "/rialto-folder-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: data) }
    let seq = try await RunningNode.with(data: data) { node in
      let forum = try await node.openFrameworkEvent()
      #expect(throws: Fault.self) { try buildServer(ServerConfiguration(data: data)) }
      return try await node.server.desk.read(forum) { $0.seq }
    }
    let again = try await RunningNode.with(data: data) { node in
      try await node.server.desk.read(try #require(RunningNode.forum)) { $0.seq }
    }
    #expect(again == seq)
  }

  // MARK: - HTTP

  private struct Answer {
    var status: Int
    var body: String
    var policy: String?
  }

  private func get(_ node: RunningNode, _ path: String) async throws -> Answer {
    try await answer(HTTPClientRequest(url: node.address + path))
  }

  private func post(_ node: RunningNode, _ body: String, _ headers: [String: String] = [:]) async throws -> Answer {
    var request = HTTPClientRequest(url: node.address + "/rpc")
    request.method = .POST
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(string: body))
    return try await answer(request)
  }

  private func answer(_ request: HTTPClientRequest) async throws -> Answer {
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let body = try await response.body.collect(upTo: 4 << 20)
    return Answer(
      status: Int(response.status.code), body: String(decoding: body.readableBytesView, as: UTF8.self),
      policy: response.headers.first(name: "Content-Security-Policy"))
  }
}
