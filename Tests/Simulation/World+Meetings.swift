import ForumCore

extension World {
  mutating func drawMeeting(_ kind: Act.Kind) -> Act {
    if kind == .requestMeeting { return drawRequest() }
    let id = someMeeting(kind == .confirmMeeting || kind == .declineMeeting || dice.oneIn(2) ? [.requested] : [.confirmed, .accepted])
    let meeting = forum.meetings[id]
    let side = dice.oneIn(3) ? meeting?.requester : meeting?.awaiting ?? meeting?.requested
    let actor = someActor(side ?? someDelegate())
    let version = dice.oneIn(16) ? dice.roll(5) : nil
    let reason = someText()
    var act = Act(kind: kind, command: ExpireHolds(), actor: actor, reasoned: reason?.isEmpty == false)
    switch kind {
    case .confirmMeeting:
      act.command = ConfirmMeeting(meeting: id, slot: meeting?.place == nil && dice.oneIn(2) || dice.oneIn(16) ? someSlot() : nil, version: version)
    case .declineMeeting: act.command = DeclineMeeting(meeting: id, reason: reason, version: version)
    case .cancelMeeting: act.command = CancelMeeting(meeting: id, reason: reason, version: version)
    default:
      let slot = dice.oneIn(3) ? nil : someSlot()
      act.table = dice.oneIn(8) ? TableID(dice.roll(in: 0...5)) : nil
      act.repeatable = slot == nil && act.table == nil
      act.command = MoveMeeting(meeting: id, slot: slot, table: act.table, reason: reason, version: version)
    }
    return act
  }

  private mutating func drawRequest() -> Act {
    let requester = someDelegate()
    let requested = someDelegate()
    let slot = dice.oneIn(2) ? someSlot() : nil
    let message = dice.oneIn(4) ? "Shall we meet?" : dice.oneIn(200) ? String(repeating: "m", count: 2001) : nil
    let command = RequestMeeting(requester: requester, requested: requested, slot: slot, message: message, reason: someText())
    return Act(kind: .requestMeeting, command: command, actor: someActor(requester))
  }
}
