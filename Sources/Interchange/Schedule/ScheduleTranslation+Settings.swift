import ForumCore

extension ScheduleTranslation {
  /// Settings for a forum that is made of the schedule. Clashes warn only: real conferences have some on purpose.
  func settings() -> ForumSettings {
    let conference = document.conference
    let listed = document.days.compactMap { $0.date?.asLine.flatMap { CivilDate($0.prefix(10)) } } + agenda.days
    var first = listed.min() ?? zone.wall(Instant(seconds: 0)).date
    var last = listed.max() ?? first
    if let start = date(conference.start), start < first, last.daysSince1970 - start.daysSince1970 < 60 { first = start }
    if let end = date(conference.end), end > last, end.daysSince1970 - first.daysSince1970 < 60 { last = end }
    var settings = ForumSettings(
      title: String((conference.title?.asLine ?? conference.acronym?.asLine ?? forum.value).prefix(200)), place: "", country: "", zone: zone,
      firstDay: first, lastDay: last)
    settings.about = conference.description?.asParagraphs
    settings.roomClash = .warn
    settings.speakerClash = .warn
    settings.availabilityClash = .warn
    let languages = Dictionary(grouping: agenda.sessions.values.compactMap(\.language)) { $0 }.mapValues(\.count)
    let ordered = languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key).prefix(8)
    if !ordered.isEmpty { settings.languages = Array(ordered) }
    return settings
  }

  private func date(_ text: String?) -> CivilDate? { text?.asLine.flatMap { CivilDate($0.prefix(10)) } }
}
