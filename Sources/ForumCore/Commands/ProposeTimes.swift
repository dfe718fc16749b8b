/// Instead of saying yes, the awaited side offers up to three other slots, of which the other picks one (rule 6).
///
/// All that is offered is held for both, and the place that was asked for is free again; whichever is picked is certain.
public struct ProposeTimes: Command {
  public var meeting: MeetingID
  /// One to three.
  public var slots: [SlotID]
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, slots: [SlotID], reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.slots = slots
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard current.status == .requested else { throw forum.over(current) }
    guard !current.isGroup else { throw Refusal(.pairsOnly) }
    guard settings.timeMode != .organiser, let awaiting = current.awaiting, let other = current.other(than: awaiting) else {
      throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
    }
    let side = forum.side(of: current, for: actor)
    guard actor.isOrganiser || side == awaiting else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }
    try forum.checkCutoff(of: current, by: actor, reason: reason, isMove: true, at: now)
    guard (1...3).contains(slots.count), Set(slots).count == slots.count else {
      throw Refusal.badValue("slots", .slotsEachOnce)
    }
    let party = Party(forum, of: current)
    try party.check(at: now)
    var offers: [Place] = []
    for slot in slots {
      guard slot != current.place?.slot else {
        throw Refusal.badValue("slots", .otherSlots)
      }
      let place = try party.place(in: slot, asker: side, at: now)
      guard !offers.contains(where: { $0.span.overlaps(place.span) }) else {
        throw Refusal.badValue("slots", .slotsAtDifferentTimes)
      }
      offers.append(place)
    }
    offers.sort { ($0.span.start, $0.slot) < ($1.span.start, $1.slot) }
    guard let first = offers.first, offers != current.offers else { return [] }
    let proposed = MeetingProposed(
      meeting: meeting, from: current.place, offers: offers, awaiting: other, holdUntil: min(now.adding(minutes: settings.holdMinutes), first.span.start),
      by: side, reason: try forum.recorded(reason, by: actor, about: awaiting))
    return forum.promoting([.meetingProposed(proposed)], at: now)
  }
}
