/// Gives a meeting another place (rule 6), or an accepted one its first (rule 1, the organiser's timetable).
///
/// A confirmed meeting stays confirmed. A request stays a request, and whoever did not move it has to answer: so a new time
/// can be proposed before a confirmation too. Without a slot the next feasible place after the present one is taken. A group is
/// moved by its host; a guest moves out of it alone and meets the host at another time (rule 12).
public struct MoveMeeting: Command {
  public var meeting: MeetingID
  public var slot: SlotID?
  /// Only organisers choose the table.
  public var table: TableID?
  /// The guest of a group who alone is moved; a guest's own where left out.
  public var guest: DelegateID?
  public var reason: String?
  /// Whether an organiser, with a reason, moves it to a slot in which a side said that they can not, or has as much as they may.
  public var override: Bool
  public var version: Int?

  public init(
    meeting: MeetingID, slot: SlotID? = nil, table: TableID? = nil, guest: DelegateID? = nil, reason: String? = nil,
    override: Bool = false, version: Int? = nil
  ) {
    self.meeting = meeting
    self.slot = slot
    self.table = table
    self.guest = guest
    self.reason = reason
    self.override = override
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let changes = try moving(forum, by: actor, at: now)
    return changes.isEmpty ? [] : forum.promoting(changes, at: now)
  }

  /// The move alone, without those who get what becomes free by it.
  func moving(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard current.status.isOpen else { throw forum.over(current) }
    try forum.checkCutoff(of: current, by: actor, reason: reason, isMove: true, at: now)
    if table != nil { try forum.requireOrganiser(actor) }
    if override { try forum.checkOverride(by: actor, reason: reason) }
    let side = forum.side(of: current, for: actor)
    if let out = try movedOut(current, side, forum, actor) {
      let recorded = try forum.recorded(reason, by: actor, about: out)
      // The host moves a guest as host, also as their manager: it is the guest who answers then.
      let by = side.map { $0 != current.requester && forum.acts(actor, for: out) ? out : $0 }
      return try moveOut(out, of: current, forum, settings, by, recorded, at: now)
    }
    let recorded = try forum.recorded(reason, by: actor, about: current.requester)
    var party = Party(forum, of: current)
    try party.checkTheyAreIn()
    party.overrides = override && slot != nil
    // Another table at the same time is nothing to those who keep it.
    party.keepsTime = table != nil

    guard let from = current.place else {
      if let offers = current.offers { throw Refusal(.chooseOne, ["meeting": .meeting(meeting)], alternatives: offers) }
      guard current.status == .accepted, actor.isOrganiser else {
        throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
      }
      let slot = if let slot { slot } else { try party.firstFit(at: now).slot }
      let place = try party.place(in: slot, table: table, asker: nil, at: now)
      return [.meetingConfirmed(MeetingPlaced(meeting: meeting, place: place, reason: recorded))]
    }

    let to: Place
    if let slot {
      if slot == from.slot && (table == nil || table == from.table) {
        // Nothing but who interprets, where that is open.
        to = try forum.interpreted(from, party, needsOne: false)
        if to == from { return [] }
      } else {
        to = try party.place(in: slot, table: table, asker: side, at: now)
      }
    } else if let table {
      if table == from.table { return [] }
      to = try party.place(in: from.slot, table: table, asker: side, at: now)
    } else {
      to = try party.next(after: from, at: now)
    }
    var moved = MeetingMoved(meeting: meeting, from: from, to: to, by: side, cause: .wish, reason: recorded)
    if current.status == .requested {
      moved.awaiting = current.isGroup ? nil : side.flatMap(current.other(than:)) ?? current.awaiting
      moved.holdUntil = min(now.adding(minutes: settings.holdMinutes), to.lastAnswer(at: now))
    } else if let holdUntil = current.holdUntil {
      moved.holdUntil = min(holdUntil, to.lastAnswer(at: now))
    }
    return [.meetingMoved(moved)]
  }

  // MARK: - One guest of a group

  /// The guest who is moved out; nil where the whole meeting moves.
  private func movedOut(_ current: Meeting, _ side: DelegateID?, _ forum: Forum, _ actor: Actor) throws(Refusal) -> DelegateID? {
    if let guest, !current.others.contains(guest) { throw Refusal(.notGuest, ["delegate": .delegate(guest)]) }
    return current.others.count > 1 ? try forum.leaver(of: current, naming: guest, side, actor) : nil
  }

  /// The guest leaves the group, and a meeting of the two takes another place in the same step. Who had said yes need not again.
  private func moveOut(
    _ out: DelegateID, of current: Meeting, _ forum: Forum, _ settings: ForumSettings, _ side: DelegateID?, _ reason: Personal<String>?, at now: Instant
  ) throws(Refusal) -> [Change] {
    guard let from = current.place, current.status == .confirmed || current.status == .requested else {
      throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
    }
    var work = Work(before: forum, after: forum, actor: .timer, now: now)
    for change in forum.leaving(current, out, by: side, reason, at: now) { work.record(change) }
    var party = Party(work.after, current.requester, with: [out], seesRegistrations: true)
    party.overrides = override && slot != nil
    party.agreed = current.participants
    try party.check(at: now)
    try party.checkLimits(of: [current.requester])
    let to: Place
    if let slot { to = try party.place(in: slot, asker: side, at: now) } else { to = try party.next(after: from, at: now) }
    let stands = current.status == .confirmed && current.guests?.contains { $0.delegate == out && $0.hasAccepted } == true
    let other = side == out ? current.requester : out
    work.record(
      .meetingRequested(
        .init(
          meeting: Meeting(
            id: MeetingID(forum.lastMeeting + 1), requester: current.requester, requested: out, status: stands ? .confirmed : .requested, place: to,
            awaiting: stands ? nil : other, holdUntil: stands ? nil : min(now.adding(minutes: settings.holdMinutes), to.span.start), requestedAt: now,
            message: current.message, wantsInterpreter: party.wantsInterpreter, priority: current.priority), reason: reason)))
    return work.changes
  }
}

extension Party {
  /// The next feasible place after the present one, or the nearest before it.
  /// - Throws: `noFreeSlot`.
  func next(after from: Place, at now: Instant) throws(Refusal) -> Place {
    let found = alternatives(after: Slot(id: from.slot, span: from.span), at: now)
    guard let place = found.first(where: { $0.span.start > from.span.start }) ?? found.first else {
      throw Refusal(.noFreeSlot, ["delegate": .delegate(others.first ?? requester)])
    }
    return place
  }
}
