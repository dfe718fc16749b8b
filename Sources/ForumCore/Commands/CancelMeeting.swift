/// Ends a meeting: a request is withdrawn by its sender or declined by the other side, a confirmed meeting is cancelled. A group
/// ends with its host; a guest only leaves it, unless nobody is left then (rule 12).
///
/// Whoever is first in a session's line and has time by it moves up in the same step (rule 22), and who waits for a place is
/// offered it (rule 16). From the cut-off before its start on, only organisers cancel a confirmed meeting, and they give a
/// reason (rules 6, 14).
public struct CancelMeeting: Command {
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
    let side = forum.side(of: current, for: actor)
    let recorded = try forum.recorded(reason, by: actor, about: current.requester)
    let ended = MeetingEnded(meeting: meeting, by: side, reason: recorded)
    switch current.status {
    case .cancelled, .withdrawn: return []
    case .declined, .expired, .held, .noShow: throw forum.over(current)
    case .waiting: return [.meetingWithdrawn(ended)]
    case .requested, .accepted, .confirmed:
      try forum.checkCutoff(of: current, by: actor, reason: reason, at: now)
      return forum.promoting(ending(current, side, ended, forum), at: now)
    }
  }

  private func ending(_ current: Meeting, _ side: DelegateID?, _ ended: MeetingEnded, _ forum: Forum) -> [Change] {
    if current.isGroup, let side, side != current.requester { return forum.leaving(current, side, by: side, ended.reason) }
    guard current.status == .requested else { return [.meetingCancelled(ended)] }
    return [side != nil && side == current.awaiting ? .meetingDeclined(ended) : .meetingWithdrawn(ended)]
  }
}
