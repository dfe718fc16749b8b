/// Gives a meeting another place (rule 6), or an accepted one its first (rule 1, the organiser's timetable).
///
/// A confirmed meeting stays confirmed. A request stays a request, and whoever did not move it has to answer: so a new time
/// can be proposed before a confirmation too. Without a slot the next feasible place after the present one is taken.
public struct MoveMeeting: Command {
  public var meeting: MeetingID
  public var slot: SlotID?
  /// Only organisers choose the table.
  public var table: TableID?
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, slot: SlotID? = nil, table: TableID? = nil, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.slot = slot
    self.table = table
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard current.status.isOpen else { throw forum.over(current) }
    try forum.checkCutoff(of: current, by: actor, reason: reason, at: now)
    if table != nil { try forum.requireOrganiser(actor) }
    let pair = Pair(forum: forum, requester: current.requester, requested: current.requested, except: meeting, seesRegistrations: true)

    guard let from = current.place else {
      guard current.status == .accepted, actor.isOrganiser else {
        throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
      }
      let slot = if let slot { slot } else { try pair.firstFit(at: now).slot }
      let place = try pair.place(in: slot, table: table, asker: nil, at: now)
      return [.meetingConfirmed(MeetingPlaced(meeting: meeting, place: place))]
    }

    let to: Place
    if let slot {
      if slot == from.slot && (table == nil || table == from.table) { return [] }
      to = try pair.place(in: slot, table: table, asker: actor.delegate, at: now)
    } else if let table {
      if table == from.table { return [] }
      to = try pair.place(in: from.slot, table: table, asker: actor.delegate, at: now)
    } else {
      to = try next(after: from, pair, at: now)
    }
    var moved = MeetingMoved(
      meeting: meeting, from: from, to: to, by: actor.delegate, cause: .wish, reason: try forum.recorded(reason, by: actor, about: current.requester))
    if current.status == .requested {
      moved.awaiting = actor.delegate.flatMap(current.other(than:)) ?? current.awaiting
      moved.holdUntil = min(now.adding(minutes: settings.holdMinutes), to.span.start)
    }
    return forum.promoting([.meetingMoved(moved)], at: now)
  }

  private func next(after from: Place, _ pair: Pair, at now: Instant) throws(Refusal) -> Place {
    let found = pair.alternatives(after: Slot(id: from.slot, span: from.span), at: now)
    guard let place = found.first(where: { $0.span.start > from.span.start }) ?? found.first else {
      throw Refusal(.noFreeSlot, ["delegate": .delegate(pair.requested)])
    }
    return place
  }
}
