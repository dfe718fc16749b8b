import Messaging
import StrictJSON

/// What Discord sends: a ping, a command, a pressed button (docs.discord.com, "Receiving and responding to interactions").
enum DiscordInteraction: Sendable {
  case ping
  /// Something said, and whether only that person will see the answer.
  case said(Arrival, isEphemeral: Bool)
  /// Asks what could be typed; nothing is suggested.
  case autocomplete
  case unknown

  /// - Returns: nil where it cannot be read.
  init?(_ body: JSONValue, bot: String, commands: [DiscordCommand], greetingLine: String) {
    switch body["type"]?.intValue {
    case 1: self = .ping
    case 2:
      guard let name = body["data"]?["name"]?.stringValue else { return nil }
      let typed = (body["data"]?["options"]?.arrayValue ?? []).first { $0["name"] == .string(DiscordCommand.textOption) }?["value"]?.stringValue
      let command = commands.first { $0.name == name }
      let line = [command?.line ?? name, typed ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
      guard let said = Self.said(line.allSatisfy(\.isWhitespace) ? greetingLine : line, body, bot) else { return nil }
      self = said
    case 3:
      guard let id = body["data"]?["custom_id"]?.stringValue, let said = Self.said(DiscordMessage.line(id), body, bot) else { return nil }
      self = said
    case 4: self = .autocomplete
    case .some: self = .unknown
    case nil: return nil
    }
  }

  /// In a server the answer is for the person alone, so it belongs to the talk with that person; in direct messages to their channel.
  private static func said(_ text: String, _ body: JSONValue, _ bot: String) -> DiscordInteraction? {
    let user = body["member"]?["user"] ?? body["user"]
    guard
      let id = body["id"]?.stringValue, DiscordID.isOne(id), let account = user?["id"]?.stringValue, DiscordID.isOne(account),
      user?["bot"]?.boolValue != true, let token = body["token"]?.stringValue, !token.isEmpty
    else { return nil }
    let channel = body["channel_id"]?.stringValue ?? body["channel"]?["id"]?.stringValue
    let isDirect = body["guild_id"]?.stringValue == nil && (body["context"]?.intValue ?? 1) == 1
    let chat: String
    if isDirect, let channel, DiscordID.isOne(channel) { chat = channel } else { chat = DiscordChat.person(account) }
    let message = IncomingMessage(bot: bot, chat: chat, account: account, messageID: id, text: text, isPrivate: true)
    return .said(Arrival(message, handle: ["token": token, "ephemeral": isDirect ? "no" : "yes"]), isEphemeral: !isDirect)
  }
}

/// A conversation: a channel of direct messages by its id, or a person, to whom such a channel is opened.
enum DiscordChat: Hashable {
  case channel(String)
  case user(String)

  init?(_ chat: String) {
    if DiscordID.isOne(chat) {
      self = .channel(chat)
    } else if chat.hasPrefix("@"), DiscordID.isOne(String(chat.dropFirst())) {
      self = .user(String(chat.dropFirst()))
    } else {
      return nil
    }
  }

  static func person(_ account: String) -> String { "@\(account)" }
}
