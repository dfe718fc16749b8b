import Chat
import Gateway
import HTTPTypes
import Hummingbird
import Messaging
import Testing

@Suite struct WebTests {
  /// One request on a connection of its own; the head and the body of the answer.
  private func ask(_ node: TestNode, _ request: String) async throws -> (head: String, body: String) {
    let peer = try await Peer(node)
    try await peer.send(request)
    let head = try await peer.answerHead()
    _ = try await eventually { peer.isClosed }
    return (head, String(decoding: peer.received, as: UTF8.self))
  }

  private func get(_ node: TestNode, _ path: String) async throws -> (head: String, body: String) {
    try await ask(node, "GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
  }

  @Test func healthSaysThatTheProcessAnswers() async throws {
    try await TestNode.run { node in
      let answer = try await get(node, "/healthz")
      #expect(answer.head.hasPrefix("HTTP/1.1 200 OK"))
      #expect(answer.body == "ok\n")
    }
  }

  @Test func readinessNamesWhatIsMissing() async throws {
    let routes = { (router: Router<BasicRequestContext>) in
      router.group("/other").addHealth { "the journal is not open" }
    }
    try await TestNode.run(routes: routes) { node in
      let ready = try await get(node, "/readyz")
      #expect(ready.body == "ready\n")
      let other = try await get(node, "/other/readyz")
      #expect(other.head.hasPrefix("HTTP/1.1 503 "))
      #expect(other.body == "not ready: the journal is not open\n")
    }
  }

  @Test func everyAnswerCarriesTheSecurityFieldsAndAPageMayNameItsOwnPolicy() async throws {
    let routes = { (router: Router<BasicRequestContext>) in
      router.get("/page") { _, _ in
        var page = Response.text("<p>", type: "text/html; charset=utf-8")
        page.headers[.contentSecurityPolicy] = "default-src 'self'"
        return page
      }
      router.get("/broken") { _, _ -> String in throw CancellationError() }
    }
    try await TestNode.run(routes: routes) { node in
      for (path, status) in [("/healthz", 200), ("/nowhere", 404), ("/broken", 500)] {
        let head = try await get(node, path).head.lowercased()
        #expect(head.hasPrefix("http/1.1 \(status) "))
        #expect(
          head.contains(
            "content-security-policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"))
        #expect(head.contains("x-content-type-options: nosniff"))
        #expect(head.contains("referrer-policy: no-referrer"))
        #expect(head.contains("content-length: "))
      }
      let page = try await get(node, "/page")
      #expect(page.head.lowercased().contains("content-security-policy: default-src 'self'\r\n"))
    }
  }

  @Test func aBodyOverTheLimitIsRefusedWhetherItsLengthIsSaidOrNot() async throws {
    let routes = { (router: Router<BasicRequestContext>) in
      router.addMiddleware { BodyLimit(bytes: 10) }
      router.post("/take") { request, _ in String(buffer: try await request.body.collect(upTo: 100)) }
    }
    try await TestNode.run(routes: routes) { node in
      let post = "POST /take HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
      let exact = try await ask(node, post + "Content-Length: 10\r\n\r\n1234567890")
      #expect(exact.body == "1234567890")
      for tooMuch in [
        "Content-Length: 11\r\n\r\n12345678901", "Transfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n",
      ] {
        let answer = try await ask(node, post + tooMuch)
        #expect(answer.head.hasPrefix("HTTP/1.1 413 "))
      }
    }
  }

  private struct Mirror: ChatHook {
    let platform = "mirror"

    func handle(_ request: HookRequest) async -> HookResponse {
      let said = [
        request.method, request.path,
        request.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&"),
        request.headers["x-word"] ?? "", String(decoding: request.body, as: UTF8.self),
      ]
      return HookResponse(status: 202, contentType: "text/plain", body: Array(said.joined(separator: "|").utf8))
    }
  }

  @Test func aHookGetsTheRequestAsItCameAndItsAnswerHasALength() async throws {
    let routes = { (router: Router<BasicRequestContext>) in router.addHooks([Mirror()], bodyBytes: 100) }
    try await TestNode.run(routes: routes) { node in
      let put =
        "PUT /hooks/mirror/_matrix/app/v1/transactions/a%2Fb?access_token=x%20y&n= HTTP/1.1\r\nHost: x\r\nX-Word: one\r\nX-Word: two\r\nConnection: close\r\n"
      let answer = try await ask(node, put + "Content-Length: 4\r\n\r\nbody")
      #expect(answer.head.hasPrefix("HTTP/1.1 202 "))
      #expect(answer.body == "PUT|/_matrix/app/v1/transactions/a%2Fb|access_token=x y&n=|one, two|body")
      #expect(answer.head.lowercased().contains("content-length: \(answer.body.utf8.count)\r\n"))
      let bare = try await get(node, "/hooks/mirror")
      #expect(bare.body == "GET|/|||")
      let unknown = try await get(node, "/hooks/elsewhere/x")
      #expect(unknown.head.hasPrefix("HTTP/1.1 404 "))
      let tooMuch = try await ask(node, put + "Content-Length: 101\r\n\r\n" + String(repeating: "x", count: 101))
      #expect(tooMuch.head.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func metricsAreServedInTheTextFormatOfPrometheus() async throws {
    try await TestNode.run { node in
      let peer = try await Peer.webSocket(node)
      try await peer.send(text("x"))
      _ = try await peer.frame()
      let answer = try await get(node, "/metrics")
      #expect(answer.head.lowercased().contains("content-type: text/plain; version=0.0.4"))
      #expect(answer.body.contains("# TYPE rialto_messages_in_total counter\nrialto_messages_in_total 1\n"))
      #expect(answer.body.contains("# TYPE rialto_websockets gauge\nrialto_websockets 1\n"))
      #expect(answer.body.contains("rialto_connections 2\n"))
    }
  }
}
