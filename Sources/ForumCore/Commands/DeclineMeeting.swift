/// The awaited side says no; slot and table are free again (rule 4). A guest of a group who says no is out of it (rule 12).
public struct DeclineMeeting: Command {
  public var meeting: MeetingID
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    if current.status == .declined { return [] }
    let side = forum.side(of: current, for: actor)
    let recorded = try forum.recorded(reason, by: actor, about: current.requester)
    if current.isGroup, let side, current.status.isOpen, current.awaits(side) {
      return forum.promoting(forum.leaving(current, side, by: side, recorded), at: now)
    }
    guard current.status == .requested else { throw forum.over(current) }
    guard actor.isOrganiser || (!current.isGroup && side == current.awaiting) else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }
    return forum.promoting([.meetingDeclined(MeetingEnded(meeting: meeting, by: side, reason: recorded))], at: now)
  }
}
