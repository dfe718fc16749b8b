import ForumCore

/// Reads from when to when it is to be quiet: `22:00 7:00`, `from 10 pm to 7 am`, `22-7`, `off`. Nothing is guessed.
enum QuietReader {
  private static let most = 12
  /// A night is quiet at this hour, and over by noon.
  private static let deepNight = 3 * 60
  private static let longest = 16 * 60
  private static let noon = 12 * 60

  /// - Parameter words: folded.
  static func read(_ words: [String], _ catalogue: CommandCatalogue, _ language: String?) -> Intent.QuietWish {
    if words.isEmpty { return .show }
    let groups = catalogue.groups[words.joined(separator: " ").withoutEndMarks] ?? []
    if groups.contains(.off) || groups.contains(.no) { return .off }
    guard words.count <= most else { return .unclear }
    let read = TimeReading(words, catalogue.times, own: language).spans()
    // "7 to 7" is no more from the morning to the evening than the other way round.
    let isTwiceTheSame = !read.isEmpty && Set(read.map(\.from)) == Set(read.map(\.to))
    let spans = isTwiceTheSame ? [] : read.filter { $0.from != $0.to }
    // Ten to seven is a night: of what may be meant, nights are.
    let nights = spans.filter { QuietHours(fromMinute: $0.from, toMinute: $0.to).contains(deepNight) && minutes($0) <= longest && $0.to <= noon }
    let meant = nights.isEmpty ? spans : nights
    guard let span = meant.first, meant.count == 1 else { return .unclear }
    return .hours(QuietHours(fromMinute: span.from, toMinute: span.to))
  }

  private static func minutes(_ span: ClockSpan) -> Int { span.from < span.to ? span.to - span.from : span.to - span.from + 1440 }
}
