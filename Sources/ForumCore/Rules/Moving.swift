// When organisers take slots, tables or time away from under meetings (rule 7): listed or moved, never dropped.

extension Forum {
  /// Those changes and, where they leave meetings without their place, the moves that follow; then who moves up in sessions.
  /// - Throws: `meetingsInTheWay` with the meetings, where they may not be moved or one finds no other place.
  func moving(_ changes: [Change], _ move: Bool, because cause: MeetingMoved.Cause, at now: Instant) throws(Refusal) -> [Change] {
    var after = self
    var all: [Change] = []
    for change in changes {
      all.append(change)
      after.apply(change, seq: seq + all.count, at: now)
    }
    let orphans = after.orphans(since: self, at: now)
    if orphans.isEmpty { return promoting(all, at: now) }
    guard move else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings(orphans)]) }
    for id in orphans {
      guard let meeting = after.meetings[id], let from = meeting.place else { continue }
      let pair = Pair(forum: after, requester: meeting.requester, requested: meeting.requested, except: id)
      let wanted = Slot(id: from.slot, span: from.span)
      let kept = after.index.slots.first { $0.span == from.span }.flatMap { try? pair.place(in: $0, at: now).get() }
      guard let to = kept ?? pair.alternatives(after: wanted, at: now).first(where: { $0.span.start >= from.span.start })
        ?? pair.alternatives(after: wanted, at: now).last
      else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings([id])]) }
      let hold = meeting.holdUntil.map { min($0, to.span.start) }
      let moved = Change.meetingMoved(
        .init(meeting: id, from: from, to: to, awaiting: meeting.awaiting, holdUntil: hold, by: nil, cause: cause, reason: nil))
      all.append(moved)
      after.apply(moved, seq: seq + all.count, at: now)
    }
    let left = after.orphans(since: self, at: now)
    guard left.isEmpty else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings(left)]) }
    return promoting(all, at: now)
  }

  /// Open meetings to come whose place is not one any more: the slot is gone or other, the table is gone, of another zone
  /// or fixed to somebody else, or a session takes a participant's time. Also those that have not begun and sat where they
  /// should, and should sit at a table that is one side's now (rule 10); what an organiser seated otherwise stays.
  func orphans(since before: Forum, at now: Instant) -> [MeetingID] {
    meetings.values.filter { meeting in
      guard meeting.status.isOpen, let place = meeting.place, place.span.end > now else { return false }
      if !isSound(place, of: meeting) { return true }
      return place.span.start > now && before.sits(meeting, at: place.table) && !sits(meeting, at: place.table)
    }.map(\.id).sorted()
  }

  /// Whether that table is where the meeting belongs: at the fixed tables of its sides, or where nobody's is (rule 10).
  func sits(_ meeting: Meeting, at table: TableID?) -> Bool {
    guard let table else { return true }
    let fixed = fixedTables(for: meeting.requester, and: meeting.requested)
    return fixed.isEmpty ? tables[table]?.fixedTo == nil : fixed.contains(table)
  }

  func isSound(_ place: Place, of meeting: Meeting) -> Bool {
    guard let position = index.slotByID[place.slot], index.slots[position].span == place.span, let block = blocks[place.slot.block] else { return false }
    if block.isVirtual != (place.table == nil) { return false }
    if let id = place.table {
      guard let table = tables[id], suits(table, meeting.participants, in: block) else { return false }
    }
    return meeting.participants.allSatisfy { delegate in
      switch busy(delegate, during: place.span, except: meeting.id) {
      case .session, .meeting: false
      case .unavailable, nil: true
      }
    }
  }
}
