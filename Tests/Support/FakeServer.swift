import Messaging
import Synchronization

/// One HTTP server for all fakes of the process, each under a path of its own.
///
/// It is never stopped: a server that ends while somebody connects brings the whole process down (a swift-nio precondition on channels that
/// were accepted and not begun), and clients that keep connections connect whenever they like.
final class FakeServer: Sendable {
  static let shared = FakeServer()

  typealias Answer = @Sendable (HookRequest) async -> HookResponse

  private struct State {
    var number = 0
    var answers: [String: Answer] = [:]
    var running: Task<String, any Error>?
  }

  private let state = Mutex(State())

  /// Serves what `answer` says while `body` runs, which gets the address.
  func serve<Outcome: Sendable>(_ answer: @escaping Answer, body: @Sendable (String) async throws -> Outcome) async throws -> Outcome {
    let (running, name) = state.withLock { state in
      state.number += 1
      let name = "\(state.number)"
      state.answers[name] = answer
      let running = state.running ?? Task { try await self.start() }
      state.running = running
      return (running, name)
    }
    defer { state.withLock { $0.answers[name] = nil } }
    return try await body("\(try await running.value)/\(name)")
  }

  private func start() async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Task {
        do {
          try await withHTTPServer {
            await self.answer($0)
          } body: { address in
            continuation.resume(returning: address)
            // Until the process ends.
            await AsyncStream<Void> { _ in }.first { _ in true }
          }
        } catch { continuation.resume(throwing: error) }
      }
    }
  }

  private func answer(_ request: HookRequest) async -> HookResponse {
    let parts = request.path.split(separator: "/", maxSplits: 1)
    guard let name = parts.first, let answer = state.withLock({ $0.answers[String(name)] }) else {
      return HookResponse(status: 404, contentType: "text/plain", body: [])
    }
    var inner = request
    inner.path = "/" + (parts.dropFirst().first ?? "")
    return await answer(inner)
  }
}
