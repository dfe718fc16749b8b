import ForumCore

extension Referee {
  /// An open meeting to come sits in a slot and at a table that are there, and no session takes its people's time.
  func checkStands(_ row: Row, in forum: Forum, at now: Instant) throws(Violation) {
    guard row.status.isOpen else { return }
    if row.isGroup && row.status == .confirmed && row.accepted.isEmpty { throw Violation(.group, "\(row)") }
    // Nobody is waited for longer than until the start; of a slot that had begun, until its end.
    if let hold = row.hold, let place = row.places.first, hold > (row.status == .confirmed && place.span.start > now ? place.span.start : place.span.end) {
      throw Violation(.hold, "\(row)")
    }
    // What has begun and a side has left since stays as it is.
    let isLeft = row.sides.contains { status[$0] != .approved }
    for place in row.places where place.span.end > now && !(isLeft && place.span.start <= now) {
      guard slots.contains(where: { $0.id == place.slot && $0.span == place.span }), let block = blocks[place.slot.block],
        block.isVirtual || place.table != nil
      else { throw Violation(.placeUnsound, "\(row)") }
      if let table = place.table, !row.isStray {
        guard maySit(row.sides, at: table, block) else { throw Violation(.placeUnsound, "\(table) is not for \(row)") }
        if !row.isSeated, !row.isOffering, place.span.start > now, !suitable(row.sides, block).contains(table) {
          throw Violation(.placeUnsound, "\(table) is not where they sit: \(row)")
        }
      }
      for time in kept where time.span.overlaps(place.span) && (row.has(time.delegate) || place.interpreter == time.delegate) {
        throw Violation(.sessionAndMeeting, "\(time) beside \(row)")
      }
    }
  }

  /// No hold outlives its end, and the clock knows of the next, and of the next reminder.
  func checkHolds(_ forum: Forum, at now: Instant) throws(Violation) {
    var next = reminding.moments.values.min()
    for position in open where rows[position].status.isOpen {
      guard let hold = rows[position].hold else { continue }
      if next.map({ hold < $0 }) ?? true { next = hold }
    }
    next = [next, nextPlaceDue(forum)].compactMap { $0 }.min()
    guard forum.nextDue == next else { throw Violation(.hold, "next is \(String(describing: next)), told \(String(describing: forum.nextDue))") }
  }

  /// Called when all that is due has been done.
  func checkNothingDue(_ forum: Forum, at now: Instant) throws(Violation) {
    for position in open {
      if rows[position].status.isOpen, let hold = rows[position].hold, hold <= now { throw Violation(.hold, "\(rows[position]) at \(now)") }
    }
    try checkNoPlaceDue(forum, at: now)
    try checkNobodyIsUntold(at: now)
  }

  /// Everything against everything, and the whole of the state against this book.
  func recheckAll(_ forum: Forum, at now: Instant) throws(Violation) {
    if let zone = settings?.zone {
      for time in (slots.map(\.span) + forum.published.sessions.values.map(\.span)).flatMap({ [$0.start, $0.end] }) {
        guard zone.instants(zone.wall(time)).contains(time) else { throw Violation(.wallTime, "\(time) in \(zone.name)") }
      }
    }
    guard forum.recount() == forum.index else { throw Violation(.counters, "index and recount") }
    guard forum.meetings.count == rows.count else { throw Violation(.state, "\(forum.meetings.count) meetings of \(rows.count)") }
    for (position, row) in rows.enumerated() {
      guard row.counts == open.contains(position) else { throw Violation(.state, "\(row)") }
      try checkSame(row.id, forum)
      try checkAlone(row.id)
      try checkStands(row, in: forum, at: now)
    }
    try checkErased(forum, at: now)
    guard forum.registrations.mapValues(\.status) == status else { throw Violation(.state, "registrations") }
    for (id, list) in forum.signups where lists[id] ?? List() != List(placed: list.placed, waiting: list.waiting) {
      throw Violation(.state, "signups of \(id)")
    }
    for list in lists.values where Set(list.placed + list.waiting).count != list.placed.count + list.waiting.count {
      throw Violation(.capacity, "somebody twice in \(list)")
    }
    try checkAlliances(forum)
    try checkCapacities(forum)
    let taken = status.values.count { $0 == .approved || $0 == .offered }
    guard forum.index.taken == taken else { throw Violation(.counters, "\(forum.index.taken) places taken, \(taken) counted") }
  }
}
