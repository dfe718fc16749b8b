import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1
import StrictJSON
import Synchronization

/// The homeserver's client API as the bot uses it.
///
/// Every request carries the token in a header, never in the address, and acts as the bot. A wait that the homeserver asks
/// for is kept; failures that may pass are tried again within `MatrixPatience`.
final class MatrixClient: Sendable {
  let speaker: MatrixSpeaker
  let logger: Logger
  let patience: MatrixPatience
  private let http: HTTPClient
  private let session: MatrixSession
  /// The device that an application service's messages are sent from, once it is known to exist.
  ///
  /// A homeserver remembers transaction ids for a device; without one Synapse forgets them when it is restarted. The token of
  /// an account belongs to a device anyway.
  let device = Mutex<String?>(nil)

  /// The largest answer that is read, in bytes; the members of a large room are the largest there are.
  static let maximumAnswerBytes = 4 * 1024 * 1024

  init(speaker: MatrixSpeaker, http: HTTPClient, patience: MatrixPatience, logger: Logger) {
    self.speaker = speaker
    self.http = http
    self.patience = patience
    self.logger = logger
    session = MatrixSession(token: speaker.token)
  }

  /// Sends one request under `/_matrix/client/` and returns the JSON it is answered with.
  ///
  /// - Parameters:
  ///   - path: segments not yet encoded, from the version on: `["v3", "rooms", room, "join"]`.
  ///   - asBot: whether an application service's request acts as the bot or, before the bot exists, as the service itself.
  /// - Throws: `MatrixError`; `CancellationError` when the task is cancelled.
  func call(
    _ method: HTTPMethod, _ path: [String], query: [(String, String)] = [], body: JSONValue? = nil, asBot: Bool = true
  ) async throws -> JSONValue {
    let asked = query + (speaker.isService && asBot ? [("user_id", speaker.userID)] : [])
    return try Self.read(try await ask(method, path, query: asked, body: body))
  }

  /// The same, as the account, and returns what came unread.
  ///
  /// - Parameters:
  ///   - wait: how long the homeserver may hold the answer back, beside the usual patience.
  ///   - most: the largest answer that is read, in bytes.
  /// - Throws: `MatrixError`; `CancellationError`.
  func ask(
    _ method: HTTPMethod, _ path: [String], query: [(String, String)] = [], body: JSONValue? = nil, wait: Duration = .zero,
    most: Int = maximumAnswerBytes
  ) async throws -> [UInt8] {
    func attempt(_ token: String) async throws -> [UInt8] {
      try await patiently(request(method, path, query, body, token: token), wait: wait, most: most)
    }
    let token = try await session.token(signIn: signIn)
    do {
      return try await attempt(token)
    } catch MatrixError.refused(401, "M_UNKNOWN_TOKEN", _) where speaker.password != nil {
      // Signed out, softly or for good: the same device is signed in again, so transaction ids keep their meaning.
      return try await attempt(session.token(insteadOf: token, signIn: signIn))
    }
  }

  /// Signs in with the password as the bot's one device and returns the token.
  ///
  /// - Throws: `MatrixError.unavailable`: however the sign-in fails, nothing may be given up because of it.
  @Sendable private func signIn() async throws -> String {
    guard let password = speaker.password else { throw MatrixError.unavailable("no access token") }
    let body: JSONValue = [
      "type": "m.login.password", "identifier": ["type": "m.id.user", "user": .string(speaker.userID)], "password": .string(password),
      "device_id": .string(Self.deviceID), "initial_device_display_name": "Rialto",
    ]
    do {
      let answer = try Self.read(
        try await patiently(request(.POST, ["v3", "login"], [], body, token: nil), wait: .zero, most: Self.maximumAnswerBytes))
      guard let token = answer["access_token"]?.stringValue else { throw MatrixError.unreadable("no access_token") }
      logger.info("signed in", metadata: ["bot": "\(speaker.userID)"])
      return token
    } catch let error as MatrixError {
      throw MatrixError.unavailable("cannot sign in: \(error)")
    }
  }

  private static func read(_ body: [UInt8]) throws(MatrixError) -> JSONValue {
    guard let value = try? JSONValue(parsing: body) else { throw .unreadable("\(body.count) bytes that are not JSON") }
    return value
  }

  private func request(
    _ method: HTTPMethod, _ path: [String], _ query: [(String, String)], _ body: JSONValue?, token: String?
  ) -> HTTPClientRequest {
    var address = speaker.homeserver + "/_matrix/client/" + path.map(MatrixPath.encode).joined(separator: "/")
    if !query.isEmpty {
      address += "?" + query.map { "\($0)=\(MatrixPath.encode($1))" }.joined(separator: "&")
    }
    var request = HTTPClientRequest(url: address)
    request.method = method
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    request.headers.add(name: "Accept", value: "application/json")
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    }
    return request
  }

  /// Tries a request until it is answered for good or the patience ends.
  private func patiently(_ request: HTTPClientRequest, wait: Duration, most: Int) async throws -> [UInt8] {
    let clock = ContinuousClock()
    let end = clock.now + patience.total + wait
    var failures = 0
    while true {
      let pause: Duration
      let problem: MatrixError
      switch try await attempt(request, within: min(patience.attemptTimeout + wait, end - clock.now), most: most) {
      case .answered(let body): return body
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

  private func attempt(_ request: HTTPClientRequest, within limit: Duration, most: Int) async throws -> MatrixAnswer {
    do {
      let milliseconds = Int64(max(limit / .milliseconds(1), 1))
      let response = try await http.execute(request, timeout: .milliseconds(milliseconds))
      let body = try await response.body.collect(upTo: most)
      return MatrixAnswer(
        status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"),
        body: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      return .refused(.unreadable("more than \(most) bytes"))
    } catch {
      try Task.checkCancellation()
      return .failed(String(describing: error))
    }
  }
}
