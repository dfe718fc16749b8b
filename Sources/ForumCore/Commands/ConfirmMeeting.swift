/// The awaited side says yes; a manager or an organiser may for them (rules 1, 5, 6, 12, 13, 14).
public struct ConfirmMeeting: Command {
  public var meeting: MeetingID
  /// Where the time is chosen when accepting, else the earliest free one; of times that were proposed, the one that is picked.
  public var slot: SlotID?
  /// The guest of a group for whom their manager or an organiser says yes; the actor's own seat, or for organisers all who are
  /// awaited, where left out.
  public var guest: DelegateID?
  /// Why it is confirmed on somebody's behalf.
  public var reason: String?
  /// The version the asker saw; a stale one is refused.
  public var version: Int?

  public init(meeting: MeetingID, slot: SlotID? = nil, guest: DelegateID? = nil, reason: String? = nil, version: Int? = nil) {
    self.meeting = meeting
    self.slot = slot
    self.guest = guest
    self.reason = reason
    self.version = version
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    let settings = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    let current = try forum.meeting(meeting, for: actor, version: version)
    let side = forum.side(of: current, for: actor)
    let reason = try forum.recorded(reason, by: actor, about: current.requester)
    if current.isGroup { return try joining(current, side, forum, settings, actor, reason, at: now) }

    if current.status == .confirmed && (slot == nil || slot == current.place?.slot) { return [] }
    if current.status == .accepted && slot == nil { return [] }
    guard current.status == .requested else { throw forum.over(current) }
    guard actor.isOrganiser || side == current.awaiting else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }

    if let offers = current.offers {
      guard let picked = slot.map({ slot in offers.first { $0.slot == slot } }) ?? (offers.count == 1 ? offers.first : nil) else {
        throw Refusal(.chooseOne, ["meeting": .meeting(meeting)], alternatives: offers)
      }
      // What is not picked is free again.
      return forum.promoting(confirmed(at: picked, reason), at: now)
    }
    if let place = current.place {
      guard slot == nil || slot == place.slot else { throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)]) }
      return confirmed(at: place, reason)
    }
    let place = try placed(current, forum, settings, actor, side, at: now)
    return place.map { confirmed(at: $0, reason) } ?? [.meetingAccepted(MeetingNamed(meeting: meeting))]
  }

  private func confirmed(at place: Place, _ reason: Personal<String>?) -> [Change] {
    [.meetingConfirmed(MeetingPlaced(meeting: meeting, place: place, reason: reason))]
  }

  /// The place of a meeting that has none yet; nil where the organisers' timetable gives it.
  private func placed(
    _ current: Meeting, _ forum: Forum, _ settings: ForumSettings, _ actor: Actor, _ side: DelegateID?, at now: Instant
  ) throws(Refusal) -> Place? {
    let party = Party(forum, of: current)
    try party.check(at: now)
    if settings.timeMode == .organiser {
      guard slot == nil || actor.isOrganiser else { throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)]) }
      if slot == nil { return nil }
    }
    if let slot { return try party.place(in: slot, asker: side, at: now) }
    return try party.firstFit(at: now)
  }

  /// A guest joins a group. The first who does confirms it.
  private func joining(
    _ current: Meeting, _ side: DelegateID?, _ forum: Forum, _ settings: ForumSettings, _ actor: Actor, _ reason: Personal<String>?, at now: Instant
  ) throws(Refusal) -> [Change] {
    guard current.status.isOpen else { throw forum.over(current) }
    if let slot, let place = current.place, slot != place.slot { throw Refusal(.notYetPossible, ["mode": .text(settings.timeMode.rawValue)]) }
    if let guest, !current.others.contains(guest) { throw Refusal(.notGuest, ["delegate": .delegate(guest)]) }
    let named = guest ?? side
    if !actor.isOrganiser {
      guard let named, current.others.contains(named), forum.acts(actor, for: named) else { throw Refusal(.notAwaited, ["meeting": .meeting(meeting)]) }
    }
    let joining = (current.guests ?? []).filter { !$0.hasAccepted && (named == nil || named == $0.delegate) }.map(\.delegate)
    if joining.isEmpty { return [] }
    let by = actor.isOrganiser ? nil : named
    var changes = joining.map { Change.guestAccepted(GuestNamed(meeting: meeting, guest: $0, by: by, reason: reason)) }
    guard current.status == .requested else { return changes }
    let place = if let present = current.place { present as Place? } else { try placed(current, forum, settings, actor, side, at: now) }
    if let place {
      changes += confirmed(at: place, reason)
    } else {
      changes.append(.meetingAccepted(MeetingNamed(meeting: meeting)))
    }
    return changes
  }
}
