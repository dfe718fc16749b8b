import Crypto
import Foundation
import Messaging
import StrictJSON

/// A Slack workspace of one bot: strict about what the bot sends, and signs what it delivers.
///
/// Serve `answer` by `withFakeServer`, tell it by `begin` where it is and where the bot's hook is.
public actor FakeSlack {
  public static let token = "xoxb-1234-5678-only-for-tests"
  public static let signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
  public static let team = "T0FORUM"
  public static let botUser = "U0RIALTO"

  /// One request to the bot, as it went out.
  public struct Delivery: Sendable {
    public var path: String
    public var timestamp: String
    public var signature: String
    public var body: [UInt8]
    public var status: Int
  }

  /// What the bot sent and Slack took.
  public nonisolated let seen = Mailbox<SlackSeen>()
  /// The bodies of what the bot sent and Slack took, in order.
  public private(set) var taken: [JSONValue] = []
  /// What was refused, for the message of a failed test.
  public private(set) var objections: [FakeObjection] = []
  public private(set) var deliveries: [Delivery] = []
  /// How often each method was called.
  public private(set) var calls: [String: Int] = [:]
  private var address = ""
  private var hook = ""
  private var faults: [(path: String, answer: FakeAnswer)] = []
  private var channels: Set<String> = []
  private var responses: [String: (channel: String, user: String, left: Int)] = [:]
  private var messages: [String: SlackSeen] = [:]
  private var number = 0
  private let now: @Sendable () -> Int

  public init(now: @escaping @Sendable () -> Int = ReplayWindow.systemClock) { self.now = now }

  /// - Parameters:
  ///   - address: where this fake is served.
  ///   - hook: the bot's address, with `/hooks/slack`.
  public func begin(address: String, hook: String) {
    self.address = address
    self.hook = hook
  }

  /// A channel that the bot is in.
  public func open(_ channel: String) { channels.insert(channel) }
  /// The channel of direct messages of a person and the bot.
  public static func direct(_ user: String) -> String { "D" + user.dropFirst() }

  /// Answers the next calls whose path holds `path` with these, in order, before it behaves again.
  public func fail(_ path: String, with answers: FakeAnswer...) { faults += answers.map { (path, $0) } }

  // MARK: - What the bot calls

  public func answer(_ request: HookRequest) -> FakeAnswer {
    calls[request.path, default: 0] += 1
    if let place = faults.firstIndex(where: { request.path.contains($0.path) }) { return faults.remove(at: place).answer }
    do {
      guard request.method == "POST" else { throw FakeObjection("method_not_supported_for_channel_type") }
      guard request.headers["content-type"] == "application/json; charset=utf-8", let body = try? JSONValue(parsing: request.body) else {
        throw FakeObjection("invalid_json")
      }
      if let id = request.path.wholeMatch(of: /\/response\/(.+)/)?.output.1 { return try respond(String(id), body) }
      guard request.headers["authorization"] == "Bearer \(Self.token)" else { throw FakeObjection("invalid_auth") }
      switch request.path {
      case "/api/auth.test": return Self.json(["ok": true, "user_id": .string(Self.botUser), "team_id": .string(Self.team), "bot_id": "B0RIALTO"])
      case "/api/chat.postMessage": return try post(body)
      default: throw FakeObjection("unknown_method")
      }
    } catch let objection as FakeObjection {
      objections.append(objection)
      return Self.json(["ok": false, "error": .string(objection.code)])
    } catch {
      return FakeAnswer(HookResponse(status: 500, body: []))
    }
  }

  private static let messageFields: Set<String> = ["text", "blocks", "mrkdwn", "unfurl_links", "unfurl_media", "thread_ts"]

  private func post(_ body: JSONValue) throws -> FakeAnswer {
    let fields = try FakeFields(body, "body", code: "invalid_arguments", known: Self.messageFields.union(["channel", "parse", "link_names"]))
    var channel = try fields.text("channel", 1...80)
    if channel.hasPrefix("U") { channel = Self.direct(channel) }
    guard channels.contains(channel) else { throw FakeObjection("channel_not_found") }
    let seen = try message(fields, body, channel: channel, onlyFor: nil)
    return Self.json(["ok": true, "channel": .string(channel), "ts": .string(seen.time)])
  }

  private func respond(_ id: String, _ body: JSONValue) throws -> FakeAnswer {
    let fields = try FakeFields(
      body, "body", code: "invalid_payload", known: Self.messageFields.union(["response_type", "replace_original", "delete_original"]))
    try fields.require("response_type", oneOf: ["ephemeral", "in_channel"])
    guard let response = responses[id], response.left > 0 else {
      return FakeAnswer(HookResponse(status: 404, body: JSONValue.object(["ok": false, "error": "used_url"]).bytes))
    }
    responses[id] = (response.channel, response.user, response.left - 1)
    _ = try message(fields, body, channel: response.channel, onlyFor: response.user)
    return FakeAnswer(HookResponse(status: 200, contentType: "text/plain", body: Array("ok".utf8)))
  }

  private func message(_ fields: FakeFields, _ body: JSONValue, channel: String, onlyFor: String?) throws -> SlackSeen {
    for name in ["mrkdwn", "unfurl_links", "unfurl_media"] { try fields.require(name, oneOf: [false]) }
    _ = try SlackBlockRules.unescaped(fields.text("text", 1...40_000))
    let shown = try SlackBlockRules.shown(fields["blocks"])
    let thread = fields["thread_ts"]
    if let thread, thread.stringValue?.wholeMatch(of: /[0-9]{10}\.[0-9]{6}/) == nil { throw FakeObjection("invalid_thread_ts") }
    let message = SlackSeen(
      channel: channel, onlyFor: onlyFor, time: nextTime(), thread: thread?.stringValue, text: shown.text, buttons: shown.buttons)
    messages[message.time] = message
    taken.append(body)
    seen.put(message)
    return message
  }

  private static func json(_ value: JSONValue) -> FakeAnswer { FakeAnswer(HookResponse(status: 200, body: value.bytes)) }

  // MARK: - What people do

  private func nextTime() -> String {
    number += 1
    return "\(now()).\(String(number + 1_000_000).dropFirst())"
  }

  /// A message as an event; `extra` is put into the inner event.
  public func event(
    _ text: String, from user: String, in channel: String, type: String = "message", extra: JSONObject = [:]
  ) -> JSONValue {
    let time = nextTime()
    var event: JSONObject = [
      "type": .string(type), "user": .string(user), "text": .string(SlackBlockRules.escaped(text)), "ts": .string(time), "event_ts": .string(time),
      "channel": .string(channel), "team": .string(Self.team), "client_msg_id": .string(UUID().uuidString.lowercased()),
    ]
    if type == "message" { event["channel_type"] = channel.hasPrefix("D") ? "im" : "channel" }
    for (name, value) in extra.members { event[name] = value }
    return [
      "token": "not used any more", "team_id": .string(Self.team), "api_app_id": "A0RIALTO", "type": "event_callback",
      "event_id": .string("Ev\(number)"), "event_time": .int(now()), "event": .object(event), "is_ext_shared_channel": false,
      "authorizations": [["team_id": .string(Self.team), "user_id": .string(Self.botUser), "is_bot": true, "enterprise_id": nil]],
    ]
  }

  /// Delivers an event as Slack does: three times more where it is not acknowledged.
  /// - Returns: the statuses it was answered with.
  @discardableResult
  public func deliver(_ event: JSONValue) async throws -> [Int] {
    var statuses: [Int] = []
    for attempt in 0...3 {
      let retry = attempt == 0 ? [] : [("X-Slack-Retry-Num", "\(attempt)"), ("X-Slack-Retry-Reason", "http_error")]
      let answer = try await call("/events", event.bytes, type: "application/json", headers: retry)
      statuses.append(answer.status)
      if (200..<300).contains(answer.status) { break }
    }
    return statuses
  }

  /// Types a slash command; only whoever types it sees what comes back.
  /// - Throws: `TestFault` where Slack would show that it failed.
  public func command(_ text: String, from user: String, in channel: String, command: String = "/rialto") async throws {
    let form = [
      ("token", "not used any more"), ("team_id", Self.team), ("team_domain", "forum"), ("channel_id", channel), ("channel_name", "general"),
      ("user_id", user), ("user_name", "someone"), ("command", command), ("text", SlackBlockRules.escaped(text)), ("api_app_id", "A0RIALTO"),
      ("response_url", newResponse(channel, user)), ("trigger_id", "\(nextTime()).trigger"),
    ]
    let answer = try await call("/commands", Self.form(form), type: "application/x-www-form-urlencoded")
    guard answer.status == 200, answer.body.isEmpty else { throw TestFault("\(command) failed with \(answer.status)") }
  }

  /// Presses a button of a message that the person sees.
  public func press(_ button: SlackSeen.Button, of message: SlackSeen, by user: String) async throws {
    let container: JSONValue = [
      "type": "message", "message_ts": .string(message.time), "channel_id": .string(message.channel), "is_ephemeral": .bool(message.onlyFor != nil),
    ]
    var inner: JSONObject = ["type": "message", "ts": .string(message.time), "user": .string(Self.botUser)]
    if let thread = message.thread { inner["thread_ts"] = .string(thread) }
    let payload: JSONValue = [
      "type": "block_actions", "user": ["id": .string(user), "username": "someone", "team_id": .string(Self.team)], "api_app_id": "A0RIALTO",
      "token": "not used any more", "container": container, "trigger_id": .string(nextTime()), "team": ["id": .string(Self.team), "domain": "forum"],
      "channel": ["id": .string(message.channel), "name": "general"], "message": .object(inner),
      "response_url": .string(newResponse(message.channel, user)),
      "actions": [
        [
          "action_id": .string(button.action), "block_id": "abc", "type": "button", "value": .string(button.value), "action_ts": .string(nextTime()),
          "text": ["type": "plain_text", "text": .string(SlackBlockRules.escaped(button.label)), "emoji": false],
        ]
      ],
    ]
    let answer = try await call("/actions", Self.form([("payload", payload.text)]), type: "application/x-www-form-urlencoded")
    guard answer.status == 200, answer.body.isEmpty else { throw TestFault("the button failed with \(answer.status)") }
  }

  private func newResponse(_ channel: String, _ user: String) -> String {
    number += 1
    responses["\(number)"] = (channel, user, 5)
    return "\(address)/response/\(number)"
  }

  /// Sends a signed request to the bot.
  public func call(_ path: String, _ body: [UInt8], type: String, headers: [(String, String)] = []) async throws -> WebhookCaller.Answer {
    let timestamp = "\(now())"
    let signature = Self.signature(of: body, at: timestamp)
    let own = [("Content-Type", type), ("X-Slack-Request-Timestamp", timestamp), ("X-Slack-Signature", signature)]
    let answer = try await WebhookCaller.call("POST", hook + path, headers: own + headers, body: body)
    deliveries.append(Delivery(path: path, timestamp: timestamp, signature: signature, body: body, status: answer.status))
    return answer
  }

  public static func signature(of body: [UInt8], at timestamp: String) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array("v0:\(timestamp):".utf8) + body, using: SymmetricKey(data: Array(signingSecret.utf8)))
    return "v0=" + Hex.text(of: code)
  }

  /// A form as Slack writes it.
  public static func form(_ fields: [(String, String)]) -> [UInt8] {
    func encoded(_ text: String) -> String {
      text.utf8.map { byte -> String in
        switch byte {
        case UInt8(ascii: " "): "+"
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          String(UnicodeScalar(byte))
        default: "%" + Hex.text(of: [byte]).uppercased()
        }
      }.joined()
    }
    return Array(fields.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&").utf8)
  }
}
