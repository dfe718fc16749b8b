import Messaging

/// Serves what `answer` says on a loopback port while `body` runs.
///
/// - Parameters:
///   - port: 0 for any.
///   - body: gets the address, such as `http://127.0.0.1:40123/7`.
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
  try await FakeServer.shared.serve(port: port, answer: answer, body: body)
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
