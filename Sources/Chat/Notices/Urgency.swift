import ForumCore
import ForumDesk

extension CommittedChange {
  /// What begins so many minutes later can not wait for the end of quiet hours.
  private static let soonMinutes = 120

  /// Whether it can not wait where it is quiet (rule 20): a meeting that is sure and about to begin, or is not to be any more; and a
  /// chat that was linked by somebody else perhaps.
  func isUrgent(in forum: Forum) -> Bool {
    switch change {
    case .reminderSent(let it): it.kind == .starting
    case .chatLinked: true
    case .announcementMade(let it): it.isUrgent == true
    case .meetingRequested(let it): it.meeting.status == .confirmed && isSoon(it.meeting.place)
    case .meetingConfirmed(let it): isSoon(it.place)
    case .meetingMoved(let it): it.awaiting == nil && (isSoon(it.from) || isSoon(it.to))
    case .meetingsSwapped(let it): isSoon(it.firstTo) || isSoon(it.secondTo)
    case .meetingHandedOver(let it): forum.meetings[it.meeting]?.status == .confirmed && isSoon(it.place)
    case .meetingCancelled(let it): isSoon(forum.meetings[it.meeting]?.place)
    case .signupPromoted(let it): isSoon(forum.published.sessions[it.session]?.span)
    default: false
    }
  }

  private func isSoon(_ place: Place?) -> Bool { isSoon(place?.span) }

  private func isSoon(_ span: Span?) -> Bool { span.map { at < $0.end && $0.start <= at.adding(minutes: Self.soonMinutes) } ?? false }
}
