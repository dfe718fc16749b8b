/// The words of days and times in one language, as a translator wrote them.
struct TimeVocabulary: Sendable {
  let language: String
  /// The halves of a clock of twelve hours, before and after noon, and behind them the parts of the day.
  private(set) var parts: [DayPart] = []
  /// By the tokens of a phrase with a space between them.
  private var terms: [String: [TimeTerm]] = [:]
  /// The most tokens of a phrase, by its first one.
  private var longest: [String: Int] = [:]
  /// Every token that stands in a phrase.
  private var known: Set<String> = []
  private var prefixes: [String] = []
  /// Whether there is a word before the number of a day without its month.
  private(set) var saysDates = false
  private var together: [String: [TimeToken]] = [:]

  init(language: String) {
    self.language = language
  }

  /// Letters that are written together with the word behind them. To be said before any phrase.
  mutating func add(prefixes: [String]) { self.prefixes = prefixes.map(\.folded) }

  mutating func add(_ part: DayPart) -> Int {
    parts.append(part)
    return parts.count - 1
  }

  mutating func add(_ term: TimeTerm, _ phrases: [String]) {
    for phrase in phrases {
      let tokens = Self.tokens(of: phrase)
      guard let first = tokens.first?.text else { continue }
      let key = tokens.map(\.text).joined(separator: " ")
      if terms[key]?.contains(term) != true { terms[key, default: []].append(term) }
      longest[first] = max(longest[first] ?? 0, tokens.count)
      known.formUnion(tokens.map(\.text))
      if term == .word(.date) { saysDates = true }
    }
  }

  /// One word that says what the words of a phrase say.
  mutating func add(_ word: String, for phrase: String) {
    together[word.folded] = Self.tokens(of: phrase)
    known.insert(word.folded)
  }

  /// Phrases may have been written before the prefix of their second word was known; these are taken apart once all are there.
  mutating func settle() {
    guard !prefixes.isEmpty else { return }
    for (key, meanings) in terms where key.contains(" ") {
      let tokens = key.split(separator: " ").flatMap { word in apart(String(word)) ?? [String(word)] }
      let settled = tokens.joined(separator: " ")
      guard settled != key, let first = tokens.first else { continue }
      for term in meanings where terms[settled]?.contains(term) != true { terms[settled, default: []].append(term) }
      longest[first] = max(longest[first] ?? 0, tokens.count)
    }
  }

  private static func tokens(of phrase: String) -> [TimeToken] { phrase.folded.split(separator: " ").flatMap { TimeToken.split(String($0)) } }

  /// A word of a prefix and what it is before, where it is no word by itself.
  private func apart(_ word: String) -> [String]? {
    guard longest[word] == nil, let prefix = prefixes.first(where: { word.count > $0.count && word.hasPrefix($0) }) else { return nil }
    let rest = String(word.dropFirst(prefix.count))
    return known.contains(rest) ? [prefix, rest] : nil
  }

  /// The same tokens as this language has them.
  func own(_ tokens: [TimeToken]) -> [TimeToken] {
    guard !prefixes.isEmpty || !together.isEmpty else { return tokens }
    return tokens.flatMap { token -> [TimeToken] in
      guard token.kind == .letters else { return [token] }
      if let several = together[token.text] { return several }
      return apart(token.text)?.map { TimeToken(text: $0, kind: .letters) } ?? [token]
    }
  }

  /// What the tokens at a position may mean, by how many of them do; the most first.
  func meanings(of tokens: ArraySlice<TimeToken>) -> [TimeLattice.Match] {
    guard let first = tokens.first, let longest = longest[first.text] else { return [] }
    var key = ""
    var found: [TimeLattice.Match] = []
    for (count, token) in zip(1...longest, tokens) {
      key += count == 1 ? token.text : " " + token.text
      if let terms = terms[key] { found.append(TimeLattice.Match(count: count, terms: terms)) }
    }
    return found.reversed()
  }

  /// Whether a folded word alone has that meaning.
  func has(_ word: TimeWord, _ text: String) -> Bool { terms[text]?.contains(.word(word)) == true }
}

/// The words of a line, and what each may mean in one language.
struct TimeLattice: Sendable {
  struct Match: Sendable {
    var count: Int
    var terms: [TimeTerm]
  }

  let vocabulary: TimeVocabulary
  let tokens: [TimeToken]
  /// By position, the most tokens first.
  let matches: [[Match]]
  /// The first token of each word of the line, and behind them the number of tokens.
  let starts: [Int]
  /// Whether a day or time can begin with that word and end with the last: all between can mean something.
  let reachesEnd: [Bool]
  /// Whether it can begin with the first word and end before that one.
  let reachesFromStart: [Bool]

  /// - Parameter words: of each word its tokens.
  init(_ words: [[TimeToken]], _ vocabulary: TimeVocabulary) {
    self.vocabulary = vocabulary
    var tokens: [TimeToken] = []
    var starts: [Int] = []
    for word in words {
      starts.append(tokens.count)
      tokens += vocabulary.own(word)
    }
    starts.append(tokens.count)
    self.tokens = tokens
    self.starts = starts
    let matches = tokens.indices.map { vocabulary.meanings(of: tokens[$0...]) }
    self.matches = matches
    let steps = zip(tokens, matches).map { token, matches in
      let longest = matches.first?.count ?? 0
      return token.kind == .letters || token.kind == .other ? longest : max(1, longest)
    }
    var backward = Array(repeating: false, count: tokens.count + 1)
    backward[tokens.count] = true
    for index in tokens.indices.reversed() where steps[index] > 0 {
      backward[index] = (1...steps[index]).contains { index + $0 <= tokens.count && backward[index + $0] }
    }
    var forward = Array(repeating: false, count: tokens.count + 1)
    forward[0] = true
    for index in tokens.indices where forward[index] && steps[index] > 0 {
      for count in 1...steps[index] where index + count <= tokens.count { forward[index + count] = true }
    }
    reachesEnd = starts.map { backward[$0] }
    reachesFromStart = starts.map { forward[$0] }
  }
}
