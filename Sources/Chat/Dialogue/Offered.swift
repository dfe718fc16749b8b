import Messaging

// What somebody means who answers an offer in words of their own.

extension [Button] {
  /// The line that "yes" can only mean where a notice asks nothing but that: one request to confirm, one place to take.
  var onlyYes: String? {
    let answers = filter { button in ["confirm ", "accept ", "join "].contains { button.send.hasPrefix($0) } }
    return answers.count == 1 ? answers.first?.send : nil
  }

  /// The only button whose label has all that was typed: "strong" for "Strong interest", "thursday 10:30" for "Thu 10:30".
  ///
  /// What a button does at once has to be named by whole words; a yes and a no are never found this way.
  func chosen(by text: String) -> Button? {
    let words = Self.words(text)
    guard !words.isEmpty else { return nil }
    let found = filter { button in
      let (isSure, hasTime) = (button.send.contains("#!"), button.send.contains(" @"))
      guard button.send != "no", !isSure || hasTime else { return false }
      let label = Self.words(button.label)
      return words.allSatisfy { word in
        label.contains { own in
          own == word || (hasTime && own.isLongEnough && word.hasPrefix(own)) || (!isSure && word.isLongEnough && own.hasPrefix(word))
        }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  private static func words(_ text: String) -> [String] {
    text.folded.split(whereSeparator: \.isWhitespace)
      .map { word in String(word.drop { !$0.isLetter && !$0.isNumber }.reversed().drop { !$0.isLetter && !$0.isNumber }.reversed()) }
      .filter { !$0.isEmpty }
  }
}

extension String {
  /// Whether a beginning of it tells words apart.
  fileprivate var isLongEnough: Bool { count >= 3 && allSatisfy(\.isLetter) }
}
