import Chat
import ForumCore
import Foundation

/// Phrases for days and times as people type them, and what each has to mean in a forum in Tunis, from Wednesday 10 to Friday 12 March
/// 2027; it is Tuesday 9 March there, six in the evening, unless a phrase says otherwise.
///
/// A line of `Corpus/times.<language>.tsv` has a phrase, its meaning and marks, with tabs between them. A meaning is a date, a clock time
/// or a part of a day (`14:00-16:00`, `lunch-`) and `first` or `last`, each where it is said; or `ask` where the speaker has to be asked, or
/// `no` where the phrase must not be understood. Marks are `now=`, `forum=` (`long` has meetings from seven to nine in the evening,
/// `fortnight` is from the 8th to the 19th) and `held` for what was kept back while the grammar was written.
struct TimesCorpus {
  struct Phrase: Sendable, CustomStringConvertible {
    var language: String
    var text: String
    var meaning: String
    var now = "2027-03-09T18:00"
    var forum = "tunis"
    var isHeld = false
    var description: String { "\(language): \(text) [\(now)\(forum == "tunis" ? "" : " " + forum)]" }
  }

  static let languages = ["ar", "en", "es", "fi", "fr", "it"]

  static func phrases(_ language: String) throws -> [Phrase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")
    let text = try String(contentsOf: folder.appending(path: "times.\(language).tsv"), encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 || parts.count == 3 else { throw Sample.Malformed() }
      var phrase = Phrase(language: language, text: parts[0], meaning: parts[1])
      for mark in parts.dropFirst(2).joined().split(separator: " ") {
        if mark == "held" { phrase.isHeld = true }
        if mark.hasPrefix("now=") { phrase.now = String(mark.dropFirst(4)) }
        if mark.hasPrefix("forum=") { phrase.forum = String(mark.dropFirst(6)) }
      }
      return phrase
    }
  }

  private let grammar = Grammar(.standard)
  private let forums: [String: Forum]
  private let zone: ForumZone

  init() throws {
    guard let zone = ForumZone("Africa/Tunis") else { throw Sample.Malformed() }
    self.zone = zone
    forums = try ["tunis", "long", "fortnight"].reduce(into: [:]) { $0[$1] = try Self.forum($1, zone) }
  }

  private static func forum(_ name: String, _ zone: ForumZone) throws -> Forum {
    let days = name == "fortnight" ? 8...19 : 10...12
    let hours = name == "long" ? [("07:00", "21:00")] : [("09:00", "12:30"), ("14:00", "18:00")]
    let dates = days.compactMap { CivilDate(year: 2027, month: 3, day: $0) }
    let blocks = dates.flatMap { date in hours.map { ("\(date)-\($0.0.prefix(2))", "\(date)T\($0.0)", "\(date)T\($0.1)") } }
    var content = try Sample.forum("tunis", blocks: blocks)
    content.settings?.firstDay = dates.first ?? CivilDate(daysSince1970: 0)
    content.settings?.lastDay = dates.last ?? CivilDate(daysSince1970: 0)
    var agenda = Agenda()
    for (id, day, minutes) in [("lunch-1", "2027-03-10", 90), ("lunch-2", "2027-03-11", 60)] {
      guard let id = SessionID(id), let date = CivilDate(day) else { throw Sample.Malformed() }
      agenda.sessions[id] = Session(
        id: id, uid: id.value, title: "Lunch", kind: .break, day: date, start: try Sample.instant("\(day)T12:30", zone), durationMinutes: minutes)
    }
    content.agenda = agenda
    var forum = Forum()
    let now = try Sample.instant("2027-03-01T10:00", zone)
    for change in try ImportForum(content: content).decide(forum, by: .organiser(), at: now) { forum.apply(change, seq: forum.seq + 1, at: now) }
    return forum
  }

  /// What a phrase behind a name means, in a chat of that language; nil where it is not understood as a day or time.
  func when(_ phrase: Phrase, language: String?, line: String? = nil) -> When? {
    guard case .book(let booking) = grammar.read(line ?? "book karim haddad \(phrase.text)", language: language).intent,
      booking.name.lowercased() == "karim haddad"
    else { return nil }
    return booking.when
  }

  /// What it means there and then, in the words of the corpus; more than one where the speaker is asked which.
  func meanings(_ when: When, _ phrase: Phrase) throws -> [String] {
    guard let forum = forums[phrase.forum] else { throw Sample.Malformed() }
    let moments = Moments(forum: forum, zone: zone, now: try Sample.instant(phrase.now, zone), feasible: [])
    return moments.wanted(when).flatMap { wanted -> [String] in
      let dates = wanted.dates ?? []
      let either: [CivilDate?] = dates.isEmpty ? [nil] : Array(wanted.isUnsure ? dates[...] : dates.prefix(1))
      return either.map { date in
        let parts: [String?] = [
          date.map { "\($0)" }, wanted.minute.map(Self.clock), wanted.window.map { Self.text($0, lunch: date.map(moments.lunch)) },
          wanted.isFirst ? "first" : nil, wanted.isLast ? "last" : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: " ")
      }
    }
  }

  /// What came of a phrase, in the words of the corpus.
  func result(_ phrase: Phrase, language: String?, line: String? = nil) throws -> String {
    guard let when = when(phrase, language: language, line: line) else { return "no" }
    let meanings = try meanings(when, phrase)
    return meanings.count == 1 ? meanings[0] : "ask"
  }

  private static func clock(_ minute: Int) -> String { WallTime(date: CivilDate(daysSince1970: 0), minuteOfDay: minute).clock }

  private static func text(_ window: When.Window, lunch: Range<Int>?) -> String {
    func text(_ edge: When.Window.Edge?, _ ofLunch: Int?) -> String {
      switch edge {
      case .minute(let minute)?: clock(minute)
      case .lunch?: ofLunch.map(clock) ?? "lunch"
      case nil: ""
      }
    }
    let isDuringLunch = window.from == .lunch && window.to == .lunch
    return text(window.from, isDuringLunch ? lunch?.lowerBound : lunch?.upperBound) + "-"
      + text(window.to, isDuringLunch ? lunch?.upperBound : lunch?.lowerBound)
  }
}
