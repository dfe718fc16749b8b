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
      throw Refusal.badValue("unavailable", .spans, most: 50)
    }
    if registration.blocks == blocks && registration.unavailable == unavailable { return [] }
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    work.record(.availabilitySet(AvailabilitySet(delegate: delegate, blocks: blocks, unavailable: unavailable)))
    let inTheWay = meetingsInTheWay(forum, at: now)
    switch meetings {
    case nil where !inTheWay.isEmpty:
      throw Refusal(.meetingsInTheWay, ["meetings": .meetings(inTheWay)], orphans: inTheWay.compactMap { couldMove($0, &work) })
    case nil, .keep: break
    // Who gets what becomes free is seen to once all have moved or are called off.
    case .move: for id in inTheWay { try move(id, &work) }
    case .cancel: for id in inTheWay { try cancel(id, &work) }
    }
    return forum.promoting(work.changes, at: now)
  }

  /// Those that were not in the way before: what somebody keeps they are not asked about again.
  private func meetingsInTheWay(_ forum: Forum, at now: Instant) -> [MeetingID] {
    (forum.index.openMeetings[delegate] ?? []).filter { id in
      guard let meeting = forum.meetings[id], meeting.status.isOpen else { return false }
      return meeting.heldPlaces.contains { $0.span.end > now && isInTheWay($0, of: meeting, forum.registrations[delegate]) }
    }
  }

  private func isInTheWay(_ place: Place, of meeting: Meeting, _ before: Registration?) -> Bool {
    guard meeting.takes(delegate, at: place) else { return false }
    let leavesBlock = blocks?.contains(place.slot.block) == false && before?.blocks?.contains(place.slot.block) != false
    let givesTime = unavailable.contains { $0.overlaps(place.span) } && before?.unavailable.contains { $0.overlaps(place.span) } != true
    return leavesBlock || givesTime
  }

  /// The place that a meeting would have if it moved, which is taken into account for the next.
  private func couldMove(_ id: MeetingID, _ work: inout Work) -> Refusal.Orphan? {
    let (meeting, last) = (work.after.meetings[id], work.after.lastMeeting)
    let lost = meeting?.heldPlaces.first { place in meeting.map { isInTheWay(place, of: $0, work.before.registrations[delegate]) } == true }
    guard let from = lost ?? meeting?.heldPlaces.first else { return nil }
    // Whether the forum asks for a reason does not matter here.
    var trial = Work(before: work.before, after: work.after, actor: .organiser(channel: work.actor.channel), now: work.now)
    let able = SetAvailability(delegate: delegate, blocks: blocks, unavailable: unavailable, meetings: .move, reason: "-")
    guard (try? able.move(id, &trial)) != nil else { return .init(meeting: id, from: from, to: nil) }
    work = trial
    let moved = work.after.meetings[work.after.lastMeeting > last ? MeetingID(work.after.lastMeeting) : id]
    return .init(meeting: id, from: from, to: moved?.heldPlaces.first)
  }

  /// - Throws: `meetingsInTheWay` where there is no other place for it; what forbids to move it.
  private func move(_ id: MeetingID, _ work: inout Work) throws(Refusal) {
    guard let meeting = work.after.meetings[id], meeting.status.isOpen else { return }
    let (actor, now) = (work.actor, work.now)
    // A guest leaves the others where they are (rule 12).
    if meeting.others.count > 1, meeting.has(delegate), delegate != meeting.requester {
      do {
        for change in try MoveMeeting(meeting: id, guest: delegate, reason: reason).moving(work.after, by: onBehalf(actor), at: now) { work.record(change) }
        return
      } catch {
        // Nor is there one where the same two have a meeting of their own by now, out of another group that is in the way.
        let isTheirs = if case .meeting(let other)? = error.values["meeting"] { work.before.meetings[other] == nil } else { false }
        throw error.name == .noFreeSlot || isTheirs ? noOtherPlace(for: meeting) : error
      }
    }
    try work.after.checkCutoff(of: meeting, by: actor, reason: reason, isMove: true, at: now)
    let side = meeting.has(delegate) ? delegate : nil
    let by = actor.isOrganiser ? nil : side
    let recorded = try work.before.recorded(reason, by: actor, about: delegate)
    if meeting.offers != nil {
      let before = work.before.registrations[delegate]
      return try work.reoffer(meeting, by: by, recorded, keepingTime: false) { !isInTheWay($0, of: meeting, before) }
    }
    guard let from = meeting.place, let to = work.after.newPlace(for: meeting, keepingTime: false, at: now) else { throw noOtherPlace(for: meeting) }
    var moved = MeetingMoved(meeting: id, from: from, to: to, by: by, cause: .availability, reason: recorded)
    if let holdUntil = meeting.holdUntil { moved.holdUntil = min(holdUntil, to.lastAnswer(at: now)) }
    if meeting.status == .requested { moved.awaiting = meeting.isGroup ? nil : side.flatMap(meeting.other(than:)) ?? meeting.awaiting }
    work.record(.meetingMoved(moved))
  }

  private func cancel(_ id: MeetingID, _ work: inout Work) throws(Refusal) {
    guard let meeting = work.after.meetings[id], meeting.status.isOpen else { return }
    if meeting.has(delegate) {
      let cancel = CancelMeeting(meeting: id, guest: meeting.isGroup && delegate != meeting.requester ? delegate : nil, reason: reason)
      for change in try cancel.ending(work.after, by: onBehalf(work.actor), at: work.now) { work.record(change) }
    } else {
      work.leaveUninterpreted(meeting, by: delegate)
    }
  }

  private func onBehalf(_ actor: Actor) -> Actor { actor.isOrganiser ? actor : .delegate(delegate, token: actor.token, channel: actor.channel) }

  private func noOtherPlace(for meeting: Meeting) -> Refusal {
    let from = meeting.heldPlaces.first
    return Refusal(
      .meetingsInTheWay, ["meetings": .meetings([meeting.id])], orphans: from.map { [.init(meeting: meeting.id, from: $0, to: nil)] })
  }
}
