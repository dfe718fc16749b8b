/// What a button brings back where its line was too long for the platform: `~2.9f86d081`, a number and a mark of what was offered.
struct ChoiceToken {
  /// Counted from 1.
  let number: Int
  let mark: String

  /// Nil where the text is something else.
  init?(_ text: some StringProtocol) {
    guard text.hasPrefix("~"), text.utf8.count <= 20, let dot = text.firstIndex(of: "."), let number = Int(text[text.index(after: text.startIndex)..<dot]),
      number > 0
    else { return nil }
    self.number = number
    mark = String(text[text.index(after: dot)...])
  }
}
