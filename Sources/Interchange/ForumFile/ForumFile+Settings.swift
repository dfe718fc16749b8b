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
    settings.asksReasons = fields.truth("asksReasons") ?? settings.asksReasons
    settings.offerMinutes = fields.integer("offerMinutes", 0...43_200) ?? settings.offerMinutes
    settings.unclaimedAfterMinutes = fields.integer("unclaimedAfterMinutes", 0...1440) ?? settings.unclaimedAfterMinutes
    settings.quietHours = fields.group("quietHours", known: FieldNames.quietHours).flatMap(quietHours)
    if let own = fields.group("reminders", known: FieldNames.reminders) { settings.reminders = reminders(own) }
    settings.questions = questions(fields)
    settings.consents = consents(fields)
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

  private static func quietHours(_ fields: Fields) -> QuietHours? {
    guard let from = minuteOfDay("from", fields), let to = minuteOfDay("to", fields) else { return nil }
    return QuietHours(fromMinute: from, toMinute: to)
  }

  private static func minuteOfDay(_ name: String, _ fields: Fields) -> Int? {
    fields.value(name, required: true, "a clock time such as \"22:00\"") { text in
      guard let match = text.wholeMatch(of: /([0-9]{1,2}):([0-9]{2})/), let hour = Int(match.1), let minute = Int(match.2), hour < 24, minute < 60 else {
        return nil
      }
      return hour * 60 + minute
    }
  }

  private static func reminders(_ fields: Fields) -> ForumSettings.Reminders {
    let usual = ForumSettings.Reminders()
    func minutes(_ name: String, _ least: Int, _ most: Int, _ usual: Int) -> Int {
      fields.value(name, "\(least) to \(most) minutes, or 0 for none") { text in Int(text).flatMap { $0 == 0 || (least...most).contains($0) ? $0 : nil } }
        ?? usual
    }
    return ForumSettings.Reminders(
      waiting: minutes("waiting", 60, 43_200, usual.waiting), ending: minutes("ending", 5, 14_400, usual.ending),
      starting: minutes("starting", 1, 1440, usual.starting), none: minutes("none", 60, 86_400, usual.none))
  }

  private static func questions(_ fields: Fields) -> [ForumSettings.Question] {
    fields.list("questions", known: FieldNames.question).compactMap { own in
      let named = own.lines("kinds")
      let kinds = named.compactMap(OrganisationKind.init(rawValue:))
      if kinds.count < named.count { own.fault("kinds", "expected kinds of organisation: \(Self.kinds.joined(separator: ", "))") }
      let choices = own.lines("choices", atMost: 200)
      guard let id = key("id", own), let text = own.line("text", required: true, atMost: 1000) else { return nil }
      return ForumSettings.Question(
        id: id, text: text, kinds: kinds.isEmpty ? nil : kinds, isRequired: own.truth("required") ?? false, choices: choices.isEmpty ? nil : choices)
    }
  }

  private static func consents(_ fields: Fields) -> [ForumSettings.ConsentText] {
    fields.list("consents", known: FieldNames.consent).compactMap { own in
      guard let id = key("id", own), let wording = own.text("wording", required: true, atMost: 5000) else { return nil }
      return ForumSettings.ConsentText(id: id, wording: wording, isRequired: own.truth("required") ?? false)
    }
  }

  private static func key(_ name: String, _ fields: Fields) -> String? { fields.key(name, required: true, as: SessionID.self)?.value }

  private static var kinds: [String] { OrganisationKind.allCases.map(\.rawValue) }

  private static func limits(_ fields: Fields) -> ForumSettings.Limits {
    ForumSettings.Limits(
      perForum: fields.integer("perForum", 0...10_000), perBlock: fields.integer("perBlock", 0...10_000),
      requests: fields.integer("requests", 0...10_000))
  }
}
