/// One delegate asks another for a meeting (rules 1-5, 9).
///
/// Without a slot the earliest that both have free is taken. In the default mode the request holds slot and table until it
/// expires; in automatic mode it is confirmed at once; where the time is chosen later, nothing is held yet.
public struct RequestMeeting: Command {
  public var requester: DelegateID
  public var requested: DelegateID
  public var slot: SlotID?
  public var message: String?
  /// Why an organiser books for somebody (rule 14); recorded and told to both.
  public var reason: String?

  public init(requester: DelegateID, requested: DelegateID, slot: SlotID? = nil, message: String? = nil, reason: String? = nil) {
    self.requester = requester
    self.requested = requested
    self.slot = slot
    self.message = message
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: requester)
    let pair = Pair(forum: forum, requester: requester, requested: requested, seesRegistrations: actor.isOrganiser)
    try pair.check(at: now)
    try checkQuota(forum)
    try pair.checkLimits()
    if let message, message.utf8.count > 2000 { throw Refusal(.badValue, ["field": .text("message"), "expected": .text("at most 2000 bytes")]) }

    var meeting = Meeting(
      id: MeetingID(forum.lastMeeting + 1), requester: requester, requested: requested, status: .requested, place: nil,
      awaiting: requested, holdUntil: now.adding(minutes: settings.holdMinutes), requestedAt: now,
      message: try message.flatMap { text throws(Refusal) in try forum.delegate(requester).personal(text) })

    if settings.timeMode == .whenRequesting || (settings.requestMode == .automatic && settings.timeMode == .whenAccepting) {
      let place: Place
      if let slot { place = try pair.place(in: slot, asker: requester, at: now) } else { place = try pair.firstFit(at: now) }
      meeting.place = place
      meeting.holdUntil = min(now.adding(minutes: settings.holdMinutes), place.span.start)
    } else if slot != nil {
      throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
    }

    if settings.requestMode == .automatic {
      meeting.status = meeting.place == nil ? .accepted : .confirmed
      meeting.awaiting = nil
      meeting.holdUntil = nil
    }
    return [.meetingRequested(MeetingRequested(meeting: meeting, reason: try forum.recorded(reason, by: actor, about: requester)))]
  }

  /// Only sent requests count; those declined, withdrawn, expired or cancelled are given back.
  private func checkQuota(_ forum: Forum) throws(Refusal) {
    guard let most = forum.limits(of: requester).requests else { return }
    let sent = (forum.index.openMeetings[requester] ?? []).count { forum.meetings[$0]?.requester == requester }
    if sent >= most { throw Refusal(.quotaReached, ["limit": .number(most)]) }
  }
}
