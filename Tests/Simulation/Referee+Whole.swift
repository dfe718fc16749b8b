import ForumCore

extension Referee {
  /// An open meeting to come sits in a slot and at a table that are there, and no session takes its sides' time.
  func checkStands(_ row: Row, in forum: Forum, at now: Instant) throws(Violation) {
    guard row.status.isOpen, let place = row.place, place.span.end > now else { return }
    guard slots.contains(where: { $0.id == place.slot && $0.span == place.span }), let block = forum.blocks[place.slot.block],
      block.isVirtual == (place.table == nil)
    else { throw Violation(.placeUnsound, "\(row)") }
    if let id = place.table {
      guard let table = forum.tables[id] else { throw Violation(.placeUnsound, "no table for \(row)") }
      switch table.fixedTo {
      case nil:
        guard block.zone == nil || block.zone == table.zone else { throw Violation(.placeUnsound, "\(id) is of another zone: \(row)") }
      case .delegate(let owner):
        guard row.has(owner) else { throw Violation(.placeUnsound, "\(id) is somebody else's: \(row)") }
      case .organisation(let owner):
        guard [row.a, row.b].contains(where: { forum.registrations[$0]?.organisation == owner }) else {
          throw Violation(.placeUnsound, "\(id) is another organisation's: \(row)")
        }
      }
    }
    if let table = place.table, !row.isSeated, place.span.start > now, !suitable(row, block, forum).contains(table) {
      throw Violation(.placeUnsound, "\(table) is not where they sit: \(row)")
    }
    for kept in kept where row.has(kept.delegate) && kept.span.overlaps(place.span) {
      throw Violation(.sessionAndMeeting, "\(kept) beside \(row)")
    }
  }

  /// No hold outlives its end, and the clock knows of the next.
  func checkHolds(_ forum: Forum, at now: Instant) throws(Violation) {
    var next: Instant?
    for position in open {
      guard let hold = rows[position].hold else { continue }
      if next.map({ hold < $0 }) ?? true { next = hold }
    }
    next = [next, nextPlaceDue(forum)].compactMap { $0 }.min()
    guard forum.nextDue == next else { throw Violation(.hold, "next is \(String(describing: next)), told \(String(describing: forum.nextDue))") }
  }

  /// Called when all that is due has been done.
  func checkNothingDue(_ forum: Forum, at now: Instant) throws(Violation) {
    for position in open {
      if let hold = rows[position].hold, hold <= now { throw Violation(.hold, "\(rows[position]) at \(now)") }
    }
    try checkNoPlaceDue(forum, at: now)
  }

  /// Everything against everything, and the whole of the state against this book.
  func recheckAll(_ forum: Forum, at now: Instant) throws(Violation) {
    guard forum.recount() == forum.index else { throw Violation(.counters, "index and recount") }
    guard forum.meetings.count == rows.count else { throw Violation(.state, "\(forum.meetings.count) meetings of \(rows.count)") }
    for (position, row) in rows.enumerated() {
      guard let meeting = forum.meetings[MeetingID(row.number)], meeting.status == row.status, meeting.place == row.place,
        meeting.holdUntil == row.hold, row.status.isOpen == open.contains(position)
      else { throw Violation(.state, "\(row)") }
      try checkAlone(MeetingID(row.number))
      try checkStands(row, in: forum, at: now)
    }
    guard forum.registrations.mapValues(\.status) == status else { throw Violation(.state, "registrations") }
    for (id, list) in forum.signups where lists[id] ?? List() != List(placed: list.placed, waiting: list.waiting) {
      throw Violation(.state, "signups of \(id)")
    }
    for list in lists.values where Set(list.placed + list.waiting).count != list.placed.count + list.waiting.count {
      throw Violation(.capacity, "somebody twice in \(list)")
    }
    try checkCapacities(forum)
    let taken = status.values.count { $0 == .approved || $0 == .offered }
    guard forum.index.taken == taken else { throw Violation(.counters, "\(forum.index.taken) places taken, \(taken) counted") }
  }
}
