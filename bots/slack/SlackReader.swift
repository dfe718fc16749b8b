import Messaging
import StrictJSON

/// Reads what Slack sends: who said what where, as the chat understands it.
struct SlackReader: Sendable {
  let bot: String
  /// The word of the slash command that takes any line.
  let command: String
  let greetingLine: String

  /// A message to the bot (`message.im`) or one that mentions it (`app_mention`); nil for anything else: other people's talk, other
  /// bots, edits, deletions, what Slack itself tells.
  ///
  /// A message is known by its channel and time stamp, which are the same when it comes again and when it comes as two kinds of event.
  /// - Parameter own: the bot's own user id, where it is known.
  func event(_ body: JSONValue, own: String?) -> Arrival? {
    guard
      let team = body["team_id"]?.stringValue, let event = body["event"], let user = event["user"]?.stringValue, user != "USLACKBOT",
      let channel = event["channel"]?.stringValue, let time = event["ts"]?.stringValue,
      event["bot_id"]?.stringValue == nil, event["edited"]?.objectValue == nil, event["hidden"]?.boolValue != true,
      ["", "file_share", "me_message", "thread_broadcast"].contains(event["subtype"]?.stringValue ?? "")
    else { return nil }
    let isPrivate = event["channel_type"]?.stringValue == "im" || channel.hasPrefix("D")
    switch event["type"]?.stringValue {
    case "message" where isPrivate: break
    case "app_mention": break
    default: return nil
    }
    var bots = Set(own.map { [$0] } ?? [])
    for one in body["authorizations"]?.arrayValue ?? [] where one["is_bot"]?.boolValue == true {
      if let id = one["user_id"]?.stringValue { bots.insert(id) }
    }
    guard !bots.contains(user) else { return nil }
    let chat = "\(team):\(channel)"
    var handle: [String: String] = [:]
    if let thread = event["thread_ts"]?.stringValue ?? (isPrivate ? nil : time) { handle["thread"] = thread }
    let message = IncomingMessage(
      bot: bot, chat: chat, account: "\(team):\(user)", messageID: "\(chat)/\(time)", text: text(of: event, bots), isPrivate: isPrivate)
    return Arrival(message, handle: handle)
  }

  private func text(of event: JSONValue, _ bots: Set<String>) -> String {
    let raw = event["text"]?.stringValue ?? ""
    let addressing = Addressing(names: [], mentions: bots.map { "<@\($0)>" })
    let text = SlackText.plain(addressing.line(in: raw).line, without: bots)
    if !text.isEmpty { return text }
    return raw.isEmpty || event["files"]?.arrayValue?.isEmpty == false ? IncomingMessage.notText : greetingLine
  }

  /// A slash command. Only whoever typed it sees it and its answer, wherever that was, so it belongs to the talk with that person.
  func slashCommand(_ form: SlackForm) -> Arrival? {
    guard
      let team = form["team_id"], let user = form["user_id"], let word = form["command"]?.drop(while: { $0 == "/" }), !word.isEmpty,
      let trigger = form["trigger_id"], ![team, user, trigger].contains("")
    else { return nil }
    let typed = SlackText.plain(form["text"] ?? "")
    let text = word.lowercased() == command.lowercased() ? (typed.isEmpty ? greetingLine : typed) : typed.isEmpty ? "\(word)" : "\(word) \(typed)"
    let chat = "\(team):\(user)"
    let message = IncomingMessage(bot: bot, chat: chat, account: chat, messageID: "\(chat)/\(trigger)", text: text, isPrivate: true)
    return Arrival(message, handle: form["response_url"].map { ["response": $0] } ?? [:])
  }

  /// The buttons that were pressed (`block_actions`); one, by all that is known.
  func actions(_ payload: JSONValue) -> [Arrival] {
    guard
      payload["type"] == "block_actions", let user = payload["user"]?["id"]?.stringValue,
      let team = payload["team"]?["id"]?.stringValue ?? payload["user"]?["team_id"]?.stringValue,
      let channel = payload["channel"]?["id"]?.stringValue ?? payload["container"]?["channel_id"]?.stringValue
    else { return [] }
    let isEphemeral = payload["container"]?["is_ephemeral"]?.boolValue == true
    let isPrivate = isEphemeral || channel.hasPrefix("D")
    let chat = isEphemeral ? "\(team):\(user)" : "\(team):\(channel)"
    let place = payload["container"]?["message_ts"]?.stringValue ?? payload["message"]?["ts"]?.stringValue ?? ""
    var handle: [String: String] = [:]
    if isEphemeral {
      if let url = payload["response_url"]?.stringValue { handle["response"] = url }
    } else if let thread = payload["message"]?["thread_ts"]?.stringValue ?? (isPrivate || place.isEmpty ? nil : place) {
      handle["thread"] = thread
    }
    return (payload["actions"]?.arrayValue ?? []).compactMap { action in
      guard
        action["type"] == "button", let value = action["value"]?.stringValue, let name = action["action_id"]?.stringValue,
        let time = action["action_ts"]?.stringValue
      else { return nil }
      let message = IncomingMessage(
        bot: bot, chat: chat, account: "\(team):\(user)", messageID: "\(chat)/\(place)/\(name)/\(time)/\(user)", text: SlackText.unpacked(value),
        isPrivate: isPrivate)
      return Arrival(message, handle: handle)
    }
  }
}
