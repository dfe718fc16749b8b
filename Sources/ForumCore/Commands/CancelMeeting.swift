/// Ends a meeting: a request is withdrawn by its sender or declined by the other side, a confirmed meeting is cancelled.
///
/// Whoever is first in a session's line and has time by it moves up in the same step (rule 22).
///
/// From the cut-off before its start on, only organisers cancel a confirmed meeting, and they give a reason (rules 6, 14).
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
    let recorded = try forum.recorded(reason, by: actor, about: current.requester)
    let ended = MeetingEnded(meeting: meeting, by: actor.delegate, reason: recorded)
    switch current.status {
    case .cancelled, .withdrawn: return []
    case .declined, .expired, .held, .noShow: throw forum.over(current)
    case .waiting: return [.meetingWithdrawn(ended)]
    case .requested:
      let isAsked = actor.delegate != nil && actor.delegate == current.awaiting
      return forum.promoting([isAsked ? .meetingDeclined(ended) : .meetingWithdrawn(ended)], at: now)
    case .accepted, .confirmed:
      try forum.checkCutoff(of: current, by: actor, reason: reason, at: now)
      return forum.promoting([.meetingCancelled(ended)], at: now)
    }
  }
}

extension Forum {
  /// - Throws: `cutoffPassed` for delegates from the cut-off on; `reasonMissing` for an organiser who overrides it without one.
  func checkCutoff(of meeting: Meeting, by actor: Actor, reason: String?, at now: Instant) throws(Refusal) {
    guard meeting.status == .confirmed, let start = meeting.place?.span.start, let settings else { return }
    let cutoff = start.adding(minutes: -settings.cutoffMinutes)
    guard now >= cutoff else { return }
    guard actor.isOrganiser else { throw Refusal(.cutoffPassed, ["meeting": .meeting(meeting.id), "time": .instant(cutoff)]) }
    guard reason?.isEmpty == false else { throw Refusal(.reasonMissing, ["meeting": .meeting(meeting.id)]) }
  }
}
