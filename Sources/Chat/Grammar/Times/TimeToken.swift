import ForumCore

/// A piece of a word as it is read for days and times: letters, digits or a mark. Knows no language.
struct TimeToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case letters
    case digits(Int, count: Int)
    case mark
    case date(CivilDate)
    case wall(WallTime)
    /// `--04-08`
    case dayOfMonth(When.DayOfMonth)
    /// Nothing that belongs to a day or time.
    case other
  }

  var text: String
  var kind: Kind
  /// Whether it follows the one before it without a space.
  var isGlued = false

  /// No word for a day or time is longer, in bytes.
  private static let longestWord = 80

  /// The tokens of a folded word. Marks that mean nothing in a time are left out.
  static func split(_ word: String) -> [TimeToken] {
    guard word.utf8.count <= longestWord else { return [TimeToken(text: "", kind: .other)] }
    if let whole = whole(word.withoutEndMarks) { return [whole] }
    var scanner = TimeScanner(word)
    return scanner.tokens()
  }

  /// Forms of ISO 8601, which are read in one piece.
  private static func whole(_ word: String) -> TimeToken? {
    guard let first = word.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else { return nil }
    if let date = CivilDate(word) { return TimeToken(text: word, kind: .date(date)) }
    if case .wall(let wall) = TimeText(word.uppercased()) { return TimeToken(text: word, kind: .wall(wall)) }
    if let day = When.DayOfMonth(line: word) { return TimeToken(text: word, kind: .dayOfMonth(day)) }
    return nil
  }

  /// The number, where it is one of so few digits.
  func number(digits: ClosedRange<Int>) -> Int? {
    guard case .digits(let value, let count) = kind, digits.contains(count) else { return nil }
    return value
  }

  func isMark(_ mark: Character) -> Bool { kind == .mark && text == String(mark) }
}

/// Takes a word apart into runs of letters and digits, and marks.
private struct TimeScanner {
  private let characters: [Character]
  private var position = 0
  private var found: [TimeToken] = []
  private var isGlued = false

  init(_ word: String) {
    characters = Array(Self.withoutAbbreviation(word))
  }

  mutating func tokens() -> [TimeToken] {
    while position < characters.count { step() }
    return found
  }

  /// `a.m.` as `am`: dots between single letters.
  private static func withoutAbbreviation(_ word: String) -> String {
    guard word.contains("."), word.allSatisfy({ $0.isLetter || $0 == "." }) else { return word }
    let parts = word.split(separator: ".")
    return !parts.isEmpty && parts.allSatisfy { $0.count == 1 } ? parts.joined() : word
  }

  private mutating func step() {
    let character = characters[position]
    if Self.isDigit(character) { return digits() }
    if character.isLetter || character == "°" { return letters() }
    if "-–—‐−".contains(character) {
      // Between letters a hyphen says nothing.
      let isBetweenLetters = position > 0 && characters[position - 1].isLetter && next.isLetter
      return isBetweenLetters ? skip() : mark("-")
    }
    if character == "/" { return position > 0 && characters[position - 1].isLetter && next.isLetter ? skip() : mark("/") }
    if character == "." || character == ":" {
      let isAlone = position == 0 && (characters.count == 1 || next.isLetter)
      return isAlone || position > 0 && Self.isDigit(characters[position - 1]) ? mark(character) : skip()
    }
    if ",;!?؟،؛。()[]«»“”„\"'’‘…~¡¿*".contains(character) { return skip() }
    found.append(TimeToken(text: String(character), kind: .other, isGlued: isGlued))
    position += 1
    isGlued = true
  }

  private var next: Character { position + 1 < characters.count ? characters[position + 1] : " " }

  private mutating func skip() {
    position += 1
    isGlued = false
  }

  private mutating func mark(_ mark: Character) {
    found.append(TimeToken(text: String(mark), kind: .mark, isGlued: isGlued))
    position += 1
    isGlued = true
  }

  private mutating func digits() {
    let end = characters[position...].firstIndex { !Self.isDigit($0) } ?? characters.count
    let text = String(characters[position..<end])
    let kind: TimeToken.Kind = Int(text).flatMap { text.utf8.count <= 4 ? .digits($0, count: text.utf8.count) : nil } ?? .other
    found.append(TimeToken(text: text, kind: kind, isGlued: isGlued))
    position = end
    isGlued = true
  }

  /// With the apostrophe that ends an elided word: `l'` and `ora` of `l'ora`.
  private mutating func letters() {
    var end = characters[position...].firstIndex { !($0.isLetter || $0 == "°") } ?? characters.count
    var text = String(characters[position..<end])
    if end < characters.count, "'’ʼ‘".contains(characters[end]) {
      text += "'"
      end += 1
    }
    found.append(TimeToken(text: text, kind: .letters, isGlued: isGlued))
    position = end
    isGlued = true
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}

extension When.DayOfMonth {
  /// Reads `--04-08` (ISO 8601).
  init?(line: String) {
    guard line.hasPrefix("--") else { return nil }
    let parts = line.dropFirst(2).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]), let day = Int(parts[1]) else { return nil }
    self.init(day: day, month: month)
  }
}
