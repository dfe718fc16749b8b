import Chat
import ForumCore
import Foundation
import Messaging
import Testing

/// The conversations of `bots/transcripts`, played. `RIALTO_TRANSCRIPTS=write` writes them anew.
@Suite("The transcripts in the documentation are what the bot says")
struct TranscriptFileTests {
  /// What Amira and Karim type; a name and a colon mean that they read what was sent to them meanwhile.
  private static let scripts: [String: [String]] = [
    "en": [
      "amira>hello", "amira>agenda tomorrow", "amira>people lebanon", "amira>book karim tomorrow at half past ten: our solar pumps", "amira>yes",
      "karim:", "karim>confirm M-1", "karim>yes", "amira:", "amira>move M-1 first free after lunch", "amira>yes", "amira>my meetings",
      "amira>where is my table?", "amira>quiet from 10 pm to 7 am", "amira>undo", "amira>cancle M-1", "amira>yes", "amira>yes",
    ],
    "fr": [
      "amira>bonjour", "amira>programme demain", "amira>participants liban", "amira>réserver karim demain à 10 h 30 : nos pompes solaires", "amira>oui",
      "karim:", "karim>confirmer M-1", "karim>oui", "amira:", "amira>déplacer M-1 premier créneau libre après le déjeuner", "amira>oui",
      "amira>mes rendez-vous", "amira>où est ma table ?", "amira>silence de 22 h à 7 h", "amira>défaire", "amira>anuler M-1", "amira>oui", "amira>oui !",
    ],
    "it": [
      "amira>buongiorno", "amira>agenda domani", "amira>partecipanti libano", "amira>prenota karim domani alle dieci e mezza: le nostre pompe solari",
      "amira>sì", "karim:", "karim>conferma M-1", "karim>sì", "amira:", "amira>sposta M-1 primo libero dopo pranzo", "amira>sì", "amira>i miei incontri",
      "amira>tavolo", "amira>silenzio dalle 22 alle 7", "amira>indietro", "amira>anulla M-1", "amira>sì", "amira>sì",
    ],
    "es": [
      "amira>hola", "amira>agenda mañana", "amira>participantes líbano", "amira>reservar karim mañana a las diez y media: nuestras bombas solares",
      "amira>sí", "karim:", "karim>confirmar M-1", "karim>sí", "amira:", "amira>mover M-1 primera hora libre después de comer", "amira>sí",
      "amira>mis reuniones", "amira>mesa", "amira>silencio de 22 a 7", "amira>deshacer", "amira>cancelr M-1", "amira>sí", "amira>sí",
    ],
    "fi": [
      "amira>hei", "amira>ohjelma huomenna", "amira>osallistujat libanon", "amira>varaa karim huomenna klo 10.30: aurinkopumppumme", "amira>kyllä",
      "karim:", "karim>vahvista M-1", "karim>kyllä", "amira:", "amira>siirrä M-1 ensimmäinen vapaa lounaan jälkeen", "amira>kyllä",
      "amira>tapaamiseni", "amira>pöytä", "amira>hiljaisuus 22-7", "amira>kumoa", "amira>peruuta M-1", "amira>kyllä",
    ],
    "ar": [
      "amira>مرحبا", "amira>البرنامج غدا", "amira>المشاركون لبنان", "amira>حجز كريم غدًا الساعة ١٠:٣٠: مضخاتنا الشمسية", "amira>نعم",
      "karim:", "karim>تأكيد M-1", "karim>نعم", "amira:", "amira>نقل M-1 أول موعد متاح بعد الغداء", "amira>نعم", "amira>اجتماعاتي", "amira>أين طاولتي؟",
      "amira>هدوء من ٢٢ إلى ٧", "amira>تراجع", "amira>إلغاء M-1", "amira>نعم",
    ],
  ]

  @Test("Every language's conversation is as it is written down", arguments: LanguageTests.languages)
  func transcript(language: String) async throws {
    var content = try Sample.forum()
    if language == "ar" {
      // Names are inserted as people write them, in either direction.
      content.registrations[1].profile = Profile(givenName: "كريم", familyName: "حداد", email: "karim@example.org")
    }
    let world = try await World(content)
    for name in ["amira", language == "ar" ? "كريم" : "karim"] {
      _ = try await world.perform(UpdateDelegate(delegate: try await world.delegate(name), language: language))
    }
    try await world.set("2027-03-09T17:00:00Z")
    let book = PhraseLibrary.standard.book(for: language)
    var text = "# \(book.name)\n\nPlayed by a test; times are those of Tunis, the day before the forum.\n"
    for line in try #require(Self.scripts[language]) {
      let name = String(line.prefix { $0 != ">" && $0 != ":" })
      let person = name == "karim" && language == "ar" ? "كريم" : name
      text += "\n"
      if line.hasSuffix(":") && !line.contains(">") {
        text += "*\(name.capitalized)*\n"
        for reply in try await world.hear(person) { text += quoted(reply) }
      } else {
        let typed = String(line.dropFirst(name.count + 1))
        text += "**\(name.capitalized)**: \(typed)\n"
        for reply in try await world.say(typed, as: person) { text += quoted(reply) }
      }
    }
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("bots/transcripts/\(language).md")
    if ProcessInfo.processInfo.environment["RIALTO_TRANSCRIPTS"] == "write" { try text.write(to: file, atomically: true, encoding: .utf8) }
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "RIALTO_TRANSCRIPTS=write writes it anew, to be read before it is kept")
  }

  private func quoted(_ reply: ChatReply) -> String {
    let lines = reply.text.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)  \n" }.joined()
    guard !reply.buttons.isEmpty else { return "\n" + lines }
    return "\n" + lines + "> " + reply.buttons.map { "`\($0.label)`" }.joined(separator: " ") + "\n"
  }
}
