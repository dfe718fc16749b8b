/// Makes a forum.
public struct CreateForum: Command {
  public var forum: ForumID
  public var settings: ForumSettings

  public init(forum: ForumID, settings: ForumSettings) {
    self.forum = forum
    self.settings = settings
  }

  public func decide(_ state: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try state.requireOrganiser(actor)
    guard state.settings == nil else { throw Refusal(.forumExists, ["forum": .text(forum.value)]) }
    try settings.check()
    return [.forumCreated(ForumCreated(forum: forum, settings: settings))]
  }
}

/// Changes how a forum is run. What was booked under the old settings stays; who waits for a place moves up where there are
/// more of them now. Days that leave sessions or blocks outside are taken, and what is outside is recorded.
public struct UpdateForum: Command {
  public var settings: ForumSettings

  public init(settings: ForumSettings) {
    self.settings = settings
  }

  public func decide(_ state: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try state.requireOrganiser(actor)
    let current = try state.requireSettings()
    try settings.check()
    // Every published time and every slot was chosen on these clocks.
    guard settings.zone == current.zone || (state.releases.isEmpty && state.blocks.isEmpty) else {
      throw Refusal(.badValue, ["field": .text("zone"), "expected": .text("\(current.zone), because times were published on its clocks")])
    }
    for (kind, places) in settings.places.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where state.index.takenByKind[kind, default: 0] > places {
      throw Refusal(.noPlaceLeft, ["kind": .text(kind.rawValue), "places": .number(places), "taken": .number(state.index.takenByKind[kind, default: 0])])
    }
    if let places = settings.placesInAll, state.index.taken > places {
      throw Refusal(.noPlaceLeft, ["kind": .text("all"), "places": .number(places), "taken": .number(state.index.taken)])
    }
    if current == settings { return [] }
    let updated = ForumUpdated(settings: settings, outside: state.outside(settings))
    return state.promoting([.forumUpdated(updated)], freesPlaces: current.frees(settings), at: now)
  }
}

/// Moves a forum on: preparing, open, running, closed.
public struct SetPhase: Command {
  public var phase: Phase

  public init(phase: Phase) {
    self.phase = phase
  }

  public func decide(_ state: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try state.requireOrganiser(actor)
    _ = try state.requireSettings()
    if state.phase == phase { return [] }
    // Who waits hears of places only while the forum is open.
    let offers = state.settings?.offerMinutes ?? 0 > 0 && (phase == .open || phase == .running)
    return state.promoting([.phaseSet(PhaseSet(phase: phase))], freesPlaces: offers, at: now)
  }
}

/// Tells everybody who takes part something, in the organisers' words.
public struct Announce: Command {
  /// 1 to 1,000 characters.
  public var text: String
  /// Whether it can not wait for the end of quiet hours (rule 20).
  public var isUrgent: Bool

  public init(text: String, isUrgent: Bool = false) {
    self.text = text
    self.isUrgent = isUrgent
  }

  public func decide(_ state: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try state.requireOrganiser(actor)
    _ = try state.requireSettings()
    guard (1...1000).contains(text.count), !text.allSatisfy(\.isWhitespace) else {
      throw Refusal.badValue("text", .characters, least: 1, most: 1000)
    }
    return [.announcementMade(AnnouncementMade(text: text, isUrgent: isUrgent ? true : nil))]
  }
}

extension Forum {
  /// What other days would leave outside of the forum that was inside before; nil where there is nothing.
  func outside(_ new: ForumSettings) -> ForumUpdated.Outside? {
    guard let old = settings else { return nil }
    func isLeft(_ start: Instant, _ day: CivilDate? = nil) -> Bool {
      !new.has(day ?? new.day(of: start)) && old.has(day ?? old.day(of: start))
    }
    let sessions = published.sessions.merging(draft.sessions) { $1 }.values.filter { isLeft($0.start, $0.day) }.map(\.id).sorted()
    let blocks = blocks.values.filter { isLeft($0.start) }.map(\.id).sorted()
    return sessions.isEmpty && blocks.isEmpty ? nil : ForumUpdated.Outside(sessions: sessions, blocks: blocks)
  }
}

extension ForumSettings {
  func has(_ day: CivilDate) -> Bool { firstDay <= day && day <= lastDay }

  /// Whether there may be places under other settings for who waits under these.
  fileprivate func frees(_ new: ForumSettings) -> Bool {
    places != new.places || placesInAll != new.placesInAll || offerMinutes != new.offerMinutes || lastDay != new.lastDay
  }

  /// - Throws: `badValue` naming the field and what is expected.
  func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try require((1...200).contains(title.count) && title.isOneLine, "title", "1 to 200 characters on one line")
    try require(place.count <= 200 && place.isOneLine, "place", "at most 200 characters on one line")
    try require(
      country.isEmpty || (country.utf8.count == 2 && country.utf8.allSatisfy { (0x41...0x5A).contains($0) }), "country",
      "two letters of ISO 3166-1, such as TN")
    try require((1...20).contains(languages.count) && languages.allSatisfy { (2...35).contains($0.count) }, "languages", "1 to 20 tags of languages")
    try require(firstDay <= lastDay, "lastDay", "a day not before firstDay")
    try require(lastDay.daysSince1970 - firstDay.daysSince1970 < 60, "lastDay", "within 60 days of firstDay")
    try require((15...14_400).contains(holdMinutes), "holdMinutes", "15 to 14400 minutes")
    try require((0...43_200).contains(cutoffMinutes), "cutoffMinutes", "0 to 43200 minutes")
    try require((0...12).contains(dayStartsAtHour), "dayStartsAtHour", "0 to 12")
    try require(placesInAll.map { (0...1_000_000).contains($0) } ?? true, "placesInAll", "0 to 1000000")
    try require(places.values.allSatisfy { (0...1_000_000).contains($0) }, "places", "0 to 1000000")
    try quietHours?.check()
    try reminders.check()
    try require((0...43_200).contains(offerMinutes), "offerMinutes", "0 to 43200 minutes")
    try require((0...1440).contains(unclaimedAfterMinutes), "unclaimedAfterMinutes", "0 to 1440 minutes")
    try checkQuestions()
    for limits in [limits] + limitsByKind.values {
      try require([limits.perForum, limits.perBlock, limits.requests].allSatisfy { $0.map { (0...100_000).contains($0) } ?? true }, "limits", "0 to 100000")
    }
  }
}
