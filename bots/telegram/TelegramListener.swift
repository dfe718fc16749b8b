import Messaging

/// Says what an update means to the chat: a line of a person, or nothing.
struct TelegramListener: Sendable {
  let identity: TelegramIdentity
  let texts: TelegramTexts

  static let bot = "telegram"
  /// Names in `Arrival.handle`: the message that a reply goes to, and the topic of the group in which it stands.
  static let message = "message"
  static let topic = "topic"

  /// Nil where nobody spoke to the bot.
  func arrival(_ update: TelegramUpdate) -> Arrival? {
    switch update {
    case .message(let message): arrival(message)
    case .press(let press): arrival(press)
    case .other: nil
    }
  }

  private func arrival(_ message: TelegramMessage) -> Arrival? {
    guard message.isSaid, let sender = message.sender, sender != identity.id else { return nil }
    let line: String
    if message.text == nil {
      // What others show each other in a group is none of the bot's business.
      guard message.chat.isPrivate || message.repliesTo == identity.id else { return nil }
      line = IncomingMessage.notText
    } else {
      guard let said = identity.line(in: message) else { return nil }
      line = said.isEmpty ? texts.greetingLine : said
    }
    // Ids of messages are the chat's own; ids of updates begin anew after an idle week.
    return arrival(line, id: "\(message.chat.id)/\(message.id)", from: sender, message.language, in: message.chat, message.id, message.topic)
  }

  private func arrival(_ press: TelegramPress) -> Arrival? {
    guard let data = press.data, !data.isEmpty, let place = press.place else { return nil }
    return arrival(data, id: "\(place.chat.id)/\(place.message)/\(press.id)", from: press.sender, press.language, in: place.chat, place.message, place.topic)
  }

  private func arrival(_ line: String, id: String, from sender: Int, _ language: String?, in chat: TelegramChat, _ message: Int, _ topic: Int?)
    -> Arrival
  {
    var handle: [String: String] = [:]
    if !chat.isPrivate { handle[Self.message] = String(message) }
    if let topic { handle[Self.topic] = String(topic) }
    return Arrival(
      IncomingMessage(
        bot: Self.bot, chat: String(chat.id), account: String(sender), messageID: id, text: line, isPrivate: chat.isPrivate, language: language),
      handle: handle)
  }
}
