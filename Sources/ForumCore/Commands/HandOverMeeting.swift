/// A side's seat goes to another representative of the same organisation, who has the time (rules 12, 13). What was confirmed
/// stays confirmed, and a request asked for.
public struct HandOverMeeting: Command {
  public var meeting: MeetingID
  /// Whose seat it is; the actor's own side where left out.
  public var from: DelegateID?
  public var to: DelegateID
  public var reason: String?
  public var version: Int?

  public init(meeting: MeetingID, from: DelegateID? = nil, to: DelegateID, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.from = from
    self.to = to
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    guard current.status.isOpen else { throw forum.over(current) }
    guard let from = from ?? forum.side(of: current, for: actor) else {
      throw Refusal.badValue("from", .sideOfSeat)
    }
    guard current.has(from) else { throw Refusal(.notGuest, ["delegate": .delegate(from)]) }
    try forum.require(actor, actsFor: from)
    let heir = try forum.delegate(to)
    guard heir.organisation == (try forum.delegate(from)).organisation, to != from else { throw Refusal(.notColleague, ["delegate": .delegate(to)]) }
    guard !current.has(to) else { throw Refusal(.alreadyGuest, ["delegate": .delegate(to)]) }
    if current.offers != nil { throw Refusal(.chooseOne, ["meeting": .meeting(meeting)], alternatives: current.offers ?? []) }

    let isHost = from == current.requester
    var party = Party(
      forum, isHost ? to : current.requester, with: isHost ? current.others : current.others.map { $0 == from ? to : $0 }, except: [meeting],
      seesRegistrations: true)
    party.agreed = current.participants
    do { try party.check(at: now) } catch {
      // With whom a colleague meets is for them and their manager to know.
      throw error.name == .alreadyMeeting && !forum.acts(actor, for: to) ? Refusal(.cannotTakeOver, ["delegate": .delegate(to)]) : error
    }
    try party.checkLimits(of: [to])
    var handed = MeetingHandedOver(
      meeting: meeting, from: from, to: to, wantsInterpreter: party.wantsInterpreter, by: forum.side(of: current, for: actor),
      reason: try forum.recorded(reason, by: actor, about: from))
    if let place = current.place {
      guard place.span.end > now else { throw Refusal(.slotPast, ["time": .instant(place.span.start)]) }
      try party.checkJoining(to, at: place, now)
      handed.place = try forum.seated(current, at: place, party, isStrict: true)
    }
    return forum.promoting([.meetingHandedOver(handed)], at: now)
  }
}
