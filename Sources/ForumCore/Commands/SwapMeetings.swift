/// Two confirmed meetings take each other's time in one step, when all their people are free then (rule 15).
///
/// Each keeps its table where the other leaves the time to it; whoever has a fixed table sits there. Who is in both may swap
/// them, an organiser any.
public struct SwapMeetings: Command {
  public var first: MeetingID
  public var second: MeetingID
  public var reason: String?

  public init(first: MeetingID, second: MeetingID, reason: String? = nil) {
    self.first = first
    self.second = second
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    _ = try forum.requireSettings()
    try forum.requireOpen(for: actor)
    guard first != second else { throw Refusal.badValue("with", .anotherMeeting) }
    let meetings = [try forum.meeting(first, for: actor), try forum.meeting(second, for: actor)]
    var places: [Place] = []
    for meeting in meetings {
      guard meeting.status == .confirmed, let place = meeting.place else {
        throw meeting.status.isOpen ? Refusal(.onlyConfirmed, ["meeting": .meeting(meeting.id)]) : forum.over(meeting)
      }
      guard place.span.start > now else { throw Refusal(.slotPast, ["time": .instant(place.span.start)]) }
      try forum.checkCutoff(of: meeting, by: actor, reason: reason, isMove: true, at: now)
      if let side = forum.side(of: meeting, for: actor), meeting.others.count > 1, side != meeting.requester {
        throw Refusal(.hostOnly, ["meeting": .meeting(meeting.id)])
      }
      places.append(place)
    }
    guard let a = meetings.first, let b = meetings.last, let from = places.first, let to = places.last else { return [] }
    guard from.slot != to.slot else { throw Refusal.badValue("with", .meetingAtAnotherTime) }

    let side = forum.side(of: a, for: actor)
    let firstTo = try place(a, at: to, wanting: from.table, besides: [b.id], in: forum, forum, side, at: now)
    // The second finds its place once the first has left for its own: their times may overlap.
    var work = Work(before: forum, after: forum, actor: actor, now: now)
    work.record(.meetingMoved(MeetingMoved(meeting: first, from: from, to: firstTo, by: side, cause: .wish, reason: nil)))
    let secondTo = try place(b, at: from, wanting: to.table, in: work.after, forum, side, at: now)
    let swapped = MeetingsSwapped(
      first: first, second: second, firstTo: firstTo, secondTo: secondTo, by: side, reason: try forum.recorded(reason, by: actor, about: a.requester))
    return forum.promoting([.meetingsSwapped(swapped)], at: now)
  }

  /// Where a meeting sits in the other's slot: at its own table if that is free then, else at the lowest that suits.
  /// - Throws: what stands in the way, with places to which it could move alone.
  private func place(
    _ meeting: Meeting, at target: Place, wanting table: TableID?, besides: [MeetingID] = [], in state: Forum, _ forum: Forum, _ side: DelegateID?,
    at now: Instant
  ) throws(Refusal) -> Place {
    let party = Party(state, of: meeting, besides: besides)
    var place: Place
    do {
      place = try party.place(in: target.slot, asker: side, at: now)
    } catch {
      let offers = Party(forum, of: meeting).alternatives(after: Slot(id: target.slot, span: target.span), at: now)
      throw Refusal(error.name, error.values, alternatives: offers)
    }
    guard let table, let own = forum.tables[table], let block = forum.blocks[target.slot.block], own.fixedTo == nil,
      place.table.flatMap({ forum.tables[$0] })?.fixedTo == nil, forum.suits(own, party.sides, in: block),
      state.isFree(table, during: place.span, except: party.except)
    else { return place }
    place.table = table
    return place
  }
}
