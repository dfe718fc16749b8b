// What a registration answers and agrees to (rule 21).

extension ForumContent.Entry {
  /// The forum's questions and consents against what was answered and agreed to. Whoever enters others, as organisers and managers do,
  /// may leave out what only the person can say.
  /// - Parameters:
  ///   - kind: what the organisation is known as; questions go by it.
  ///   - isOwn: whether people enter themselves.
  /// - Throws: `badValue` for an answer to nothing or none of the choices, `answerMissing`, `consentMissing`.
  func checkAnswers(_ settings: ForumSettings, _ kind: OrganisationKind, isOwn: Bool) throws(Refusal) {
    let asked = settings.questions.filter { $0.kinds?.contains(kind) ?? true }
    for (id, answer) in answers.sorted(by: { $0.key < $1.key }) {
      let field = Refusal.Value.text("answers.\(String(id.prefix(64)))")
      guard let question = asked.first(where: { $0.id == id }) else {
        throw Refusal(.badValue, ["field": field, "expected": .text(Self.oneOf(asked.map(\.id)))])
      }
      if answer.isEmpty { continue }
      if let choices = question.choices, !choices.contains(answer) { throw Refusal(.badValue, ["field": field, "expected": .text(Self.oneOf(choices))]) }
      guard answer.count <= 2000 else { throw Refusal(.badValue, ["field": field, "expected": .text("at most 2000 characters")]) }
    }
    let known = settings.consents.map(\.id)
    guard consents.allSatisfy(known.contains) else { throw Refusal(.badValue, ["field": .text("consents"), "expected": .text(Self.oneOf(known))]) }
    if !isOwn { return }
    for question in asked where question.isRequired && answers[question.id]?.trimmed.isEmpty != false {
      throw Refusal(.answerMissing, ["question": .text(question.id), "text": .text(question.text)])
    }
    for consent in settings.consents where consent.isRequired && !consents.contains(consent.id) {
      throw Refusal(.consentMissing, ["consent": .text(consent.id), "text": .text(consent.wording)])
    }
  }

  private static func oneOf(_ words: [String]) -> String { words.isEmpty ? "nothing; none is asked for" : "one of: " + words.joined(separator: ", ") }

  /// The consents that were given, in the wording of now.
  func given(_ settings: ForumSettings?, at now: Instant) -> [Registration.Consent] {
    (settings?.consents ?? []).filter { consents.contains($0.id) }.map { Registration.Consent(id: $0.id, wording: $0.wording, at: now) }
  }
}

extension ForumSettings {
  /// - Throws: `badValue` naming the question or consent.
  func checkQuestions() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    func require(_ ids: [String], _ field: String) throws(Refusal) {
      try require(ids.count <= 50, field, "at most 50")
      try require(ids.allSatisfy { Key<Question>($0) != nil }, field, "names of 1 to 64 letters, digits, '.', '_' or '-'")
      try require(Set(ids).count == ids.count, field, "each name once")
    }
    try require(questions.map(\.id), "questions")
    try require(consents.map(\.id), "consents")
    for question in questions {
      let field = "questions.\(question.id)"
      try require((1...1000).contains(question.text.trimmed.count), "\(field).text", "1 to 1000 characters")
      try require(question.kinds?.isEmpty != true, "\(field).kinds", "at least one kind, or none for all")
      guard let choices = question.choices else { continue }
      try require((2...100).contains(choices.count) && Set(choices).count == choices.count, "\(field).choices", "2 to 100, each once")
      try require(choices.allSatisfy { (1...200).contains($0.trimmed.count) && $0.isOneLine }, "\(field).choices", "1 to 200 characters on one line each")
    }
    for consent in consents {
      try require((1...5000).contains(consent.wording.trimmed.count), "consents.\(consent.id).wording", "1 to 5000 characters")
    }
  }
}
