import AsyncHTTPClient
import BotWeb
import Messaging
import StrictJSON

/// The methods of the Bot API. The token is part of every address, so no address is ever written anywhere.
struct TelegramClient: Sendable {
  private let web: WebCaller
  private let base: String
  private let requestTimeout: Duration

  /// A hundred updates of the longest texts, each quoting another, in escapes.
  private static let maximumBytes = 32 * 1024 * 1024

  /// How every success begins.
  private static let success = Array(#"{"ok":true"#.utf8)

  init(configuration: TelegramConfiguration, http: HTTPClient) {
    web = WebCaller(http: http, timeout: configuration.requestTimeout, maximumBytes: Self.maximumBytes)
    requestTimeout = configuration.requestTimeout
    base = "\(configuration.server)/bot\(configuration.token)/"
  }

  /// Calls a method and returns its result.
  /// - Throws: `TelegramError`; `PlatformError.unavailable` where no answer came; `CancellationError`.
  @discardableResult
  func call(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
    let answer = try await web.post(base + method, parameters)
    let body = answer.json
    // A success that was cut off is one: what was sent must not be sent twice.
    if body == nil, answer.status == 200, answer.body.starts(with: Self.success) { return .null }
    if let error = TelegramError(answer, body) { throw error }
    return body?["result"] ?? .null
  }

  /// What is waiting for the bot, in order; waits up to so many seconds for it.
  /// - Parameter offset: confirms all before it, which are gone then.
  func updates(from offset: Int?, waiting seconds: Int) async throws -> TelegramBatch {
    var parameters: JSONObject = ["limit": 100, "timeout": .int(seconds), "allowed_updates": TelegramUpdate.kinds]
    if let offset { parameters["offset"] = .int(offset) }
    let answer = try await web.post(base + "getUpdates", .object(parameters), timeout: requestTimeout + .seconds(seconds))
    let body = answer.json
    if body == nil, answer.status == 200, let batch = TelegramBatch(skimming: answer.body) { return batch }
    if let error = TelegramError(answer, body) { throw error }
    let batch = TelegramBatch(body?["result"]?.arrayValue ?? [])
    guard batch.count == 0 || batch.lastID != nil else { throw PlatformError.unavailable("updates without numbers") }
    return batch
  }
}
