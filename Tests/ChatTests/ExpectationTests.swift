import Chat
import ForumCore
import Foundation
import Testing

@Suite("What a value should be is said in the reader's language")
struct ExpectationTests {
  private static func expectation(_ kind: Refusal.Expectation.Kind) -> Refusal.Expectation {
    Refusal.Expectation(kind, least: 1, most: 500, day: CivilDate("2027-03-09"))
  }

  @Test("Every kind of expectation has a phrase in which nothing is left open, in every language", arguments: LanguageTests.languages)
  func complete(language: String) {
    let book = PhraseLibrary.standard.book(for: language)
    for kind in Refusal.Expectation.Kind.allCases {
      let refusal = Refusal(.badValue, ["field": .text("what"), "expected": .expected(Self.expectation(kind))])
      let sentence = book.sentence(for: refusal, in: Forum(), to: .organiser)
      #expect(!sentence.contains("{") && !sentence.contains("expected.") && !sentence.contains("field."), "\(kind): \(sentence)")
      if language != "en" { #expect(!sentence.contains("\(Self.expectation(kind))"), "\(kind): \(sentence)") }
    }
  }

  @Test("In English it is what programs are told", arguments: Refusal.Expectation.Kind.allCases.filter { $0 != .dayUpTo })
  func english(kind: Refusal.Expectation.Kind) {
    let expectation = Self.expectation(kind)
    let refusal = Refusal(.badValue, ["field": .text("what"), "expected": .expected(expectation)])
    #expect(PhraseBook.english.sentence(for: refusal, in: Forum(), to: .organiser) == "The commitment should be \(expectation).")
  }

  @Test("A value without a name of its own keeps the one that programs know, and a text stays as it is")
  func programs() {
    let refusal = Refusal(.badValue, ["field": .text("people[2].name"), "expected": .text("1 to 100 characters on one line")])
    #expect(PhraseBook.english.sentence(for: refusal, in: Forum(), to: .organiser) == "people[2].name should be 1 to 100 characters on one line.")
  }

  @Test("A refusal that is kept with its request comes back with its expectation; those that were kept as a text stay one")
  func paper() throws {
    let refusal = Refusal(.badValue, ["field": .text("on"), "expected": .expected(Self.expectation(.dayUpTo))])
    #expect(try JSONDecoder().decode(Refusal.self, from: JSONEncoder().encode(refusal)) == refusal)
    let before = #"{"name":"badValue","values":{"field":{"text":"on"},"expected":{"text":"a day not after today"}},"alternatives":[]}"#
    let kept = Refusal(.badValue, ["field": .text("on"), "expected": .text("a day not after today")])
    #expect(try JSONDecoder().decode(Refusal.self, from: Data(before.utf8)) == kept)
  }

  @Test("What is too long is refused in the language of the chat")
  func chat() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    for (language, line, expected) in [
      ("en", "book karim", "The message should be at most 2,000 bytes."),
      ("fr", "réserver karim", "Valeur attendue pour «\u{202F}message\u{202F}»\u{A0}: 2\u{202F}000 octets au plus."),
      ("it", "prenota karim", "Valore atteso per «messaggio»: al massimo 2000 byte."),
      ("es", "reservar karim", "Valor no válido en «mensaje». Se espera: 2000 bytes como máximo."),
      ("fi", "varaa karim", "Kohta ”viesti” ei kelpaa. Odotettu arvo: enintään 2\u{A0}000 tavua."),
      ("ar", "حجز karim", "القيمة المطلوبة في «الرسالة»: \u{2068}٢٬٠٠٠\u{2069} بايت على الأكثر."),
    ] {
      _ = try await world.perform(UpdateDelegate(delegate: amira, language: language))
      let reply = try await world.say("\(line) : " + String(repeating: "é", count: 1500), as: "amira")
      #expect(reply.map(\.text) == [expected])
    }
  }
}
