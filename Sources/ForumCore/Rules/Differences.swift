// What a release changes (rule 24).

extension AgendaDifference {
  /// What is not the same for those who look at sessions, in order of time.
  public static func between(_ old: Agenda, _ new: Agenda) -> [AgendaDifference] {
    let removed = old.inOrder.filter { new.sessions[$0.id] == nil }.map { session in
      AgendaDifference(kind: .removed, session: session.id, title: session.title, from: place(session), to: nil, fields: [])
    }
    let others = new.inOrder.compactMap { session -> AgendaDifference? in
      guard let before = old.sessions[session.id] else {
        return AgendaDifference(kind: .added, session: session.id, title: session.title, from: nil, to: place(session), fields: [])
      }
      let fields = fields(before, session)
      guard !fields.isEmpty else { return nil }
      let moved = place(before) != place(session)
      return AgendaDifference(
        kind: moved ? .moved : .changed, session: session.id, title: session.title, from: place(before), to: place(session), fields: fields)
    }
    return removed + others
  }

  private static func place(_ session: Session) -> Place {
    Place(start: session.start, durationMinutes: session.durationMinutes, room: session.room)
  }

  private static func fields(_ a: Session, _ b: Session) -> [String] {
    let pairs: [(String, Bool)] = [
      ("abstract", a.abstract == b.abstract), ("blocksMeetings", a.blocksMeetings == b.blocksMeetings), ("capacity", a.capacity == b.capacity),
      ("day", a.day == b.day), ("description", a.description == b.description), ("durationMinutes", a.durationMinutes == b.durationMinutes),
      ("kind", a.kind == b.kind), ("language", a.language == b.language), ("links", a.links == b.links), ("room", a.room == b.room),
      ("speakers", a.speakers == b.speakers), ("start", a.start == b.start), ("subtitle", a.subtitle == b.subtitle), ("title", a.title == b.title),
      ("track", a.track == b.track),
    ]
    return pairs.filter { !$0.1 }.map(\.0)
  }
}
