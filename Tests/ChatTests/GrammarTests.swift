import Chat
import ForumCore
import Testing

@Suite("Lines are understood, or asked about; never guessed")
struct GrammarTests {
  private let grammar = Grammar(.standard)

  private func intent(_ line: String) -> Intent { grammar.read(line).intent }

  @Test(
    "A command is understood with or without its mark, in any case and by any of its words",
    arguments: ["meetings", "/meetings", "!meetings", "MEETINGS", "Meetings", "/meetings@rialto_bot", "my plan", "  plan  "])
  func marks(line: String) {
    #expect(intent(line) == .meetings)
  }

  @Test(
    "A time stands behind the name",
    arguments: [
      ("book karim 10:30", "karim", When(minuteOfDay: 630)),
      ("book karim 10.30", "karim", When(minuteOfDay: 630)),
      ("book karim 10h30", "karim", When(minuteOfDay: 630)),
      ("book karim at 10", "karim", When(minuteOfDay: 600, otherwise: [When(minuteOfDay: 1320)])),
      ("book karim at 2 pm", "karim", When(minuteOfDay: 840)),
      ("book karim 12:30am", "karim", When(minuteOfDay: 30)),
      ("book karim 2pm", "karim", When(minuteOfDay: 840)),
      ("book Karim Haddad tomorrow 10:30", "Karim Haddad", When(day: .tomorrow, minuteOfDay: 630)),
      ("book with karim on day 2 at 10:30", "karim", When(day: .number(2), minuteOfDay: 630)),
      ("book karim 2027-03-10 10:30", "karim", When(day: .date(date(10)), minuteOfDay: 630)),
      ("book karim 2027-03-10T10:30", "karim", When(day: .date(date(10)), minuteOfDay: 630)),
      ("book karim Wednesday", "karim", When(day: .weekday(3))),
      ("book karim wed 14:00", "karim", When(day: .weekday(3), minuteOfDay: 840)),
      ("book karim 8 april 10:30", "karim", When(day: april(8), minuteOfDay: 630)),
      ("book karim 8 Apr 10:30.", "karim", When(day: april(8), minuteOfDay: 630)),
      ("book karim, April 8, 10:30", "karim", When(day: april(8), minuteOfDay: 630)),
      ("book karim Thursday 8 April, 10:30", "karim", When(day: april(8), weekday: 4, minuteOfDay: 630)),
      ("book karim 8 april 2027", "karim", When(day: april(8, 2027))),
      ("book karim --04-08", "karim", When(day: april(8))),
      ("book karim 13/4 10:30", "karim", When(day: april(13), minuteOfDay: 630)),
      ("book karim 4/4", "karim", When(day: april(4))),
      ("book karim Thursday, 10:30.", "karim", When(day: .weekday(4), minuteOfDay: 630)),
      ("book karim 2 p.m.", "karim", When(minuteOfDay: 840)),
      ("book karim first", "karim", When(isFirst: true)),
      ("book karim today first free", "karim", When(day: .today, isFirst: true)),
      ("book karim ١٠:٣٠", "karim", When(minuteOfDay: 630)),
      ("ask ＫＡＲＩＭ 10:30", "ＫＡＲＩＭ", When(minuteOfDay: 630)),
    ] as [(String, String, When)])
  func times(line: String, name: String, when: When) {
    guard case .book(let booking) = intent(line) else {
      Issue.record("not a booking")
      return
    }
    #expect(booking.name == name)
    #expect(booking.when == when)
  }

  @Test(
    "What is not wholly a time is left in the name, for the dialogue to ask",
    arguments: [
      "book karim 25:00", "book karim 10:60", "book karim half past", "book karim tomorrow today", "book karim 10:30 11:30",
      "book karim 13pm", "book karim 2027-02-30", "book karim 10",
      "book karim 31 april", "book karim 13/13", "book karim april", "book karim 8/4/27",
    ])
  func notTimes(line: String) {
    guard case .book(let booking) = intent(line) else {
      Issue.record("not a booking")
      return
    }
    #expect(booking.name.split(separator: " ").count > 1)
  }

  @Test("A message follows a colon and stays as it was typed")
  func messages() {
    let message = "Our  pumps: 30 kW, “made in Sfax”"
    #expect(intent("book karim 10:30: \(message)") == .book(.init(name: "karim", when: When(minuteOfDay: 630), message: message)))
    #expect(intent("book karim : \(message)") == .book(.init(name: "karim", when: nil, message: message)))
    #expect(intent("book karim :") == .book(.init(name: "karim", when: nil, message: nil)))
    #expect(intent("cancel karim: I am ill") == .cancel(.name("karim"), reason: "I am ill"))
    #expect(intent("cancel M-3 I am ill") == .cancel(.meeting(MeetingID(3)), reason: "I am ill"))
  }

  @Test("A button's line is complete in itself")
  func buttons() throws {
    let booking = grammar.read("book D-7 @d1-am.3 #! : hello")
    #expect(booking.intent == .book(.init(name: "D-7", when: nil, message: "hello")))
    #expect(booking.marks == Line.Marks(slot: SlotID("d1-am.3"), isSure: true))
    let confirmation = grammar.read("confirm M-42 #2 #!")
    #expect(confirmation.intent == .confirm(.meeting(MeetingID(42))))
    #expect(confirmation.marks == Line.Marks(version: 2, isSure: true))
  }

  @Test(
    "The other commands",
    arguments: [
      ("agenda", .agenda(.usual)), ("agenda now", .agenda(.now)), ("now", .agenda(.now)), ("what", .unclear(suggestion: nil)),
      ("next", .agenda(.next)), ("agenda day 2", .agenda(.day(.number(2)))), ("programme tomorrow", .agenda(.day(.tomorrow))),
      ("agenda track finance", .agenda(.track("finance"))), ("agenda finance", .agenda(.track("finance"))), ("3", .choice(3)),
      ("٣", .choice(3)), ("Yes!", .yes), ("ok", .yes), ("nope", .no), ("move M-4", .move(.meeting(MeetingID(4)), nil, reason: nil)),
      ("confirm M-4.", .confirm(.meeting(MeetingID(4)))),
      ("move karim 11:00", .move(.name("karim"), When(minuteOfDay: 660), reason: nil)), ("cancel", .cancel(.any, reason: nil)),
      ("confirm", .confirm(.any)), ("who am i", .whoAmI), ("who is here", .people("here")), ("language fr", .language("fr")),
      ("link ab2c-3def", .link("ab2c-3def")), ("/start ab2c3def", .start(code: "ab2c3def")), ("", .start(code: "")), ("/undo", .undo),
      ("sign up green finance", .signUp("green finance")), ("help book", .help("book")),
    ] as [(String, Intent)])
  func commands(line: String, meaning: Intent) {
    #expect(intent(line) == meaning)
  }

  @Test(
    "A slip of the finger gets a suggestion, where only one command is near",
    arguments: [
      ("bok karim 10:30", "book karim 10:30"), ("meetigns", "meetings"), ("agneda now", "agenda now"), ("confrim M-3", "confirm M-3"),
      ("xyzzy", nil), ("b", nil),
    ] as [(String, String?)])
  func typos(line: String, suggestion: String?) {
    #expect(intent(line) == .unclear(suggestion: suggestion))
  }

  @Test("Of words of several languages that are as near the reader's own is suggested")
  func typosAtHome() {
    #expect(grammar.read("cancelr M-3", language: "es").intent == .unclear(suggestion: "cancelar M-3"))
    #expect(grammar.read("cancelr M-3", language: "en").intent == .unclear(suggestion: "cancel M-3"))
  }

  @Test("Distance counts swapped neighbours once, and stops where it is too far")
  func distance() {
    #expect(editDistance("book", "book", most: 2) == 0)
    #expect(editDistance("bokk", "book", most: 2) == 1)
    #expect(editDistance("obok", "book", most: 2) == 1)
    #expect(editDistance("agneda", "agenda", most: 2) == 1)
    #expect(editDistance("", "ab", most: 2) == 2)
    #expect(editDistance("karim", "lucia", most: 2) == nil)
  }

  @Test(
    "Case, accents, harakat, tatweel, letter variants and digits do not matter",
    arguments: [
      ("Élodie", "elodie"), ("STRASSE", "Straße"), ("أحمد", "احمد"), ("مُحَمَّد", "محمد"), ("فاطمة", "فاطمه"), ("كـريم", "كريم"), ("١٢", "12"), ("ﷲ", "الله"),
    ])
  func folding(a: String, b: String) {
    #expect(a.folded == b.folded)
  }
}

private func april(_ day: Int, _ year: Int? = nil) -> When.Day {
  .ofMonth([When.DayOfMonth(day: day, month: 4, year: year)].compactMap { $0 })
}

private func date(_ day: Int) -> CivilDate { CivilDate(year: 2027, month: 3, day: day) ?? CivilDate(daysSince1970: 0) }
