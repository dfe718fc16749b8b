/// One delegate asks another for a meeting, or as host several guests for one (rules 1-5, 9, 12).
///
/// Without a slot the earliest that all have free is taken. In the default mode the request holds slot and table until it
/// expires; in automatic mode it is confirmed at once; where the time is chosen later, nothing is held yet.
public struct RequestMeeting: Command {
  /// The most guests of one meeting.
  public static let mostGuests = 20

  public var requester: DelegateID
  /// Who is asked.
  public var requested: DelegateID
  /// Who else is asked, as guests of a group.
  public var guests: [DelegateID]
  public var slot: SlotID?
  public var message: String?
  /// Why somebody is booked for (rule 14); recorded and told to both.
  public var reason: String?
  /// Whether, where they have no time in common, it waits for a place that becomes free (rule 16). Only between two.
  public var orWait: Bool
  /// Whether an organiser, with a reason, overrides who may ask whom, how much, and when they said that they can not (rule 14).
  public var override: Bool

  public init(
    requester: DelegateID, requested: DelegateID, guests: [DelegateID] = [], slot: SlotID? = nil, message: String? = nil, reason: String? = nil,
    orWait: Bool = false, override: Bool = false
  ) {
    self.requester = requester
    self.requested = requested
    self.guests = guests
    self.slot = slot
    self.message = message
    self.reason = reason
    self.orWait = orWait
    self.override = override
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    try forum.require(actor, actsFor: requester)
    let others = [requested] + guests
    guard others.count <= Self.mostGuests, Set(others).count == others.count else {
      throw Refusal.badValue("guests", .guests, most: Self.mostGuests)
    }
    if override { try forum.checkOverride(by: actor, reason: reason) }
    var party = Party(forum, requester, with: others, seesRegistrations: actor.isOrganiser)
    party.overrides = override
    try party.check(at: now, isAsking: true)
    if !override { try checkQuota(forum) }
    try party.checkLimits()
    try message?.checkWords("message")

    let isGroup = !guests.isEmpty
    var meeting = Meeting(
      id: MeetingID(forum.lastMeeting + 1), requester: requester, requested: requested, status: .requested, place: nil,
      awaiting: isGroup ? nil : requested, holdUntil: now.adding(minutes: settings.holdMinutes), requestedAt: now,
      message: try message.flatMap { text throws(Refusal) in try forum.delegate(requester).personal(text) },
      guests: isGroup ? others.map { Meeting.Guest($0) } : nil, wantsInterpreter: party.wantsInterpreter)

    if settings.timeMode == .whenRequesting || (settings.requestMode == .automatic && settings.timeMode == .whenAccepting) {
      if let place = try place(party, at: now) {
        meeting.place = place
        meeting.holdUntil = min(now.adding(minutes: settings.holdMinutes), place.span.start)
      } else {
        meeting.status = .waiting
        meeting.isUnseen = true
        meeting.awaiting = nil
        meeting.holdUntil = nil
      }
    } else if slot != nil {
      throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)])
    }

    if settings.requestMode == .automatic, meeting.status == .requested {
      meeting.status = meeting.place == nil ? .accepted : .confirmed
      meeting.awaiting = nil
      meeting.holdUntil = nil
      meeting.guests = meeting.guests?.map { Meeting.Guest($0.delegate, hasAccepted: true) }
    }
    return [.meetingRequested(MeetingRequested(meeting: meeting, reason: try forum.recorded(reason, by: actor, about: requester)))]
  }

  /// Nil where there is none and the request is to wait for one.
  private func place(_ party: Party, at now: Instant) throws(Refusal) -> Place? {
    if let slot { return try party.place(in: slot, asker: requester, at: now) }
    if override {
      // What suits all goes before what does not.
      var plain = party
      plain.overrides = false
      if let place = try? plain.firstFit(at: now) { return place }
    }
    do {
      return try party.firstFit(at: now)
    } catch {
      guard orWait, error.name == .noFreeSlot else { throw error }
      guard party.others.count == 1 else { throw Refusal(.pairsOnly) }
      return nil
    }
  }

  /// Only sent requests count; those declined, withdrawn, expired or cancelled are given back.
  private func checkQuota(_ forum: Forum) throws(Refusal) {
    guard let most = forum.limits(of: requester).requests else { return }
    let sent = (forum.index.openMeetings[requester] ?? []).count { forum.meetings[$0]?.requester == requester }
    if sent >= most { throw Refusal(.quotaReached, ["limit": .number(most)]) }
  }
}
