import Crypto
import Foundation
import Messaging
import StrictJSON

/// Discord for one application: strict about what the bot sends, and signs what it delivers.
public actor FakeDiscord {
  public static let application = "845027738276462632"
  public static let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.only.for-tests"
  public static let guild = "290926798626357999"

  public struct Delivery: Sendable {
    public var timestamp: String
    public var signature: String
    public var body: [UInt8]
    public var status: Int
  }

  private struct Interaction {
    var user: String
    var channel: String
    var began: Int
    var isAcknowledged = false
    var isEphemeral = false
    var isOver = false
  }

  /// The key that requests are signed with.
  public nonisolated let key = Curve25519.Signing.PrivateKey()
  public nonisolated let seen = Mailbox<DiscordSeen>()
  /// The bodies of what the bot sent and Discord took, in order.
  public private(set) var taken: [JSONValue] = []
  /// Every call as `METHOD path`.
  public private(set) var calls: [String] = []
  public private(set) var objections: [FakeObjection] = []
  public private(set) var deliveries: [Delivery] = []
  /// The commands as they were registered, by path.
  public private(set) var registered: [String: JSONValue] = [:]
  private var hook = ""
  private var faults: [(path: String, answer: FakeAnswer)] = []
  private var interactions: [String: Interaction] = [:]
  private var channels: [String: String] = [:]
  private var closed: Set<String> = []
  private var nonces: Set<String> = []
  private var headers: [String: String] = [:]
  private var number = 0
  private let now: @Sendable () -> Int

  public init(now: @escaping @Sendable () -> Int = ReplayWindow.systemClock) { self.now = now }

  public nonisolated var publicKey: String { Hex.text(of: key.publicKey.rawRepresentation) }
  /// - Parameter hook: the bot's address, with `/hooks/discord`.
  public func begin(hook: String) { self.hook = hook }
  /// Answers the next calls whose path holds `path` with these, in order, before it behaves again.
  public func fail(_ path: String, with answers: FakeAnswer...) { faults += answers.map { (path, $0) } }
  /// The person takes no direct messages.
  public func close(_ user: String) { closed.insert(user) }
  /// No interaction can be answered any more.
  public func endInteractions() { for token in interactions.keys { interactions[token]?.isOver = true } }
  /// From now on answers carry these headers.
  public func say(_ headers: [String: String]) { self.headers = headers }
  /// The channel of direct messages with a person.
  public func direct(_ user: String) -> String {
    let channel = "7\(user)".suffix(19)
    channels[String(channel)] = user
    return String(channel)
  }

  // MARK: - What the bot calls

  public func answer(_ request: HookRequest) -> FakeAnswer {
    calls.append("\(request.method) \(request.path)")
    if let place = faults.firstIndex(where: { request.path.contains($0.path) }) { return faults.remove(at: place).answer }
    do {
      guard request.headers["user-agent"]?.hasPrefix("DiscordBot (") == true else { throw FakeObjection("40333", "User-Agent") }
      guard request.headers["content-type"] == "application/json", let body = try? JSONValue(parsing: request.body) else {
        throw FakeObjection("50109", "The request body contains invalid JSON")
      }
      guard request.path.hasPrefix("/api/v10/") else { throw FakeObjection("0", "404") }
      let path = request.path.dropFirst("/api/v10/".count).split(separator: "/").map { String($0).removingPercentEncoding ?? "" }
      if path.first == "webhooks" { return try interaction(request.method, path, body) }
      guard request.headers["authorization"] == "Bot \(Self.token)" else { throw FakeObjection("0", "401: Unauthorized") }
      switch (request.method, path.first, path.last) {
      case ("POST", "channels", "messages") where path.count == 3: return try post(body, in: path[1])
      case ("POST", "users", "channels"): return try open(body)
      case ("PUT", "applications", "commands") where path[1] == Self.application:
        try DiscordRules.commands(body)
        registered[request.path] = body
        return json(200, body)
      default: throw FakeObjection("0", "404: Not Found")
      }
    } catch let objection as FakeObjection {
      objections.append(objection)
      return Self.error(Int(objection.code) ?? 0, objection.detail)
    } catch {
      return FakeAnswer(HookResponse(status: 500, body: []))
    }
  }

  /// How many commands there are in a list that Discord would take.
  /// - Throws: what it would object to.
  public static func takes(commands: JSONValue) throws -> Int {
    try DiscordRules.commands(commands)
    return commands.arrayValue?.count ?? 0
  }

  /// An error as Discord words it, with the status that goes with it.
  public static func error(_ code: Int, _ message: String = "") -> FakeAnswer {
    let status =
      switch code {
      case 0 where message.hasPrefix("401"): 401
      case 0, 10_003, 10_008, 10_015, 10_062: 404
      case 50_001, 50_007, 50_013: 403
      case 50_027: 401
      default: 400
      }
    return FakeAnswer(HookResponse(status: status, body: JSONValue.object(["message": .string(message), "code": .int(code)]).bytes))
  }

  /// "Too many requests" as Discord words it.
  public static func tooMany(after seconds: Double, global: Bool) -> FakeAnswer {
    let body: JSONValue = ["message": "You are being rate limited.", "retry_after": .double(seconds), "global": .bool(global)]
    return FakeAnswer(
      HookResponse(status: 429, body: body.bytes), headers: ["Retry-After": "\(Int(seconds.rounded(.up)))", "X-RateLimit-Scope": global ? "global" : "user"])
  }

  private func json(_ status: Int, _ value: JSONValue) -> FakeAnswer { FakeAnswer(HookResponse(status: status, body: value.bytes), headers: headers) }

  private func interaction(_ method: String, _ path: [String], _ body: JSONValue) throws -> FakeAnswer {
    guard path.count > 2, path[1] == Self.application, let interaction = interactions[path[2]], interaction.isAcknowledged else {
      throw FakeObjection("10015", "Unknown Webhook")
    }
    guard !interaction.isOver, now() - interaction.began < 15 * 60 else { throw FakeObjection("50027", "Invalid Webhook Token") }
    let isOriginal = method == "PATCH" && path.suffix(2) == ["messages", "@original"]
    guard isOriginal || (method == "POST" && path.count == 3) else { throw FakeObjection("0", "404: Not Found") }
    let shown = try DiscordRules.message(body, flags: isOriginal ? [4] : [4, 68])
    let isEphemeral = isOriginal ? interaction.isEphemeral : body["flags"] == 68
    taken.append(body)
    seen.put(
      DiscordSeen(user: interaction.user, channel: interaction.channel, isEphemeral: isEphemeral, text: shown.text, buttons: shown.buttons))
    return json(200, ["id": .string(snowflake())])
  }

  private func post(_ body: JSONValue, in channel: String) throws -> FakeAnswer {
    guard let user = channels[channel] else { throw FakeObjection("10003", "Unknown Channel") }
    if closed.contains(user) { throw FakeObjection("50007", "Cannot send messages to this user") }
    let shown = try DiscordRules.message(body, known: ["nonce", "enforce_nonce"], flags: [4])
    guard let nonce = body["nonce"]?.stringValue, nonce.count <= 25, body["enforce_nonce"] == true else { throw FakeObjection("50035", "nonce") }
    if nonces.insert(nonce).inserted {
      taken.append(body)
      seen.put(DiscordSeen(user: user, channel: channel, isEphemeral: false, text: shown.text, buttons: shown.buttons))
    }
    return json(200, ["id": .string(snowflake()), "channel_id": .string(channel)])
  }

  private func open(_ body: JSONValue) throws -> FakeAnswer {
    let fields = try FakeFields(body, "body", code: "50035", known: ["recipient_id"])
    return json(200, ["id": .string(direct(try fields.text("recipient_id", 5...20))), "type": 1])
  }

  // MARK: - What people do

  private func snowflake() -> String {
    number += 1
    return "\((UInt64(max(0, now() - 1_420_070_400)) * 1000) << 22 | UInt64(number & 0xFFF))"
  }

  /// Where somebody uses the bot.
  public enum Place: Sendable {
    case direct
    case server(channel: String)
  }

  /// An interaction as Discord sends it.
  public func interaction(_ type: Int, _ data: JSONValue?, from user: String, in place: Place = .direct) -> JSONValue {
    let id = snowflake()
    let person: JSONValue = ["id": .string(user), "username": "someone", "discriminator": "0", "global_name": "Some One"]
    var body: JSONObject = [
      "id": .string(id), "application_id": .string(Self.application), "type": .int(type), "version": 1, "token": .string("aW50ZXJhY3Rpb246\(id)"),
      "locale": "en-GB", "app_permissions": "0", "entitlements": [], "authorizing_integration_owners": [:],
    ]
    if let data { body["data"] = data }
    switch place {
    case .direct:
      body["channel_id"] = .string(direct(user))
      body["context"] = 1
      body["user"] = person
    case .server(let channel):
      body["channel_id"] = .string(channel)
      body["guild_id"] = .string(Self.guild)
      body["context"] = 0
      body["member"] = ["user": person, "roles": [], "permissions": "0"]
    }
    return .object(body)
  }

  /// A slash command with its text.
  public static func command(_ name: String, text: String?) -> JSONValue {
    var data: JSONObject = ["id": "1", "name": .string(name), "type": 1]
    if let text { data["options"] = [["name": "text", "type": 3, "value": .string(text)]] }
    return .object(data)
  }

  /// Delivers an interaction and does what its answer says.
  /// - Throws: `TestFault` where Discord would show that it failed.
  public func deliver(_ interaction: JSONValue) async throws {
    let token = interaction["token"]?.stringValue ?? ""
    let user = interaction["user"]?["id"] ?? interaction["member"]?["user"]?["id"]
    interactions[token] = Interaction(user: user?.stringValue ?? "", channel: interaction["channel_id"]?.stringValue ?? "", began: now())
    let answer = try await call(interaction.bytes)
    guard answer.status == 200, let body = try? JSONValue(parsing: answer.body), body["type"] == 5 else {
      throw TestFault("the interaction failed with \(answer.status)")
    }
    interactions[token]?.isAcknowledged = true
    interactions[token]?.isEphemeral = body["data"]?["flags"] == 64
  }

  /// Sends a signed request to the bot.
  public func call(_ body: [UInt8], timestamp: String? = nil) async throws -> WebhookCaller.Answer {
    let timestamp = timestamp ?? "\(now())"
    let signature = Hex.text(of: try key.signature(for: Array(timestamp.utf8) + body))
    let answer = try await WebhookCaller.call(
      "POST", hook + "/interactions",
      headers: [("Content-Type", "application/json"), ("X-Signature-Ed25519", signature), ("X-Signature-Timestamp", timestamp)], body: body)
    deliveries.append(Delivery(timestamp: timestamp, signature: signature, body: body, status: answer.status))
    return answer
  }

  /// What Discord tries now and then: a wrong signature, which has to be refused.
  public func tryWrongSignature() async throws -> Int {
    try await WebhookCaller.call(
      "POST", hook + "/interactions",
      headers: [
        ("Content-Type", "application/json"), ("X-Signature-Ed25519", String(repeating: "0a", count: 64)), ("X-Signature-Timestamp", "\(now())"),
      ],
      body: JSONValue.object(["type": 1]).bytes
    ).status
  }
}
