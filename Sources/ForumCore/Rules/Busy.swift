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
  /// - Parameter except: a meeting that is about to leave its place and does not count.
  public func busy(_ delegate: DelegateID, during span: Span, except: MeetingID? = nil) -> Busy? {
    for id in index.openMeetings[delegate] ?? [] where id != except {
      if meetings[id]?.heldPlaces.contains(where: { $0.span.overlaps(span) && meetings[id]?.takes(delegate, at: $0) == true }) == true { return .meeting(id) }
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
  public func isFree(_ table: TableID, during span: Span, except: MeetingID? = nil) -> Bool {
    for id in index.tableMeetings[table] ?? [] where id != except {
      if meetings[id]?.heldPlaces.contains(where: { $0.table == table && $0.span.overlaps(span) }) == true { return false }
    }
    return true
  }
}
