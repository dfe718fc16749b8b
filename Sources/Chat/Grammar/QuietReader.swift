import ForumCore

/// Reads from when to when it is to be quiet: `22:00 7:00`, `from 10 pm to 7 am`, `22-7`, `off`. Nothing is guessed.
enum QuietReader {
  /// - Parameter words: folded.
  static func read(_ words: [String], _ catalogue: CommandCatalogue) -> Intent.QuietWish {
    let words = words.flatMap { $0.split(whereSeparator: { $0 == "-" || $0 == "\u{2013}" }).map(String.init) }.filter { !$0.isEmpty }
    if words.isEmpty { return .show }
    let groups = catalogue.groups[words.joined(separator: " ").withoutEndMarks] ?? []
    if groups.contains(.off) || groups.contains(.no) { return .off }
    var minutes: [Int] = []
    var position = 0
    while position < words.count {
      if let (minute, count) = clock(words[position...], catalogue) {
        minutes.append(minute)
        position += count
      } else if catalogue.groups[words[position]].map({ $0.contains(.filler) || $0.contains(.at) }) == true {
        position += 1
      } else {
        return .unclear
      }
    }
    guard let from = minutes.first, let to = minutes.last, minutes.count == 2, from != to else { return .unclear }
    return .hours(QuietHours(fromMinute: from, toMinute: to))
  }

  /// The minute of the day that the first words name, and how many words name it. A number alone is an hour here.
  private static func clock(_ words: ArraySlice<String>, _ catalogue: CommandCatalogue) -> (minute: Int, count: Int)? {
    for count in (1...3).reversed() where words.count >= count {
      guard let when = WhenReader.read(Array(words.prefix(count)), catalogue), when.day == nil, !when.isFirst, let minute = when.minuteOfDay else { continue }
      return (minute, count)
    }
    guard let word = words.first?.withoutEndMarks, word.utf8.count <= 2, let hour = Int(word), (0...23).contains(hour) else { return nil }
    return (hour * 60, 1)
  }
}
