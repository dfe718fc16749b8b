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
    guard current.status == .requested || current.status == .confirmed, current.offers == nil else { throw forum.over(current) }
    let side = forum.side(of: current, for: actor)
    guard actor.isOrganiser || side == current.requester else { throw Refusal(.hostOnly, ["meeting": .meeting(meeting)]) }
    guard !current.has(guest) else { throw Refusal(.alreadyGuest, ["delegate": .delegate(guest)]) }
    guard current.others.count < RequestMeeting.mostGuests else {
      throw Refusal(.badValue, ["field": .text("guest"), "expected": .text("at most \(RequestMeeting.mostGuests) guests")])
    }
    let alone = Party(forum, current.requester, with: [guest], except: forum.index.openMeetings[current.requester] ?? [], seesRegistrations: actor.isOrganiser)
    try alone.check(at: now)
    if let most = forum.limits(of: guest).perForum, forum.index.openMeetings[guest]?.count ?? 0 >= most {
      throw Refusal(.otherLimitReached, ["limit": .number(most)])
    }
    var invited = GuestNamed(
      meeting: meeting, guest: guest, holdUntil: now.adding(minutes: settings.holdMinutes), by: side,
      reason: try forum.recorded(reason, by: actor, about: current.requester))
    if let place = current.place {
      guard place.span.start > now else { throw Refusal(.slotPast, ["time": .instant(place.span.start)]) }
      // The others sit there already: only the new guest has to be free.
      guard forum.registrations[guest]?.blocks?.contains(place.slot.block) ?? true else { throw Refusal(.noSharedBlock, ["delegate": .delegate(guest)]) }
      if forum.busy(guest, during: place.span) != nil {
        throw Refusal(.otherIsBusy, ["delegate": .delegate(guest), "time": .instant(place.span.start)])
      }
      if let most = forum.limits(of: guest).perBlock, forum.count(of: guest, in: place.slot.block) >= most {
        throw Refusal(.otherLimitReached, ["limit": .number(most), "block": .text(forum.blocks[place.slot.block]?.title ?? ""), "time": .instant(place.span.start)])
      }
      let party = Party(forum, current.requester, with: current.others + [guest], except: [meeting])
      invited.holdUntil = min(now.adding(minutes: settings.holdMinutes), place.span.start)
      invited.place = try forum.interpreted(place, party, needsOne: true)
      invited.wantsInterpreter = party.wantsInterpreter
    }
    return [.guestInvited(invited)]
  }
}
