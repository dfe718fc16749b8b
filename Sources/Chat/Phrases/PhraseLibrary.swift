import ForumCore
import Phrases

/// All languages, and the words of commands, days and times.
public struct PhraseLibrary: Sendable {
  /// By language.
  public let books: [String: PhraseBook]
  /// The book for readers whose language has none.
  public let english: PhraseBook
  package let catalogue: CommandCatalogue
  /// The languages of the books, by their folded names in all of them.
  let languageNames: [String: String]

  /// The files of the program. Where they were broken, a library that says the names of phrases instead of nothing; the
  /// tests of the phrase files keep it from coming to that.
  public static let standard: PhraseLibrary = (try? PhraseLibrary(PhraseFile.all)) ?? PhraseLibrary()

  /// - Throws: every fault of every file.
  public init(_ files: [PhraseFile]) throws(PhraseFaults) {
    var faults: [PhraseFault] = []
    var books: [String: PhraseBook] = [:]
    var catalogue = CommandCatalogue()
    for file in files {
      do throws(PhraseFaults) {
        if file.holdsCommands {
          try catalogue.read(file)
        } else if file.holdsTimes {
          let vocabulary = try TimeVocabulary.read(file)
          catalogue.times[vocabulary.language] = vocabulary
        } else {
          let book = try PhraseBook.read(file)
          books[book.language] = book
        }
      } catch { faults += error.faults }
    }
    for language in books.keys.sorted() {
      for name in [PhraseFile.commandsName(of: language), PhraseFile.timesName(of: language)] where !files.contains(where: { $0.name == name }) {
        faults.append(PhraseFault(name, nil, "is not there"))
      }
    }
    if let english = books["en"] {
      for book in books.values.sorted(by: { $0.language < $1.language }) { faults += book.faults(against: english) }
    } else if !faults.contains(where: { $0.file == "en.yaml" }) {
      faults.append(PhraseFault("en.yaml", nil, "is not there"))
    }
    guard faults.isEmpty, let english = books["en"] else { throw PhraseFaults(faults) }
    self.books = books
    catalogue.settle()
    self.english = english
    self.catalogue = catalogue
    var names = Dictionary(books.values.map { ($0.name.folded, $0.language) }) { first, _ in first }
    for book in books.values {
      for code in books.keys { if let name = book.clocks.locale.localizedString(forLanguageCode: code) { names[name.folded] = code } }
    }
    languageNames = names
  }

  private init() {
    english = PhraseBook(language: "en", name: "English", locale: "en_GB", direction: .ltr, phrases: [:])
    books = ["en": english]
    catalogue = CommandCatalogue()
    languageNames = [:]
  }

  /// The book of a language: `fr-TN` finds `fr`; English where there is none.
  public func book(for language: String?) -> PhraseBook {
    guard let language = language?.lowercased() else { return english }
    return books[language] ?? language.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.flatMap { books[String($0)] } ?? english
  }

  /// The languages that have a book, by name.
  public var languages: [PhraseBook] { books.values.sorted { $0.language < $1.language } }
}

extension PhraseBook {
  /// The English phrases.
  public static var english: PhraseBook { PhraseLibrary.standard.english }
}
