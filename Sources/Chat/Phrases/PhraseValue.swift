import ForumCore

/// What is put into a phrase. Whoever renders it writes times, dates and numbers as the reader's language does.
public enum PhraseValue: Sendable, Hashable {
  /// As somebody wrote it: a name, a title, a message.
  case text(String)
  case number(Int)
  /// `10:30` on the clocks of the zone; with the offset where the clocks show it twice that day.
  case clock(Instant, ForumZone)
  /// `Wednesday 10 March, 10:30`
  case time(Instant, ForumZone)
  /// `Wednesday 10 March`
  case day(CivilDate)
  /// `Wednesday 10 March 2027`
  case dayOfYear(CivilDate)
  /// `Wed 10 Mar`
  case shortDay(CivilDate)
  /// `09:00–09:30`
  case span(Span, ForumZone)
  /// A phrase of the same language, rendered already.
  case phrase(String)
}
