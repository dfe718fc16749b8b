/// A delegate says in which blocks they take part and when they can not meet (rules 2, 7).
///
/// Open meetings in that time are in the way: the delegate says whether they stay, move or are called off; without a word it is
/// refused and lists them, each with the place that it could have instead.
public struct SetAvailability: Command {
  /// What becomes of meetings in the time that is given up.
  public enum Meetings: String, Codable, Sendable, CaseIterable { case keep, move, cancel }

  public var delegate: DelegateID
  /// Nil means all blocks.
  public var blocks: [BlockID]?
  public var unavailable: [Span]
  public var meetings: Meetings?
  /// Where the forum asks for one, why meetings are moved or called off.
  public var reason: String?

  public init(delegate: DelegateID, blocks: [BlockID]?, unavailable: [Span], meetings: Meetings? = nil, reason: String? = nil) {
    self.delegate = delegate
    self.blocks = blocks
    self.unavailable = unavailable
    self.meetings = meetings
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: delegate)
    let registration = try forum.delegate(delegate)
    for block in blocks ?? [] where forum.blocks[block] == nil { throw Refusal(.noSuchBlock, ["reference": .text(block.value)]) }
    guard unavailable.count <= 50, unavailable.allSatisfy({ $0.start < $0.end }) else {
      throw Refusal(.badValue, ["field": .text("unavailable"), "expected": .text("at most 50 spans whose end is after their start")])
    }
    if registration.blocks == blocks && registration.unavailable == unavailable { return [] }
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    work.record(.availabilitySet(AvailabilitySet(delegate: delegate, blocks: blocks, unavailable: unavailable)))
    let inTheWay = meetingsInTheWay(forum, at: now)
    switch meetings {
    case nil where !inTheWay.isEmpty:
      throw Refusal(.meetingsInTheWay, ["meetings": .meetings(inTheWay)], orphans: work.after.newPlaces(for: inTheWay, at: now))
    case nil, .keep: return work.changes
    case .move: try move(inTheWay, &work, forum, actor, at: now)
    case .cancel: try cancel(inTheWay, &work, actor)
    }
    return forum.promoting(work.changes, at: now)
  }

  /// Those that were not in the way before: what somebody keeps they are not asked about again.
  private func meetingsInTheWay(_ forum: Forum, at now: Instant) -> [MeetingID] {
    let before = forum.registrations[delegate]
    return (forum.index.openMeetings[delegate] ?? []).filter { id in
      guard let meeting = forum.meetings[id], meeting.status.isOpen else { return false }
      return meeting.heldPlaces.contains { place in
        guard place.span.end > now, meeting.takes(delegate, at: place) else { return false }
        let leavesBlock = blocks?.contains(place.slot.block) == false && before?.blocks?.contains(place.slot.block) != false
        let givesTime = unavailable.contains { $0.overlaps(place.span) } && before?.unavailable.contains { $0.overlaps(place.span) } != true
        return leavesBlock || givesTime
      }
    }
  }

  private func move(_ ids: [MeetingID], _ work: inout Work, _ forum: Forum, _ actor: Actor, at now: Instant) throws(Refusal) {
    for id in ids {
      guard let meeting = work.after.meetings[id] else { continue }
      try work.after.checkCutoff(of: meeting, by: actor, reason: reason, isMove: true, at: now)
      guard let from = meeting.place, let to = work.after.newPlace(for: meeting, at: now) else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings([id])]) }
      let side = meeting.has(delegate) ? delegate : nil
      var moved = MeetingMoved(
        meeting: id, from: from, to: to, by: actor.isOrganiser ? nil : side, cause: .availability,
        reason: try forum.recorded(reason, by: actor, about: delegate))
      if let holdUntil = meeting.holdUntil { moved.holdUntil = min(holdUntil, to.span.start) }
      if meeting.status == .requested { moved.awaiting = meeting.isGroup ? nil : side.flatMap(meeting.other(than:)) ?? meeting.awaiting }
      work.record(.meetingMoved(moved))
    }
  }

  private func cancel(_ ids: [MeetingID], _ work: inout Work, _ actor: Actor) throws(Refusal) {
    for id in ids {
      guard let meeting = work.after.meetings[id] else { continue }
      if meeting.has(delegate) {
        let onBehalf = actor.isOrganiser ? actor : Actor.delegate(delegate, channel: actor.channel)
        try work.run(CancelMeeting(meeting: id, reason: reason), by: onBehalf)
      } else {
        work.leaveUninterpreted(meeting)
      }
    }
  }
}
