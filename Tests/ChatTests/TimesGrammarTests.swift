import Chat
import ForumCore
import Foundation
import Phrases
import Testing

@Suite("Days and times: what every language does alike")
struct TimesGrammarTests {
  private let grammar = Grammar(.standard)
  private static let locales = ["en": "en_GB", "ar": "ar_EG", "es": "es_ES", "fi": "fi_FI", "fr": "fr_FR", "it": "it_IT"]

  private func when(_ line: String, _ language: String?) -> When? {
    guard case .book(let booking) = grammar.read("book karim \(line)", language: language).intent, booking.name == "karim" else { return nil }
    return booking.when
  }

  @Test("What the chat writes of days and times is read back as the same, in its language", arguments: locales.keys.sorted())
  func writtenByTheChat(language: String) throws {
    let writer = ClockWriter(locale: Locale(identifier: try #require(Self.locales[language])))
    let first = try #require(CivilDate("2027-01-01"))
    var wrong: [String] = []
    for number in stride(from: 0, to: 365, by: 2) {
      let date = first.adding(days: number)
      let day = try #require(When.DayOfMonth(day: date.day, month: date.month))
      let wall = WallTime(date: date, minuteOfDay: number * 7 % 1440)
      let whole = When(day: .ofMonth([day]), weekday: date.weekday)
      for text in [writer.day(date), writer.shortDay(date)] where when(text, language) != whole { wrong.append(text) }
      let text = "\(writer.day(date)), \(writer.clock(wall))"
      if when(text, language) != When(day: .ofMonth([day]), weekday: date.weekday, minuteOfDay: wall.minuteOfDay) { wrong.append(text) }
    }
    for minute in stride(from: 0, to: 1440, by: 7) {
      let text = writer.clock(WallTime(date: first, minuteOfDay: minute))
      if when(text, language) != When(minuteOfDay: minute) { wrong.append(text) }
    }
    #expect(wrong.isEmpty)
  }

  @Test("So is what it writes in its own phrases for a day with a time")
  func phrases() throws {
    let start = try #require(Instant("2027-01-01T00:00:00Z"))
    for book in PhraseLibrary.standard.languages {
      var wrong: [String] = []
      for number in 0..<200 {
        let instant = start.adding(minutes: number * 2617)
        let wall = ForumZone.utc.wall(instant)
        let day = try #require(When.DayOfMonth(day: wall.date.day, month: wall.date.month))
        let meaning = When(day: .ofMonth([day]), weekday: wall.date.weekday, minuteOfDay: wall.minuteOfDay)
        let clock = PhraseValue.clock(instant, .utc)
        let texts = [
          book.text(.timeDayAndClock, ["day": .day(wall.date), "clock": clock]),
          book.text(.timeShortDayAndClock, ["day": .shortDay(wall.date), "clock": clock]),
        ]
        wrong += texts.filter { when($0, book.language) != meaning }
      }
      #expect(wrong.isEmpty, "\(book.language)")
    }
  }

  @Test("The own language goes first; where others disagree, all that they say may be meant")
  func disagreement() {
    // `mar` is March in English, Tuesday in French, either in Italian.
    let march = When.DayOfMonth(day: 10, month: 3).map { When(day: .ofMonth([$0])) }
    #expect(when("mar 10", "en") == march)
    #expect(when("mar 10h30", "fr") == When(day: .weekday(2), minuteOfDay: 630))
    #expect((when("mar 10", nil)?.readings.count ?? 0) > 1)
    // Short words alone are no days in a language that is not the reader's.
    #expect(when("la", "en") == nil)
    #expect(when("la", "fi") == When(day: .weekday(6)))
    #expect(when("huomenna klo 10.30", "ar") == When(day: .tomorrow, minuteOfDay: 630))
    #expect(when("غدًا الساعة ١٠:٣٠", "fi") == When(day: .tomorrow, minuteOfDay: 630))
    #expect(when("demain à 10 h 30", nil) == When(day: .tomorrow, minuteOfDay: 630))
  }

  @Test(
    "The agenda of a day is asked for in any language",
    arguments: [
      ("agenda tomorrow", .tomorrow), ("agenda demain", .tomorrow), ("agenda huomenna", .tomorrow), ("agenda غدا", .tomorrow),
      ("agenda second day", .number(2)), ("agenda 2. päivä", .number(2)), ("agenda اليوم الثاني", .number(2)), ("agenda last day", .last),
      ("agenda 10 marzo", .ofMonth([When.DayOfMonth(day: 10, month: 3)].compactMap { $0 })), ("agenda venerdì", .weekday(5)),
    ] as [(String, When.Day)])
  func agenda(line: String, day: When.Day) {
    #expect(grammar.read(line).intent == .agenda(.day(day)))
  }

  @Test(
    "Several times are proposed with commas or a word for or; one without a day is on the day before it",
    arguments: [
      ("propose M-1 10:30, 11:00", [When(minuteOfDay: 630), When(minuteOfDay: 660)]),
      (
        "propose M-1 day 1 11:00, 11:30 or day 2 10:00",
        [
          When(day: .number(1), minuteOfDay: 660), When(day: .number(1), minuteOfDay: 690), When(day: .number(2), minuteOfDay: 600),
        ]
      ),
      ("propose M-1 demain 10h30 ou 11h30", [When(day: .tomorrow, minuteOfDay: 630), When(day: .tomorrow, minuteOfDay: 690)]),
      ("propose M-1 huomenna klo 10.30 tai klo 14.00", [When(day: .tomorrow, minuteOfDay: 630), When(day: .tomorrow, minuteOfDay: 840)]),
      ("propose M-1 غدا 10:30 أو 14:00", [When(day: .tomorrow, minuteOfDay: 630), When(day: .tomorrow, minuteOfDay: 840)]),
      ("propose M-1 thursday, 10:30", [When(day: .weekday(4), minuteOfDay: 630)]),
      ("propose M-1 whenever you like", []),
    ] as [(String, [When])])
  func several(line: String, whens: [When]) {
    #expect(grammar.read(line).intent == .propose(.meeting(MeetingID(1)), whens))
  }

  @Test(
    "A time that is away, in any language",
    arguments: [
      ("away day 2 10:00 12:00", .span(.number(2), weekday: nil, fromMinute: 600, toMinute: 720)),
      ("away tomorrow from 10 to 12", .span(.tomorrow, weekday: nil, fromMinute: 600, toMinute: 720)),
      ("away tomorrow from 2 to 4", .span(.tomorrow, weekday: nil, fromMinute: 840, toMinute: 960)),
      ("away thursday morning", .span(.weekday(4), weekday: nil, fromMinute: 0, toMinute: 720)),
      ("away demain de 10h à 12h", .span(.tomorrow, weekday: nil, fromMinute: 600, toMinute: 720)),
      ("away huomenna klo 14-16", .span(.tomorrow, weekday: nil, fromMinute: 840, toMinute: 960)),
      ("away غدا من 10 إلى 12", .span(.tomorrow, weekday: nil, fromMinute: 600, toMinute: 720)),
      ("away", .show), ("away off", .off), ("away tomorrow", .day(.tomorrow, weekday: nil)), ("away 10:00 12:00", .unclear), ("away soon", .unclear),
    ] as [(String, Intent.Away)])
  func away(line: String, away: Intent.Away) {
    #expect(grammar.read(line).intent == .away(away))
  }

  @Test(
    "Quiet hours, in any language; of hours that may be either the night is meant",
    arguments: [
      ("quiet 22:00 7:00", 22 * 60, 7 * 60), ("quiet from 10 to 7", 22 * 60, 7 * 60), ("quiet de 22h à 7h", 22 * 60, 7 * 60),
      ("quiet 22-7", 22 * 60, 7 * 60), ("quiet klo 22-7", 22 * 60, 7 * 60), ("quiet من 10 مساء إلى 7 صباحا", 22 * 60, 7 * 60),
      ("quiet dalle 23 alle 8", 23 * 60, 8 * 60), ("quiet 13:00 14:30", 13 * 60, 14 * 60 + 30),
    ] as [(String, Int, Int)])
  func quiet(line: String, from: Int, to: Int) {
    #expect(grammar.read(line).intent == .quiet(.hours(QuietHours(fromMinute: from, toMinute: to))))
  }

  @Test("Quiet hours that may be several are asked about", arguments: ["quiet 12 2", "quiet 10", "quiet after lunch", "quiet 25 7", "quiet 1 to 2"])
  func unclearQuiet(line: String) {
    #expect(grammar.read(line).intent == .quiet(.unclear))
  }

  @Test("Random words are read without a crash, in every chat alike or as a choice, and what buttons send for them means the same")
  func salad() throws {
    var generator = Dice(state: 7)
    let words =
      try PhraseFile.all.filter(\.holdsTimes).flatMap { file in
        file.text.split { !($0.isLetter || $0 == "'" || $0 == "-") }.map(String.init).filter { !$0.isEmpty }
      } + (0..<200).map { "\($0 % 61)" } + ["10:30", "10.3.", "8/4", "2027-03-10", "10-12", "10h", "--03-11", "karim", "rossi", ",", "."]
    #expect(words.count > 3000)
    var understood = 0
    for _ in 0..<500 {
      let line = (0..<Int.random(in: 1...5, using: &generator)).compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " ")
      let anywhere = when(line, nil)
      for language in TimesCorpus.languages {
        guard let own = when(line, language) else { continue }
        understood += 1
        let again = when(own.line, language)
        #expect(again?.line == own.line, "“\(line)” in \(language)")
        if let anywhere, anywhere.readings.count < 6 {
          #expect(!Set(anywhere.readings).isDisjoint(with: own.readings), "“\(line)” in \(language): \(own.line), not \(anywhere.line)")
        }
      }
    }
    #expect(understood > 50)
  }

  @Test("A line of two thousand characters is read as fast as a short one, with a command or without")
  func long() {
    let words = [
      "tomorrow ", "10 ", "at ", "one ", "first of the ", "a las 10 y ", "karim ", "klo 10.30 ", "10:", "غدا الساعة ", "torstaiaamuna ", "xyz",
      "عشرة ونصف ", "مضخاتنا",
    ]
    for (command, word) in ["book ", "حجز ", ""].flatMap({ command in words.map { (command, $0) } }) {
      for length in [Grammar.mostRead - 1, 2000] {
        let line = String((command + String(repeating: word, count: length / word.count)).prefix(length))
        let clock = ContinuousClock()
        // A debug build is some ten times slower than what is shipped; a machine that is busy elsewhere gets several tries.
        let isFast = (0..<20).contains { _ in clock.measure { _ = grammar.read(line, language: "fr") } < .milliseconds(100) }
        #expect(isFast, "\(command)\(word) \(length)")
      }
    }
  }

  @Test("Of a long line only what comes before a text of one's own is read; what has none is not understood")
  func cut() {
    let text = String(repeating: "long, ", count: 200) + "end"
    let read = { (line: String) in grammar.read(line).intent }
    #expect(read("book karim 10:30: \(text)") == .book(.init(name: "karim", when: When(minuteOfDay: 630), message: text)))
    #expect(read("outcome M-4 strong: \(text)") == .outcome(.meeting(MeetingID(4)), .init(interest: .strong, note: text)))
    #expect(read("cancel M-4 \(text)") == .cancel(.meeting(MeetingID(4)), reason: text))
    #expect(read("decline M-4 \(text)") == .decline(.meeting(MeetingID(4)), reason: text))
    #expect(read("announce: \(text)") == .announce(text))
    #expect(read("announce \(text)") == .announce(text))
    #expect(read("book karim \(text)") == .unclear(suggestion: nil))
    #expect(read("bok karim \(text)") == .unclear(suggestion: nil))
    #expect(read(text) == .unclear(suggestion: nil))
    #expect(read(String(repeating: "x", count: 2000)) == .unclear(suggestion: nil))
    // What fits is read as ever.
    let fits = "book karim " + String(repeating: "x", count: Grammar.mostRead - 11)
    #expect(read(fits) == .book(.init(name: String(fits.dropFirst(5)), when: nil, message: nil)))
  }
}

/// Numbers that are the same in every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
