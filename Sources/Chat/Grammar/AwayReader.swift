/// Reads when somebody can not meet: `day 2 10:00 12:00`, `tomorrow from 10 to 12`, `off`. Nothing is guessed.
enum AwayReader {
  /// - Parameter words: folded.
  static func read(_ words: [String], _ catalogue: CommandCatalogue) -> Intent.Away {
    if words.isEmpty { return .show }
    let groups = catalogue.groups[words.joined(separator: " ").withoutEndMarks] ?? []
    if groups.contains(.off) || groups.contains(.no) { return .off }
    // The day is named with the first time; behind it there is one time more.
    for end in words.indices.dropFirst() {
      guard let from = WhenReader.read(Array(words[..<end]), catalogue), let day = from.day, let start = from.minuteOfDay,
        let to = WhenReader.read(Array(words[end...]), catalogue), to.day == nil, let stop = to.minuteOfDay, start < stop
      else { continue }
      return .span(day, fromMinute: start, toMinute: stop)
    }
    return .unclear
  }
}
