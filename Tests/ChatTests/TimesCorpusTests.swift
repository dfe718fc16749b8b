import Chat
import Testing

@Suite("Days and times in words, in six languages")
struct TimesCorpusTests {
  /// How many of a hundred phrases have to be right.
  private static let rightOfHundred = 97

  /// Asking, or not understanding and asking for it, is safe. Anything else than what is meant is not.
  private func compare(_ phrases: [TimesCorpus.Phrase], _ place: String, result: (TimesCorpus.Phrase) throws -> String) throws {
    var wrong: [String] = []
    for phrase in phrases {
      let result = try result(phrase)
      if result == phrase.meaning { continue }
      let line = "\(phrase): \(result) instead of \(phrase.meaning)"
      wrong.append(line)
      #expect(result == "ask" || result == "no", "\(place): \(line)")
    }
    #expect((phrases.count - wrong.count) * 100 >= phrases.count * Self.rightOfHundred, "\(place):\n\(wrong.joined(separator: "\n"))")
  }

  @Test("At least 97 of 100 phrases mean what they should, and none means something else", arguments: TimesCorpus.languages)
  func corpus(language: String) throws {
    let corpus = try TimesCorpus()
    let phrases = try TimesCorpus.phrases(language)
    #expect(phrases.count >= 110)
    try compare(phrases, language) { try corpus.result($0, language: language) }
    try compare(phrases.filter(\.isHeld), "\(language), held back") { try corpus.result($0, language: language) }
  }

  @Test("They mean the same before the name", arguments: TimesCorpus.languages)
  func before(language: String) throws {
    let corpus = try TimesCorpus()
    // What is not understood is part of the name there too.
    let phrases = try TimesCorpus.phrases(language).filter { $0.meaning != "no" }
    try compare(phrases, "before \(language)") { try corpus.result($0, language: language, line: "book \($0.text) karim haddad") }
    let with = ["ar": "مع", "en": "with", "es": "con", "fi": "kanssa", "fr": "avec", "it": "con"]
    try compare(phrases, "before with \(language)") {
      try corpus.result($0, language: language, line: "book \($0.text) \(with[language] ?? "") karim haddad")
    }
  }

  @Test("In a chat of another language they mean the same, or are asked about", arguments: TimesCorpus.languages)
  func abroad(language: String) throws {
    let corpus = try TimesCorpus()
    let others = TimesCorpus.languages.filter { $0 != language }
    var number = 0
    try compare(try TimesCorpus.phrases(language), "\(language) abroad") { phrase in
      number += 1
      return try corpus.result(phrase, language: others[number % others.count])
    }
  }

  @Test("Where the reader's language is not known, they mean the same or are asked about", arguments: TimesCorpus.languages)
  func ofNone(language: String) throws {
    let corpus = try TimesCorpus()
    var right = 0
    let phrases = try TimesCorpus.phrases(language)
    for phrase in phrases {
      let result = try corpus.result(phrase, language: nil)
      if result == phrase.meaning { right += 1 }
      #expect(result == phrase.meaning || result == "ask" || result == "no", "\(phrase): \(result) instead of \(phrase.meaning)")
    }
    #expect(right * 100 >= phrases.count * Self.rightOfHundred)
  }

  @Test("What buttons send for them is understood in every chat, and means the same", arguments: TimesCorpus.languages)
  func lines(reader: String) throws {
    let corpus = try TimesCorpus()
    let grammar = Grammar(.standard)
    for language in TimesCorpus.languages {
      for line in Set(try TimesCorpus.phrases(language).filter(\.isHeld).compactMap { corpus.when($0, language: language)?.line }) {
        guard case .book(let booking) = grammar.read("book D-2 \(line)", language: reader).intent else { continue }
        #expect(booking.name == "D-2", "“\(line)” in \(reader)")
        #expect(booking.when?.line == line, "in \(reader)")
      }
    }
  }
}
