import ForumCore
import Foundation
import Messaging

/// Turns a line into what it asks for. Knows the words of all languages, and nothing of any forum.
package struct Grammar: Sendable {
  let catalogue: CommandCatalogue
  /// The languages of the books, by their folded names in all of them.
  let languageNames: [String: String]
  /// That of the reader's book: days and times are read in it first.
  var language: String?

  package init(_ library: PhraseLibrary) {
    catalogue = library.catalogue
    languageNames = library.languageNames
  }

  /// - Parameter language: in which days and times are read first; nil where it is not known.
  package func read(_ source: String, language: String? = nil) -> Line {
    var grammar = self
    grammar.language = language
    let (seat, rest) = SeatMark.split(source)
    var line = grammar.line(rest)
    line.marks.seat = seat
    return line
  }

  private func line(_ source: String) -> Line {
    let text = WritingDirection.stripped(source).trimmingCharacters(in: .whitespacesAndNewlines)
    if text == IncomingMessage.notText { return Line(intent: .notText, text: text) }
    let head = Self.head(of: text)
    var tokens = Token.split(head).filter { !$0.isMark }
    guard let first = tokens.first else {
      let asks = text.contains { $0 == "?" || $0 == "؟" }
      return Line(intent: text.isEmpty ? .start(code: "") : asks ? .help("") : .unclear(suggestion: nil), text: text)
    }
    if tokens.count == 1, let token = ChoiceToken(first.text) { return Line(intent: .choice(token.number), marks: .init(offer: token.mark), text: text) }
    if tokens.count == 1, let number = Int(first.folded.withoutEndMarks) { return Line(intent: .choice(number), text: text) }
    tokens.replaceSubrange(0...0, with: first.asCommand)
    let isCut = head.endIndex < text.endIndex
    guard let (command, length) = command(tokens) else {
      return Line(intent: isCut ? .unclear(suggestion: nil) : answer(tokens) ?? code(tokens) ?? sentence(tokens) ?? .unclear(suggestion: suggestion(tokens)), text: text)
    }
    var marks = Line.Marks()
    let (rest, free) = parts(tokens.dropFirst(length), of: text, command, &marks)
    // Telegram hands over a link's code behind this word; behind others that greet stands what people say.
    if command == .start, first.asCommand.map(\.folded) != ["start"] { return Line(intent: .start(code: ""), marks: marks, text: text) }
    guard isCut, free == nil else { return Line(intent: intent(command, rest, free), marks: marks, text: text) }
    return Line(intent: longText(command, rest, text) ?? .unclear(suggestion: nil), marks: marks, text: text)
  }

  /// What is longer has a text of its own in it, which is taken as it was typed, or is no command.
  package static let mostRead = 400

  /// As much of a line as is read, up to the end of a word.
  private static func head(of text: String) -> Substring {
    guard let limit = text.index(text.startIndex, offsetBy: mostRead, limitedBy: text.endIndex), limit < text.endIndex else { return text[...] }
    return text[..<(text[..<limit].lastIndex(where: \.isWhitespace) ?? text.startIndex)]
  }

  /// A command whose text is not behind a colon and goes on behind what is read: nil where it has none.
  private func longText(_ command: CommandName, _ words: [Token], _ text: String) -> Intent? {
    let behind = { (words: ArraySlice<Token>) in words.first.map { String(text[$0.text.startIndex...]) } }
    switch command {
    case .announce: return .announce(behind(words[...]))
    case .decline, .cancel:
      guard let first = words.first, let meeting = MeetingID(first.folded.withoutEndMarks) else { return nil }
      let reason = behind(words.dropFirst())
      return command == .cancel ? .cancel(.meeting(meeting), reason: reason) : .decline(.meeting(meeting), reason: reason)
    default: return nil
    }
  }

  /// The command that the first words name, and how many words name it: the longest that fits.
  func command(_ tokens: [Token]) -> (CommandName, Int)? {
    for length in (1...max(1, catalogue.longest)).reversed() where tokens.count >= length {
      let words = tokens.prefix(length).map(\.folded).joined(separator: " ").replacing("’", with: "'")
      if let command = catalogue.commands[words] ?? catalogue.commands[words.withoutEndMarks] { return (command, length) }
    }
    return nil
  }

  private func answer(_ tokens: [Token]) -> Intent? {
    let word = tokens.map(\.folded).joined(separator: " ").trimmingCharacters(in: .punctuationCharacters.union(.whitespaces))
      .replacing("’", with: "'")
    if let language = languageNames[word] { return .language(language) }
    if let when = when(tokens), when == When(day: .today) { return .agenda(.day(.today)) }
    guard let groups = catalogue.groups[word] else { return nil }
    if groups.contains(.yes) { return .yes }
    if groups.contains(.no) { return .no }
    if groups.contains(.now) { return .agenda(.now) }
    if groups.contains(.next) { return .agenda(.next) }
    if groups.contains(.thanks) { return .thanks }
    let picks: [WordGroup] = [.pickFirst, .pickSecond, .pickThird, .pickFourth]
    return picks.firstIndex(where: groups.contains).map { .choice($0 + 1) }
  }

  /// A code that stands alone; a time between two hours has the same form.
  private func code(_ tokens: [Token]) -> Intent? {
    guard tokens.count == 1, let token = tokens.first else { return nil }
    let text = String(token.text).withoutEndMarks
    return LinkSecret.isCodeAlone(text) && when(tokens) == nil ? .link(text) : nil
  }

  private func suggestion(_ tokens: [Token]) -> String? {
    guard let word = tokens.first?.folded, let nearest = catalogue.nearest(to: word, in: language) else { return nil }
    return ([nearest] + tokens.dropFirst().map { String($0.text) }).joined(separator: " ")
  }

  /// Takes the marks out, and what follows a colon apart: a message or reason, as it was typed.
  private func parts(
    _ tokens: ArraySlice<Token>, of text: String, _ command: CommandName, _ marks: inout Line.Marks
  ) -> (words: [Token], free: String?) {
    var words: [Token] = []
    for token in tokens {
      if token.text == "#!" {
        marks.isSure = true
      } else if token.text.hasPrefix("#"), let meetings = SetAvailability.Meetings(rawValue: String(token.folded.dropFirst())) {
        marks.meetings = meetings
      } else if token.text.hasPrefix("@"), let slot = SlotID(token.text.dropFirst()) {
        if marks.slot == nil { marks.slot = slot } else { marks.moreSlots.append(slot) }
      } else if token.text.hasPrefix("#"), let version = Int(token.folded.dropFirst()), version > 0 {
        marks.version = version
      } else if Self.takesText.contains(command), token.text.hasSuffix(":") || token.text.hasPrefix(":") {
        if token.text.hasSuffix(":"), token.text.count > 1 { words.append(Token(token.text.dropLast())) }
        let start = token.text.hasSuffix(":") ? token.text.endIndex : token.text.index(after: token.text.startIndex)
        let free = text[start...].trimmingCharacters(in: .whitespacesAndNewlines)
        return (words, free.isEmpty ? nil : free)
      } else {
        words.append(token)
      }
    }
    return (words, nil)
  }

  /// The commands that take a text of one's own behind a colon.
  private static let takesText: Set<CommandName> = [.book, .cancel, .decline, .move, .swap, .outcome, .announce, .commit, .openAlliance]

  private func intent(_ command: CommandName, _ words: [Token], _ free: String?) -> Intent {
    let rest = words.map(\.text).joined(separator: " ")
    switch command {
    case .start: return .start(code: LinkSecret.isCode(rest) ? rest : "")
    case .help: return .help(rest)
    case .agenda: return .agenda(agendaWish(words))
    case .sessions: return .sessions
    case .signup: return .signUp(bare(words))
    case .leave: return .leave(rest)
    case .people: return .people(rest)
    case .suggest: return .suggest
    case .slots: return slots(words)
    case .book:
      let split = nameAndWhen(words)
      return .book(.init(name: split.name, when: split.when, message: free, longerNames: longerNames(words, than: split)))
    case .meetings: return .meetings
    case .confirm: return .confirm(target(words).target)
    case .decline:
      let (target, reason) = target(words)
      return .decline(target, reason: free ?? reason)
    case .cancel:
      if let commitment = commitment(words) { return .uncommit(commitment.alliance, commitment.number) }
      let (target, reason) = target(words)
      return .cancel(target, reason: free ?? reason)
    case .move: return move(words, free)
    case .propose:
      let (target, rest) = targetFirst(words)
      return .propose(target, whens(rest))
    case .swap:
      let meetings = words.compactMap { meeting($0) }.map(Intent.Target.meeting)
      return .swap(meetings.first ?? .any, meetings.dropFirst().first ?? .any)
    case .handOver:
      let (target, rest) = targetFirst(words)
      return .handOver(target, bare(rest))
    case .invite:
      let (target, rest) = targetFirst(words)
      return .invite(target, bare(rest))
    case .held: return .went(target(words).target, .held)
    case .noShow: return .went(target(words).target, .otherDidNotCome)
    case .missed: return .went(target(words).target, .couldNotCome)
    case .wait: return .wait(bare(words))
    case .outcome: return outcome(words, free)
    case .alliances: return .alliances(words.first.flatMap { AllianceID($0.folded.withoutEndMarks) })
    case .join: return join(words)
    case .openAlliance: return .openAlliance(founding(words, free))
    case .commit: return .commit(pledge(words, free))
    case .milestone: return .milestone(reaching(words))
    case .badge: return .badge
    case .table: return .table(target(words).target)
    case .away: return .away(AwayReader.read(words.map(\.folded), catalogue, language))
    case .zone: return .zone(rest)
    case .unlink: return .unlink
    case .approve: return .approve(bare(words))
    case .publish: return .publish
    case .announce: return .announce(free ?? (rest.isEmpty ? nil : rest))
    case .stats: return .stats
    case .language: return .language(languageNames[bare(words).folded.withoutEndMarks] ?? rest)
    case .quiet: return .quiet(QuietReader.read(words.map(\.folded), catalogue, language))
    case .forum: return .forum(rest)
    case .undo: return .undo
    case .link: return .link(rest)
    case .whoAmI: return .whoAmI
    case .contact: return .contact(target(words).target)
    case .myData: return .myData
    case .erase: return .erase(rest)
    }
  }

  private func agendaWish(_ words: [Token]) -> Intent.AgendaWish {
    guard !words.isEmpty else { return .usual }
    let folded = words.map(\.folded)
    let groups = catalogue.groups[folded.joined(separator: " ")] ?? []
    if groups.contains(.now) { return .now }
    if groups.contains(.next) { return .next }
    if let wish = timeWish(words) ?? timeWish(withoutAsides(words)) { return wish }
    return .track(track(words) ?? rest(words))
  }

  /// A reference with a reason behind it, or a name.
  private func target(_ words: [Token]) -> (target: Intent.Target, reason: String?) {
    guard let first = words.first else { return (.any, nil) }
    guard let meeting = MeetingID(first.folded.withoutEndMarks) else { return named(words) }
    let reason = rest(withoutBecause(Array(words.dropFirst())))
    return (.meeting(meeting), reason.isEmpty ? nil : reason)
  }

  private func move(_ words: [Token], _ reason: String?) -> Intent {
    let split = nameAndWhen(words)
    let (name, when) = (split.name, split.when)
    if name.isEmpty { return .move(.any, when, reason: reason) }
    return .move(MeetingID(name.folded.withoutEndMarks).map(Intent.Target.meeting) ?? .name(name), when, reason: reason)
  }

  /// The reference of a meeting, where the first word is one, and what follows it.
  private func targetFirst(_ words: [Token]) -> (target: Intent.Target, rest: [Token]) {
    guard let first = words.first, let meeting = MeetingID(first.folded.withoutEndMarks) else { return (.any, words) }
    return (.meeting(meeting), Array(words.dropFirst()))
  }

  /// A day and time, or what came of a meeting, has at most so many words: so a line of many is read as fast as a line of few.
  static let mostBehindAName = 24

  /// A reference and what came of that meeting, or a name and behind it words that all say what came of it.
  private func outcome(_ words: [Token], _ note: String?) -> Intent {
    if let first = words.first, let meeting = MeetingID(first.folded.withoutEndMarks) {
      return .outcome(.meeting(meeting), FindingsReader.read(words.dropFirst().map(\.folded), note, catalogue))
    }
    for start in words.indices.suffix(Self.mostBehindAName) {
      let findings = FindingsReader.read(words[start...].map(\.folded), note, catalogue)
      guard findings.unread == nil else { continue }
      return .outcome(start == 0 ? .any : .name(bare(Array(words[..<start])).withoutEndMarks), findings)
    }
    return .outcome(words.isEmpty ? .any : .name(bare(words)), .init(note: note))
  }

  /// A reference and a role, the name of the role being all that is behind it.
  private func join(_ words: [Token]) -> Intent {
    let text = words.map(\.text).joined(separator: " ")
    guard let first = words.first, let alliance = AllianceID(first.folded.withoutEndMarks) else { return .join(.init(alliance: nil, text: text)) }
    let isFiller = { (token: Token) in catalogue.groups[token.folded]?.isDisjoint(with: [.filler, .glue]) == false }
    let name = words.dropFirst().drop(while: isFiller).map(\.folded).joined(separator: " ").withoutEndMarks
    return .join(.init(alliance: alliance, role: catalogue.groups[name]?.compactMap(\.role).first, text: name))
  }

  /// A name without words such as "with" at its ends.
  func bare(_ words: [Token]) -> String {
    let isFiller = { (token: Token) in catalogue.groups[token.folded]?.contains(.filler) == true || isBetweenTimeAndName(token) }
    return words.drop(while: isFiller).reversed().drop(while: isFiller).reversed().map(\.text).joined(separator: " ")
  }
}

/// One word of a line, as typed and folded for comparing.
struct Token: Hashable, Sendable {
  let text: Substring
  let folded: String

  init(_ text: Substring) {
    self.text = text
    folded = String(text).folded
  }

  static func split(_ text: Substring) -> [Token] { text.split(whereSeparator: \.isWhitespace).map { Token($0) } }
  static func split(_ text: String) -> [Token] { split(text[...]) }

  /// Whether it is nothing but a mark behind a sentence, which languages set apart by a space: `annuler M-42 !`
  var isMark: Bool { !text.isEmpty && text.allSatisfy { "!?.,;…؟،؛".contains($0) } }

  /// Without the mark of a command and the bot's name: `/book@rialto` is `book`. A colon behind it stands by itself: `announce: …`
  var asCommand: [Token] {
    var bare = text
    if let mark = bare.first, "/!\\¿¡".contains(mark), bare.count > 1 { bare = bare.dropFirst() }
    if let at = bare.firstIndex(of: "@"), at > bare.startIndex { bare = bare[..<at] }
    guard bare.count > 1, bare.hasSuffix(":") else { return [Token(bare)] }
    return [Token(bare.dropLast()), Token(bare.suffix(1))]
  }
}
