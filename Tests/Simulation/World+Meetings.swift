import ForumCore

extension World {
  mutating func drawMeeting(_ kind: Act.Kind) -> Act {
    if kind == .requestMeeting { return drawRequest() }
    let answers = kind == .confirmMeeting || kind == .declineMeeting
    let id = someMeeting(
      answers ? [.requested] : dice.oneIn(2) ? [.requested, .waiting] : [.confirmed, .accepted],
      where: answers && dice.oneIn(4) ? { $0.isGroup } : { _ in true })
    let row = referee.rows.indices.contains(id.value - 1) ? referee.rows[id.value - 1] : nil
    let version = dice.oneIn(16) ? dice.roll(5) : nil
    let reason = someText()
    var act = Act(kind: kind, command: ExpireHolds(), actor: someActor(someSide(row)), reasoned: reason?.isEmpty == false)
    act.repeatable = actsForMany(act.actor, row)
    switch kind {
    case .confirmMeeting:
      act.command = ConfirmMeeting(meeting: id, slot: slotToConfirm(row), guest: someGuest(row), version: version)
    case .declineMeeting: act.command = DeclineMeeting(meeting: id, guest: someGuest(row), reason: reason, version: version)
    case .cancelMeeting: act.command = CancelMeeting(meeting: id, guest: someGuest(row), reason: reason, version: version)
    default:
      let slot = dice.oneIn(3) ? nil : someSlot()
      act.table = dice.oneIn(8) ? TableID(dice.roll(in: 0...5)) : nil
      if act.table != nil && !dice.oneIn(4) { act.actor = .organiser() }
      act.repeatable = act.repeatable || slot == nil && act.table == nil
      act.command = MoveMeeting(
        meeting: id, slot: slot, table: act.table, guest: someGuest(row), reason: reason, override: dice.oneIn(12), version: version)
    }
    return act
  }

  /// Mostly whose answer is awaited, else who asked or another side.
  private mutating func someSide(_ row: Referee.Row?) -> DelegateID {
    guard let row else { return someDelegate() }
    if dice.oneIn(3) { return row.a }
    if row.isGroup { return dice.pick(Array(row.others)) }
    return row.awaiting ?? row.sides.last ?? row.a
  }

  /// At times the guest of a group who alone is meant, or somebody who is none.
  private mutating func someGuest(_ row: Referee.Row?) -> DelegateID? {
    row?.isGroup == true && dice.oneIn(3) ? row?.sides.last : dice.oneIn(40) ? someDelegate() : nil
  }

  /// Whether somebody acts for more than one side of a meeting, so that the same words may mean another side the next time.
  func actsForMany(_ actor: Actor, _ row: Referee.Row?) -> Bool {
    guard let row, !actor.isOrganiser else { return false }
    return row.sides.count { referee.acts(actor, for: $0) } > 1
  }

  /// Mostly one of those that are offered; where nothing is, sometimes any.
  private mutating func slotToConfirm(_ row: Referee.Row?) -> SlotID? {
    if let row, row.isOffering, !row.places.isEmpty, !dice.oneIn(8) { return dice.pick(row.places).slot }
    return (row?.places.isEmpty != false && dice.oneIn(2)) || dice.oneIn(16) ? someSlot() : nil
  }

  private mutating func drawRequest() -> Act {
    let requester = someDelegate()
    let requested = someDelegate()
    let guests = dice.oneIn(5) ? (0...dice.roll(2)).map { _ in someDelegate() } : dice.oneIn(400) ? (1...21).map { DelegateID($0) } : []
    let slot = dice.oneIn(2) ? someSlot() : nil
    let message = dice.oneIn(4) ? "Shall we meet?" : dice.oneIn(200) ? String(repeating: "m", count: 2001) : nil
    let command = RequestMeeting(
      requester: requester, requested: requested, guests: guests, slot: slot, message: message, reason: someText(), orWait: !dice.oneIn(3),
      override: dice.oneIn(12))
    // A group is no meeting of two of its people: asked again, it is another one.
    return Act(
      kind: .requestMeeting, command: command, actor: command.override && !dice.oneIn(4) ? .organiser() : someActor(requester),
      reasoned: command.reason?.isEmpty == false, repeatable: !guests.isEmpty)
  }
}
