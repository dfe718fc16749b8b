// Meetings of a host and guests (rule 12).

extension Forum {
  /// What it means that a guest leaves a group: where nobody is left who could come it ends; where nobody is left who has said
  /// yes, a confirmed one does. The interpreter stays only if one is wanted still.
  func leaving(_ meeting: Meeting, _ guest: DelegateID, by side: DelegateID?, _ reason: Personal<String>?) -> [Change] {
    let rest = (meeting.guests ?? []).filter { $0.delegate != guest }
    let ended = MeetingEnded(meeting: meeting.id, by: side, reason: reason)
    guard !rest.isEmpty else { return [meeting.status == .requested ? .meetingDeclined(ended) : .meetingCancelled(ended)] }
    var left = GuestNamed(meeting: meeting.id, guest: guest, by: side, reason: reason)
    if let place = meeting.place {
      let party = Party(self, meeting.requester, with: rest.map(\.delegate), except: [meeting.id])
      left.place = try? interpreted(place, party, needsOne: false)
      left.wantsInterpreter = party.wantsInterpreter
    }
    let stands = meeting.status == .requested || rest.contains(where: \.hasAccepted)
    return [.guestLeft(left)] + (stands ? [] : [.meetingCancelled(ended)])
  }

  /// How many meetings a delegate has or holds in a block.
  func count(of delegate: DelegateID, in block: BlockID) -> Int {
    (index.openMeetings[delegate] ?? []).count { id in
      guard let meeting = meetings[id], meeting.has(delegate) else { return false }
      return meeting.heldPlaces.contains { $0.slot.block == block }
    }
  }
}
