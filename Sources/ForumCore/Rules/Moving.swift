// When organisers take slots, tables or time away from under meetings (rule 7): listed or moved, never dropped.

extension Forum {
  /// Those changes and, where they leave meetings without their place, the moves that follow.
  /// - Throws: `meetingsInTheWay` with the meetings, where they may not be moved or one finds no other place.
  func moving(_ changes: [Change], _ move: Bool, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    var after = self
    var all: [Change] = []
    for change in changes {
      all.append(change)
      after.apply(change, seq: seq + all.count, at: now)
    }
    let orphans = after.orphans(at: now)
    if orphans.isEmpty { return all }
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
        .init(meeting: id, from: from, to: to, awaiting: meeting.awaiting, holdUntil: hold, by: nil, reason: nil))
      all.append(moved)
      after.apply(moved, seq: seq + all.count, at: now)
    }
    let left = after.orphans(at: now)
    guard left.isEmpty else { throw Refusal(.meetingsInTheWay, ["meetings": .meetings(left)]) }
    return all
  }

  /// Open meetings to come whose place is not one any more: the slot is gone or other, the table is gone, of another zone
  /// or fixed to somebody else, or a session takes a participant's time.
  func orphans(at now: Instant) -> [MeetingID] {
    meetings.values.filter { meeting in
      guard meeting.status.isOpen, let place = meeting.place, place.span.end > now else { return false }
      return !isSound(place, of: meeting)
    }.map(\.id).sorted()
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
