import ForumCore

extension World {
  mutating func drawChanging(_ kind: Act.Kind) -> Act {
    let reason = someText()
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser(), reasoned: reason?.isEmpty == false)
    let version = dice.oneIn(20) ? dice.roll(5) : nil
    switch kind {
    case .proposeTimes:
      let row = someRow([.requested]) { !$0.isGroup }
      let slots = (0..<(dice.oneIn(20) ? dice.roll(in: 0...4) : dice.roll(in: 1...3))).map { _ in someSlot() }
      act.actor = someActor(row?.awaiting ?? row?.a ?? someDelegate())
      act.command = ProposeTimes(meeting: id(row), slots: slots, reason: reason, version: version)
    case .swapMeetings:
      let first = someRow([.confirmed])
      let side = first.map { dice.pick($0.sides) } ?? someDelegate()
      let second = dice.oneIn(3) ? someRow([.confirmed]) : someRow([.confirmed]) { $0.has(side) && $0.number != first?.number }
      act.actor = someActor(side)
      act.command = SwapMeetings(first: id(first), second: id(second), reason: reason)
      // Swapped once more, they are where they were.
      act.repeatable = true
    case .handOverMeeting:
      let row = someRow([.requested, .confirmed, .accepted, .waiting])
      let from = row.map { dice.pick($0.sides) } ?? someDelegate()
      act.actor = someActor(from)
      act.command = HandOverMeeting(
        meeting: id(row), from: dice.oneIn(2) ? from : nil, to: someColleague(of: from), reason: reason, version: version)
    case .inviteGuest:
      let row = someRow([.requested, .confirmed])
      act.actor = someActor(row?.a ?? someDelegate())
      act.command = InviteGuest(meeting: id(row), guest: someDelegate(), reason: reason, version: version)
    case .markMeeting:
      act.command = MarkMeeting(
        meeting: someMeeting([.waiting, .confirmed, .accepted]), priority: dice.oneIn(3) ? nil : dice.roll(in: dice.oneIn(20) ? -1...10 : 0...9),
        isLocked: dice.oneIn(3) ? dice.oneIn(2) : nil)
    default:
      let row = begunRow()
      let side = row.map { dice.pick($0.sides) } ?? someDelegate()
      let answer = dice.oneIn(2) ? .held : dice.pick(Meeting.Answer.allCases)
      act.actor = someActor(side)
      act.command = AnswerMeeting(meeting: id(row), answer: answer, side: dice.oneIn(3) ? side : dice.oneIn(20) ? someDelegate() : nil, version: version)
    }
    return act
  }

  mutating func drawDelegation(_ kind: Act.Kind) -> Act {
    let delegate = someDelegate()
    let organisation = dice.oneIn(20) ? OrganisationID(dice.roll(7)) : referee.person(delegate)?.organisation ?? OrganisationID(1)
    var act = Act(kind: kind, command: ExpireHolds(), actor: someActor(referee.manager(of: organisation) ?? delegate))
    if kind == .setManager {
      act.command = SetManager(organisation: organisation, manager: delegate)
    } else {
      let entry = drawEntry()
      act.command = AddRepresentative(entry: entry)
      act.repeatable = entry.profile.email == nil
    }
    return act
  }

  // MARK: - Picks

  private mutating func someRow(_ wanted: [Meeting.Status], where suits: (Referee.Row) -> Bool = { _ in true }) -> Referee.Row? {
    let position = someMeeting(wanted, where: suits).value - 1
    return referee.rows.indices.contains(position) ? referee.rows[position] : nil
  }

  private func id(_ row: Referee.Row?) -> MeetingID { row?.id ?? MeetingID(0) }

  /// Mostly a meeting of late whose time has come and of which something can be said.
  private mutating func begunRow() -> Referee.Row? {
    guard !referee.rows.isEmpty else { return nil }
    for _ in 0..<12 {
      let row = referee.rows[max(0, referee.rows.count - 1 - dice.roll(60))]
      guard [.confirmed, .held, .noShow].contains(row.status), let place = row.place else { continue }
      if place.span.start <= now || dice.oneIn(12) { return row }
    }
    return dice.pick(referee.rows)
  }

  private mutating func someColleague(of delegate: DelegateID) -> DelegateID {
    let organisation = referee.person(delegate)?.organisation
    let colleagues = referee.people.indices.filter { position in
      let one = DelegateID(position + 1)
      return one != delegate && referee.people[position].organisation == organisation && referee.status[one] == .approved
    }
    return colleagues.isEmpty || dice.oneIn(12) ? someDelegate() : DelegateID(dice.pick(colleagues) + 1)
  }
}
