import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import StrictJSON
import Synchronization

/// The homeserver's client API as the bot uses it.
///
/// Every request carries the application service's token in a header, never in the address, and acts as the bot.
/// A wait that the homeserver asks for is kept; failures that may pass are tried again within `MatrixPatience`.
public final class MatrixClient: Sendable {
  public let configuration: MatrixConfiguration
  let logger: Logger
  private let http: HTTPClient
  private let patience: MatrixPatience
  /// The device that the bot's messages are sent from, once it is known to exist.
  ///
  /// A homeserver remembers transaction ids for a device; without one Synapse forgets them when it is restarted.
  let device = Mutex<String?>(nil)

  /// The largest answer that is read, in bytes; the members of a large room are the largest there are.
  static let maximumAnswerBytes = 4 * 1024 * 1024

  public init(
    configuration: MatrixConfiguration, http: HTTPClient = .shared, patience: MatrixPatience = .init(),
    logger: Logger = Logger(label: "rialto.matrix")
  ) {
    self.configuration = configuration
    self.http = http
    self.patience = patience
    self.logger = logger
  }

  /// Sends one request under `/_matrix/client/` and returns the JSON it is answered with.
  ///
  /// - Parameters:
  ///   - path: segments not yet encoded, from the version on: `["v3", "rooms", room, "join"]`.
  ///   - asBot: whether the request acts as the bot or, before the bot exists, as the application service itself.
  /// - Throws: `MatrixError`; `CancellationError` when the task is cancelled.
  func call(
    _ method: HTTPMethod, _ path: [String], query: [(String, String)] = [], body: JSONValue? = nil, asBot: Bool = true
  ) async throws -> JSONValue {
    var address = configuration.homeserver + "/_matrix/client/" + path.map(MatrixPath.encode).joined(separator: "/")
    let asked = query + (asBot ? [("user_id", configuration.botUserID)] : [])
    if !asked.isEmpty {
      address += "?" + asked.map { "\($0)=\(MatrixPath.encode($1))" }.joined(separator: "&")
    }
    var request = HTTPClientRequest(url: address)
    request.method = method
    request.headers.add(name: "Authorization", value: "Bearer \(configuration.asToken)")
    request.headers.add(name: "Accept", value: "application/json")
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    }
    return try await patiently(request)
  }

  /// Tries a request until it is answered for good or the patience ends.
  private func patiently(_ request: HTTPClientRequest) async throws -> JSONValue {
    let clock = ContinuousClock()
    let end = clock.now + patience.total
    var failures = 0
    while true {
      let pause: Duration
      let problem: MatrixError
      switch try await attempt(request, within: min(patience.attemptTimeout, end - clock.now)) {
      case .answered(let value): return value
      case .refused(let error): throw error
      case .mustWait(let milliseconds):
        pause = .milliseconds(milliseconds)
        problem = .limited(retryAfterMilliseconds: milliseconds)
      case .failed(let reason):
        failures += 1
        problem = .unavailable(reason)
        guard failures < patience.attempts else { throw problem }
        pause = patience.pause(afterFailures: failures)
      }
      guard clock.now + pause < end else { throw problem }
      logger.debug("waiting for the homeserver", metadata: ["problem": "\(problem)", "pause": "\(pause)"])
      try await Task.sleep(for: pause)
    }
  }

  private func attempt(_ request: HTTPClientRequest, within limit: Duration) async throws -> MatrixAnswer {
    do {
      let milliseconds = Int64(max(limit / .milliseconds(1), 1))
      let response = try await http.execute(request, timeout: .milliseconds(milliseconds))
      let body = try await response.body.collect(upTo: Self.maximumAnswerBytes)
      return MatrixAnswer(
        status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"),
        body: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      return .refused(.unreadable("more than \(Self.maximumAnswerBytes) bytes"))
    } catch {
      try Task.checkCancellation()
      return .failed(String(describing: error))
    }
  }
}
