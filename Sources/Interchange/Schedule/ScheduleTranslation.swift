import ForumCore
import StrictJSON

extension ScheduleDocument {
  /// The most sessions of one schedule; the largest conferences have a tenth of it.
  static let sessionLimit = 10_000

  /// The document as a forum's content.
  func content(options: ImportOptions, findings: Findings) throws(ImportFaults) -> ForumContent {
    guard let forum = options.forum else { throw ImportFaults("", "say into which forum the schedule is to be taken") }
    guard !days.isEmpty else { throw ImportFaults(conference.place, "the schedule has no days") }
    let count = days.reduce(0) { $0 + $1.rooms.reduce(0) { $0 + $1.events.count } }
    guard count <= Self.sessionLimit else {
      throw ImportFaults(conference.place, "the schedule has \(count) sessions, more than the \(Self.sessionLimit) that are taken")
    }
    guard let zone = zone(options: options, findings: findings) else {
      try findings.check()
      throw ImportFaults(conference.place, "the schedule has no zone")
    }
    var translation = ScheduleTranslation(forum: forum, zone: zone, options: options, findings: findings, document: self)
    translation.run()
    var content = ForumContent(forum: forum)
    content.agenda = translation.agenda
    if options.existing == nil { content.settings = translation.settings() }
    return content
  }
}

/// Turns a schedule into an agenda. What real files get wrong is repaired with a note; only what has no time or no day is a fault.
struct ScheduleTranslation {
  let forum: ForumID
  let zone: ForumZone
  let options: ImportOptions
  let findings: Findings
  let document: ScheduleDocument

  var agenda = Agenda()
  private var rooms: [String: RoomID] = [:]
  private var tracks: [String: TrackID] = [:]
  private var people: [String: SpeakerID] = [:]
  private var roomKeys = KeyMaker<Room>()
  private var trackKeys = KeyMaker<Track>()
  private var speakerKeys = KeyMaker<Speaker>()
  private var sessionKeys = KeyMaker<Session>()
  private var uids: Set<String> = []
  private var repairedLinks = 0
  private var droppedLinks = 0

  init(forum: ForumID, zone: ForumZone, options: ImportOptions, findings: Findings, document: ScheduleDocument) {
    self.forum = forum
    self.zone = zone
    self.options = options
    self.findings = findings
    self.document = document
  }

  private var isOurs: Bool { document.generator == ScheduleExport.generator }

  mutating func run() {
    for track in document.conference.tracks { _ = self.track(track.name, slug: track.slug, color: track.color) }
    for room in document.conference.rooms { _ = self.room(room.name, slug: room.slug, capacity: room.capacity) }
    for day in document.days {
      guard let date = day.date?.asLine.flatMap({ CivilDate($0.prefix(10)) }) else {
        findings.fault(day.place, "the day needs a date such as 2027-03-10, found \"\((day.date ?? "").prefix(40))\"")
        continue
      }
      for room in day.rooms {
        let key = self.room(room.name, slug: nil, capacity: nil)
        for event in room.events { take(event, on: date, in: key) }
      }
    }
    if repairedLinks > 0 { findings.note("links without a scheme, with http:// put before them: \(repairedLinks)") }
    if droppedLinks > 0 { findings.note("links left out, being no addresses of the web: \(droppedLinks)") }
  }

  // MARK: - Sessions

  private mutating func take(_ event: ScheduleDocument.Event, on day: CivilDate, in listed: RoomID?) {
    guard let start = start(event, on: day), let minutes = minutes(event) else { return }
    let place = event.place
    let title = event.title?.asLine.map { String($0.prefix(500)) }
    if title == nil { findings.note("\(place): the session has no title") }
    guard let id = key(event, title) else { return findings.fault(place, "the session has neither an id, a guid nor a title") }
    let named = event.room?.asLine
    if let named, let listed, rooms[named] != listed { findings.note("\(place): listed under another room than its own, \"\(named)\", which was taken") }
    let type = event.type?.asLine
    var session = Session(
      id: id, uid: uid(event, id), title: title ?? "(\(id))", subtitle: event.subtitle?.asLine, kind: SessionKindWords.kind(type),
      track: event.track?.asLine.flatMap { track($0, slug: nil, color: nil) },
      room: named.flatMap { room($0, slug: nil, capacity: nil) } ?? listed, day: day, start: start, durationMinutes: minutes,
      speakers: speakers(event), language: event.language?.asLine, abstract: event.abstract?.asParagraphs,
      description: event.description?.asParagraphs)
    session.blocksMeetings = session.kind != .break
    session.links = event.links.compactMap { link($0) }
    session.extra = extra(event, type, session)
    agenda.sessions[id] = session
  }

  private func start(_ event: ScheduleDocument.Event, on day: CivilDate) -> Instant? {
    let clock = WallClock(zone: zone, dayStartsAtHour: 5)
    guard let text = event.date?.asLine ?? event.start?.asLine else {
      findings.fault(event.place, "the session has no date")
      return nil
    }
    switch clock.instant(text, on: day) {
    case .success(let instant):
      let wall = zone.wall(instant).date
      if abs(wall.daysSince1970 - day.daysSince1970) > 1 {
        findings.note("\(event.place): listed under \(day), but it starts on \(wall)")
      }
      return instant
    case .failure(let trouble):
      findings.fault(event.place, trouble.sentence)
      return nil
    }
  }

  /// `01:30`, or with seconds; nothing or zero becomes the slot of the schedule, else half an hour.
  private func minutes(_ event: ScheduleDocument.Event) -> Int? {
    guard let text = event.duration?.asLine else {
      findings.fault(event.place, "the session has no duration")
      return nil
    }
    guard let minutes = Self.duration(text), minutes <= 2880 else {
      findings.fault(event.place, "expected a duration such as 01:30 of at most 48 hours, found \"\(text.prefix(40))\"")
      return nil
    }
    if minutes > 0 { return minutes }
    let slot = document.conference.slotDuration?.asLine.flatMap(Self.duration) ?? 0
    let taken = (1...240).contains(slot) ? slot : 30
    findings.note("\(event.place): the duration is zero; \(taken) minutes were taken")
    return taken
  }

  static func duration(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } && (1...3).contains(part.utf8.count) ? Int(part) : nil }
    guard (2...3).contains(parts.count), numbers.count == parts.count, numbers[1] < 60 else { return nil }
    return numbers[0] * 60 + numbers[1]
  }

  /// The event's own id; in our own exports the key that its slug carries; else a key made of the guid or title.
  private mutating func key(_ event: ScheduleDocument.Event, _ title: String?) -> SessionID? {
    if isOurs, let own = ScheduleExport.key(inSlug: event.slug) { return sessionKeys.make(own) }
    guard let wish = [event.id, event.code, event.guid, title].compactMap({ $0?.asLine }).first else { return nil }
    let key = sessionKeys.make(wish)
    if let id = event.id?.asLine, let key, key.value != id, SessionID(id) != nil {
      findings.note("\(event.place): the id \(id) comes twice; this one is \(key)")
    }
    return key
  }

  private mutating func uid(_ event: ScheduleDocument.Event, _ id: SessionID) -> String {
    if let guid = event.guid?.asLine, guid.utf8.count <= 200 {
      if uids.insert(guid).inserted { return guid }
      findings.note("\(event.place): the guid \(guid) comes twice; this session has another")
    }
    let uid = StableName.uuid("rialto:session:\(forum):\(id)")
    uids.insert(uid)
    return uid
  }

  // MARK: - Rooms, tracks, speakers

  private mutating func room(_ name: String, slug: String?, capacity: Int?) -> RoomID? {
    guard let name = name.asLine else { return nil }
    if let known = rooms[name] { return known }
    guard let id = roomKeys.make(slug?.asLine ?? Slug.of(name)) else { return nil }
    rooms[name] = id
    agenda.rooms[id] = Room(id: id, title: name, capacity: capacity, position: rooms.count - 1)
    return id
  }

  private mutating func track(_ name: String, slug: String?, color: String?) -> TrackID? {
    if let known = tracks[name] { return known }
    guard let id = trackKeys.make(slug?.asLine ?? Slug.of(name)) else { return nil }
    tracks[name] = id
    agenda.tracks[id] = Track(id: id, title: name, color: color.flatMap(Color.read), position: tracks.count - 1)
    return id
  }

  private mutating func speakers(_ event: ScheduleDocument.Event) -> [SpeakerID] {
    var found: [SpeakerID] = []
    for person in event.persons {
      guard let speaker = speaker(person, event.place) else { continue }
      if found.contains(speaker) {
        findings.note("\(event.place): a person is listed twice")
      } else {
        found.append(speaker)
      }
    }
    return found
  }

  private mutating func speaker(_ person: ScheduleDocument.Person, _ place: String) -> SpeakerID? {
    let name = person.name?.asLine.map { String($0.prefix(200)) }
    guard let mark = [person.id.map { "id " + $0 }, person.guid.map { "guid " + $0 }, person.code.map { "code " + $0 }, name].compactMap({ $0?.asLine }).first
    else {
      findings.note("\(place): a person without id and name was left out")
      return nil
    }
    if let known = people[mark] {
      if let name, agenda.speakers[known]?.profile.value?.name != name { findings.note("\(place): \"\(name)\" is also written otherwise") }
      return known
    }
    let wish = person.id?.asLine ?? person.code?.asLine ?? name.map(Slug.of) ?? mark
    guard let id = speakerKeys.make(wish) else { return nil }
    people[mark] = id
    let profile = SpeakerProfile(name: name ?? id.value, biography: person.biography?.asParagraphs)
    agenda.speakers[id] = Speaker(id: id, profile: Personal(profile, of: options.makePerson()))
    return id
  }

  // MARK: - What else is said

  private mutating func link(_ link: ScheduleDocument.Link) -> Session.Link? {
    let text = link.url.withoutControls.trimmed
    guard let url = WebAddress.repaired(text) else {
      droppedLinks += 1
      return nil
    }
    if url != text { repairedLinks += 1 }
    return Session.Link(title: link.title?.asLine ?? url, url: url)
  }

  private func extra(_ event: ScheduleDocument.Event, _ type: String?, _ session: Session) -> [String: String] {
    var extra = event.extra.compactMapValues { $0.asParagraphs }
    if let type, type != session.kind.rawValue { extra[ExtraName.type] = type }
    if let slug = event.slug?.asLine, !(isOurs && ScheduleExport.key(inSlug: slug) == session.id.value) { extra[ExtraName.slug] = slug }
    if let code = event.code?.asLine { extra[ExtraName.code] = code }
    if extra[ExtraName.url] == "urn:uuid:\(session.uid)" { extra[ExtraName.url] = nil }
    if extra[ExtraName.doNotRecord] == "false" { extra[ExtraName.doNotRecord] = nil }
    if !event.attachments.isEmpty {
      extra[ExtraName.attachments] = JSONValue.array(event.attachments.map { .object($0.json) }).text
    }
    let types = event.links.filter { WebAddress.repaired($0.url.withoutControls.trimmed) != nil }.map { $0.type?.asLine ?? "" }
    if types.contains(where: { !$0.isEmpty }) { extra[ExtraName.linkTypes] = JSONValue.array(types.map { .string($0) }).text }
    return extra
  }
}

extension ScheduleDocument.Link {
  var json: JSONObject {
    var object = JSONObject()
    object["url"] = .string(url.withoutControls.trimmed)
    object["title"] = title?.asLine.map { .string($0) }
    object["type"] = type?.asLine.map { .string($0) }
    return object
  }
}
