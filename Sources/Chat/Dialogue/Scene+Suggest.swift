import ForumCore
import ForumDesk
import Messaging

// Whom to meet, and why.

extension Scene {
  private static let mostSuggested = 5

  var suggestions: Answer {
    let found: [MeetingSuggestion]
    do throws(Refusal) {
      found = try SuggestionMemory.shared.suggestions(for: me, in: forum, at: now, most: Self.mostSuggested)
    } catch {
      return Answer(book.sentence(for: error, in: forum, to: .delegate(me)))
    }
    guard !found.isEmpty else { return Answer(book.text(.suggestNone)) }
    let lines = found.map { suggestion in
      var values = entry(suggestion.delegate)
      values["why"] = .phrase(book.sentence(for: suggestion.reasons))
      return book.text(.suggestLine, values)
    }
    let buttons = found.map { Button(label: book.text(.buttonAsk, ["name": .text(name(of: $0.delegate))]), send: "book \($0.delegate)") }
    return Answer(([book.text(.suggestTitle, ["forum": title])] + lines).joined(separator: "\n"), buttons: buttons)
  }
}
