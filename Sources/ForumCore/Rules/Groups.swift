// Meetings of a host and guests (rule 12).

extension Forum {
  /// Who leaves a group while it goes on without them: the guest who is named, by themselves or who acts for them, by the host or an
  /// organiser; else a guest's own side. Nil where it is the host's, an organiser's, or a meeting of two.
  /// - Throws: `notGuest`, `hostOnly`.
  func leaver(of meeting: Meeting, naming guest: DelegateID?, _ side: DelegateID?, _ actor: Actor) throws(Refusal) -> DelegateID? {
    guard let guest else { return meeting.isGroup && side != meeting.requester ? side : nil }
    guard meeting.others.contains(guest) else { throw Refusal(.notGuest, ["delegate": .delegate(guest)]) }
    guard meeting.isGroup else { return nil }
    guard actor.isOrganiser || side == meeting.requester || acts(actor, for: guest) else { throw Refusal(.hostOnly, ["meeting": .meeting(meeting.id)]) }
    return guest
  }

  /// What it means that a guest leaves a group: where nobody is left who could come it ends; where nobody is left who has said
  /// yes, a confirmed one does. The interpreter stays only if one is wanted still, the table only if it is not the guest's.
  func leaving(_ meeting: Meeting, _ guest: DelegateID, by side: DelegateID?, _ reason: Personal<String>?, at now: Instant) -> [Change] {
    let rest = (meeting.guests ?? []).filter { $0.delegate != guest }
    let ended = MeetingEnded(meeting: meeting.id, by: side, reason: reason)
    guard !rest.isEmpty else { return [meeting.status == .requested ? .meetingDeclined(ended) : .meetingCancelled(ended)] }
    var left = GuestNamed(meeting: meeting.id, guest: guest, by: side, reason: reason)
    let party = Party(self, meeting.requester, with: rest.map(\.delegate), except: [meeting.id])
    left.place = meeting.place.flatMap { $0.span.end <= now ? nil : try? seated(meeting, at: $0, party, isStrict: false) }
    left.wantsInterpreter = party.wantsInterpreter
    let stands = meeting.status == .requested || rest.contains(where: \.hasAccepted)
    return [.guestLeft(left)] + (stands ? [] : [.meetingCancelled(ended)])
  }

  /// The place of a meeting whose people are others now, at the same time: with who interprets now, and at another table where the
  /// present one is not theirs or another one is (rules 10, 19).
  /// - Parameter isStrict: whether it fails where no interpreter or no table is free; else it goes without the one and keeps the other.
  /// - Throws: `noFreeInterpreter`, `noFreeTable`.
  func seated(_ meeting: Meeting, at place: Place, _ party: Party, isStrict: Bool) throws(Refusal) -> Place {
    var place = try interpreted(place, party, needsOne: isStrict)
    guard let block = blocks[place.slot.block], let table = place.table.flatMap({ tables[$0] }) else { return place }
    let isTheirs = suits(table, party.sides, in: block)
    let satRight = sits(meeting.participants, at: place)
    if isTheirs && (sits(party.sides, at: place) || !satRight) { return place }
    switch self.table(for: party.sides, in: Slot(id: place.slot, span: place.span), except: party.except) {
    case .table(let free): place.table = free
    case .none: if !isTheirs { place.table = nil }
    case .full: if !isTheirs && isStrict { throw Refusal(.noFreeTable, ["time": .instant(place.span.start)]) }
    }
    return place
  }
}
