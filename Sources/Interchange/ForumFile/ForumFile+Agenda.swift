import ForumCore

extension ForumFile {
  /// Tracks, rooms, speakers and sessions, and the addresses by which speakers are known as delegates.
  func agenda(_ forum: ForumID, _ people: inout People) -> (Agenda, [SpeakerID: String]) {
    var agenda = Agenda()
    for (position, fields) in top.list("tracks", known: FieldNames.track).enumerated() {
      guard let id: TrackID = fields.key("id", required: true), let title = fields.line("title", required: true) else { continue }
      let color = fields.value("color", "a colour such as #2a7f62", Color.read)
      let track = Track(id: id, title: title, color: color, position: position)
      if agenda.tracks.updateValue(track, forKey: id) != nil { fields.fault("id", "there is another track \"\(id)\"") }
    }
    for (position, fields) in top.list("rooms", known: FieldNames.room).enumerated() {
      guard let id: RoomID = fields.key("id", required: true), let title = fields.line("title", required: true) else { continue }
      let room = Room(id: id, title: title, capacity: fields.integer("capacity", 0...1_000_000), position: position)
      if agenda.rooms.updateValue(room, forKey: id) != nil { fields.fault("id", "there is another room \"\(id)\"") }
    }
    var emails: [SpeakerID: String] = [:]
    for fields in top.list("speakers", known: FieldNames.speaker) {
      guard let (speaker, email) = speaker(fields, &people) else { continue }
      if agenda.speakers.updateValue(speaker, forKey: speaker.id) != nil { fields.fault("id", "there is another speaker \"\(speaker.id)\"") }
      emails[speaker.id] = email
    }
    var uids: Set<String> = []
    for fields in top.list("sessions", known: FieldNames.session) {
      guard let session = session(fields, forum, agenda) else { continue }
      if !uids.insert(session.uid).inserted { fields.fault("uid", "another session has the uid \"\(session.uid)\"") }
      if agenda.sessions.updateValue(session, forKey: session.id) != nil { fields.fault("id", "there is another session \"\(session.id)\"") }
    }
    return (agenda, emails)
  }

  private func speaker(_ fields: Fields, _ people: inout People) -> (Speaker, String?)? {
    guard let id: SpeakerID = fields.key("id", required: true), let name = fields.line("name", required: true, atMost: 100) else { return nil }
    let email = fields.value("email", "an e-mail address", EmailAddress.normalized)
    let profile = SpeakerProfile(name: name, organisation: fields.line("organisation"), biography: fields.text("biography"))
    let available = fields.list("available", known: FieldNames.span).compactMap { span -> Span? in
      guard let from = span.instant("from", on: nil, clock), let to = span.instant("to", on: nil, clock) else { return nil }
      if to <= from { span.fault("to", "it ends before it starts") }
      return Span(start: from, end: to)
    }
    return (Speaker(id: id, profile: Personal(profile, of: people.person(email)), available: available), email)
  }

  private func session(_ fields: Fields, _ forum: ForumID, _ agenda: Agenda) -> Session? {
    let id: SessionID? = fields.key("id", required: true)
    let title = fields.line("title", required: true, atMost: 500)
    let kind = fields.choice("kind", required: true, among: Session.Kind.allCases)
    let time = time(fields)
    let track: TrackID? = reference("track", in: fields, known: agenda.tracks.keys)
    let room: RoomID? = reference("room", in: fields, known: agenda.rooms.keys)
    let speakers: [SpeakerID] = references("speakers", in: fields, known: agenda.speakers.keys)
    let links = fields.list("links", known: FieldNames.link).compactMap(link)
    let capacity = fields.integer("capacity", 0...1_000_000)
    let blocksMeetings = fields.truth("blocksMeetings")
    guard let id, let title, let kind, let time else { return nil }
    return Session(
      id: id, uid: fields.line("uid") ?? StableName.uuid("rialto:session:\(forum):\(id)"), title: title,
      subtitle: fields.line("subtitle", atMost: 500), kind: kind, track: track, room: room, day: time.day, start: time.start,
      durationMinutes: time.minutes, speakers: speakers, language: fields.line("language"), abstract: fields.text("abstract"),
      description: fields.text("description"), links: links, capacity: capacity, blocksMeetings: blocksMeetings ?? (kind != .break))
  }

  /// The day, the start and how long: `end` on the clock or `minutes`.
  private func time(_ fields: Fields) -> (day: CivilDate, start: Instant, minutes: Int)? {
    let named = fields.date("day")
    guard let start = fields.instant("start", on: named, clock) else { return nil }
    let day = named ?? settings.day(of: start)
    if !(settings.firstDay...max(settings.firstDay, settings.lastDay)).contains(day) {
      fields.fault(named == nil ? "start" : "day", "\(day) is not a day of the forum (\(settings.firstDay) to \(settings.lastDay))")
    } else if abs(settings.zone.wall(start).date.daysSince1970 - day.daysSince1970) > 1 {
      fields.fault("start", "the session starts on \(settings.zone.wall(start).date), which is not near its day \(day)")
    }
    if fields.has("minutes") {
      if fields.has("end") { fields.fault("end", "give either \"end\" or \"minutes\"") }
      return fields.integer("minutes", 1...2880).map { (day, start, $0) }
    }
    guard let end = fields.instant("end", on: day, clock) else { return nil }
    guard end > start, end <= start.adding(minutes: 2880) else {
      fields.fault("end", "the end is not within two days after the start")
      return nil
    }
    return (day, start, end.minutes(since: start))
  }

  private func link(_ fields: Fields) -> Session.Link? {
    guard let url = fields.value("url", required: true, "an address that begins with https:// or http://", WebAddress.read) else { return nil }
    return Session.Link(title: fields.line("title") ?? url, url: url)
  }

  // MARK: - References

  private func reference<Kind>(_ name: String, in fields: Fields, known: some Collection<Key<Kind>>) -> Key<Kind>? {
    guard let key: Key<Kind> = fields.key(name) else { return nil }
    guard known.contains(key) else {
      fields.fault(name, unknown(name, key.value, known))
      return nil
    }
    return key
  }

  private func references<Kind>(_ name: String, in fields: Fields, known: some Collection<Key<Kind>>) -> [Key<Kind>] {
    var keys: [Key<Kind>] = []
    for text in fields.lines(name) {
      guard let key = Key<Kind>(text), known.contains(key) else {
        fields.fault(name, unknown("speaker", text, known))
        continue
      }
      if keys.contains(key) { fields.fault(name, "\"\(text)\" is listed twice") } else { keys.append(key) }
    }
    return keys
  }

  private func unknown<Kind>(_ name: String, _ text: String, _ known: some Collection<Key<Kind>>) -> String {
    "there is no \(name) \"\(text)\" in this file\(Suggestion.hint(for: text, among: known.map(\.value).sorted()))"
  }
}
