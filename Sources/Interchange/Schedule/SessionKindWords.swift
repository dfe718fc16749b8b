import ForumCore

/// The words by which other tools call the kinds of sessions.
enum SessionKindWords {
  /// The kind that a type stands for; `other` where it is none that we know.
  static func kind(_ type: String?) -> Session.Kind {
    guard let type = type?.asLine?.lowercased(), !type.isEmpty else { return .other }
    if let kind = Session.Kind(rawValue: type) { return kind }
    return words.first { words, _ in words.contains { type.contains($0) } }?.1 ?? .other
  }

  /// Searched in order, so that `panel discussion` is a panel and `lunch talk` a break.
  private static let words: [([String], Session.Kind)] = [
    (["break", "pause", "lunch", "coffee", "café", "dinner"], .break),
    (["keynote", "opening", "closing", "plenary", "ceremony"], .plenary),
    (["panel", "podium", "discussion", "debate", "round table", "roundtable"], .panel),
    (["workshop", "hands-on", "hackathon", "sprint"], .workshop),
    (["training", "tutorial", "course", "class"], .training),
    (["pitch", "lightning"], .pitch),
    (["clinic", "consultation", "office hour"], .clinic),
    (["networking", "meeting", "meetup", "social", "party", "birds of a feather", "bof"], .networking),
    (["lecture", "talk", "presentation", "speech", "session"], .lecture),
  ]
}
