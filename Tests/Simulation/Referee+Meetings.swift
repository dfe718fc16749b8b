import ForumCore

extension Referee {
  mutating func recordMeeting(
    _ change: Change, in forum: Forum, by actor: Actor, at now: Instant, table: TableID?, reasoned: Bool
  ) throws(Violation) {
    let id: MeetingID
    switch change {
    case .meetingRequested(let it):
      id = it.meeting.id
      try checkRequest(it.meeting, in: forum, at: now)
      let meeting = it.meeting
      open.append(rows.count)
      rows.append(
        Row(
          number: id.value, a: meeting.requester, b: meeting.requested, status: meeting.status, place: meeting.place, hold: meeting.holdUntil,
          awaiting: meeting.awaiting, version: meeting.version))
    case .meetingAccepted(let it):
      id = it.meeting
      try amend(id, from: [.requested], by: actor, forum, now) { row in
        row.status = .accepted
        row.hold = nil
        row.awaiting = nil
      }
    case .meetingConfirmed(let it):
      id = it.meeting
      let row = try row(id)
      if let before = row.place {
        guard before == it.place else { throw Violation(.endedByNobody, "\(id) confirmed at another place") }
      } else {
        try checkPlace(it.place, of: row, in: forum, at: now, table: table)
      }
      try amend(id, from: [.requested, .accepted], by: actor, forum, now) { row in
        row.status = .confirmed
        if row.place == nil { row.isSeated = table != nil && it.place.table == table }
        row.place = it.place
        row.hold = nil
        row.awaiting = nil
      }
    case .meetingMoved(let it):
      id = it.meeting
      let row = try row(id)
      guard row.place == it.from else { throw Violation(.state, "\(id) moved from where it was not") }
      guard it.cause == .wish ? touched.causes.isEmpty : it.by == nil && touched.causes.contains(it.cause) else {
        throw Violation(.endedByNobody, "\(id) moved for \(it.cause.rawValue)")
      }
      try checkCutoff(row, forum, actor, now, reasoned)
      try checkPlace(it.to, of: row, in: forum, at: now, table: table)
      try amend(id, from: [.requested, .confirmed], by: actor, forum, now) { row in
        row.place = it.to
        row.isSeated = table != nil && it.to.table == table
        row.hold = it.holdUntil
        row.awaiting = it.awaiting
      }
    case .meetingDeclined(let it):
      id = it.meeting
      try amend(id, from: [.requested], by: actor, forum, now) { $0.status = .declined }
    case .meetingWithdrawn(let it):
      id = it.meeting
      try amend(id, from: [.requested], by: actor, forum, now) { $0.status = .withdrawn }
    case .meetingExpired(let it):
      id = it.meeting
      guard let hold = try row(id).hold, hold <= now else { throw Violation(.hold, "\(id) expired before its time") }
      try amend(id, from: [.requested], by: nil, forum, now) { $0.status = .expired }
    case .meetingCancelled(let it):
      id = it.meeting
      try checkCutoff(try row(id), forum, actor, now, reasoned)
      try amend(id, from: [.accepted, .confirmed], by: actor, forum, now) { $0.status = .cancelled }
    default: return
    }
    try checkSame(id, forum)
    try checkAlone(id)
    touched.rows.append(id.value - 1)
  }

  // MARK: - Steps

  private func row(_ id: MeetingID) throws(Violation) -> Row {
    guard rows.indices.contains(id.value - 1) else { throw Violation(.state, "\(id) was never requested") }
    return rows[id.value - 1]
  }

  /// - Parameter actor: who did it; nil where the clock may.
  private mutating func amend(
    _ id: MeetingID, from allowed: [Meeting.Status], by actor: Actor?, _ forum: Forum, _ now: Instant, _ edit: (inout Row) -> Void
  ) throws(Violation) {
    var row = try row(id)
    guard allowed.contains(row.status) else { throw Violation(.state, "\(id) was \(row.status.rawValue)") }
    if let actor, !actor.isOrganiser, actor.delegate.map(row.has) != true { throw Violation(.endedByNobody, "\(id) by \(actor)") }
    edit(&row)
    row.version += 1
    if !row.status.isOpen {
      row.hold = nil
      row.awaiting = nil
      open.removeAll { $0 == id.value - 1 }
    }
    rows[id.value - 1] = row
  }

  private func checkSame(_ id: MeetingID, _ forum: Forum) throws(Violation) {
    let row = try row(id)
    guard let meeting = forum.meetings[id], meeting.status == row.status, meeting.place == row.place, meeting.holdUntil == row.hold,
      meeting.awaiting == row.awaiting, meeting.version == row.version, meeting.requester == row.a, meeting.requested == row.b
    else { throw Violation(.state, "\(id): \(String(describing: forum.meetings[id])), expected \(row)") }
  }

  /// Nobody of the meeting and not its table is elsewhere at the same time.
  func checkAlone(_ id: MeetingID) throws(Violation) {
    let row = try row(id)
    guard row.status.isOpen, let place = row.place else { return }
    for position in open where position != id.value - 1 {
      let other = rows[position]
      guard let taken = other.place, taken.span.overlaps(place.span) else { continue }
      if other.has(row.a) || other.has(row.b) { throw Violation(.delegateTwice, "\(id) and M-\(other.number) at \(place.slot), \(taken.slot)") }
      if let table = place.table, table == taken.table { throw Violation(.tableTwice, "\(id) and M-\(other.number) at \(table), \(place.slot)") }
    }
  }

  private func checkCutoff(_ row: Row, _ forum: Forum, _ actor: Actor, _ now: Instant, _ reasoned: Bool) throws(Violation) {
    guard row.status == .confirmed, let start = row.place?.span.start, let settings = forum.settings else { return }
    guard now >= start.adding(minutes: -settings.cutoffMinutes) else { return }
    guard actor.isOrganiser else { throw Violation(.cutoff, "M-\(row.number) at \(start), cut-off \(settings.cutoffMinutes) min") }
  }

  /// Rules 2, 4 and 9 at a request.
  private func checkRequest(_ meeting: Meeting, in forum: Forum, at now: Instant) throws(Violation) {
    guard meeting.id.value == rows.count + 1 else { throw Violation(.state, "\(meeting.id) after M-\(rows.count)") }
    guard let settings = forum.settings, meeting.requester != meeting.requested else { throw Violation(.whoMayMeet, "\(meeting)") }
    for delegate in [meeting.requester, meeting.requested] {
      guard status[delegate] == .approved, forum.registrations[delegate]?.takesMeetings == true else {
        throw Violation(.whoMayMeet, "\(delegate) in \(meeting)")
      }
    }
    if let from = kindOf[meeting.requester], let to = kindOf[meeting.requested], settings.forbiddenRequests.contains(.init(from: from, to: to)) {
      throw Violation(.whoMayMeet, "\(from) asks \(to)")
    }
    var sent = 0
    var counts = [0, 0]
    for position in open {
      let row = rows[position]
      if row.has(meeting.requester) && row.has(meeting.requested), row.place.map({ $0.span.end > now }) ?? true { throw Violation(.whoMayMeet, "\(meeting.id) beside M-\(row.number)") }
      if row.a == meeting.requester { sent += 1 }
      if row.has(meeting.requester) { counts[0] += 1 }
      if row.has(meeting.requested) { counts[1] += 1 }
    }
    if let most = limits(of: meeting.requester, settings).requests, sent >= most { throw Violation(.limit, "\(sent) requests sent of \(most)") }
    for (delegate, count) in zip([meeting.requester, meeting.requested], counts) {
      if let most = limits(of: delegate, settings).perForum, count >= most { throw Violation(.limit, "\(delegate) has \(count) of \(most)") }
    }
    if meeting.status == .requested {
      guard let hold = meeting.holdUntil, hold > now, hold <= now.adding(minutes: settings.holdMinutes),
        meeting.place.map({ hold <= $0.span.start }) ?? true
      else { throw Violation(.hold, "\(meeting)") }
    }
    if let place = meeting.place {
      let row = Row(number: 0, a: meeting.requester, b: meeting.requested, status: .requested, version: 0)
      try checkPlace(place, of: row, in: forum, at: now, table: nil)
    }
  }

  func limits(of delegate: DelegateID, _ settings: ForumSettings) -> ForumSettings.Limits {
    guard let kind = kindOf[delegate], let own = settings.limitsByKind[kind] else { return settings.limits }
    let all = settings.limits
    return .init(perForum: own.perForum ?? all.perForum, perBlock: own.perBlock ?? all.perBlock, requests: own.requests ?? all.requests)
  }
}
