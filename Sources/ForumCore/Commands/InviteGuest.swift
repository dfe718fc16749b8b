/// The host asks one more guest to a meeting; a pair becomes a group by it (rule 12).
public struct InviteGuest: Command {
  public var meeting: MeetingID
  public var guest: DelegateID
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, guest: DelegateID, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.guest = guest
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard current.status.isOpen else { throw forum.over(current) }
    if current.status == .waiting { throw Refusal(.pairsOnly) }
    if let offers = current.offers { throw Refusal(.chooseOne, ["meeting": .meeting(meeting)], alternatives: offers) }
    let side = forum.side(of: current, for: actor)
    guard actor.isOrganiser || side == current.requester else { throw Refusal(.hostOnly, ["meeting": .meeting(meeting)]) }
    guard !current.has(guest) else { throw Refusal(.alreadyGuest, ["delegate": .delegate(guest)]) }
    guard current.others.count < RequestMeeting.mostGuests else {
      throw Refusal.badValue("guest", .oneGuestMore, most: RequestMeeting.mostGuests)
    }
    let alone = Party(forum, current.requester, with: [guest], except: forum.index.openMeetings[current.requester] ?? [], seesRegistrations: actor.isOrganiser)
    try alone.check(at: now)
    let party = Party(forum, current.requester, with: current.others + [guest], except: [meeting])
    try party.checkLimits(of: [guest])
    var invited = GuestNamed(
      meeting: meeting, guest: guest, holdUntil: now.adding(minutes: settings.holdMinutes), by: side,
      reason: try forum.recorded(reason, by: actor, about: current.requester))
    if let place = current.place {
      guard place.span.start > now else { throw Refusal(.slotPast, ["time": .instant(place.span.start)]) }
      // The others sit there already: only the new guest has to be free.
      try party.checkJoining(guest, at: place, now)
      invited.holdUntil = min(now.adding(minutes: settings.holdMinutes), place.span.start)
      invited.place = try forum.seated(current, at: place, party, isStrict: true)
    }
    invited.wantsInterpreter = party.wantsInterpreter
    // Where meetings are confirmed without an answer, so are guests; they can still leave (rule 1).
    let joined = settings.requestMode == .automatic ? [Change.guestAccepted(GuestNamed(meeting: meeting, guest: guest))] : []
    // Who interpreted may be free by it.
    return forum.promoting([.guestInvited(invited)] + joined, at: now)
  }
}
