/// Ends a meeting: a request is withdrawn by its sender or declined by the other side, a confirmed meeting is cancelled. A group
/// ends with its host; a guest only leaves it, unless nobody is left then (rule 12). The host may take a guest out.
///
/// Whoever is first in a session's line and has time by it moves up in the same step (rule 22), and who waits for a place is
/// offered it (rule 16). From the cut-off before its start on, only organisers cancel a confirmed meeting, and they give a
/// reason (rules 6, 14).
public struct CancelMeeting: Command {
  public var meeting: MeetingID
  /// The guest of a group who alone is out of it; a guest's own seat where left out.
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
    forum.promoting(try ending(forum, by: actor, at: now), at: now)
  }

  /// The end alone, without those who get what becomes free by it.
  func ending(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    let own = forum.side(of: current, for: actor)
    let out = try forum.leaver(of: current, naming: guest, own, actor)
    let side = out.map { forum.acts(actor, for: $0) && !actor.isOrganiser ? $0 : own } ?? own
    let recorded = try forum.recorded(reason, by: actor, about: out ?? current.requester)
    let ended = MeetingEnded(meeting: meeting, by: side, reason: recorded)
    switch current.status {
    case .cancelled, .withdrawn: return []
    case .declined, .expired, .held, .noShow: throw forum.over(current)
    case .waiting: return [.meetingWithdrawn(ended)]
    case .requested, .accepted, .confirmed:
      // Who has not said yes owes nobody a word.
      if out.map(current.awaits) != true { try forum.checkCutoff(of: current, by: actor, reason: reason, at: now) }
      return ending(current, out, side, ended, forum, at: now)
    }
  }

  private func ending(_ current: Meeting, _ out: DelegateID?, _ side: DelegateID?, _ ended: MeetingEnded, _ forum: Forum, at now: Instant) -> [Change] {
    if let out { return forum.leaving(current, out, by: side, ended.reason, at: now) }
    guard current.status == .requested else { return [.meetingCancelled(ended)] }
    guard side != nil, side == current.awaiting else { return [.meetingWithdrawn(ended)] }
    var declined = ended
    declined.offers = current.offers
    return [.meetingDeclined(declined)]
  }
}
