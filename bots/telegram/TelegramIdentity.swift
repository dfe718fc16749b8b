import Messaging
import StrictJSON

/// Who the bot is, as Telegram says (`getMe`).
struct TelegramIdentity: Sendable, Equatable {
  var id: Int
  /// Without `@`.
  var username: String
  var name: String

  init?(_ value: JSONValue) {
    guard let id = value["id"]?.intValue, let username = value["username"]?.stringValue, !username.isEmpty else { return nil }
    self.id = id
    self.username = username
    name = value["first_name"]?.stringValue ?? username
  }

  /// The line without the way the bot was addressed; nil where it was meant for somebody else.
  func line(in message: TelegramMessage) -> String? {
    guard let text = message.text else { return nil }
    let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    if let command = words.first, command.hasPrefix("/") {
      guard let at = command.firstIndex(of: "@") else { return text }
      guard command[at...].dropFirst().lowercased() == username.lowercased() else { return message.chat.isPrivate ? text : nil }
      return ([command[..<at]] + words.dropFirst()).joined(separator: " ")
    }
    let (line, isAddressed) = Addressing(names: [username, name], mentions: ["@" + username]).line(in: text)
    if isAddressed || message.chat.isPrivate || message.repliesTo == id { return line }
    return withoutMention(text)
  }

  /// The text without the bot's name where that stands in the midst of it; nil where it does not.
  private func withoutMention(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    let marks = Set(".,:;!?()،؛؟")
    let place = words.firstIndex { word in
      let bare = word.drop(while: marks.contains)
      return bare.prefix { !marks.contains($0) }.lowercased() == "@" + username.lowercased()
    }
    guard let place else { return nil }
    return (words[..<place] + words[(place + 1)...]).joined(separator: " ")
  }
}
