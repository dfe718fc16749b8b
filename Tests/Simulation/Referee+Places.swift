import ForumCore

// Where two delegates could sit, by brute force.

extension Referee {
  /// The place in that slot by rules 2, 3, 5, 8, 9, 10 and 11; nil where there is none.
  /// - Parameter row: the meeting that is placed; its own present place does not count.
  func place(in slot: Slot, for row: Row, _ forum: Forum, at now: Instant) -> Place? {
    guard slot.span.start > now, let block = forum.blocks[slot.id.block], let settings = forum.settings else { return nil }
    for delegate in [row.a, row.b] {
      guard let registration = forum.registrations[delegate] else { return nil }
      if let blocks = registration.blocks, !blocks.contains(block.id) { return nil }
      if registration.unavailable.contains(where: { $0.overlaps(slot.span) }) { return nil }
      if kept.contains(where: { $0.delegate == delegate && $0.span.overlaps(slot.span) }) { return nil }
      var inBlock = 0
      for position in open where rows[position].number != row.number && rows[position].has(delegate) {
        guard let taken = rows[position].place else { continue }
        if taken.span.overlaps(slot.span) { return nil }
        if taken.slot.block == block.id { inBlock += 1 }
      }
      if let most = limits(of: delegate, settings).perBlock, inBlock >= most { return nil }
    }
    if block.isVirtual { return Place(slot: slot.id, span: slot.span, table: nil) }
    let table = suitable(row, block, forum).first { isFree($0, slot.span, but: row.number) }
    return table.map { Place(slot: slot.id, span: slot.span, table: $0) }
  }

  /// The tables at which the two may sit, lowest first.
  func suitable(_ row: Row, _ block: Block, _ forum: Forum) -> [TableID] {
    for side in [row.b, row.a] {
      let own = forum.tables.values.filter { $0.fixedTo == .delegate(side) }
      if !own.isEmpty { return own.map(\.id).sorted() }
      guard let organisation = forum.registrations[side]?.organisation else { continue }
      let shared = forum.tables.values.filter { $0.fixedTo == .organisation(organisation) }
      if !shared.isEmpty { return shared.map(\.id).sorted() }
    }
    return forum.tables.values.filter { $0.fixedTo == nil && (block.zone == nil || $0.zone == block.zone) }.map(\.id).sorted()
  }

  func isFree(_ table: TableID, _ span: Span, but number: Int) -> Bool {
    !open.contains { rows[$0].number != number && rows[$0].place?.table == table && rows[$0].place?.span.overlaps(span) == true }
  }

  /// A new place must be the one that this book finds in that slot, or at the table that an organiser chose.
  func checkPlace(_ place: Place, of row: Row, in forum: Forum, at now: Instant, table: TableID?) throws(Violation) {
    guard let slot = slots.first(where: { $0.id == place.slot }), slot.span == place.span else { throw Violation(.placeUnsound, "\(place)") }
    if let table, place.table == table {
      guard isFree(table, place.span, but: row.number) else { throw Violation(.tableTwice, "\(table) at \(place.slot)") }
      return
    }
    guard let found = self.place(in: slot, for: row, forum, at: now) else { throw try whyNot(place, row, forum, now) }
    guard found == place else {
      throw Violation(place.table.map { isFree($0, place.span, but: row.number) } ?? true ? .firstFit : .tableTwice, "\(place), expected \(found)")
    }
  }

  /// The sharper name of what is wrong with a place that should not be.
  private func whyNot(_ place: Place, _ row: Row, _ forum: Forum, _ now: Instant) throws(Violation) -> Violation {
    for position in open where rows[position].number != row.number && rows[position].place?.span.overlaps(place.span) == true {
      if rows[position].has(row.a) || rows[position].has(row.b) { return Violation(.delegateTwice, "\(place) of \(row) beside \(rows[position])") }
    }
    if let table = place.table, !isFree(table, place.span, but: row.number) { return Violation(.tableTwice, "\(table) at \(place.slot)") }
    return Violation(.placeUnsound, "\(place) of \(row) at \(now)")
  }

  /// A request without a slot takes the earliest that is feasible (rule 3).
  func checkFirstFit(_ meeting: Meeting, before: Referee, _ forum: Forum, at now: Instant) throws(Violation) {
    guard let place = meeting.place else { return }
    let row = Row(number: 0, a: meeting.requester, b: meeting.requested, status: .requested, version: 0)
    guard let first = before.firstFit(row, forum, at: now), first == place else {
      throw Violation(.firstFit, "\(place), expected \(String(describing: before.firstFit(row, forum, at: now)))")
    }
  }

  func firstFit(_ row: Row, _ forum: Forum, at now: Instant) -> Place? {
    for slot in slots {
      if let place = place(in: slot, for: row, forum, at: now) { return place }
    }
    return nil
  }
}
