import Foundation
import Messaging
import StrictJSON

/// The methods of the Bot API that bots like ours use.
extension FakeTelegram {
  /// What each takes (Bot API 10.1, "Available methods").
  private static let parameters: [String: Set<String>] = [
    "getme": [],
    "getupdates": ["offset", "limit", "timeout", "allowed_updates"],
    "setwebhook": ["url", "certificate", "ip_address", "max_connections", "allowed_updates", "drop_pending_updates", "secret_token"],
    "deletewebhook": ["drop_pending_updates"],
    "getwebhookinfo": [],
    "sendmessage": [
      "business_connection_id", "chat_id", "message_thread_id", "direct_messages_topic_id", "text", "parse_mode", "entities",
      "link_preview_options", "disable_notification", "protect_content", "allow_paid_broadcast", "message_effect_id",
      "suggested_post_parameters", "reply_parameters", "reply_markup",
    ],
    "editmessagereplymarkup": ["business_connection_id", "chat_id", "message_id", "inline_message_id", "reply_markup"],
    "editmessagetext": [
      "business_connection_id", "chat_id", "message_id", "inline_message_id", "text", "parse_mode", "entities", "link_preview_options",
      "reply_markup",
    ],
    "answercallbackquery": ["callback_query_id", "text", "show_alert", "url", "cache_time"],
    "setmycommands": ["commands", "scope", "language_code"],
    "getmycommands": ["scope", "language_code"],
    "deletemycommands": ["scope", "language_code"],
    "sendchataction": ["business_connection_id", "chat_id", "message_thread_id", "action"],
  ]

  /// Answers one request as api.telegram.org would.
  func answer(_ request: HookRequest) async -> HookResponse {
    let segments = request.path.split(separator: "/").map { $0.removingPercentEncoding ?? "" }
    guard segments.count == 2, segments[0].hasPrefix("bot") else { return Self.response(TelegramRefusal(404, "Not Found")) }
    let method = segments[1].lowercased()
    requests.append(segments[1])
    let place = faults.firstIndex { $0.method == method }
    let fault = place.map { faults.remove(at: $0).fault }
    switch fault {
    case .answer(let code, let words, let retryAfter):
      changed()
      return Self.response(TelegramRefusal(code, words, retryAfter.map { ["retry_after": .int($0)] } ?? [:]))
    case .bytes(let status, let text): return HookResponse(status: status, contentType: "text/html", body: Array(text.utf8))
    case .silence(let length):
      try? await Task.sleep(for: length)
      return HookResponse(status: 504, body: [])
    case .half, .lost, nil: break
    }
    let response: HookResponse
    do throws(TelegramRefusal) {
      let result = try await perform(method, token: String(segments[0].dropFirst(3)), request)
      response = HookResponse(status: 200, body: Array("{\"ok\":true,\"result\":\(result.text)}".utf8))
    } catch {
      refusals.append("\(segments[1]): \(error.words)")
      response = Self.response(error)
    }
    changed()
    switch fault {
    case .half: return HookResponse(status: response.status, body: Array(response.body.prefix(response.body.count / 2)))
    case .lost: return HookResponse(status: 502, contentType: "text/html", body: Array("<html>502 Bad Gateway</html>".utf8))
    default: return response
    }
  }

  /// Those who wait for something look again.
  func changed() { for watcher in watchers.values { watcher.yield() } }

  private static func response(_ refusal: TelegramRefusal) -> HookResponse {
    var body: JSONObject = ["ok": false, "error_code": .int(refusal.code), "description": .string(refusal.words)]
    if !refusal.parameters.isEmpty { body["parameters"] = .object(refusal.parameters) }
    return HookResponse(status: refusal.code, body: JSONValue.object(body).bytes)
  }

  private func perform(_ method: String, token: String, _ request: HookRequest) async throws(TelegramRefusal) -> JSONText {
    guard token.contains(":") else { throw TelegramRefusal(404, "Not Found") }
    guard token == Self.token else { throw TelegramRefusal(401, "Unauthorized") }
    guard let known = Self.parameters[method] else { throw TelegramRefusal(404, "Not Found: method not found") }
    guard request.method == "POST" || request.method == "GET" else { throw TelegramRefusal(405, "Method Not Allowed") }
    let given = try TelegramParameters(request)
    if let unknown = given.names.subtracting(known).min() { throw .bad("\(method) has no parameter \(unknown)") }
    switch method {
    case "getme":
      var me = Self.bot.objectValue ?? [:]
      for name in ["can_join_groups", "supports_inline_queries", "can_read_all_group_messages", "can_connect_to_business", "has_main_web_app"] {
        me[name] = .bool(name == "can_join_groups")
      }
      return JSONText(.object(me))
    case "getupdates": return try await getUpdates(given)
    case "setwebhook": return try setWebhook(given)
    case "deletewebhook":
      webhook = nil
      if try given.bool("drop_pending_updates") == true { queue = [] }
      return JSONText(true)
    case "getwebhookinfo":
      return JSONText(["url": .string(webhook?.address ?? ""), "has_custom_certificate": false, "pending_update_count": .int(queue.count)])
    case "sendmessage": return try sendMessage(given)
    case "editmessagereplymarkup", "editmessagetext": return try editMessage(given, withText: method == "editmessagetext")
    case "answercallbackquery": return try answerPress(given)
    case "sendchataction":
      _ = try target(given)
      return JSONText(true)
    default: return try commandList(method, given)
    }
  }

  // MARK: Webhook

  private func setWebhook(_ given: TelegramParameters) throws(TelegramRefusal) -> JSONText {
    let address = try given.string("url") ?? ""
    let secret = try given.string("secret_token") ?? ""
    guard !address.isEmpty else {
      webhook = nil
      return JSONText(true)
    }
    // What is run at home calls loopback by HTTP too.
    guard address.hasPrefix("https://") || address.hasPrefix("http://127.0.0.1:") else { throw .bad("bad webhook: An HTTPS URL must be provided for webhook") }
    guard secret.utf8.count <= 256,
      secret.utf8.allSatisfy({ "_-".utf8.contains($0) || Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber })
    else { throw .bad("secret token contains unallowed characters") }
    if let most = try given.int("max_connections"), !(1...100).contains(most) { throw .bad("max_connections must be between 1 and 100") }
    if let kinds = try given.json("allowed_updates")?.arrayValue { allowed = kinds.isEmpty ? nil : Set(kinds.compactMap(\.stringValue)) }
    if try given.bool("drop_pending_updates") == true { queue = [] }
    webhook = (address, secret)
    poll += 1
    wake?.finish()
    ring()
    return JSONText(true)
  }

  // MARK: Messages

  /// The conversation that is written to, where the bot may.
  private func target(_ given: TelegramParameters) throws(TelegramRefusal) -> Int {
    guard let id = try? given.int("chat_id") else {
      throw .bad(try given.string("chat_id") == nil ? "chat_id is empty" : "chat not found")
    }
    if let group = groups[id] {
      if let new = group.movedTo {
        throw TelegramRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat", ["migrate_to_chat_id": .int(new)])
      }
      return id
    }
    guard let person = people[id] else { throw .bad("chat not found") }
    guard !person.hasBlocked else { throw TelegramRefusal(403, "Forbidden: bot was blocked by the user") }
    return id
  }

  /// Asks for patience where the bot writes more than is allowed.
  private func count(_ chat: Int) throws(TelegramRefusal) {
    guard let limits else { return }
    let now = ContinuousClock.now
    times.removeAll { $0 < now - .seconds(1) }
    groupTimes[chat]?.removeAll { $0 < now - .seconds(60) }
    let isTooMuch = times.count >= limits.inAll || (chat < 0 && (groupTimes[chat]?.count ?? 0) >= limits.inGroup)
    guard !isTooMuch else { throw TelegramRefusal(429, "Too Many Requests: retry after 1", ["retry_after": 1]) }
    times.append(now)
    if chat < 0 { groupTimes[chat, default: []].append(now) }
  }

  private static func text(_ given: TelegramParameters) throws(TelegramRefusal) -> String {
    let text = (try given.string("text") ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.unicodeScalars.contains(where: { !("\u{2060}"..."\u{2069}").contains($0) && !("\u{200B}"..."\u{200F}").contains($0) }) else {
      throw .bad("message text is empty")
    }
    guard text.utf16.count <= 4096 else { throw .bad("message is too long") }
    if let mode = try given.string("parse_mode"), !mode.isEmpty, !["markdown", "markdownv2", "html"].contains(mode.lowercased()) {
      throw .bad("unsupported parse_mode")
    }
    return text
  }

  private func sendMessage(_ given: TelegramParameters) throws(TelegramRefusal) -> JSONText {
    let chat = try target(given)
    let text = try Self.text(given)
    let rows = try Self.rows(given.json("reply_markup"))
    try count(chat)
    var message = newMessage(in: chat, from: Self.bot)
    message["text"] = .string(text)
    if let markup = try given.json("reply_markup"), !rows.isEmpty { message["reply_markup"] = markup }
    var record = TelegramSent(chat: chat, id: message["message_id"]?.intValue ?? 0, text: text, rows: rows)
    if let reply = try given.json("reply_parameters") {
      guard let number = reply["message_id"]?.intValue else { throw .bad("can't parse reply parameters: message_id is missing") }
      if let original = messages[chat]?[number] {
        message["reply_to_message"] = .object(original)
        record.repliesTo = number
      } else if reply["allow_sending_without_reply"] != .bool(true) {
        throw .bad("message to be replied not found")
      }
    }
    if let topic = try given.int("message_thread_id") {
      message["message_thread_id"] = .int(topic)
      record.topic = topic
    }
    record.showsPreviews = try given.json("link_preview_options")?["is_disabled"] != .bool(true)
    record.markup = try given.string("parse_mode")
    messages[chat, default: [:]][record.id] = message
    sent.append(record)
    return JSONText(.object(message))
  }

  private func editMessage(_ given: TelegramParameters, withText: Bool) throws(TelegramRefusal) -> JSONText {
    let chat = try target(given)
    guard let number = try given.int("message_id"), var message = messages[chat]?[number] else { throw .bad("message to edit not found") }
    guard message["from"] == Self.bot else { throw .bad("message can't be edited") }
    let before = message
    if withText { message["text"] = .string(try Self.text(given)) }
    let rows = try Self.rows(given.json("reply_markup"))
    message["reply_markup"] = rows.isEmpty ? nil : try given.json("reply_markup")
    guard message != before else {
      throw .bad(
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of "
          + "the message")
    }
    messages[chat]?[number] = message
    edits.append(TelegramSent(chat: chat, id: number, text: message["text"]?.stringValue ?? "", rows: rows))
    return JSONText(.object(message))
  }

  /// The buttons of an inline keyboard.
  private static func rows(_ markup: JSONValue?) throws(TelegramRefusal) -> [[TelegramSent.Button]] {
    guard let markup else { return [] }
    guard let object = markup.objectValue, object.keys == ["inline_keyboard"], let rows = object["inline_keyboard"]?.arrayValue else {
      throw .bad("object expected as reply markup")
    }
    var out: [[TelegramSent.Button]] = []
    for row in rows {
      guard let row = row.arrayValue else { throw .bad("field \"inline_keyboard\" of the InlineKeyboardMarkup should be an Array of Arrays") }
      guard row.count <= 8 else { throw .bad("more than eight buttons side by side") }
      var buttons: [TelegramSent.Button] = []
      for button in row {
        guard let object = button.objectValue, Set(object.keys) == ["text", "callback_data"] else {
          throw .bad("can't parse inline keyboard button: text and callback_data are expected here")
        }
        guard let label = object["text"]?.stringValue, !label.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
          throw .bad("can't parse inline keyboard button: Field \"text\" must be of type String")
        }
        guard let data = object["callback_data"]?.stringValue, (1...64).contains(data.utf8.count) else { throw .bad("BUTTON_DATA_INVALID") }
        buttons.append(TelegramSent.Button(label, data))
      }
      if !buttons.isEmpty { out.append(buttons) }
    }
    guard out.reduce(0, { $0 + $1.count }) <= 100, markup.bytes.count <= 10_240 else { throw .bad("reply markup is too long") }
    return out
  }

  private func answerPress(_ given: TelegramParameters) throws(TelegramRefusal) -> JSONText {
    guard let id = try given.string("callback_query_id"), presses.contains(id) else {
      throw .bad("query is too old and response timeout expired or query ID is invalid")
    }
    if let text = try given.string("text"), text.utf16.count > 200 { throw .bad("MESSAGE_TOO_LONG") }
    answeredPresses.append(id)
    return JSONText(true)
  }

  // MARK: Commands

  private func commandList(_ method: String, _ given: TelegramParameters) throws(TelegramRefusal) -> JSONText {
    let language = try given.string("language_code") ?? ""
    guard language.isEmpty || (language.utf8.count == 2 && language.utf8.allSatisfy { (0x61...0x7A).contains($0) }) else {
      throw .bad("invalid language code specified")
    }
    switch method {
    case "setmycommands": commands[language] = try Self.commands(given.json("commands"))
    case "deletemycommands": commands[language] = nil
    default:
      return JSONText(.array((commands[language] ?? []).map { ["command": .string($0[0]), "description": .string($0[1])] }))
    }
    return JSONText(true)
  }

  private static func commands(_ value: JSONValue?) throws(TelegramRefusal) -> [[String]] {
    guard let list = value?.arrayValue else { throw .bad("can't parse commands: an Array is expected") }
    guard list.count <= 100 else { throw .bad("BOT_COMMANDS_TOO_MUCH") }
    var out: [[String]] = []
    for entry in list {
      guard let name = entry["command"]?.stringValue, let description = entry["description"]?.stringValue, entry.objectValue?.count == 2 else {
        throw .bad("can't parse BotCommand: Field \"command\" must be of type String")
      }
      let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789_".utf8)
      guard (1...32).contains(name.utf8.count), name.utf8.allSatisfy(allowed.contains) else { throw .bad("BOT_COMMAND_INVALID") }
      guard (1...256).contains(description.utf16.count) else { throw .bad("BOT_COMMAND_DESCRIPTION_INVALID") }
      out.append([name, description])
    }
    return out
  }
}
