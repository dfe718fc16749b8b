import Chat
import ForumCore
import ForumDesk
import StrictJSON

extension Method {
  private static let mostSuggested = 50

  static let suggestions: [Method] = [
    Method(
      "meeting.suggest", "Whom a delegate should meet, the best first, each with why.", .delegates,
      [
        .forum, .optional("delegate", .reference("D-7"), "for whom, where an organiser or a manager asks; the caller where it is left out"),
        .optional("most", .integer, "how many, 1 to \(mostSuggested); 10 where it is left out"),
      ], result: "delegates as others see them, each with a score of 0 to 100, a sentence and the reasons as data"
    ) { call, answer in
      let delegate = try call.delegate()
      let most = call.params.integer("most") ?? 10
      guard (1...mostSuggested).contains(most) else { throw RPCError.invalidParams("params.most", "1 to \(mostSuggested)") }
      try call.read(answer: answer) { forum, now in
        guard forum.acts(call.actor, for: delegate) else { throw Refusal(.notYours) }
        let book = PhraseLibrary.standard.book(for: forum.registrations[delegate]?.language)
        let found = try SuggestionMemory.shared.suggestions(for: delegate, in: forum, at: now, most: most)
        return ["seq": .int(forum.seq), "suggestions": .array(found.compactMap { Views.suggestion($0, forum, book, for: .delegate(delegate)) })]
      }
    },
    Method("topic.list", "The topics by which delegates find each other.", .anybody, result: "topics with key, title, broader topic and titles by language") {
      _, answer in
      let topics = Taxonomy.standard.topics.map { topic in
        Views.object(
          ("topic", .string(topic.key)), ("title", .string(topic.title())), ("broader", topic.broader.map { .string($0) }),
          ("titles", Views.json(topic.words.compactMapValues(\.first))))
      }
      answer(.success(["topics": .array(topics)]))
    },
  ]
}

extension Views {
  /// Nil where that viewer does not see the delegate.
  fileprivate static func suggestion(_ suggestion: MeetingSuggestion, _ forum: Forum, _ book: PhraseBook, for viewer: Viewer) -> JSONValue? {
    guard let registration = forum.registrations[suggestion.delegate], var object = person(registration, forum, for: viewer)?.objectValue else { return nil }
    object["score"] = .int(suggestion.score)
    object["sentence"] = .string(book.sentence(for: suggestion.reasons))
    object["reasons"] = .array(
      suggestion.reasons.map { reason in
        var reasonObject = json(reason).objectValue ?? JSONObject()
        reasonObject["sentence"] = .string(book.sentence(for: reason))
        return .object(reasonObject)
      })
    return .object(object)
  }
}
