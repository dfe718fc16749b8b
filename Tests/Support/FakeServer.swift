import HTTPTypes
import Hummingbird
import Logging
import Messaging
import NIOCore
import Synchronization

/// The HTTP servers of all tests of the process: one for whoever takes any port, where each has a path of their own, and one on each port
/// that was asked for.
///
/// None is ever stopped: a server that ends while somebody connects brings the whole process down (a swift-nio precondition on channels that
/// were accepted and not begun), and clients that keep connections or try again connect whenever they like. Where nobody serves it answers 503.
final class FakeServer: Sendable {
  static let shared = FakeServer()

  typealias Answer = @Sendable (HookRequest) async -> FakeAnswer

  private struct State {
    var number = 0
    var answers: [String: Answer] = [:]
    /// By the port that was asked for; the port on which it serves.
    var servers: [Int: Task<Int, any Error>] = [:]
  }

  private let state = Mutex(State())

  /// Serves what `answer` says while `body` runs, which gets the address.
  func serve<Outcome: Sendable>(port: Int, answer: @escaping Answer, body: @Sendable (String) async throws -> Outcome) async throws -> Outcome {
    let (server, name) = state.withLock { state in
      state.number += 1
      let name = port == 0 ? "\(state.number)" : ":\(port)"
      state.answers[name] = answer
      let server = state.servers[port] ?? Task { try await self.start(on: port) }
      state.servers[port] = server
      return (server, name)
    }
    defer { state.withLock { $0.answers[name] = nil } }
    let address = "http://127.0.0.1:\(try await server.value)"
    return try await body(port == 0 ? "\(address)/\(name)" : address)
  }

  private func start(on port: Int) async throws -> Int {
    try await withCheckedThrowingContinuation { continuation in
      let isRunning = Mutex(false)
      Task {
        do {
          let application = Application(
            responder: AnswerResponder { await self.answer($0, on: port) }, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
              isRunning.withLock { $0 = true }
              continuation.resume(returning: channel.localAddress?.port ?? port)
            }, logger: Logger(label: "test.http") { _ in SwiftLogNoOpLogHandler() })
          try await application.runService(gracefulShutdownSignals: [])
        } catch { if !isRunning.withLock({ $0 }) { continuation.resume(throwing: error) } }
      }
    }
  }

  private func answer(_ request: HookRequest, on port: Int) async -> FakeAnswer {
    var inner = request
    var name = ":\(port)"
    if port == 0 {
      let parts = request.path.split(separator: "/", maxSplits: 1)
      name = String(parts.first ?? "")
      inner.path = "/" + (parts.dropFirst().first ?? "")
    }
    guard let answer = state.withLock({ $0.answers[name] }) else { return FakeAnswer(.empty(503)) }
    return await answer(inner)
  }
}

private struct AnswerResponder: HTTPResponder {
  typealias Context = BasicRequestContext
  let answer: FakeServer.Answer

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
