import ForumCore
import StrictJSON

/// Makes the document of an agenda that both writers write.
struct ScheduleExport {
  /// By which a reader knows that a schedule is one of ours.
  static let generator = "Rialto"

  let forum: ForumID
  let settings: ForumSettings
  let agenda: Agenda

  private var zone: ForumZone { settings.zone }

  /// The form of acronyms in both schemas: lowercase letters, digits and `_`, four or more.
  var acronym: String {
    let text = String(forum.value.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return text + String(repeating: "_", count: max(0, 4 - text.utf8.count))
  }

  func document(version: String) -> ScheduleDocument {
    var document = ScheduleDocument(generator: Self.generator, version: version)
    document.conference = ScheduleDocument.Conference(
      title: settings.title, acronym: acronym, description: settings.about, start: settings.firstDay.description,
      end: settings.lastDay.description, zoneName: zoneName, slotDuration: "00:05",
      tracks: tracks.map { track in
        ScheduleDocument.Track(name: trackNames[track.id] ?? track.title, slug: slug(track.id), color: track.color.flatMap(Color.read))
      },
      rooms: rooms.map { room in
        ScheduleDocument.Room(
          name: roomNames[room.id] ?? room.title, slug: Slug.of(room.id.value), guid: guid(room.id), capacity: room.capacity)
      })
    let numbers = numbers()
    document.days = days.enumerated().map { day($0.element, $0.offset + 1, numbers) }
    return document
  }

  /// Names of the zone database are given where the JSON Schema's pattern takes them.
  private var zoneName: String? {
    let parts = zone.name.split(separator: "/")
    let fits = parts.prefix(2).allSatisfy { $0.first?.isUppercase == true && $0.dropFirst().first?.isLowercase == true }
    return zone.name == "UTC" || (parts.count > 1 && fits) ? zone.name : nil
  }

  // MARK: - Names that must differ

  private var tracks: [Track] { agenda.tracks.values.sorted { ($0.position, $0.id) < ($1.position, $1.id) } }
  private var rooms: [Room] { agenda.rooms.values.sorted { ($0.position, $0.id) < ($1.position, $1.id) } }
  private var trackNames: [TrackID: String] { Self.distinct(tracks.map { ($0.id, $0.title) }) }
  private var roomNames: [RoomID: String] { Self.distinct(rooms.map { ($0.id, $0.title) }) }

  private static func distinct<Kind>(_ things: [(id: Key<Kind>, title: String)]) -> [Key<Kind>: String] {
    let counts = Dictionary(grouping: things) { $0.title.asLine ?? "" }.mapValues(\.count)
    return Dictionary(
      uniqueKeysWithValues: things.map { id, title in
        let name = title.asLine ?? ""
        return (id, counts[name] == 1 && !name.isEmpty ? name : "\(name) (\(id))".trimmed)
      })
  }

  /// The XML Schema wants slugs of tracks to begin with a letter.
  private func slug(_ id: TrackID) -> String {
    let slug = Slug.of(id.value)
    return slug.first?.isLetter == true && slug.utf8.count > 1 ? slug : "t-" + slug
  }

  private func guid(_ id: RoomID) -> String { StableName.uuid("rialto:room:\(forum):\(id)") }

  // MARK: - Days and events

  private var days: [CivilDate] {
    let length = settings.lastDay.daysSince1970 - settings.firstDay.daysSince1970
    let own = (0...31).contains(length) ? (0...length).map { settings.firstDay.adding(days: $0) } : []
    let all = Set(own + agenda.days)
    return all.isEmpty ? [settings.firstDay] : all.sorted()
  }

  /// The number of each session: its own key where that is one, else one that follows from the key.
  private func numbers() -> [SessionID: Int] {
    var numbers: [SessionID: Int] = [:]
    var taken: Set<Int> = []
    for id in agenda.sessions.keys.sorted() {
      guard let number = Int(id.value), number > 0, number < 1 << 53, String(number) == id.value else { continue }
      numbers[id] = number
      taken.insert(number)
    }
    for id in agenda.sessions.keys.sorted() where numbers[id] == nil {
      var number = StableName.number("\(forum):\(id)")
      while !taken.insert(number).inserted { number += 1 }
      numbers[id] = number
    }
    return numbers
  }

  private func day(_ date: CivilDate, _ index: Int, _ numbers: [SessionID: Int]) -> ScheduleDocument.Day {
    let sessions = agenda.inOrder.filter { $0.day == date }
    let morning = zone.instants(WallTime(date: date, minuteOfDay: 9 * 60)).first ?? Instant(seconds: Int64(date.daysSince1970) * 86_400 + 32_400)
    let start = sessions.map(\.start).min() ?? morning
    let end = sessions.map(\.end).max() ?? start.adding(minutes: 480)
    var day = ScheduleDocument.Day(place: "", index: index, date: date.description, start: zone.text(start), end: zone.text(end))
    for room in rooms.map({ Optional($0.id) }) + [nil] {
      let events = sessions.filter { $0.room == room }
      guard !events.isEmpty else { continue }
      let name = room.flatMap { roomNames[$0] } ?? ""
      day.rooms.append(
        ScheduleDocument.DayRoom(name: name, guid: room.map(guid), events: events.map { event($0, name, numbers[$0.id] ?? 1) }))
    }
    return day
  }

  private func event(_ session: Session, _ room: String, _ number: Int) -> ScheduleDocument.Event {
    var event = ScheduleDocument.Event(place: "")
    event.id = String(number)
    event.guid = StableName.isUUID(session.uid) ? session.uid : StableName.uuid("rialto:uid:\(session.uid)")
    event.code = session.extra[ExtraName.code]
    event.date = zone.text(session.start)
    event.start = zone.wall(session.start).clock
    event.duration = Self.clock(session.durationMinutes)
    event.room = room
    event.slug = slug(session, number)
    event.title = session.title.asLine
    event.subtitle = session.subtitle
    event.track = session.track.flatMap { trackNames[$0] }
    // The source's own word, as long as it still says what the session is.
    let word = session.extra[ExtraName.type]
    event.type = SessionKindWords.kind(word) == session.kind ? word ?? session.kind.rawValue : session.kind.rawValue
    event.language = session.language
    event.abstract = session.abstract
    event.description = session.description
    event.persons = session.speakers.compactMap { agenda.speakers[$0].flatMap(person) }
    let types = Self.array(session.extra[ExtraName.linkTypes])
    event.links = session.links.enumerated().map { index, link in
      ScheduleDocument.Link(url: link.url, title: link.title, type: index < types.count ? types[index].stringValue : nil)
    }
    event.attachments = Self.array(session.extra[ExtraName.attachments]).compactMap { value in
      value["url"]?.stringValue.map { ScheduleDocument.Link(url: $0, title: value["title"]?.stringValue, type: value["type"]?.stringValue) }
    }
    event.extra = session.extra
    return event
  }

  /// An erased person is not named.
  private func person(_ speaker: Speaker) -> ScheduleDocument.Person? {
    guard let profile = speaker.profile.value, let name = profile.name.asLine else { return nil }
    let isNumber = Int(speaker.id.value).map { $0 > 0 && $0 < 1 << 53 && String($0) == speaker.id.value } ?? false
    return ScheduleDocument.Person(
      id: isNumber ? speaker.id.value : nil, guid: StableName.uuid("rialto:speaker:\(forum):\(speaker.id)"), name: name,
      biography: profile.biography?.asParagraphs)
  }

  private static func array(_ text: String?) -> [JSONValue] {
    guard let text, let value = try? JSONValue(parsing: text) else { return [] }
    return value.arrayValue ?? []
  }

  static func clock(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }

  // MARK: - Slugs

  /// The slug that the source gave where both schemas take it, else `<acronym>-<number>-k-<key>`, which carries the key.
  private func slug(_ session: Session, _ number: Int) -> String {
    if let own = session.extra[ExtraName.slug], own.utf8.count <= 200, Self.isValid(slug: own) { return own }
    let key = session.id.value
    let carried = key.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F }
    guard carried, let last = key.utf8.last, last != 0x2D, last != 0x5F else { return "\(acronym)-\(number)-s-\(Slug.of(key))" }
    return "\(acronym)-\(number)-k-\(key)"
  }

  /// What both schemas take: `[a-z0-9_]{4,}-[a-z0-9_-]{4,}`, not ending in a dash.
  private static func isValid(slug: String) -> Bool {
    guard let dash = slug.firstIndex(of: "-"), let last = slug.utf8.last, last != 0x2D, last != 0x5F else { return false }
    let isPlain = slug.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x2D }
    return isPlain && slug[..<dash].utf8.count >= 4 && slug[dash...].utf8.count > 4
  }

  /// The key that a slug of ours carries.
  static func key(inSlug slug: String?) -> String? {
    guard let parts = slug?.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false), parts.count == 4, parts[2] == "k" else { return nil }
    return String(parts[3])
  }
}
