import ForumCore

// Where people could meet, by brute force.

extension Referee {
  /// What a place is looked for.
  struct Quest {
    /// Who asks, then who is asked.
    var sides: [DelegateID]
    /// The meetings that are about to leave their places.
    var but: [Int] = []
    /// Where the meeting is now.
    var present: Place?
    /// Whether it does not matter at the present time that a side can not, because the meeting was kept.
    var keepsTime = false
    /// Whether an organiser overrides what people said of their time, and limits.
    var overrides = false
    /// Whether a slot that has begun will do.
    var begun = false

    init(_ sides: [DelegateID]) { self.sides = sides }

    init(_ row: Row) {
      sides = row.sides
      but = [row.number]
      present = row.place
    }

    func keeps(_ slot: Slot) -> Bool { keepsTime && present?.slot.block == slot.id.block && present?.span == slot.span }
  }

  /// The place in that slot by rules 2, 3, 5, 8, 9, 10, 11 and 19; nil where there is none.
  func place(in slot: Slot, for quest: Quest, at now: Instant) -> Place? {
    guard slot.span.start > now || (quest.begun && slot.span.end > now), let block = blocks[slot.id.block] else { return nil }
    let asSaid = !quest.overrides && !quest.keeps(slot)
    for side in quest.sides {
      if asSaid ? !isThere(side, block.id) || !isFree(side, slot.span, but: quest.but) : !isUnbooked(side, slot.span, but: quest.but) { return nil }
      // One that is in the block already is not one more.
      guard !quest.overrides, quest.present?.slot.block != block.id, let most = limits(of: side).perBlock else { continue }
      if count(of: side, but: quest.but, in: block.id) >= most { return nil }
    }
    var place = Place(slot: slot.id, span: slot.span, table: suitable(quest.sides, block).first { isFree($0, slot.span, but: quest.but) })
    if place.table == nil && !block.isVirtual { return nil }
    if needInterpreter(quest.sides) {
      let candidates = interpreters(for: quest.sides)
      place.interpreter = presentInterpreter(candidates, slot, quest) ?? freeInterpreter(candidates, block.id, slot.span, but: quest.but)
      if place.interpreter == nil && !candidates.isEmpty { return nil }
    }
    return place
  }

  /// Who interprets at that time already, if they still can.
  private func presentInterpreter(_ candidates: [DelegateID], _ slot: Slot, _ quest: Quest) -> DelegateID? {
    guard let present = quest.present, present.span == slot.span, let one = present.interpreter, candidates.contains(one) else { return nil }
    if quest.keeps(slot) { return isUnbooked(one, slot.span, but: quest.but) ? one : nil }
    return isThere(one, slot.id.block) && isFree(one, slot.span, but: quest.but) ? one : nil
  }

  /// The earliest feasible place (rule 3).
  func firstFit(_ quest: Quest, at now: Instant) -> Place? {
    for slot in slots {
      if let place = place(in: slot, for: quest, at: now) { return place }
    }
    return nil
  }

  // MARK: - Tables

  /// The tables at which they sit: those of the side that goes first, in a pair who is asked, in a group the host; else nobody's.
  func suitable(_ sides: [DelegateID], _ block: Block) -> [TableID] {
    for side in sides.count == 2 ? sides.reversed() : sides {
      let own = fixed(to: .delegate(side), block)
      if !own.isEmpty { return own }
      guard let organisation = person(side)?.organisation else { continue }
      let shared = fixed(to: .organisation(organisation), block)
      if !shared.isEmpty { return shared }
    }
    return tables.filter { $0.fixedTo == nil && isOf($0, block) && (block.zone == nil || $0.zone == block.zone) }.map(\.id)
  }

  private func fixed(to owner: Table.Owner, _ block: Block) -> [TableID] { tables.filter { $0.fixedTo == owner && isOf($0, block) }.map(\.id) }
  private func isOf(_ table: Table, _ block: Block) -> Bool { (table.link != nil) == block.isVirtual }

  /// Whether they may sit there at all.
  func maySit(_ sides: [DelegateID], at id: TableID, _ block: Block) -> Bool {
    guard let table = tables.first(where: { $0.id == id }), isOf(table, block) else { return false }
    switch table.fixedTo {
    case nil: return block.zone == nil || block.zone == table.zone
    case .delegate(let owner): return sides.contains(owner)
    case .organisation(let owner): return sides.contains { person($0)?.organisation == owner }
    }
  }

  /// Whether that is one of the tables at which they sit by the rules.
  func sits(_ sides: [DelegateID], at place: Place) -> Bool {
    guard let table = place.table, let block = blocks[place.slot.block] else { return true }
    return suitable(sides, block).contains(table)
  }

  func isFree(_ table: TableID, _ span: Span, but numbers: [Int]) -> Bool {
    !open.contains { position in
      !numbers.contains(rows[position].number) && rows[position].places.contains { $0.table == table && $0.span.overlaps(span) }
    }
  }

  // MARK: - Checks

  /// A new place must be the one that this book finds in that slot, or at the table that an organiser chose.
  func checkPlace(_ place: Place, for quest: Quest, at now: Instant, table: TableID? = nil) throws(Violation) {
    guard let slot = slots.first(where: { $0.id == place.slot }), slot.span == place.span, let block = blocks[slot.id.block] else {
      throw Violation(.placeUnsound, "\(place)")
    }
    guard var found = self.place(in: slot, for: quest, at: now) else { throw try whyNot(place, quest, now) }
    if let table, place.table == table {
      guard isFree(table, place.span, but: quest.but) else { throw Violation(.tableTwice, "\(table) at \(place.slot)") }
      guard maySit(quest.sides, at: table, block) else { throw Violation(.placeUnsound, "\(table) is not for \(quest.sides)") }
      found.table = table
    }
    if found == place { return }
    if let table = place.table, !isFree(table, place.span, but: quest.but) { throw Violation(.tableTwice, "\(table) at \(place.slot)") }
    if let interpreter = place.interpreter, !isUnbooked(interpreter, place.span, but: quest.but) {
      throw Violation(.interpreterTwice, "\(interpreter) at \(place.slot)")
    }
    throw Violation(found.interpreter == place.interpreter ? .firstFit : .interpreting, "\(place), expected \(found)")
  }

  /// The sharper name of what is wrong with a place that should not be.
  private func whyNot(_ place: Place, _ quest: Quest, _ now: Instant) throws(Violation) -> Violation {
    for side in quest.sides where meets(side, place.span, but: quest.but) { return Violation(.delegateTwice, "\(side) at \(place.slot)") }
    for side in quest.sides where quest.present?.slot.block != place.slot.block && !quest.overrides {
      try checkLimit(of: side, in: place.slot.block, but: quest.but)
    }
    if let table = place.table, !isFree(table, place.span, but: quest.but) { return Violation(.tableTwice, "\(table) at \(place.slot)") }
    if let interpreter = place.interpreter, !isUnbooked(interpreter, place.span, but: quest.but) {
      return Violation(.interpreterTwice, "\(interpreter) at \(place.slot)")
    }
    return Violation(place.interpreter == nil && needInterpreter(quest.sides) ? .interpreting : .placeUnsound, "\(place) of \(quest) at \(now)")
  }
}
