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
/// more of them now.
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
      throw Refusal(.noPlaceLeft, ["kind": .text(kind.rawValue), "places": .number(places)])
    }
    if let places = settings.placesInAll, state.index.taken > places {
      throw Refusal(.noPlaceLeft, ["kind": .text("all"), "places": .number(places)])
    }
    if current == settings { return [] }
    let freesPlaces = (current.places, current.placesInAll) != (settings.places, settings.placesInAll)
    return state.promoting([.forumUpdated(ForumUpdated(settings: settings))], freesPlaces: freesPlaces, at: now)
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
    return state.phase == phase ? [] : [.phaseSet(PhaseSet(phase: phase))]
  }
}

extension ForumSettings {
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
    for limits in [limits] + limitsByKind.values {
      try require([limits.perForum, limits.perBlock, limits.requests].allSatisfy { $0.map { (0...100_000).contains($0) } ?? true }, "limits", "0 to 100000")
    }
  }
}
