import ForumCore

extension ForumFile {
  /// How the forum is run; nil where what must be there is not, with the faults recorded.
  static func settings(_ top: Fields, _ options: ImportOptions) -> ForumSettings? {
    let title = top.line("title", required: true)
    let place = top.line("place", required: true)
    let country = top.value("country", required: true, "a country's code such as TN", Countries.code)
    let zone = top.value("zone", required: options.zone == nil, "a zone such as Africa/Tunis") { ForumZone($0) } ?? (top.has("zone") ? nil : options.zone)
    let first = top.date("firstDay", required: true)
    let last = top.date("lastDay", required: true)
    guard let title, let place, let country, let zone, let first, let last else { return nil }
    var settings = ForumSettings(title: title, place: place, country: country, zone: zone, firstDay: first, lastDay: last)
    if last < first {
      top.fault("lastDay", "the last day is before the first")
    } else if last.daysSince1970 - first.daysSince1970 >= 60 {
      top.fault("lastDay", "a forum lasts at most 60 days")
    }
    settings.about = top.text("about")
    let languages = top.lines("languages")
    if !languages.isEmpty { settings.languages = languages }
    settings.programme = top.line("programme")
    settings.kind = top.choice("kind", among: ForumSettings.Kind.allCases) ?? settings.kind
    if let fields = top.group("settings", known: FieldNames.settings) { fill(&settings, fields) }
    return settings
  }

  private static func fill(_ settings: inout ForumSettings, _ fields: Fields) {
    settings.registrationMode = fields.choice("registration", among: [.approval, .automatic]) ?? settings.registrationMode
    settings.requestMode = fields.choice("requests", among: [.approval, .automatic]) ?? settings.requestMode
    settings.timeMode = fields.choice("times", among: [.whenRequesting, .whenAccepting, .organiser]) ?? settings.timeMode
    settings.placesInAll = fields.integer("placesInAll", 0...1_000_000)
    settings.holdMinutes = fields.integer("holdMinutes", 15...14_400) ?? settings.holdMinutes
    settings.cutoffMinutes = fields.integer("cutoffMinutes", 0...43_200) ?? settings.cutoffMinutes
    settings.dayStartsAtHour = fields.integer("dayStartsAtHour", 0...12) ?? settings.dayStartsAtHour
    if let places = fields.group("places", known: kinds) {
      for name in places.names {
        if let kind = OrganisationKind(rawValue: name), let count = places.integer(name, 0...1_000_000) { settings.places[kind] = count }
      }
    }
    settings.forbiddenRequests = fields.list("forbiddenRequests", known: FieldNames.kindPair).compactMap { pair in
      guard let from = pair.choice("from", required: true, among: OrganisationKind.allCases),
        let to = pair.choice("to", required: true, among: OrganisationKind.allCases)
      else { return nil }
      return ForumSettings.KindPair(from: from, to: to)
    }
    if let own = fields.group("limits", known: FieldNames.limits) { settings.limits = limits(own) }
    if let byKind = fields.group("limitsByKind", known: kinds) {
      for name in byKind.names {
        if let kind = OrganisationKind(rawValue: name), let own = byKind.group(name, known: FieldNames.limits) { settings.limitsByKind[kind] = limits(own) }
      }
    }
    if let clashes = fields.group("clashes", known: FieldNames.clashes) {
      let modes: [ForumSettings.ClashMode] = [.block, .warn, .off]
      settings.roomClash = clashes.choice("room", among: modes) ?? settings.roomClash
      settings.speakerClash = clashes.choice("speaker", among: modes) ?? settings.speakerClash
      settings.availabilityClash = clashes.choice("availability", among: modes) ?? settings.availabilityClash
      settings.signupClash = clashes.choice("signup", among: modes) ?? settings.signupClash
    }
  }

  private static var kinds: [String] { OrganisationKind.allCases.map(\.rawValue) }

  private static func limits(_ fields: Fields) -> ForumSettings.Limits {
    ForumSettings.Limits(
      perForum: fields.integer("perForum", 0...10_000), perBlock: fields.integer("perBlock", 0...10_000),
      requests: fields.integer("requests", 0...10_000))
  }
}
