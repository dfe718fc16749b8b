import ForumCore

extension Run {
  /// Alternatives are at most three, feasible by the referee's own search, and a request with one of them is taken. Nobody learns
  /// of meetings that are not theirs.
  mutating func checkRefusal(_ refusal: Refusal, of act: Act) throws(Violation) {
    guard refusal.alternatives.count <= 3 else { throw Violation(.alternative, "\(refusal.alternatives.count) alternatives") }
    try checkTold(refusal, act)
    let quests = sought(act)
    if refusal.name == .chooseOne {
      let offered = act.meeting.flatMap { world.forum.meetings[$0]?.offers } ?? []
      guard refusal.alternatives == offered else { throw Violation(.alternative, "\(refusal), offered \(offered)") }
      return
    }
    for place in refusal.alternatives {
      let slot = Slot(id: place.slot, span: place.span)
      guard quests.isEmpty || quests.contains(where: { world.referee.place(in: slot, for: $0, at: world.now) == place }) else {
        throw Violation(.alternative, "\(place) of \(refusal)")
      }
    }
    guard let request = act.command as? RequestMeeting, let quest = quests.first else { return }
    if refusal.name == .noFreeSlot, let place = world.referee.firstFit(quest, at: world.now) { throw Violation(.firstFit, "\(place) was free") }
    if let place = refusal.alternatives.first, world.dice.oneIn(8) {
      var other = request
      other.slot = place.slot
      guard (try? other.decide(world.forum, by: act.actor, at: world.now)) != nil else { throw Violation(.alternative, "\(place) was refused") }
    }
  }

  /// What places are looked for; of a swap for either of the two.
  private func sought(_ act: Act) -> [Referee.Quest] {
    func row(_ id: MeetingID?) -> Referee.Row? {
      id.flatMap { world.referee.rows.indices.contains($0.value - 1) ? world.referee.rows[$0.value - 1] : nil }
    }
    func joined(_ sides: (Referee.Row) -> [DelegateID]) -> [Referee.Quest] {
      guard let row = row(act.meeting) else { return [] }
      var quest = Referee.Quest(sides(row))
      quest.but = [row.number]
      return [quest]
    }
    switch act.command {
    case let it as RequestMeeting:
      var quest = Referee.Quest([it.requester, it.requested] + it.guests)
      quest.overrides = it.override
      return [quest]
    case let it as SwapMeetings: return [row(it.first), row(it.second)].compactMap { $0.map { Referee.Quest($0) } }
    case let it as MoveMeeting: return row(it.meeting).map { $0.isGroup ? [] : [world.referee.quest($0, act)] } ?? []
    case is ConfirmMeeting, is ProposeTimes: return row(act.meeting).map { [Referee.Quest($0)] } ?? []
    case let it as InviteGuest: return joined { $0.sides + [it.guest] }
    case let it as HandOverMeeting where it.from != nil: return joined { $0.sides.map { $0 == it.from ? it.to : $0 } }
    default: return []
    }
  }

  private func checkTold(_ refusal: Refusal, _ act: Act) throws(Violation) {
    if act.actor.isOrganiser { return }
    var named: [MeetingID] = []
    for value in refusal.values.values {
      if case .meeting(let id) = value { named.append(id) }
      if case .meetings(let ids) = value { named += ids }
    }
    named += (refusal.orphans ?? []).map(\.meeting)
    for id in named {
      let row = try world.referee.row(id)
      let knows = row.isUnseen ? [row.a] : Array(row.people)
      guard knows.contains(where: { world.referee.acts(act.actor, for: $0) }) else { throw Violation(.told, "\(refusal) to \(act.actor)") }
    }
  }
}
