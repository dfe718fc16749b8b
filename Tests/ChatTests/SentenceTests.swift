import Chat
import ForumCore
import Phrases
import Testing

@Suite("What people say in whole sentences is understood, in all six languages")
struct SentenceTests {
  private let grammar = Grammar(.standard)

  private func intent(_ language: String, _ line: String) -> Intent { grammar.read(line, language: language).intent }

  @Test(
    "What is on now, next and today",
    arguments: [
      ("en", "what is on now?", .agenda(.now)), ("en", "what's on right now", .agenda(.now)), ("en", "what’s next?", .agenda(.next)),
      ("en", "today", .agenda(.day(.today))), ("en", "what is on today?", .agenda(.day(.today))), ("en", "what's on tomorrow", .agenda(.day(.tomorrow))),
      ("es", "¿qué hay ahora?", .agenda(.now)), ("es", "¿qué sigue?", .agenda(.next)), ("es", "hoy", .agenda(.day(.today))),
      ("es", "¿Qué hay hoy?", .agenda(.day(.today))), ("fr", "qu’y a-t-il maintenant ?", .agenda(.now)), ("fr", "et après ?", .agenda(.next)),
      ("fr", "aujourd'hui", .agenda(.day(.today))), ("fr", "aujourd’hui", .agenda(.day(.today))),
      ("fr", "qu'est-ce qu'il y a demain", .agenda(.day(.tomorrow))), ("it", "cosa c’è adesso?", .agenda(.now)), ("it", "cosa c'è dopo?", .agenda(.next)),
      ("it", "oggi", .agenda(.day(.today))), ("it", "cosa c'è in programma oggi?", .agenda(.day(.today))),
      ("fi", "mitä nyt on meneillään?", .agenda(.now)), ("fi", "mitä seuraavaksi?", .agenda(.next)), ("fi", "tänään", .agenda(.day(.today))),
      ("fi", "mitä on tänään?", .agenda(.day(.today))), ("ar", "ماذا يوجد الآن؟", .agenda(.now)), ("ar", "ماذا بعد؟", .agenda(.next)),
      ("ar", "اليوم", .agenda(.day(.today))), ("ar", "ماذا يوجد اليوم؟", .agenda(.day(.today))),
    ] as [(String, String, Intent)])
  func onNow(language: String, line: String, meaning: Intent) {
    #expect(intent(language, line) == meaning)
  }

  @Test(
    "A part of a day and a time on the agenda",
    arguments: [
      ("en", "agenda afternoon", nil), ("en", "agenda 14:30", nil), ("en", "agenda at 3pm", nil), ("en", "agenda day 1 afternoon", .number(1)),
      ("en", "agenda thursday 10:30", .weekday(4)), ("es", "agenda jueves por la tarde", .weekday(4)), ("fr", "programme jeudi après-midi", .weekday(4)),
      ("it", "programma giovedì pomeriggio", .weekday(4)), ("fi", "ohjelma torstaina iltapäivällä", .weekday(4)),
      ("ar", "برنامج الخميس بعد الظهر", .weekday(4)), ("en", "what's on tomorrow afternoon", .tomorrow),
    ] as [(String, String, When.Day?)])
  func partOfDay(language: String, line: String, day: When.Day?) {
    guard case .agenda(.then(let when)) = intent(language, line) else {
      Issue.record("no time: \(intent(language, line))")
      return
    }
    #expect(when.day == day)
    #expect(when.minuteOfDay != nil || when.window != nil)
  }

  @Test(
    "A track, with the word for it before or behind",
    arguments: [
      ("en", "track circular economy", "circular economy"), ("en", "circular track", "circular"), ("en", "agenda circular track", "circular"),
      ("es", "eje economía circular", "economía circular"), ("fr", "axe économie circulaire", "économie circulaire"),
      ("it", "percorso economia circolare", "economia circolare"), ("fi", "kiertotalous linja", "kiertotalous"), ("ar", "محور الاقتصاد", "الاقتصاد"),
    ])
  func tracks(language: String, line: String, words: String) {
    #expect(intent(language, line) == .agenda(.track(words)))
  }

  @Test(
    "Whom somebody would like to meet",
    arguments: [
      ("en", "I would like to meet Karim"), ("en", "I'd like to meet Karim"), ("en", "I’d like to meet Karim"), ("en", "Can I meet Karim?"),
      ("en", "meeting with Karim"), ("es", "me gustaría reunirme con Karim"), ("es", "reunión con Karim"), ("es", "quisiera conocer a Karim"),
      ("fr", "je voudrais rencontrer Karim"), ("fr", "j’aimerais rencontrer Karim"), ("it", "vorrei incontrare Karim"),
      ("it", "vorrei un incontro con Karim"), ("fi", "haluaisin tavata Karim"), ("fi", "haluan tavata Karim"), ("ar", "أود أن ألتقي Karim"),
      ("ar", "أريد مقابلة Karim"), ("ar", "أرغب في لقاء Karim"),
    ])
  func wouldLikeToMeet(language: String, line: String) {
    guard case .book(let booking) = intent(language, line) else {
      Issue.record("not a booking: \(intent(language, line))")
      return
    }
    #expect(booking.name.withoutEndMarks == "Karim")
  }

  @Test(
    "Whether somebody is free, and when",
    arguments: [
      ("en", "is Karim free at 15:00?", When(minuteOfDay: 900)), ("en", "slots Karim thursday", When(day: .weekday(4))),
      ("en", "when is Karim free?", nil), ("en", "is Karim free tomorrow", When(day: .tomorrow)),
      ("es", "¿está Karim libre a las 15:00?", When(minuteOfDay: 900)), ("es", "horarios Karim", nil), ("es", "horas Karim jueves", When(day: .weekday(4))),
      ("fr", "Karim est libre à 15h ?", When(minuteOfDay: 900)), ("fr", "est-ce que Karim est libre demain", When(day: .tomorrow)),
      ("it", "Karim è libero alle 15:00?", When(minuteOfDay: 900)), ("it", "orari Karim giovedì", When(day: .weekday(4))),
      ("fi", "onko Karim vapaa klo 15.00?", When(minuteOfDay: 900)), ("fi", "vapaat ajat Karim torstaina", When(day: .weekday(4))),
      ("ar", "هل Karim متاح الساعة 15:00؟", When(minuteOfDay: 900)), ("ar", "مواعيد Karim", nil),
    ] as [(String, String, When?)])
  func free(language: String, line: String, when: When?) {
    guard case .slots(let wish) = intent(language, line) else {
      Issue.record("no free times: \(intent(language, line))")
      return
    }
    #expect(wish.name == "Karim")
    #expect(wish.when == when)
  }

  @Test(
    "Who did not come",
    arguments: [
      ("en", "she did not come", .any), ("en", "Karim didn’t come", .name("Karim")), ("en", "nobody came", .any), ("es", "no ha venido", .any),
      ("es", "ella no vino", .any), ("es", "Karim no vino", .name("Karim")), ("fr", "elle n’est pas venue", .any),
      ("fr", "Karim n'est pas venu", .name("Karim")), ("it", "non si sono presentati", .any), ("it", "Karim non è venuto", .name("Karim")),
      ("fi", "hän ei tullut", .any), ("fi", "Karim ei tullut", .name("Karim")), ("ar", "لم يحضر أحد", .any), ("ar", "Karim لم يحضر", .name("Karim")),
    ] as [(String, String, Intent.Target)])
  func didNotCome(language: String, line: String, target: Intent.Target) {
    #expect(intent(language, line) == .went(target, .otherDidNotCome))
  }

  @Test("Who could not come themselves", arguments: [("en", "I did not come"), ("fr", "je ne suis pas venue"), ("es", "impedimento")])
  func couldNotCome(language: String, line: String) {
    #expect(intent(language, line) == .went(.any, .couldNotCome))
  }

  @Test(
    "A kind word",
    arguments: [
      ("en", "thanks"), ("en", "Thank you!"), ("en", "many thanks."), ("es", "¡gracias!"), ("es", "muchas gracias"), ("fr", "merci"),
      ("fr", "Merci beaucoup !"),
      ("it", "grazie"), ("it", "grazie mille"), ("fi", "kiitos"), ("fi", "paljon kiitoksia"), ("ar", "شكرًا"), ("ar", "شكرا جزيلا"),
    ])
  func thanks(language: String, line: String) {
    #expect(intent(language, line) == .thanks)
  }

  @Test(
    "A language by its name in any language",
    arguments: [
      ("english", "en"), ("suomi", "fi"), ("langue anglais", "en"), ("langue français", "fr"), ("italiano", "it"), ("idioma francés", "fr"), ("العربية", "ar"),
      ("kieli englanti", "en"), ("lingua spagnolo", "es"), ("language fr", "fr"),
    ])
  func languages(line: String, code: String) {
    #expect(grammar.read(line).intent == .language(code))
  }

  @Test(
    "A place in a session, and the code for the desk",
    arguments: [
      ("en", "sign up for green finance", .signUp("green finance")), ("es", "inscribirme en finanzas verdes", .signUp("finanzas verdes")),
      ("ar", "سجل في ورشة المياه", .signUp("ورشة المياه")), ("ar", "سجل ورشة المياه", .signUp("ورشة المياه")), ("en", "sign up 2", .signUp("2")),
      ("en", "checkin", .badge), ("en", "check in", .badge), ("fr", "enregistrement", .badge), ("it", "check-in", .badge), ("ar", "تسجيل الحضور", .badge),
    ] as [(String, String, Intent)])
  func places(language: String, line: String, meaning: Intent) {
    #expect(intent(language, line) == meaning)
  }

  @Test(
    "Two meetings change their times, whatever is between them",
    arguments: [
      ("en", "swap M-3 and M-4"), ("en", "swap my meetings M-3 with M-4"), ("es", "intercambiar M-3 y M-4"), ("fr", "échanger M-3 et M-4"),
      ("it", "scambia M-3 e M-4"), ("fi", "vaihda M-3 ja M-4"), ("ar", "تبديل M-3 و M-4"), ("ar", "تبديل M-3 وM-4"), ("en", "swap M-3, M-4"),
    ])
  func swap(language: String, line: String) {
    #expect(intent(language, line) == .swap(.meeting(MeetingID(3)), .meeting(MeetingID(4))))
  }

  @Test(
    "A meeting by whom it is with, and why it is called off",
    arguments: [
      ("en", "cancel my meeting with Karim because I am ill", "I am ill"), ("en", "cancel the meeting with Karim", nil),
      ("es", "cancelar mi reunión con Karim porque estoy enferma", "estoy enferma"),
      ("fr", "annuler mon rendez-vous avec Karim parce que je suis malade", "je suis malade"),
      ("it", "annulla il mio incontro con Karim perché sono malata", "sono malata"), ("fi", "peruuta tapaaminen Karim kanssa koska olen sairas", "olen sairas"),
      ("ar", "إلغاء موعدي مع Karim بسبب المرض", "المرض"),
    ] as [(String, String, String?)])
  func becauseOf(language: String, line: String, reason: String?) {
    #expect(intent(language, line) == .cancel(.name("Karim"), reason: reason))
  }

  @Test(
    "An amount in thousands or millions of a currency; without one, or where it may mean two things, it is asked about",
    arguments: [
      ("350k EUR", 350_000), ("€350k", 350_000), ("0.5 million EUR", 500_000), ("1,5 millones euros", 1_500_000), ("2 millions EUR", 2_000_000),
      ("300 mila euro", 300_000), ("2 miljoonaa euroa", 2_000_000), ("٢ مليون يورو", 2_000_000), ("250000 EUR", 250_000), ("350k", nil), ("1.500k EUR", nil),
      ("0.5 EUR", nil),
    ] as [(String, Int?)])
  func amounts(text: String, amount: Int?) {
    guard case .outcome(_, let findings) = grammar.read("outcome M-3 strong \(text)").intent else {
      Issue.record("no outcome")
      return
    }
    #expect(findings.amount == amount.map { Money(amount: $0, currency: "EUR") })
    #expect((findings.unread == nil) == (amount != nil))
  }

  @Test(
    "What was a slip only for want of words",
    arguments: [
      ("en", "help me", .help("")), ("en", "requests", .meetings), ("es", "solicitudes", .meetings), ("fr", "mes demandes", .meetings),
      ("it", "le mie richieste", .meetings), ("fi", "omat pyynnöt", .meetings), ("ar", "طلباتي", .meetings), ("it", "dov’è il mio tavolo?", .table(.any)),
      ("en", "who should I meet?", .suggest), ("es", "¿a quién debería conocer?", .suggest), ("fr", "qui devrais-je rencontrer ?", .suggest),
      ("it", "chi dovrei incontrare?", .suggest), ("fi", "kenet minun pitäisi tavata?", .suggest), ("ar", "من يجب أن أقابل؟", .suggest),
      ("it", "chi c’è?", .people("")), ("fi", "keitä täällä on?", .people("")), ("en", "mita", .unclear(suggestion: nil)),
    ] as [(String, String, Intent)])
  func noSlips(language: String, line: String, meaning: Intent) {
    #expect(intent(language, line) == meaning)
  }

  @Test("A slip is mended in one's own language first")
  func ownLanguage() {
    #expect(intent("es", "reunioens") == .unclear(suggestion: "reuniones"))
    #expect(intent("fr", "reunioens") == .unclear(suggestion: "reunions"))
  }
}
