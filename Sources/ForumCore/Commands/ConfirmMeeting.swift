/// The awaited side says yes; an organiser may for them (rules 1, 5, 14).
public struct ConfirmMeeting: Command {
  public var meeting: MeetingID
  /// Only where the time is chosen when accepting; else the earliest free one.
  public var slot: SlotID?
  /// The version the asker saw; a stale one is refused.
  public var version: Int?

  public init(meeting: MeetingID, slot: SlotID? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.slot = slot
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    if current.status == .confirmed && (slot == nil || slot == current.place?.slot) { return [] }
    if current.status == .accepted && slot == nil { return [] }
    guard current.status == .requested else { throw forum.over(current) }
    guard actor.isOrganiser || actor.delegate == current.awaiting else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }

    if let place = current.place {
      guard slot == nil || slot == place.slot else { throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)]) }
      return [.meetingConfirmed(MeetingPlaced(meeting: meeting, place: place))]
    }
    let pair = Pair(forum: forum, requester: current.requester, requested: current.requested, except: meeting, seesRegistrations: true)
    try pair.check(at: now)
    if settings.timeMode == .organiser {
      guard slot == nil || actor.isOrganiser else { throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)]) }
      if slot == nil { return [.meetingAccepted(MeetingNamed(meeting: meeting))] }
    }
    let place: Place
    if let slot { place = try pair.place(in: slot, asker: actor.delegate, at: now) } else { place = try pair.firstFit(at: now) }
    return [.meetingConfirmed(MeetingPlaced(meeting: meeting, place: place))]
  }
}

extension Forum {
  /// The meeting, if the actor may act in it.
  /// - Throws: `noSuchMeeting` also where it is somebody else's, so that nobody learns who meets whom; `staleVersion`.
  func meeting(_ id: MeetingID, for actor: Actor, version: Int? = nil) throws(Refusal) -> Meeting {
    let meeting = try meeting(id)
    guard actor.isOrganiser || actor.delegate.map(meeting.has) == true else {
      throw Refusal(.noSuchMeeting, ["reference": .text(id.description)])
    }
    if let version, version != meeting.version { throw Refusal(.staleVersion, ["meeting": .meeting(id)]) }
    return meeting
  }

  /// Why nothing more can be done with a meeting in that state.
  func over(_ meeting: Meeting) -> Refusal {
    Refusal(.meetingOver, ["meeting": .meeting(meeting.id), "status": .text(meeting.status.rawValue)])
  }
}
