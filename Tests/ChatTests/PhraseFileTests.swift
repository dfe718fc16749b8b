import Chat
import ForumCore
import Foundation
import Phrases
import Testing

@Suite("Phrase files: what is missing, too much or wrong is named with file and key")
struct PhraseFileTests {
  @Test("Every phrase file of the program is whole")
  func whole() throws {
    let library = try PhraseLibrary(PhraseFile.all)
    #expect(library.books["en"]?.name == "English")
    let files = Set(PhraseFile.all.filter { !$0.holdsTimes }.map(\.name))
    #expect(Set(library.books.keys.flatMap { ["\($0).yaml", PhraseFile.commandsName(of: $0)] }) == files)
    #expect(Set(library.books.keys.map(PhraseFile.timesName)).isSubset(of: PhraseFile.all.map(\.name)))
  }

  @Test("A new language needs a file and nothing else")
  func added() throws {
    let library = try PhraseLibrary(Sample.withoutFrench + [Sample.french()])
    #expect(library.languages.map(\.language).contains("fr"))
    #expect(library.book(for: "fr-TN").language == "fr")
    #expect(library.book(for: "de").language == "en")
  }

  @Test(
    "Faults are named",
    arguments: [
      ("  meetings:\n", "  metings:\n", "fr.yaml: metings: is not a phrase that is used"),
      ("none: \"You have no meetings at {forum} yet.", "non: \"You have no meetings at {forum} yet.", "fr.yaml: meetings.none: is missing"),
      ("none: \"You have no meetings at {forum} yet.", "non: \"You have no meetings at {forum} yet.", "fr.yaml: meetings.non: is not a phrase that is used"),
      ("Moved: {meeting} with {name}", "Moved: {meeting} with {nom}", "fr.yaml: move.done: {name} is missing"),
      ("Moved: {meeting} with {name}", "Moved: {meeting} with {nom}", "fr.yaml: move.done: {nom} is not a value of this phrase"),
      ("Moved: {meeting} with {name}", "Moved: {meeting with {name}", "fr.yaml: move.done: {meeting with {name} is not a name of a value"),
      ("Moved: {meeting} with {name}", "Moved: meeting} with {name}", "fr.yaml: move.done: a brace without its partner"),
      (
        "      one: \"{count} place left\"\n", "      few: \"{count} place left\"\n",
        "fr.yaml: sessions.placesLeft: few is not a plural form of this language (many, one, other)"
      ),
      ("      one: \"{count} place left\"\n", "", "fr.yaml: sessions.placesLeft: the plural form one is missing"),
      ("noFreeTable:", "noFreeTabel:", "fr.yaml: refusal.noFreeTable: is missing"),
      ("direction: ltr", "direction: up", "fr.yaml: direction: is ltr or rtl"),
      ("phrases:\n", "phrases: {\n", "fr.yaml: is not YAML"),
    ])
  func faults(text: String, broken: String, fault: String) {
    let file = Sample.french { $0.replacing(text, with: broken) }
    do {
      _ = try PhraseLibrary(Sample.withoutFrench + [file])
      Issue.record("no fault was found")
    } catch {
      #expect(error.faults.contains { $0.description.hasPrefix(fault) }, "\(error)")
    }
  }

  @Test("A command without words, a word with two meanings and an unknown command are faults")
  func commandFaults() throws {
    let commands = try #require(PhraseFile.all.first { $0.name == "commands.en.yaml" })
    let others = PhraseFile.all.filter { $0.name != commands.name }
    let broken = [
      ("words: [confirm, accept]", "words: []", "commands.en.yaml: commands.confirm.words: needs at least one word, as a list"),
      ("words: [confirm, accept", "words: [book, accept", "commands.en.yaml: commands.confirm.words: “book” already means book"),
      ("  undo:\n", "  redo:\n", "commands.en.yaml: commands.redo: is not a command"),
      ("  undo:\n", "  redo:\n", "commands.en.yaml: commands.undo: is missing"),
      ("  track: [track]\n", "", "commands.en.yaml: words.track: is missing"),
    ]
    for (text, change, fault) in broken {
      let file = PhraseFile(name: commands.name, text: commands.text.replacing(text, with: change))
      #expect { try PhraseLibrary(others + [file]) } throws: { "\($0)".contains(fault) }
    }
  }

  @Test("What is missing, not known or no time in a file of days and times is a fault")
  func timeFaults() throws {
    let times = try #require(PhraseFile.all.first { $0.name == "times.en.yaml" })
    let others = PhraseFile.all.filter { $0.name != times.name }
    let broken = [
      ("  tomorrow: [", "  tomorow: [", "times.en.yaml: days.tomorow: is not known here"),
      ("  tomorrow: [", "  tomorow: [", "times.en.yaml: days.tomorrow: is missing"),
      ("  17: [seventeen]\n", "", "times.en.yaml: numbers.17: is missing"),
      ("  17: [seventeen]\n", "  60: [sixty]\n", "times.en.yaml: numbers.60: is not a number from 1 to 59"),
      ("  17: [seventeen]\n", "  17: []\n", "times.en.yaml: numbers.17: needs at least one word, as a list"),
      ("from: \"17:00\"", "from: \"25:00\"", "times.en.yaml: parts.3.from: is a time such as \"12:00\""),
      ("earliest: \"16:00\"", "soonest: \"16:00\"", "times.en.yaml: parts.3.soonest: is not known here"),
      ("  \"12:00\": [", "  midday: [", "times.en.yaml: clocks.midday: is not a time such as \"12:00\""),
      ("  now: [", "  nows: [", "times.en.yaml: words.now: is missing"),
      ("prefixes: []\n", "", "times.en.yaml: prefixes: is missing"),
      ("together: {}\n", "together:\n  two words: tomorrow\n", "times.en.yaml: together.two words: is not one word"),
      ("units:\n", "unites:\n", "times.en.yaml: unites: is not known here"),
      ("language: en\n", "language: de\n", "times.en.yaml: language: is not in the name of the file"),
    ]
    for (text, change, fault) in broken {
      #expect(times.text.contains(text))
      let file = PhraseFile(name: times.name, text: times.text.replacing(text, with: change, maxReplacements: 1))
      #expect { try PhraseLibrary(others + [file]) } throws: { "\($0)".contains(fault) }
    }
    #expect { try PhraseLibrary(others) } throws: { "\($0)".contains("times.en.yaml: is not there") }
  }

  @Test("Every refusal has a sentence in which nothing is left open", arguments: Refusal.Name.allCases)
  func refusals(name: Refusal.Name) {
    let every: [String: Refusal.Value] = Dictionary(
      uniqueKeysWithValues: [
        "reference", "slot", "table", "field", "expected", "time", "zone", "first", "second", "forum", "status", "kind", "what", "session",
        "other", "from", "to", "block", "by", "mode", "meeting", "meetings", "delegate", "limit", "places",
        "alliance", "day", "number", "organisation", "person", "refusal", "step",
        "question", "text", "consent", "position", "release", "taken", "speaker", "on",
      ].map { ($0, .text("x")) })
    let sentence = PhraseBook.english.sentence(for: Refusal(name, every), in: Forum(), to: .organiser)
    #expect(!sentence.contains("{") && !sentence.hasPrefix("refusal."))
  }

  @Test("Plural forms follow CLDR")
  func plurals() {
    let arabic: [(Int, PluralCategory)] = [
      (0, .zero), (1, .one), (2, .two), (3, .few), (10, .few), (11, .many), (99, .many), (100, .other), (102, .other), (103, .few),
    ]
    for (number, category) in arabic { #expect(PluralCategory.of(number, in: "ar") == category) }
    #expect([0, 1, 2, 1_000_000].map { PluralCategory.of($0, in: "fr") } == [.one, .one, .other, .many])
    #expect([0, 1, 2, 1_000_000].map { PluralCategory.of($0, in: "it") } == [.other, .one, .other, .many])
    #expect([0, 1, 2, 1_000_000].map { PluralCategory.of($0, in: "fi") } == [.other, .one, .other, .other])
  }

  @Test("Names can not turn the order of a line; right-to-left names are kept together")
  func directions() {
    let book = PhraseBook.english
    #expect(book.text(.undoDeclined, ["name": .text("A\u{202E}b\u{2066}c")]).contains("ask Abc for"))
    #expect(book.text(.undoDeclined, ["name": .text("كريم")]).contains("\u{2068}كريم\u{2069}"))
    #expect(!book.text(.undoDeclined, ["name": .text("Élodie")]).contains("\u{2068}"))
  }

  @Test("Lines of a text from right to left say so where they begin with something else; other texts stay as they are")
  func marks() {
    let name = "\u{2068}Karim\u{2069}"
    #expect(WritingDirection.marked("\(name)\n\(name) مع\nمع \(name)\n") == "\u{200F}\(name)\n\u{200F}\(name) مع\nمع \(name)\n")
    for text in ["Ask \u{2068}كريم\u{2069}", "\u{2068}كريم\u{2069}\n1. Yes", "plain", ""] { #expect(WritingDirection.marked(text) == text) }
  }
}
