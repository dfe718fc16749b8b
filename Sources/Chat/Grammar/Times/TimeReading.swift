/// The words of a line, read for days and times in one language at a time: in the reader's own first, then in all others.
///
/// What the own language understands is meant. Else what the others understand is meant where they agree; where they do not, all that
/// they say may be.
struct TimeReading {
  private let words: [[TimeToken]]
  /// The reader's own language, where it is known.
  let own: TimeLattice?
  let others: [TimeLattice]
  private let ors: Set<Int>

  var count: Int { words.count }

  /// - Parameter words: folded.
  init(_ words: [String], _ times: [String: TimeVocabulary], own language: String?) {
    let split = words.map(TimeToken.split)
    self.words = split
    own = language.flatMap { times[$0] }.map { TimeLattice(split, $0) }
    ors = Set(words.indices.filter { index in times.values.contains { $0.has(.or, words[index]) } })
    others = times.values.filter { $0.language != language }.sorted { $0.language < $1.language }.map { TimeLattice(split, $0) }
  }

  /// What all of the words mean; nil where not all of them say something of a day or time.
  static func read(_ words: [String], _ times: [String: TimeVocabulary], own language: String? = nil) -> When? {
    let reading = TimeReading(words, times, own: language)
    return reading.read(from: 0, to: reading.count)
  }

  /// Whether the word there stands between several times.
  func isOr(_ position: Int) -> Bool { ors.contains(position) }

  /// Whether some times may be a choice.
  var hasOr: Bool { !ors.isEmpty && ors.count < Self.mostChoices }

  /// Whether some language knows the words up to one from days and times.
  func isOfTime(to last: Int) -> Bool { ([own].compactMap { $0 } + others).contains { $0.reachesFromStart[last] } }

  /// What the words from one up to another mean; of several that are said with "or" between them any may be meant.
  func read(from first: Int, to last: Int) -> When? { readOne(from: first, to: last) ?? readChoice(from: first, to: last) }

  /// Nobody offers more times at once.
  private static let mostChoices = 4

  private func readChoice(from first: Int, to last: Int) -> When? {
    guard ors.count < Self.mostChoices, let middle = (first..<last).first(where: isOr) else { return nil }
    var whens: [When] = []
    var start = first
    for end in (middle..<last).filter(isOr) + [last] {
      guard let when = readOne(from: start, to: end, isTime: !whens.isEmpty) else { return nil }
      whens.append(when.onDay(of: whens.last))
      start = end + 1
    }
    return When(anyOf: whens)
  }

  /// The same without any "or".
  /// - Parameter isTime: whether a number alone is an hour here.
  func readOne(from first: Int, to last: Int, isTime: Bool = false) -> When? {
    var readers = readers(to: last)
    return read(from: first, to: last, isTime: isTime, &readers)
  }

  /// The most of the last words that mean something, and the first of them.
  func readEnd() -> (start: Int, when: When)? {
    var readers = readers(to: count)
    for start in words.indices {
      if let when = read(from: start, to: count, isTime: false, &readers) ?? readChoice(from: start, to: count) { return (start, when) }
    }
    return nil
  }

  /// What the first words mean, for every number of them that means something; the most first.
  func readBeginnings() -> [(end: Int, when: When)] {
    var own: [Int: [When]] = [:]
    if let lattice = self.own {
      var reader = WhenReader(lattice, to: count)
      own = reader.beginnings()
    }
    var abroad: [Int: [When]] = [:]
    for lattice in others {
      var reader = WhenReader(lattice, to: count)
      abroad.merge(reader.beginnings(), uniquingKeysWith: +)
    }
    return Set(own.keys).union(abroad.keys).sorted(by: >).compactMap { end in
      let when = own[end].flatMap { When(anyOf: $0) } ?? (isTellingAbroad(0, end) ? abroad[end].flatMap { When(anyOf: $0) } : nil)
      return when.map { (end, $0) }
    }
  }

  // MARK: - One language at a time

  private struct Readers {
    var own: WhenReader?
    var others: [WhenReader]
  }

  private func readers(to last: Int) -> Readers {
    Readers(own: own.map { WhenReader($0, to: last) }, others: others.map { WhenReader($0, to: last) })
  }

  private func read(from first: Int, to last: Int, isTime: Bool, _ readers: inout Readers) -> When? {
    guard first < last, last <= words.count else { return nil }
    if let own, mayBeTime(own, first, last), let when = When(anyOf: readers.own?.readings(from: first, isTime: isTime) ?? []) { return when }
    guard isTellingAbroad(first, last) else { return nil }
    var readings: [When] = []
    for (index, lattice) in others.enumerated() where mayBeTime(lattice, first, last) {
      readings += readers.others[index].readings(from: first, isTime: isTime)
    }
    return When(anyOf: readings)
  }

  /// Words that mean nothing need no closer look.
  private func mayBeTime(_ lattice: TimeLattice, _ first: Int, _ last: Int) -> Bool {
    (last < words.count || lattice.reachesEnd[first]) && (first > 0 || lattice.reachesFromStart[last])
  }

  /// One or two words as short as "la" or "to" are too many things in too many languages to be a day in a foreign one.
  private func isTellingAbroad(_ first: Int, _ last: Int) -> Bool {
    last - first > 2
      || words[first..<last].contains {
        $0.contains { token in
          switch token.kind {
          case .letters: token.text.utf8.count > 3
          case .mark, .other: false
          default: true
          }
        }
      }
  }
}
