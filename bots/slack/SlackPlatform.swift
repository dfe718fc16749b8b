import BotWeb
import Messaging
import StrictJSON
import Synchronization

/// Sends pages to Slack: as an answer that only one person sees where a command or such an answer was before, else by
/// `chat.postMessage`, to a channel or to a person (whose direct messages Slack opens by itself).
final class SlackPlatform: MessagingPlatform {
  let bot = "slack"
  let limits = SlackMessage.limits
  private let configuration: SlackConfiguration
  private let web: WebCaller
  private let own = Mutex<String?>(nil)

  init(configuration: SlackConfiguration, web: WebCaller) {
    self.configuration = configuration
    self.web = web
  }

  /// The bot's own user id, once Slack has told it.
  var ownID: String? { own.withLock { $0 } }

  /// Asks who the token stands for.
  /// - Throws: `PlatformError`.
  func introduce() async throws -> String {
    let answer = try await call("auth.test", [:])
    guard let id = answer["user_id"]?.stringValue else { throw PlatformError.unavailable("an answer that is not Slack's") }
    own.withLock { $0 = id }
    return id
  }

  func send(_ page: Page, to chat: String, key: String, answering arrival: Arrival?) async throws {
    let message = SlackMessage(page: page)
    if let url = arrival?.handle["response"], try await respond(message, url) { return }
    var body = message.members
    body["channel"] = .string(chat.split(separator: ":").last.map(String.init) ?? "")
    if let thread = arrival?.handle["thread"] { body["thread_ts"] = .string(thread) }
    body["link_names"] = false
    body["parse"] = "none"
    _ = try await call("chat.postMessage", .object(body))
  }

  /// Answers where the command was typed, for the person alone. Slack takes five such answers within half an hour.
  /// - Returns: whether it was taken; false where the address has run out.
  private func respond(_ message: SlackMessage, _ url: String) async throws -> Bool {
    var body = message.members
    body["response_type"] = "ephemeral"
    body["replace_original"] = false
    let answer = try await web.post(url, .object(body))
    switch answer.status {
    case 200..<300: return answer.json?["ok"]?.boolValue != false
    case 429: throw PlatformError.limited(answer.retryAfter ?? .seconds(1), wholeBot: false)
    case 500...: throw PlatformError.unavailable("status \(answer.status)")
    default: return false
    }
  }

  private func call(_ method: String, _ body: JSONValue) async throws -> JSONValue {
    let answer = try await web.post("\(configuration.address)/\(method)", headers: [("Authorization", "Bearer \(configuration.botToken)")], body)
    if let error = SlackRefusal.error(in: answer) { throw error }
    return answer.json ?? .null
  }
}
