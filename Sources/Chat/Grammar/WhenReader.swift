import ForumCore

/// Reads words for days and times. All of the words have to be understood, else the answer is nil: nothing is guessed.
struct WhenReader {
  let catalogue: CommandCatalogue
  let words: [String]
  private var position = 0
  private var when = When()

  /// - Parameter words: folded.
  init(_ words: [String], _ catalogue: CommandCatalogue) {
    self.words = words.compactMap { word in
      if catalogue.groups[word] != nil { return word }
      let bare = word.withoutEndMarks
      return bare.isEmpty ? nil : bare
    }
    self.catalogue = catalogue
  }

  static func read(_ words: [String], _ catalogue: CommandCatalogue) -> When? {
    var reader = WhenReader(words, catalogue)
    return reader.read()
  }

  private mutating func read() -> When? {
    while position < words.count { guard step() else { return nil } }
    return when.isEmpty ? nil : when
  }

  /// Takes the next word or words; false where they mean nothing or the same thing is said twice.
  private mutating func step() -> Bool {
    let word = words[position]
    if let day = CivilDate(word) { return take(1, day: .date(day)) }
    if case .wall(let wall) = TimeText(word.uppercased()) {
      return take(0, day: .date(wall.date)) && take(1, minute: wall.minuteOfDay)
    }
    let next = position + 1 < words.count ? words[position + 1] : ""
    if let day = yearless(word) { return take(1, day: .ofMonth([day])) }
    if let days = slashed(word) { return take(1, day: .ofMonth(days)) }
    if let (days, count) = ofMonth(word, next) { return take(count, day: .ofMonth(days)) }
    if let (hour, minute) = clock(word) {
      guard let half = half(next) else { return take(1, minute: hour * 60 + minute) }
      return take(2, minute: halved(hour, minute, half))
    }
    if let (clock, half) = joined(word) { return take(1, minute: halved(clock.hour, clock.minute, half)) }
    if let hour = number(word, most: 12), let half = half(next) { return take(2, minute: halved(hour, 0, half)) }
    if has(.at, position), let hour = number(next, most: 23) {
      let after = position + 2 < words.count ? words[position + 2] : ""
      guard let half = half(after) else { return take(2, minute: hour * 60) }
      return take(3, minute: halved(hour, 0, half))
    }
    if has(.day, position), let number = number(next, most: 99), number > 0 { return take(2, day: .number(number)) }
    return named()
  }

  private mutating func named() -> Bool {
    for length in (1...3).reversed() where position + length <= words.count {
      let groups = catalogue.groups[words[position..<position + length].joined(separator: " ")] ?? []
      if groups.contains(.today) { return take(length, day: .today) }
      if groups.contains(.tomorrow) { return take(length, day: .tomorrow) }
      if let weekday = groups.compactMap(\.weekday).min() { return take(length, day: .weekday(weekday)) }
      if groups.contains(.first), !when.isFirst {
        when.isFirst = true
        position += length
        return true
      }
      if groups.contains(.at) || groups.contains(.filler) {
        position += length
        return true
      }
    }
    return false
  }

  private mutating func take(_ count: Int, day: When.Day) -> Bool {
    switch (when.day, day) {
    case (nil, _): when.day = day
    case (.weekday(let weekday), .date), (.weekday(let weekday), .ofMonth): (when.day, when.weekday) = (day, weekday)
    case (.date, .weekday(let weekday)), (.ofMonth, .weekday(let weekday)):
      guard when.weekday == nil else { return false }
      when.weekday = weekday
    default: return false
    }
    position += count
    return true
  }

  private mutating func take(_ count: Int, minute: Int?) -> Bool {
    guard when.minuteOfDay == nil, let minute else { return false }
    when.minuteOfDay = minute
    position += count
    return true
  }

  private func has(_ group: WordGroup, _ position: Int) -> Bool { catalogue.groups[words[position]]?.contains(group) == true }

  /// `--04-08`
  private func yearless(_ word: String) -> When.DayOfMonth? {
    guard word.hasPrefix("--") else { return nil }
    let parts = word.dropFirst(2).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = number(parts[0], most: 12), let day = number(parts[1], most: 31) else { return nil }
    return When.DayOfMonth(day: day, month: month)
  }

  /// `8/4`, `8/4/2027`: day and month in either order.
  private func slashed(_ word: String) -> [When.DayOfMonth]? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let first = number(parts[0], most: 31), let second = number(parts[1], most: 31) else { return nil }
    let year = parts.count == 3 ? year(parts[2]) : nil
    if parts.count == 3 && year == nil { return nil }
    let readings = [When.DayOfMonth(day: first, month: second, year: year), When.DayOfMonth(day: second, month: first, year: year)].compactMap { $0 }
    guard let reading = readings.first else { return nil }
    return Set(readings).count == 1 ? [reading] : readings
  }

  /// `8 April`, `April 8`, `8 April 2027`, and how many words these are.
  private func ofMonth(_ word: String, _ next: String) -> ([When.DayOfMonth], count: Int)? {
    let year = position + 2 < words.count ? year(words[position + 2]) : nil
    let named = { (day: String, month: String) in
      number(day, most: 31).flatMap { day in catalogue.month(month).flatMap { When.DayOfMonth(day: day, month: $0, year: year) } }
    }
    guard let day = named(word, next) ?? named(next, word) else { return nil }
    return ([day], count: year == nil ? 2 : 3)
  }

  private func year(_ text: some StringProtocol) -> Int? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  /// `10:30`, `10.30`, `10h30`, `10h`
  private func clock(_ word: some StringProtocol) -> (hour: Int, minute: Int)? {
    guard let mark = word.firstIndex(where: { $0 == ":" || $0 == "." || $0 == "h" }), let hour = number(word[..<mark], most: 23) else { return nil }
    let rest = word[word.index(after: mark)...]
    if rest.isEmpty { return word[mark] == "h" ? (hour, 0) : nil }
    guard rest.utf8.count == 2, let minute = number(rest, most: 59) else { return nil }
    return (hour, minute)
  }

  /// `10am`, `10:30pm`
  private func joined(_ word: String) -> (clock: (hour: Int, minute: Int), half: WordGroup)? {
    guard let end = word.lastIndex(where: \.isNumber).map(word.index(after:)), end < word.endIndex, let half = half(String(word[end...])) else { return nil }
    let bare = word[..<end]
    return (clock(bare) ?? number(bare, most: 12).map { ($0, 0) }).map { ($0, half) }
  }

  /// Before or after noon.
  private func half(_ word: String) -> WordGroup? {
    guard let groups = catalogue.groups[word] else { return nil }
    return groups.contains(.am) ? .am : groups.contains(.pm) ? .pm : nil
  }

  /// Nil where there is no such hour on a clock of twelve.
  private func halved(_ hour: Int, _ minute: Int, _ half: WordGroup) -> Int? {
    guard (1...12).contains(hour) else { return nil }
    return (hour % 12 + (half == .pm ? 12 : 0)) * 60 + minute
  }

  private func number(_ text: some StringProtocol, most: Int) -> Int? {
    guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text), value <= most else { return nil }
    return value
  }
}
