import ForumCore

// Many meetings get their places in one step, as a timetable says. Who is where twice is looked at when all sit.

extension Referee {
  /// A timetable as it is being applied.
  struct Timetable {
    var placings: [MeetingID: ApplyTimetable.Placing]
    /// What is still to follow.
    var announced: TimetableApplied
    var taken: [MeetingID] = []
  }

  mutating func recordTimetable(_ it: TimetableApplied, _ act: Act) throws(Violation) {
    guard act.actor.isOrganiser, let command = act.command as? ApplyTimetable else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
    touched.timetable = Timetable(placings: Dictionary(command.placings.map { ($0.meeting, $0) }) { first, _ in first }, announced: it)
  }

  /// Whether that change of a meeting is one that the timetable made.
  func isOfTimetable(_ change: Change) -> Bool {
    guard let timetable = touched.timetable else { return false }
    switch change {
    case .meetingConfirmed(let it): return timetable.placings[it.meeting] != nil && !timetable.taken.contains(it.meeting)
    case .meetingMoved(let it): return it.cause == .timetable
    default: return false
    }
  }

  mutating func recordPlaced(_ it: MeetingPlaced, _ act: Act, at now: Instant) throws(Violation) {
    guard try row(it.meeting).place == nil else { throw Violation(.state, "\(it) had a place") }
    touched.timetable?.announced.placed -= 1
    try take(it.meeting, it.place, from: .accepted, act, at: now)
  }

  mutating func recordReplaced(_ it: MeetingMoved, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard before.place == it.from, it.from != it.to, it.awaiting == nil, it.by == nil,
      it.holdUntil == before.hold || it.holdUntil.map({ $0 <= it.to.span.start }) == true
    else { throw Violation(.state, "\(it) of \(before)") }
    if it.to.slot != it.from?.slot {
      if before.isLocked { throw Violation(.locked, "\(it) of \(before)") }
      try checkCutoff(before, act, isMove: true, at: now)
    }
    touched.timetable?.announced.moved -= 1
    try take(it.meeting, it.to, from: .confirmed, act, at: now)
    rows[it.meeting.value - 1].hold = it.holdUntil
  }

  private mutating func take(_ id: MeetingID, _ place: Place, from status: Meeting.Status, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(id)
    guard let placing = touched.timetable?.placings[id], placing.slot == place.slot, placing.table == place.table, placing.interpreter == place.interpreter,
      placing.version == before.version, before.status == status, place.span.start > now, before.place.map({ $0.span.start > now }) ?? true
    else { throw Violation(.placeUnsound, "\(place) of \(before) by \(act.command)") }
    touched.timetable?.taken.append(id)
    let isSeated = !sits(before.sides, at: place)
    try amend(id, from: [status]) { row in
      row.status = .confirmed
      row.isUnseen = false
      row.awaiting = nil
      row.sit(at: place, now)
      row.isSeated = isSeated
      row.isStray = false
    }
  }

  /// All sit: nobody is in two places, and each place is one that the meeting may have.
  func checkTimetable() throws(Violation) {
    guard let timetable = touched.timetable else { return }
    guard timetable.announced.placed == 0, timetable.announced.moved == 0 else { throw Violation(.state, "\(timetable.announced) too many were announced") }
    for id in timetable.taken {
      let (row, before) = (try row(id), touched.before[id.value - 1])
      try checkAlone(id)
      guard let place = row.place, let slot = slots.first(where: { $0.id == place.slot }), slot.span == place.span, let block = blocks[place.slot.block],
        place.table.map({ maySit(row.sides, at: $0, block) }) ?? block.isVirtual
      else { throw Violation(.placeUnsound, "\(row)") }
      let keeps = before?.place?.span == place.span
      for side in row.sides {
        if !keeps, !isThere(side, block.id) || !isFree(side, place.span, but: [row.number]) { throw Violation(.placeUnsound, "\(side) in \(row)") }
        if status[side] != .approved { throw Violation(.whoMayMeet, "\(side) in \(row)") }
        if before?.place?.slot.block != block.id { try checkLimit(of: side, in: block.id, but: [row.number]) }
      }
      let able = needInterpreter(row.sides) ? interpreters(for: row.sides) : []
      guard place.interpreter.map(able.contains) ?? able.isEmpty else { throw Violation(.interpreting, "\(row)") }
    }
  }
}
