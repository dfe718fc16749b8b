import ForumCore

extension World {
  /// Some meetings that change places with each other, get their first or another one; mostly as the rules allow, at times not.
  mutating func drawTimetable() -> Act {
    let reason = someText()
    let isWild = dice.oneIn(6)
    var busy: [DelegateID: [Span]] = [:]
    var tables: [TableID: [Span]] = [:]
    let rows = pickedRows()
    var placings: [ApplyTimetable.Placing] = []
    let numbers = rows.map(\.number)
    for row in rows {
      let candidates = referee.slots.filter { $0.span.start > now }.shuffled(using: &dice).prefix(isWild ? 1 : 12)
      for slot in candidates {
        guard let block = referee.blocks[slot.id.block] else { continue }
        let able = referee.needInterpreter(row.sides) ? referee.interpreters(for: row.sides) : []
        let interpreter = able.first { one in
          referee.isFree(one, slot.span, but: numbers) && !(busy[one] ?? []).contains { $0.overlaps(slot.span) }
        }
        let people = row.sides + (interpreter.map { [$0] } ?? [])
        let table = referee.suitable(row.sides, block).first { id in
          referee.isFree(id, slot.span, but: numbers) && !(tables[id] ?? []).contains { $0.overlaps(slot.span) }
        }
        let suits = people.allSatisfy { one in
          referee.isThere(one, block.id) && referee.isFree(one, slot.span, but: numbers) && !(busy[one] ?? []).contains { $0.overlaps(slot.span) }
        }
        guard isWild || (suits && (table != nil || block.isVirtual) && (able.isEmpty || interpreter != nil)) else { continue }
        for one in people { busy[one, default: []].append(slot.span) }
        if let table { tables[table, default: []].append(slot.span) }
        placings.append(
          .init(
            meeting: row.id, version: dice.oneIn(60) ? dice.roll(5) : row.version, slot: slot.id,
            table: isWild && dice.oneIn(4) ? TableID(dice.roll(8)) : table,
            interpreter: isWild && dice.oneIn(8) ? someDelegate() : interpreter))
        break
      }
    }
    if isWild, dice.oneIn(8), let first = placings.first { placings.append(first) }
    let actor = dice.oneIn(30) ? someActor(someDelegate()) : organiser()
    return Act(
      kind: .applyTimetable, command: ApplyTimetable(placings: placings, reason: reason), actor: actor, reasoned: reason?.isEmpty == false)
  }

  private mutating func pickedRows() -> [Referee.Row] {
    let mayBeOver = dice.oneIn(20)
    let wanted = referee.rows.filter { row in
      switch row.status {
      case .accepted: row.place == nil
      case .confirmed: row.place.map { $0.span.start > now } ?? false
      default: mayBeOver
      }
    }
    return Array(wanted.shuffled(using: &dice).prefix(dice.roll(in: 1...6)))
  }
}
