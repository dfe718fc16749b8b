import ForumCore

extension World {
  mutating func drawRoom(_ kind: Act.Kind) -> Act {
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser())
    let moving = dice.oneIn(2)
    switch kind {
    case .setBlock: act.command = SetBlock(block: drawBlock(dice.pick(Cast.blocks)), moveMeetings: moving)
    case .removeBlock: act.command = RemoveBlock(block: dice.pick(Cast.blocks), moveMeetings: moving)
    case .setTable:
      let table = drawTable(dice.oneIn(50) ? TableID(dice.roll(2) * 200_000) : dice.pick(Cast.tables))
      act.command = SetTable(table: table, moveMeetings: moving)
    default: act.command = RemoveTable(table: dice.pick(Cast.tables), moveMeetings: moving)
    }
    return act
  }

  mutating func drawBlock(_ id: BlockID) -> Block {
    let start = now.adding(minutes: dice.roll(in: -30...300))
    let length = dice.pick([20, 30, 45])
    let gap = dice.oneIn(3) ? 10 : 0
    return Block(
      id: id, title: dice.oneIn(60) ? "" : "Meetings", start: start, end: start.adding(minutes: dice.oneIn(60) ? -5 : dice.roll(in: 15...200)),
      slotMinutes: dice.oneIn(60) ? 3 : length, gapMinutes: gap, zone: dice.oneIn(5) ? "hall" : nil, isVirtual: dice.oneIn(5))
  }

  mutating func drawTable(_ id: TableID) -> Table {
    let owner: Table.Owner? =
      switch dice.roll(8) {
      case 0: .delegate(someDelegate())
      case 1: .organisation(OrganisationID(dice.roll(in: 1...4)))
      default: nil
      }
    let link = dice.oneIn(5) ? "https://meet.example.org/\(id)" : dice.oneIn(60) ? "meet.example.org" : nil
    return Table(id: id, label: dice.oneIn(3) ? "by the window" : nil, zone: dice.oneIn(2) ? "hall" : nil, fixedTo: owner, link: link)
  }

  mutating func drawAgenda(_ kind: Act.Kind) -> Act {
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser())
    switch kind {
    case .publishAgenda: act.command = PublishAgenda(moveMeetings: dice.oneIn(2))
    case .replaceAgenda: act.command = ReplaceAgenda(agenda: drawWholeAgenda())
    default: act.command = EditAgenda(edits: (0...dice.roll(3)).map { _ in drawEdit() })
    }
    return act
  }

  private mutating func drawEdit() -> AgendaEdit {
    switch dice.roll(16) {
    case 0: .removeSession(dice.pick(Cast.sessions))
    case 1: .removeRoom(dice.pick(Cast.rooms))
    case 2: .removeSpeaker(dice.pick(Cast.speakers))
    case 3: .removeTrack(dice.pick(Cast.tracks))
    case 4: .setRoom(Room(id: dice.pick(Cast.rooms), title: "Room"))
    case 5: .setTrack(Track(id: dice.pick(Cast.tracks), title: "Track"))
    case 6...7: .setSpeaker(drawSpeaker(dice.pick(Cast.speakers)))
    default: .setSession(drawSession(dice.pick(Cast.sessions)))
    }
  }

  private mutating func drawSpeaker(_ id: SpeakerID) -> Speaker {
    let profile = Personal(SpeakerProfile(name: "Ada Rossi"), of: PersonID("p-\(id)"))
    let available = dice.oneIn(4) ? [Span(start: now, end: now.adding(minutes: 600))] : []
    return Speaker(id: id, profile: profile, delegate: dice.oneIn(3) ? nil : someDelegate(), available: available)
  }

  private mutating func drawSession(_ id: SessionID) -> Session {
    Session(
      id: id, uid: dice.oneIn(60) ? "other" : "uid-\(id)", title: dice.oneIn(80) ? "" : "Session \(id)", kind: dice.pick(Session.Kind.allCases),
      track: dice.oneIn(3) ? dice.pick(Cast.tracks) : nil, room: dice.oneIn(2) ? dice.pick(Cast.rooms) : nil, day: dice.pick(Cast.days),
      start: now.adding(minutes: dice.roll(in: -30...300)), durationMinutes: dice.oneIn(60) ? 0 : dice.roll(in: 10...60),
      speakers: dice.oneIn(2) ? [dice.pick(Cast.speakers)] : [], capacity: dice.oneIn(4) ? nil : dice.roll(in: 0...3),
      blocksMeetings: !dice.oneIn(4))
  }

  mutating func drawWholeAgenda() -> Agenda {
    var agenda = Agenda()
    for id in Cast.rooms { agenda.apply(.setRoom(Room(id: id, title: "Room"))) }
    for id in Cast.tracks { agenda.apply(.setTrack(Track(id: id, title: "Track"))) }
    for id in Cast.speakers { agenda.apply(.setSpeaker(drawSpeaker(id))) }
    for id in Cast.sessions where !dice.oneIn(4) { agenda.apply(.setSession(drawSession(id))) }
    return agenda
  }
}
