import ForumCore

// Whom the changes of meetings concern.

extension Change {
  /// The one meeting that it is about, where its people are told of it; nil where there is none, or where there are several.
  var meeting: MeetingID? {
    switch self {
    case .meetingRequested(let it): it.meeting.id
    case .meetingOffered(let it): it.meeting
    case .meetingAccepted(let it): it.meeting
    case .meetingConfirmed(let it): it.meeting
    case .meetingProposed(let it): it.meeting
    case .meetingMoved(let it): it.meeting
    case .meetingHandedOver(let it): it.meeting
    case .guestInvited(let it), .guestAccepted(let it), .guestLeft(let it): it.meeting
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): it.meeting
    case .meetingAnswered(let it): it.meeting
    default: nil
    }
  }

  /// Whether a meeting, or an invitation to one, ends by it.
  var endsMeeting: Bool {
    switch self {
    case .meetingDeclined, .meetingWithdrawn, .meetingExpired, .meetingCancelled: true
    default: false
    }
  }
}

extension Forum {
  /// Who is told of a change of a meeting: who is in it, by what they have to do with the change; who interprets only once it is sure.
  func told(of change: Change, _ id: MeetingID) -> [DelegateID] {
    guard let meeting = meetings[id] else { return [] }
    if meeting.isUnseen == true { return [meeting.requester] }
    let interpreter = meeting.place?.interpreter.map { [$0] } ?? []
    switch change {
    case .meetingConfirmed, .meetingAccepted, .meetingsSwapped:
      return meeting.attending
    case .meetingRequested(let it):
      // Of one that waited for a place the others hear only once it has one.
      return it.meeting.isUnseen == true ? [it.meeting.requester] : it.meeting.participants + (meeting.status == .confirmed ? interpreter : [])
    case .meetingMoved(let it):
      return meeting.participants + (it.awaiting == nil ? interpreter + [it.from?.interpreter].compactMap { $0 } : [])
    case .meetingHandedOver(let it): return meeting.participants + [it.from] + (meeting.status == .confirmed ? interpreter : [])
    case .guestInvited(let it), .guestAccepted(let it), .guestLeft(let it): return [meeting.requester, it.guest]
    case .meetingCancelled: return meeting.participants + interpreter
    case .meetingAnswered(let it): return it.status == .noShow && it.answer != .held ? meeting.participants.filter { $0 != it.side } : []
    default: return meeting.participants
    }
  }
}
