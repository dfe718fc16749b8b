// Who is busy when (invariant: nobody is in two places at once).

extension Forum {
  /// What keeps a delegate from a span of time.
  public enum Busy: Hashable, Sendable {
    case meeting(MeetingID)
    case session(SessionID)
    /// The delegate said that they can not.
    case unavailable
  }

  /// The first thing that stands in a delegate's way during a span.
  /// - Parameter except: meetings that are about to leave their places and do not count.
  public func busy(_ delegate: DelegateID, during span: Span, except: [MeetingID] = []) -> Busy? {
    for id in index.openMeetings[delegate] ?? [] where !except.contains(id) {
      guard let meeting = meetings[id] else { continue }
      if let place = meeting.place {
        if place.span.overlaps(span) { return .meeting(id) }
      } else if let offers = meeting.offers, offers.contains(where: { $0.span.overlaps(span) && meeting.takes(delegate, at: $0) }) {
        return .meeting(id)
      }
    }
    if let sessions = index.sessions[delegate] {
      let agenda = published
      for id in sessions {
        if let taken = agenda.sessions[id]?.span, taken.overlaps(span) { return .session(id) }
      }
    }
    if let registration = registrations[delegate], registration.unavailable.contains(where: { $0.overlaps(span) }) { return .unavailable }
    return nil
  }

  /// Whether nobody sits or holds the table during a span.
  public func isFree(_ table: TableID, during span: Span, except: [MeetingID] = []) -> Bool {
    for id in index.tableMeetings[table] ?? [] where !except.contains(id) {
      guard let meeting = meetings[id] else { continue }
      if let place = meeting.place {
        if place.span.overlaps(span) { return false }
      } else if let offers = meeting.offers, offers.contains(where: { $0.table == table && $0.span.overlaps(span) }) {
        return false
      }
    }
    return true
  }
}
