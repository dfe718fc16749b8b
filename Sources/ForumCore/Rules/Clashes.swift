// What an agenda must not have: references to nothing, and clashes (rule 23).

/// Two sessions that can not both be, or one that a speaker can not give.
public struct Clash: Hashable, Sendable, Codable {
  public enum Kind: String, Codable, Sendable { case room, speaker, availability }
  public var kind: Kind
  public var first: SessionID
  /// The other session; nil where a speaker is outside their availability.
  public var second: SessionID?
  /// The room or speaker that would be twice.
  public var what: String
}

extension Agenda {
  /// The clashes, whatever the forum's settings say of them; in order of time, the first so many where there are more.
  public func clashes(most: Int = 2000) -> [Clash] {
    let ordered = inOrder
    var found: [Clash] = []
    for (i, first) in ordered.enumerated() {
      for second in ordered[(i + 1)...] {
        guard second.start < first.end, found.count < most else { break }
        guard first.span.overlaps(second.span) else { continue }
        if let room = first.room, room == second.room { found.append(Clash(kind: .room, first: first.id, second: second.id, what: room.value)) }
        for speaker in first.speakers where second.speakers.contains(speaker) {
          found.append(Clash(kind: .speaker, first: first.id, second: second.id, what: speaker.value))
        }
      }
      if found.count >= most { break }
      for id in first.speakers {
        guard let available = speakers[id]?.available, !available.isEmpty else { continue }
        if !available.contains(where: { $0.start <= first.start && first.end <= $0.end }) {
          found.append(Clash(kind: .availability, first: first.id, second: nil, what: id.value))
        }
      }
    }
    return found
  }

  /// - Throws: the first clash of a kind that the forum's settings block. Those that `earlier` had already do not count
  ///   again, so that a draft with a known clash can be mended step by step.
  func refuseClashes(_ settings: ForumSettings, besides earlier: Agenda? = nil) throws(Refusal) {
    if settings.roomClash != .block && settings.speakerClash != .block && settings.availabilityClash != .block { return }
    let known = Set(earlier?.clashes() ?? [])
    for clash in clashes() where !known.contains(clash) {
      let values: [String: Refusal.Value] = [
        "first": .session(clash.first), "second": .session(clash.second ?? clash.first), "what": .text(clash.what),
      ]
      switch clash.kind {
      case .room where settings.roomClash == .block: throw Refusal(.roomClash, values)
      case .speaker where settings.speakerClash == .block: throw Refusal(.speakerClash, values)
      case .availability where settings.availabilityClash == .block: throw Refusal(.availabilityClash, values)
      default: continue
      }
    }
  }

  /// Clashes of a kind of which the forum's settings warn, besides those that `earlier` had; nil where there are none.
  func warnedClashes(_ settings: ForumSettings, besides earlier: Agenda) -> [Clash]? {
    let modes: [Clash.Kind: ForumSettings.ClashMode] = [.room: settings.roomClash, .speaker: settings.speakerClash, .availability: settings.availabilityClash]
    guard modes.values.contains(.warn) else { return nil }
    let known = Set(earlier.clashes())
    let found = clashes().filter { modes[$0.kind] == .warn && !known.contains($0) }
    return found.isEmpty ? nil : found
  }

  /// - Throws: where a session or speaker names what is not there, or a session has no sensible time or title.
  /// - Parameter forum: whose delegates the speakers may be.
  func check(in forum: Forum) throws(Refusal) {
    func require(_ holds: Bool, _ session: Session, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text("\(session.id).\(field)"), "expected": .text(expected)]) }
    }
    try checkSpeakers(in: forum)
    var uids: Set<String> = []
    for session in sessions.values.sorted(by: { $0.id < $1.id }) {
      try require((1...500).contains(session.title.count) && session.title.isOneLine, session, "title", "1 to 500 characters on one line")
      try require((1...2880).contains(session.durationMinutes), session, "durationMinutes", "1 to 2880 minutes")
      try require(session.capacity.map { (0...1_000_000).contains($0) } ?? true, session, "capacity", "0 to 1000000")
      try require(!session.uid.isEmpty && uids.insert(session.uid).inserted, session, "uid", "an identifier of its own")
      for link in session.links {
        let isAddress = ["https://", "http://"].contains { link.url.lowercased().hasPrefix($0) }
        try require(isAddress && link.url.utf8.count <= 2000 && link.url.isOneLine, session, "links", "addresses that begin with https:// or http://")
      }
      if let room = session.room, rooms[room] == nil { throw Refusal(.noSuchRoom, ["reference": .text(room.value), "session": .text(session.id.value)]) }
      if let track = session.track, tracks[track] == nil { throw Refusal(.noSuchTrack, ["reference": .text(track.value), "session": .text(session.id.value)]) }
      for speaker in session.speakers where speakers[speaker] == nil {
        throw Refusal(.noSuchSpeaker, ["reference": .text(speaker.value), "session": .text(session.id.value)])
      }
    }
  }

  /// - Throws: `noSuchDelegate` where a speaker is said to be a delegate whom the forum does not have.
  func checkSpeakers(in forum: Forum) throws(Refusal) {
    for speaker in speakers.values.sorted(by: { $0.id < $1.id }) {
      if let delegate = speaker.delegate, forum.registrations[delegate] == nil {
        throw Refusal(.noSuchDelegate, ["reference": .text(delegate.description), "speaker": .text(speaker.id.value)])
      }
    }
  }

  /// - Throws: where a session that was published would get another identifier in exports (rule 24).
  func checkIdentifiers(since published: Agenda) throws(Refusal) {
    for (id, before) in published.sessions.sorted(by: { $0.key < $1.key }) {
      guard let session = sessions[id], session.uid != before.uid else { continue }
      throw Refusal(.badValue, ["field": .text("\(id).uid"), "expected": .text("\(before.uid), as it was published")])
    }
  }

  /// - Throws: where something is to be removed that is not there or that sessions still name.
  func checkRemoval(_ edit: AgendaEdit) throws(Refusal) {
    func refuseUse(_ text: String, _ uses: (Session) -> Bool) throws(Refusal) {
      if let user = sessions.values.filter(uses).min(by: { $0.id < $1.id }) {
        throw Refusal(.inUse, ["reference": .text(text), "session": .text(user.title)])
      }
    }
    switch edit {
    case .removeTrack(let id):
      guard tracks[id] != nil else { throw Refusal(.noSuchTrack, ["reference": .text(id.value)]) }
      try refuseUse(id.value) { $0.track == id }
    case .removeRoom(let id):
      guard rooms[id] != nil else { throw Refusal(.noSuchRoom, ["reference": .text(id.value)]) }
      try refuseUse(id.value) { $0.room == id }
    case .removeSpeaker(let id):
      guard speakers[id] != nil else { throw Refusal(.noSuchSpeaker, ["reference": .text(id.value)]) }
      try refuseUse(id.value) { $0.speakers.contains(id) }
    case .removeSession(let id):
      guard sessions[id] != nil else { throw Refusal(.noSuchSession, ["reference": .text(id.value)]) }
    case .setTrack, .setRoom, .setSpeaker, .setSession: break
    }
  }
}
