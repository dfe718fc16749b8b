import StrictJSON

/// One update, as far as it concerns the bot (Bot API, "Update").
enum TelegramUpdate: Sendable, Equatable {
  case message(TelegramMessage)
  case press(TelegramPress)
  /// Edits, channel posts, comings and goings, and what will be invented yet.
  case other

  /// What the bot asks to be told of.
  static let kinds: JSONValue = ["message", "callback_query"]

  /// Nil where it has no form that Telegram would give it.
  init?(_ value: JSONValue) {
    guard value.objectValue != nil else { return nil }
    if let message = value["message"] {
      guard let message = TelegramMessage(message) else { return nil }
      self = .message(message)
    } else if let query = value["callback_query"] {
      guard let press = TelegramPress(query) else { return nil }
      self = .press(press)
    } else {
      self = .other
    }
  }
}

/// A conversation.
struct TelegramChat: Sendable, Equatable {
  var id: Int
  var isPrivate: Bool

  init?(_ value: JSONValue?) {
    guard let id = value?["id"]?.intValue, let type = value?["type"]?.stringValue else { return nil }
    self.id = id
    isPrivate = type == "private"
  }
}

/// A message that somebody wrote.
struct TelegramMessage: Sendable, Equatable {
  var id: Int
  var chat: TelegramChat
  /// Nil where no person wrote it: a channel, an anonymous administrator, another bot.
  var sender: Int?
  /// That of the sender's program; nil where it is not told.
  var language: String?
  /// Nil where it is a picture, a voice or the like.
  var text: String?
  /// Whether it says something: not that somebody came, a title changed or the like.
  var isSaid: Bool
  /// Who wrote what it replies to.
  var repliesTo: Int?
  /// The topic of a group in which it stands.
  var topic: Int?

  /// What is said without a text.
  private static let kinds = [
    "photo", "voice", "audio", "video", "video_note", "document", "animation", "sticker", "contact", "location", "venue", "poll", "dice", "game",
    "story", "paid_media", "checklist", "live_photo", "rich_message",
  ]

  init?(_ value: JSONValue) {
    guard let id = value["message_id"]?.intValue, let chat = TelegramChat(value["chat"]) else { return nil }
    self.id = id
    self.chat = chat
    let isPerson = value["from"]?["is_bot"]?.boolValue == false && value["sender_chat"] == nil && value["via_bot"] == nil
    sender = isPerson ? value["from"]?["id"]?.intValue : nil
    language = value["from"]?["language_code"]?.stringValue
    text = value["text"]?.stringValue
    isSaid = text != nil || Self.kinds.contains { value[$0] != nil }
    repliesTo = value["reply_to_message"]?["from"]?["id"]?.intValue
    topic = value["is_topic_message"] == .bool(true) ? value["message_thread_id"]?.intValue : nil
  }
}

/// A button that somebody pressed (Bot API, "CallbackQuery").
struct TelegramPress: Sendable, Equatable {
  var id: String
  var sender: Int
  /// That of the sender's program; nil where it is not told.
  var language: String?
  /// What the button brings back; nil for games.
  var data: String?
  /// Where it was pressed; nil where the message is not the bot's own.
  var place: Place?

  struct Place: Sendable, Equatable {
    var chat: TelegramChat
    var message: Int
    var topic: Int?
    /// Nil where the message is too old to be seen.
    var keyboard: JSONValue?
  }

  init?(_ value: JSONValue) {
    guard let id = value["id"]?.stringValue, let sender = value["from"]?["id"]?.intValue else { return nil }
    self.id = id
    self.sender = sender
    language = value["from"]?["language_code"]?.stringValue
    data = value["data"]?.stringValue
    guard let message = value["message"], let number = message["message_id"]?.intValue, let chat = TelegramChat(message["chat"]) else { return }
    let topic = message["is_topic_message"] == .bool(true) ? message["message_thread_id"]?.intValue : nil
    place = Place(chat: chat, message: number, topic: topic, keyboard: message["reply_markup"]?["inline_keyboard"])
  }
}
