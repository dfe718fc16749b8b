import HTTPTypes
import Hummingbird
import Logging
import Messaging
import NIOCore

/// Serves what `answer` says on a loopback port while `body` runs, and stops then, also when `body` throws.
///
/// - Parameters:
///   - port: 0 for any free one.
///   - body: gets the address, such as `http://127.0.0.1:40123`.
public func withHTTPServer<Outcome: Sendable>(
  port: Int = 0, answer: @escaping @Sendable (HookRequest) async -> HookResponse,
  body: @escaping @Sendable (String) async throws -> Outcome
) async throws -> Outcome {
  try await withFakeServer(port: port, answer: { FakeAnswer(await answer($0)) }, body: body)
}

/// What a fake platform answers: a response with headers such as `Retry-After`.
public struct FakeAnswer: Sendable {
  public var response: HookResponse
  public var headers: [String: String]

  public init(_ response: HookResponse, headers: [String: String] = [:]) {
    self.response = response
    self.headers = headers
  }
}

/// The same for answers with headers.
public func withFakeServer<Outcome: Sendable>(
  port: Int = 0, answer: @escaping @Sendable (HookRequest) async -> FakeAnswer,
  body: @escaping @Sendable (String) async throws -> Outcome
) async throws -> Outcome {
  let (ports, running) = AsyncStream<Int>.makeStream()
  // It is ended by cancelling it, which it would write about.
  let logger = Logger(label: "test.http") { _ in SwiftLogNoOpLogHandler() }
  let application = Application(
    responder: AnswerResponder(answer: answer),
    configuration: .init(address: .hostname("127.0.0.1", port: port)),
    onServerRunning: { channel in
      if let port = channel.localAddress?.port { running.yield(port) }
      running.finish()
    },
    logger: logger)
  return try await withThrowingTaskGroup(of: Outcome?.self) { group in
    defer { group.cancelAll() }
    group.addTask {
      defer { running.finish() }
      try await application.runService(gracefulShutdownSignals: [])
      return nil
    }
    group.addTask {
      guard let port = await ports.first(where: { _ in true }) else { return nil }
      return try await body("http://127.0.0.1:\(port)")
    }
    while let outcome = try await group.next() {
      if let outcome { return outcome }
    }
    throw TestFault("the test's HTTP server did not start")
  }
}

/// Serves one hook under `/hooks/<platform>`, as the gateway does, while `body` runs.
public func withHookServer<Outcome: Sendable>(
  _ hook: any ChatHook, port: Int = 0, body: @escaping @Sendable (String) async throws -> Outcome
) async throws -> Outcome {
  let prefix = "/hooks/\(hook.platform)"
  return try await withHTTPServer(port: port) { request in
    guard request.path.hasPrefix(prefix + "/") else { return HookResponse(status: 404, body: Array("{}".utf8)) }
    var inner = request
    inner.path.removeFirst(prefix.count)
    return await hook.handle(inner)
  } body: { address in
    try await body(address + prefix)
  }
}

private struct AnswerResponder: HTTPResponder {
  typealias Context = BasicRequestContext
  let answer: @Sendable (HookRequest) async -> FakeAnswer

  func respond(to request: Request, context: Context) async throws -> Response {
    let body = try await request.body.collect(upTo: 16 * 1024 * 1024)
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    var query: [String: String] = [:]
    for (key, value) in request.uri.queryParameters { query[String(key)] = String(value) }
    let answered = await answer(
      HookRequest(
        method: request.method.rawValue, path: request.uri.path, query: query, headers: headers,
        body: Array(body.readableBytesView)))
    var fields: HTTPFields = [.contentType: answered.response.contentType, .contentLength: String(answered.response.body.count)]
    for (name, value) in answered.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    return Response(
      status: .init(code: answered.response.status), headers: fields,
      body: .init(byteBuffer: ByteBuffer(bytes: answered.response.body)))
  }
}
