import Crypto
import Foundation
import Messaging
import StrictJSON

/// One message of the bot as a person in WhatsApp sees it.
public struct WhatsAppSeen: Sendable, Equatable {
  public struct Choice: Sendable, Equatable {
    public var id: String
    public var title: String
  }

  public var messageID: String
  /// The person, by number or id as the bot gave it.
  public var to: String
  /// `text`, `button`, `list`, `template`.
  public var kind: String
  public var text: String
  public var choices: [Choice]
}

/// Meta's Cloud API for one number: strict about what the bot sends, and signs what it delivers.
public actor FakeWhatsApp {
  public static let token = "EAAonlyForTests0123456789"
  public static let appSecret = "0123456789abcdef0123456789abcdef"
  public static let verifyToken = "verify-only-for-tests"
  public static let number = "106540352242922"
  public static let version = "v26.0"

  public struct Delivery: Sendable {
    public var signature: String
    public var body: [UInt8]
    public var status: Int
  }

  public nonisolated let seen = Mailbox<WhatsAppSeen>()
  /// The bodies of what the bot sent and Meta took, in order.
  public private(set) var taken: [JSONValue] = []
  public private(set) var objections: [FakeObjection] = []
  public private(set) var deliveries: [Delivery] = []
  /// The messages that the bot marked as read.
  public private(set) var read: [String] = []
  public private(set) var calls = 0
  private var hook = ""
  private var faults: [FakeAnswer] = []
  private var templates: Set<String> = ["rialto_notice/en", "rialto_notice/ar"]
  private var heard: [String: Int] = [:]
  private var undeliverable: Set<String> = []
  /// Whether Meta says at once that the 24 hours are over; else by a failed status later.
  private var objectsAtOnce = true
  private var next = 0
  private let now: @Sendable () -> Int

  public init(now: @escaping @Sendable () -> Int = ReplayWindow.systemClock) { self.now = now }

  /// - Parameter hook: the bot's address, with `/hooks/whatsapp`.
  public func begin(hook: String) { self.hook = hook }
  /// Answers the next calls with these, in order, before it behaves again.
  public func fail(with answers: FakeAnswer...) { faults += answers }
  /// The approved templates, as `name/language`.
  public func approve(_ templates: Set<String>) { self.templates = templates }
  public func objectLater() { objectsAtOnce = false }
  /// The person cannot be reached.
  public func block(_ person: String) { undeliverable.insert(person) }
  /// The person wrote at that time, elsewhere.
  public func openWindow(_ person: String) { heard[person] = now() }

  // MARK: - What the bot calls

  public func answer(_ request: HookRequest) -> FakeAnswer {
    calls += 1
    if !faults.isEmpty { return faults.removeFirst() }
    do {
      guard request.headers["authorization"] == "Bearer \(Self.token)" else { throw FakeObjection("190", "Invalid OAuth access token") }
      let path = "/\(Self.version)/\(Self.number)"
      if request.method == "GET", request.path == path { return Self.json(200, ["id": .string(Self.number)]) }
      guard request.method == "POST", request.path == "\(path)/messages" else { throw FakeObjection("100", "no such edge") }
      guard request.headers["content-type"]?.hasPrefix("application/json") == true, let body = try? JSONValue(parsing: request.body) else {
        throw FakeObjection("100", "no JSON")
      }
      return try take(body)
    } catch let objection as FakeObjection {
      objections.append(objection)
      return Self.error(Int(objection.code) ?? 100, objection.detail)
    } catch {
      return FakeAnswer(HookResponse(status: 500, body: []))
    }
  }

  public static func error(_ code: Int, _ message: String = "", status: Int = 400, headers: [String: String] = [:]) -> FakeAnswer {
    json(
      code == 190 ? 401 : status,
      ["error": ["message": .string("(#\(code)) \(message)"), "type": "OAuthException", "code": .int(code), "fbtrace_id": "A"]], headers)
  }

  private static func json(_ status: Int, _ value: JSONValue, _ headers: [String: String] = [:]) -> FakeAnswer {
    FakeAnswer(HookResponse(status: status, body: value.bytes), headers: headers)
  }

  private func take(_ body: JSONValue) throws -> FakeAnswer {
    if body["status"] != nil {
      let fields = try FakeFields(body, "body", code: "100", known: ["messaging_product", "status", "message_id"])
      try fields.require("status", oneOf: ["read"])
      read.append(try fields.text("message_id", 1...200))
      return Self.json(200, ["success": true])
    }
    let fields = try FakeFields(
      body, "body", code: "100",
      known: ["messaging_product", "recipient_type", "to", "recipient", "type", "text", "interactive", "template", "biz_opaque_callback_data"])
    try fields.require("messaging_product", oneOf: ["whatsapp"])
    try fields.require("recipient_type", oneOf: ["individual"])
    let person = try recipient(fields)
    if undeliverable.contains(person) { throw FakeObjection("131026", "Message undeliverable") }
    if fields["biz_opaque_callback_data"] != nil { _ = try fields.text("biz_opaque_callback_data", 1...512) }
    let kind = fields["type"]?.stringValue ?? ""
    guard fields[kind] != nil, ["text", "interactive", "template"].allSatisfy({ $0 == kind || fields[$0] == nil }) else {
      throw FakeObjection("131009", "type and content differ")
    }
    next += 1
    var message = WhatsAppSeen(messageID: "wamid.sent\(next)", to: person, kind: kind, text: "", choices: [])
    switch kind {
    case "text":
      let text = try FakeFields(fields["text"], "text", code: "131009", known: ["body", "preview_url"])
      try text.require("preview_url", oneOf: [false])
      message.text = try text.text("body", 1...4096)
    case "interactive": try read(interactive: fields["interactive"], into: &message)
    case "template": try read(template: fields["template"], into: &message)
    default: throw FakeObjection("131051", "type \(kind)")
    }
    let isOpen = heard[person].map { now() - $0 <= 24 * 3600 } ?? false
    if kind != "template", !isOpen {
      if objectsAtOnce { throw FakeObjection("131047", "Re-engagement message") }
      lost.put((message.messageID, person, body["biz_opaque_callback_data"]?.stringValue))
    } else {
      seen.put(message)
    }
    taken.append(body)
    return Self.json(200, ["messaging_product": "whatsapp", "contacts": [["input": .string(person)]], "messages": [["id": .string(message.messageID)]]])
  }

  private func recipient(_ fields: FakeFields) throws -> String {
    if fields["recipient"] != nil {
      let id = try fields.text("recipient", 3...131)
      guard id.wholeMatch(of: /[A-Z]{2}\.[A-Za-z0-9.]+/) != nil else { throw FakeObjection("131009", "recipient is no user id") }
      return id
    }
    let number = try fields.text("to", 5...20)
    guard number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { throw FakeObjection("131009", "to is no number") }
    return number
  }

  private func read(interactive value: JSONValue?, into message: inout WhatsAppSeen) throws {
    let fields = try FakeFields(value, "interactive", code: "131009", known: ["type", "body", "action"])
    message.text = try FakeFields(fields["body"], "interactive.body", code: "131009", known: ["text"]).text("text", 1...1024)
    message.kind = fields["type"]?.stringValue ?? ""
    switch message.kind {
    case "button":
      let action = try FakeFields(fields["action"], "action", code: "131009", known: ["buttons"])
      message.choices = try action.list("buttons", 1...3).map { button in
        let outer = try FakeFields(button, "buttons", code: "131009", known: ["type", "reply"])
        try outer.require("type", oneOf: ["reply"])
        let reply = try FakeFields(outer["reply"], "reply", code: "131009", known: ["id", "title"])
        return WhatsAppSeen.Choice(id: try reply.text("id", 1...256), title: try reply.text("title", 1...20))
      }
      try action.distinct(message.choices.map(\.title), "title")
      try action.distinct(message.choices.map(\.id), "id")
    case "list":
      let action = try FakeFields(fields["action"], "action", code: "131009", known: ["button", "sections"])
      _ = try action.text("button", 1...20)
      for section in try action.list("sections", 1...10) {
        let inner = try FakeFields(section, "section", code: "131009", known: ["title", "rows"])
        _ = try inner.text("title", 1...24)
        message.choices += try inner.list("rows", 1...10).map { row in
          let row = try FakeFields(row, "row", code: "131009", known: ["id", "title", "description"])
          return WhatsAppSeen.Choice(id: try row.text("id", 1...200), title: try row.text("title", 1...24))
        }
      }
      guard message.choices.count <= 10 else { throw FakeObjection("131009", "more than ten rows") }
      try action.distinct(message.choices.map(\.id), "id")
    default: throw FakeObjection("131009", "interactive.type")
    }
  }

  private func read(template value: JSONValue?, into message: inout WhatsAppSeen) throws {
    let fields = try FakeFields(value, "template", code: "132012", known: ["name", "language", "components"])
    let language = try FakeFields(fields["language"], "language", code: "132012", known: ["code"]).text("code", 2...5)
    guard templates.contains("\(try fields.text("name", 1...512))/\(language)") else { throw FakeObjection("132001", "Template does not exist") }
    let components = try fields.list("components", 1...1)
    let body = try FakeFields(components[0], "component", code: "132012", known: ["type", "parameters"])
    try body.require("type", oneOf: ["body"])
    let parameters = try body.list("parameters", 0...9)
    guard parameters.count == 1 else { throw FakeObjection("132000", "number of parameters") }
    let parameter = try FakeFields(parameters[0], "parameter", code: "132012", known: ["type", "text"])
    try parameter.require("type", oneOf: ["text"])
    let text = try parameter.text("text", 1...900)
    guard !text.contains(where: { $0.isNewline || $0 == "\t" }), !text.contains("     ") else { throw FakeObjection("132018", "line ends in a parameter") }
    message.text = text
  }

  // MARK: - What people do

  /// What was taken and did not arrive.
  private nonisolated let lost = Mailbox<(id: String, person: String, note: String?)>()

  /// A person: by number, and by the id that Meta gives since 2026.
  public struct Person: Sendable, Hashable {
    public var number: String?
    public var userID: String?

    public init(number: String?, userID: String? = nil) {
      self.number = number
      self.userID = userID
    }

    var chat: String { userID ?? number ?? "" }
  }

  /// A message as it stands in an update; `content` is the member of its type.
  /// - Parameter answered: the bot's message whose button was pressed.
  public func message(from person: Person, type: String, _ content: JSONValue, id: String? = nil, answering answered: String? = nil) -> JSONValue {
    next += 1
    if ["text", "interactive", "button"].contains(type) { heard[person.chat] = now() }
    var message: JSONObject = ["id": .string(id ?? "wamid.in\(next)"), "timestamp": .string("\(now())"), "type": .string(type)]
    if let number = person.number { message["from"] = .string(number) }
    if let userID = person.userID { message["from_user_id"] = .string(userID) }
    if let answered { message["context"] = ["from": "15550000000", "id": .string(answered)] }
    message[type] = content
    return .object(message)
  }

  /// An update with messages of one person.
  public static func update(_ messages: [JSONValue], from person: Person, number: String = FakeWhatsApp.number) -> JSONValue {
    var contact: JSONObject = ["profile": ["name": "Someone"]]
    if let number = person.number { contact["wa_id"] = .string(number) }
    if let userID = person.userID { contact["user_id"] = .string(userID) }
    return entry(["contacts": [.object(contact)], "messages": .array(messages)], number: number)
  }

  /// An update of several entries.
  public static func batch(_ updates: [JSONValue]) -> JSONValue {
    ["object": "whatsapp_business_account", "entry": .array(updates.flatMap { $0["entry"]?.arrayValue ?? [] })]
  }

  private static func entry(_ members: JSONObject, number: String) -> JSONValue {
    var value: JSONObject = [
      "messaging_product": "whatsapp", "metadata": ["display_phone_number": "15550000000", "phone_number_id": .string(number)],
    ]
    for (name, member) in members.members { value[name] = member }
    return [
      "object": "whatsapp_business_account",
      "entry": [["id": "102290129340398", "changes": [["field": "messages", "value": .object(value)]]]],
    ]
  }

  /// What became of a message: `sent`, `delivered`, `read`, `failed`.
  public static func status(_ status: String, of id: String, to person: Person, error: Int? = nil, note: String? = nil) -> JSONValue {
    var members: JSONObject = ["id": .string(id), "status": .string(status), "timestamp": "1700000000"]
    if let number = person.number { members["recipient_id"] = .string(number) }
    if let userID = person.userID { members["recipient_user_id"] = .string(userID) }
    if let note { members["biz_opaque_callback_data"] = .string(note) }
    if let error {
      members["errors"] = [
        ["code": .int(error), "title": "Re-engagement message", "message": "Re-engagement message", "error_data": ["details": "because"]]
      ]
    }
    return entry(["statuses": [.object(members)]], number: number)
  }

  /// The status of the next message that was taken and did not arrive.
  public func failedStatus(to person: Person) async throws -> JSONValue {
    let lost = try await lost.next { $0.person == person.chat }
    return Self.status("failed", of: lost.id, to: person, error: 131_047, note: lost.note)
  }

  /// Delivers an update, again where it is not acknowledged.
  /// - Returns: the statuses it was answered with.
  @discardableResult
  public func deliver(_ update: JSONValue) async throws -> [Int] {
    var statuses: [Int] = []
    for _ in 0..<4 {
      statuses.append(try await call(update.bytes).status)
      if statuses.last == 200 { break }
    }
    return statuses
  }

  /// Sends a signed request to the bot.
  public func call(_ body: [UInt8]) async throws -> WebhookCaller.Answer {
    let signature = Self.signature(of: body)
    let answer = try await WebhookCaller.call(
      "POST", hook + "/webhook", headers: [("Content-Type", "application/json"), ("X-Hub-Signature-256", signature)], body: body)
    deliveries.append(Delivery(signature: signature, body: body, status: answer.status))
    return answer
  }

  public static func signature(of body: [UInt8]) -> String {
    "sha256=" + Hex.text(of: HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(appSecret.utf8))))
  }

  /// Asks the bot whether it is the right place, as Meta does when the webhook is set up.
  public func verify(token: String = FakeWhatsApp.verifyToken, challenge: String = "1158201444") async throws -> WebhookCaller.Answer {
    try await WebhookCaller.call("GET", "\(hook)/webhook?hub.mode=subscribe&hub.challenge=\(challenge)&hub.verify_token=\(token)")
  }
}
