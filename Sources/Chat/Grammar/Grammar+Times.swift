// Days and times among the words of a line, and names beside them.

extension Grammar {
  /// A name, and a day and time before it, behind it or around it. What is no time belongs to the name.
  struct Split {
    var name: String
    var when: When?
    /// The words of the name.
    var range: Range<Int>
  }

  /// As many words as make a day or time, at both ends, and a name.
  func nameAndWhen(_ words: [Token]) -> Split {
    let tail = max(0, words.count - Self.mostBehindAName)
    let found = reading(words[tail...]).readEnd()
    let end = found.map { tail + $0.start } ?? words.count
    var split = Split(name: name(words[..<end]), when: found?.when, range: 0..<end)
    guard end > 1 else { return split }
    let before = reading(words.prefix(min(end - 1, Self.mostBehindAName)))
    let beginnings = before.readBeginnings()
    guard found != nil else {
      let choice =
        before.hasOr ? (1...before.count).reversed().lazy.compactMap { end in before.read(from: 0, to: end).map { (end: end, when: $0) } }.first : nil
      guard let first = choice ?? beginnings.first else { return split }
      return Split(name: name(words[first.end..<end]), when: first.when, range: first.end..<end)
    }
    let joints = (1...before.count).filter { isBetweenTimeAndName(words[$0 - 1]) && before.isOfTime(to: $0) }
    for start in Set(beginnings.map(\.end) + joints).sorted(by: >) {
      guard let when = self.when(words[..<start] + words[end...]) else { continue }
      split = Split(name: name(words[start..<end]), when: when, range: start..<end)
      break
    }
    return split
  }

  /// The words of days and times that a name may have beside those that are surely its own.
  private static let mostWordsMore = 3

  /// The same with words of the day or time in the name, where they are words and not digits; the longest name first.
  func longerNames(_ words: [Token], than split: Split) -> [Intent.NameAndWhen] {
    guard split.when != nil else { return [] }
    let isWord = { (token: Token) in token.folded.withoutEndMarks.allSatisfy(\.isLetter) }
    let before = words[..<split.range.lowerBound].reversed().prefix(Self.mostWordsMore).prefix(while: isWord).count
    let behind = words[split.range.upperBound...].prefix(Self.mostWordsMore).prefix(while: isWord).count
    let ends = (0...before).flatMap { start in (0...behind).map { (split.range.lowerBound - start, split.range.upperBound + $0) } }
    return ends.filter { $0.0..<$0.1 != split.range }.sorted { $0.1 - $0.0 > $1.1 - $1.0 }.compactMap { start, end in
      let rest = words[..<start] + words[end...]
      let when = self.when(rest)
      return rest.isEmpty || when != nil ? Intent.NameAndWhen(name: name(words[start..<end]), when: when) : nil
    }
  }

  /// What all of the words mean as a day and time.
  func when(_ words: some Collection<Token>) -> When? {
    guard !words.isEmpty, words.count <= 2 * Self.mostBehindAName else { return nil }
    let reading = reading(words)
    return reading.read(from: 0, to: reading.count)
  }

  /// Times that are set apart by commas or a word such as "or"; what is no time is left out. One without a day is on the day before it.
  func whens(_ words: [Token]) -> [When] {
    let words = Array(words.prefix(Self.mostBehindAName * 2))
    let reading = reading(words)
    var whens: [When] = []
    var position = 0
    while position < words.count {
      let ends = (position + 1...words.count).reversed().filter { end in
        end == words.count || ",;،".contains(words[end - 1].text.last ?? " ") || reading.isOr(end)
      }
      let found = ends.lazy.compactMap { end in
        reading.readOne(from: position, to: end, isTime: !whens.isEmpty).map { (end: end, when: $0) }
      }.first
      if let found { whens.append(found.when.onDay(of: whens.last)) }
      position = found?.end ?? ends.last ?? words.count
      if reading.isOr(position) { position += 1 }
    }
    return whens
  }

  /// Whether a word stands between a time and a name: "with".
  func isBetweenTimeAndName(_ token: Token) -> Bool { catalogue.times.values.contains { $0.has(.with, token.folded) } }

  private func reading(_ words: some Collection<Token>) -> TimeReading { TimeReading(words.map(\.folded), catalogue.times, own: language) }

  private func name(_ words: ArraySlice<Token>) -> String { bare(Array(words)).withoutEndMarks }
}

extension When {
  /// The same on the day of another, where no day is said.
  func onDay(of other: When?) -> When {
    guard let other, other.day != nil, readings.allSatisfy({ $0.day == nil && $0.minutesFromNow == nil }) else { return self }
    return When(
      anyOf: readings.map { reading in
        var reading = reading
        (reading.day, reading.weekday) = (other.day, other.weekday)
        return reading
      }) ?? self
  }
}
