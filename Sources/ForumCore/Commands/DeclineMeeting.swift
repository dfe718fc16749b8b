/// The awaited side says no; slot and table are free again (rule 4). A guest of a group who says no is out of it (rule 12).
public struct DeclineMeeting: Command {
  public var meeting: MeetingID
  /// The guest of a group for whom their manager or an organiser says no; the actor's own seat where left out.
  public var guest: DelegateID?
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, guest: DelegateID? = nil, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.guest = guest
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    if current.status == .declined { return [] }
    let side = forum.side(of: current, for: actor)
    let out = try forum.leaver(of: current, naming: guest, side, actor)
    let recorded = try forum.recorded(reason, by: actor, about: out ?? current.requester)
    if let out, current.awaits(out) {
      guard forum.acts(actor, for: out) else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }
      return forum.promoting(forum.leaving(current, out, by: actor.isOrganiser ? nil : out, recorded, at: now), at: now)
    }
    guard current.status == .requested else { throw forum.over(current) }
    guard actor.isOrganiser || (!current.isGroup && side == current.awaiting) else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }
    return forum.promoting([.meetingDeclined(MeetingEnded(meeting: meeting, by: side, reason: recorded, offers: current.offers))], at: now)
  }
}
