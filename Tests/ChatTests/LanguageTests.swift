import Chat
import ForumCore
import Foundation
import Phrases
import Testing

/// Six languages, whole.
@Suite("Every language says and understands everything")
struct LanguageTests {
  static let languages = ["ar", "en", "es", "fi", "fr", "it"]
  private let library = PhraseLibrary.standard
  private let grammar = Grammar(.standard)

  @Test("There are six")
  func all() { #expect(library.languages.map(\.language) == Self.languages) }

  @Test("Every example that help shows is understood as the command that it explains", arguments: languages, CommandName.allCases)
  func examples(language: String, command: CommandName) throws {
    let entry = try #require(library.catalogue.entries[language]?[command])
    let line = grammar.read(entry.example)
    #expect(name(of: line.intent) == command, "\(entry.example): \(line.intent)")
  }

  @Test("Every word of every command is understood in any language, letter case and with marks behind it", arguments: languages)
  func words(language: String) throws {
    for (command, entry) in try #require(library.catalogue.entries[language]) {
      for word in entry.words {
        for form in [word, word.uppercased(), "/" + word, "!" + word, word + " ?", word + "!", word + "."] where word != "?" && word != "؟" {
          let line = grammar.read(form)
          #expect(name(of: line.intent) == command, "\(form): \(line.intent)")
        }
      }
    }
  }

  @Test("A slip of the finger is asked about with the word that was meant", arguments: languages)
  func slips(language: String) throws {
    for (command, entry) in try #require(library.catalogue.entries[language]) {
      guard let word = entry.words.first(where: { $0.count >= 6 && !$0.contains(" ") }) else { continue }
      var letters = Array(word)
      letters.swapAt(2, 3)
      let typed = String(letters)
      guard typed != word, library.catalogue.commands[typed.folded] == nil else { continue }
      guard case .unclear(let suggestion?) = grammar.read(typed).intent else { continue }
      #expect(library.catalogue.commands[suggestion.folded] == command || library.catalogue.nearest(to: typed.folded) != nil, "\(typed): \(suggestion)")
    }
  }

  @Test(
    "Arabic is understood with and without marks, stretched, in presentation forms and with either kind of hamza",
    arguments: ["مساعدة", "مُسَاعَدَة", "مســاعدة", "مساعده", "ﻣﺴﺎﻋﺪﺓ"])
  func arabic(text: String) { #expect(name(of: grammar.read(text).intent) == .help) }

  @Test("Nothing but a question mark asks for help", arguments: ["?", "??", "؟", " ؟! "])
  func questionMarks(text: String) { #expect(grammar.read(text).intent == .help("")) }

  @Test("A number in any digits chooses", arguments: ["2", "٢", "۲", "２", "2.", "٢!"])
  func numbers(text: String) { #expect(grammar.read(text).intent == .choice(2)) }

  @Test("No phrase leaves a value out, and in Arabic every value is kept apart from the sentence's direction", arguments: languages)
  func values(language: String) throws {
    let book = library.book(for: language)
    for (key, phrase) in book.phrases {
      for count in [0, 1, 2, 5, 11, 100, 1_000_000] {
        var values = Dictionary(uniqueKeysWithValues: phrase.places.map { ($0, PhraseValue.text("Value")) })
        values["count"] = .number(count)
        let text = book.text(named: key, values)
        #expect(!text.contains("{"), "\(key): \(text)")
        if language == "ar" {
          let bare = text.replacing("\u{2068}Value\u{2069}", with: "")
          #expect(!bare.contains("Value"), "\(key): \(text)")
        }
        if case .plain = phrase { break }
      }
    }
  }

  @Test("The languages write numbers with their own digits and plurals")
  func plurals() {
    let arabic = library.book(for: "ar")
    let texts = [0, 1, 2, 3, 11, 100].map { arabic.text(.peopleTitle, ["count": .number($0)]) }
    #expect(Set(texts).count == 6)
    #expect(texts[3].contains("٣") && texts[4].contains("١١"))
    #expect(library.book(for: "fr").text(.peopleTitle, ["count": .number(1)]) != library.book(for: "fr").text(.peopleTitle, ["count": .number(2)]))
  }

  /// The command that an intent comes of.
  private func name(of intent: Intent) -> CommandName? {
    switch intent {
    case .start: .start
    case .help: .help
    case .agenda: .agenda
    case .sessions: .sessions
    case .signUp: .signup
    case .leave: .leave
    case .people: .people
    case .suggest: .suggest
    case .slots: .slots
    case .book: .book
    case .meetings: .meetings
    case .confirm: .confirm
    case .decline: .decline
    case .cancel: .cancel
    case .move: .move
    case .propose: .propose
    case .swap: .swap
    case .handOver: .handOver
    case .invite: .invite
    case .went(_, .held): .held
    case .went(_, .otherDidNotCome): .noShow
    case .went(_, .couldNotCome): .missed
    case .wait: .wait
    case .outcome: .outcome
    case .alliances: .alliances
    case .join: .join
    case .openAlliance: .openAlliance
    case .commit: .commit
    case .milestone: .milestone
    case .uncommit: .cancel
    case .badge: .badge
    case .table: .table
    case .away: .away
    case .zone: .zone
    case .language: .language
    case .quiet: .quiet
    case .forum: .forum
    case .undo: .undo
    case .link: .link
    case .unlink: .unlink
    case .whoAmI: .whoAmI
    case .contact: .contact
    case .myData: .myData
    case .erase: .erase
    case .approve: .approve
    case .publish: .publish
    case .announce: .announce
    case .stats: .stats
    case .yes, .no, .thanks, .choice, .notText, .unclear: nil
    }
  }
}
