import ForumCore

// Meetings at other times, at other tables, with other people (rules 6, 7, 10, 12, 13, 15).

extension Referee {
  /// Whether meetings may get other places by that command without anybody's wish.
  func isForced(_ act: Act) -> Bool { !touched.causes.isEmpty || touched.availability != nil || isLeaving(act) }

  /// Whether somebody leaves the forum by it, whose meetings may get another interpreter.
  private func isLeaving(_ act: Act) -> Bool { act.kind == .cancelRegistration || act.kind == .eraseDelegate }

  /// What a moved meeting looks for.
  func quest(_ row: Row, _ act: Act) -> Quest {
    var quest = Quest(row)
    guard let move = act.command as? MoveMeeting else { return quest }
    // Another table at the same time is nothing to those who keep it.
    quest.keepsTime = move.table != nil
    quest.overrides = move.override && move.slot != nil
    return quest
  }

  mutating func recordMove(_ it: MeetingMoved, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard before.place == it.from, let from = before.place else { throw Violation(.state, "\(it.meeting) moved from where it was not") }
    let staysThere = it.to.slot == from.slot && it.to.table == from.table && it.to.span == from.span
    try checkMover(it, before, act, staysThere, at: now)
    if staysThere && it.cause != .block && it.cause != .table && it.cause != .release {
      // Only who interprets is another one: whoever has the time, or nobody where none has.
      var open = from
      if it.cause == .availability { open.interpreter = nil }
      let isSame = it.cause == .wish || (it.awaiting == before.awaiting && it.holdUntil == before.hold)
      guard isSame, it.to.interpreter == interpreter(of: open, for: before.sides, but: [before.number]).0 else {
        throw Violation(.interpreting, "\(it) of \(before)")
      }
    } else {
      var quest = quest(before, act)
      if it.cause != .wish {
        quest.keepsTime = it.cause != .availability
        quest.begun = it.to.span == from.span && from.span.contains(now)
      }
      try checkPlace(it.to, for: quest, at: now, table: act.table)
    }
    let isSeated = staysThere ? before.isSeated : !sits(before.sides, at: it.to)
    try amend(it.meeting, from: [.requested, .confirmed]) { row in
      row.sit(at: it.to, now)
      row.isSeated = isSeated
      row.isStray = staysThere && row.isStray
      row.hold = it.holdUntil
      row.awaiting = it.awaiting
    }
    if let gone = before.sides.first(where: { status[$0] != .approved }) { throw Violation(.whoMayMeet, "\(it) with \(gone)") }
    try checkMoved(it, before, act, at: now)
  }

  private func checkMover(_ it: MeetingMoved, _ before: Row, _ act: Act, _ staysThere: Bool, at now: Instant) throws(Violation) {
    switch it.cause {
    case .wish:
      guard act.kind == .moveMeeting, act.meeting == it.meeting, touched.causes.isEmpty else { throw Violation(.endedByNobody, "\(it) by \(act.command)") }
      // A group moves with its host.
      let movers = before.others.count > 1 ? [before.a] : before.sides
      guard act.actor.isOrganiser || movers.contains(where: { acts(act.actor, for: $0) }) else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
      try checkCutoff(before, act, isMove: true, at: now)
      try checkOverride((act.command as? MoveMeeting)?.override == true, act)
    case .availability:
      guard touched.availability != nil || isLeaving(act) else { throw Violation(.endedByNobody, "\(it) by \(act.command)") }
      if !staysThere { try checkCutoff(before, act, isMove: true, at: now) }
    case .timetable: throw Violation(.endedByNobody, "\(it) by \(act.command)")
    case .block, .table, .release:
      guard it.by == nil, touched.causes.contains(it.cause) else { throw Violation(.endedByNobody, "\(it) by \(act.command)") }
    }
  }

  /// What was agreed stays so; a request stays one, and whoever did not move it has to answer.
  private func checkMoved(_ it: MeetingMoved, _ before: Row, _ act: Act, at now: Instant) throws(Violation) {
    let row = try row(it.meeting)
    guard before.status == .requested, !before.isGroup else {
      if before.status == .confirmed && it.holdUntil.map({ hold in before.hold.map { hold > $0 } ?? true }) == true {
        throw Violation(.hold, "\(it) of \(before)")
      }
      guard it.awaiting == nil, before.isGroup || it.holdUntil == nil else { throw Violation(.state, "\(it) of \(before)") }
      if row.status == .requested { try checkHold(row, at: now, since: it.cause == .wish ? nil : before) }
      return
    }
    try checkHold(row, at: now, since: it.cause == .wish ? nil : before)
    let mover = it.by ?? touched.availability.flatMap { before.has($0.delegate) ? $0.delegate : nil }
    let awaited = mover.flatMap { mover in before.sides.first { $0 != mover } } ?? before.awaiting
    guard it.awaiting == awaited, it.by.map({ before.has($0) && acts(act.actor, for: $0) }) ?? true else { throw Violation(.state, "\(it) of \(before)") }
  }

  /// Exactly the two times change hands, and all have them free (rule 15).
  mutating func recordSwap(_ it: MeetingsSwapped, _ act: Act, at now: Instant) throws(Violation) {
    let (first, second) = (try row(it.first), try row(it.second))
    guard let command = act.command as? SwapMeetings, command.first == it.first, command.second == it.second else {
      throw Violation(.endedByNobody, "\(it) by \(act.command)")
    }
    guard let from = first.place, let to = second.place, it.firstTo.slot == to.slot, it.firstTo.span == to.span, it.secondTo.slot == from.slot,
      it.secondTo.span == from.span, from.slot != to.slot
    else {
      throw Violation(.swapped, "\(it): \(first), \(second)")
    }
    try recordSwapped(first, to: it.firstTo, besides: [second.number], act, at: now)
    // The second finds its place once the first has left for its own: their times may overlap.
    try recordSwapped(second, to: it.secondTo, besides: [], act, at: now)
  }

  private mutating func recordSwapped(_ row: Row, to place: Place, besides others: [Int], _ act: Act, at now: Instant) throws(Violation) {
    // A group swaps with its host.
    let movers = row.others.count > 1 ? [row.a] : row.sides
    guard act.actor.isOrganiser || movers.contains(where: { acts(act.actor, for: $0) }) else { throw Violation(.onBehalf, "\(row) by \(act.actor)") }
    try checkCutoff(row, act, isMove: true, at: now)
    let isKept = place.table == row.place?.table && sits(row.sides, at: place)
    var quest = Quest(row)
    quest.but += others
    try checkPlace(place, for: quest, at: now, table: isKept ? place.table : nil)
    try amend(row.id, from: [.confirmed]) { row in
      row.sit(at: place, now)
      row.isSeated = false
      row.isStray = false
    }
  }

  /// Somebody of the same organisation, who has the time, takes a side's seat (rules 12, 13).
  mutating func recordHandOver(_ it: MeetingHandedOver, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard act.kind == .handOverMeeting, act.meeting == it.meeting, acts(act.actor, for: it.from), acts(act.actor, in: before) else {
      throw Violation(.onBehalf, "\(it) by \(act.actor)")
    }
    guard before.has(it.from), !before.has(it.to), !before.isOffering, let organisation = person(it.to)?.organisation,
      organisation == person(it.from)?.organisation
    else { throw Violation(.handedOver, "\(it) of \(before)") }
    let sides = before.sides.map { $0 == it.from ? it.to : $0 }
    if let why = whyNotMeet(sides, but: before.number, agreed: before.sides, at: now) { throw Violation(.whoMayMeet, "\(it): \(why)") }
    try checkLimit(of: it.to, but: [before.number])
    if let place = before.place {
      guard place.span.end > now else { throw Violation(.placeUnsound, "\(it) of \(before)") }
      try checkHasTime(it.to, place, before)
    }
    try amend(it.meeting, from: [.waiting, .requested, .accepted, .confirmed]) { row in
      row.sides = sides
      row.accepted = row.accepted.map { $0 == it.from ? it.to : $0 }
      if row.awaiting == it.from { row.awaiting = it.to }
    }
    try checkReplaced(it.meeting, it.place, since: before.sides, isStrict: true, at: now)
  }

  /// Whether one more has the time for a meeting, and no limit forbids it.
  func checkHasTime(_ delegate: DelegateID, _ place: Place, _ row: Row) throws(Violation) {
    guard isThere(delegate, place.slot.block), isFree(delegate, place.span, but: [row.number]) else {
      throw Violation(meets(delegate, place.span, but: [row.number]) ? .delegateTwice : .placeUnsound, "\(delegate) in \(row)")
    }
    try checkLimit(of: delegate, in: place.slot.block, but: [row.number])
  }

  /// Other people, the same time: who interprets is whom they need now, and they sit at the same table, unless they may not any more,
  /// or the former sat there by the rules and these would not.
  /// - Parameter isStrict: whether it is refused where there is no interpreter or table; else they go without the one and keep the other.
  mutating func checkReplaced(_ id: MeetingID, _ place: Place?, since former: [DelegateID], isStrict: Bool, at now: Instant) throws(Violation) {
    let row = try row(id)
    rows[id.value - 1].wantsInterpreter = needInterpreter(row.sides)
    // Who sat where in the past is not touched any more.
    guard let before = row.place, before.span.end > now else {
      guard place == nil else { throw Violation(.placeUnsound, "\(String(describing: place)) of \(row)") }
      return
    }
    guard let place, place.slot == before.slot, place.span == before.span, let block = blocks[place.slot.block] else {
      throw Violation(.placeUnsound, "\(String(describing: place)) of \(row)")
    }
    let (interpreter, isWanted) = interpreter(of: before, for: row.sides, but: [row.number])
    guard place.interpreter == interpreter, !isStrict || !isWanted || interpreter != nil || interpreters(for: row.sides).isEmpty else {
      throw Violation(.interpreting, "\(place) of \(row)")
    }
    var expected = before.table
    let mayStay = before.table.map { maySit(row.sides, at: $0, block) } ?? true
    if !mayStay || (!sits(row.sides, at: before) && sits(former, at: before)) {
      expected = suitable(row.sides, block).first { isFree($0, place.span, but: [row.number]) } ?? (mayStay || !block.isVirtual ? before.table : nil)
      if isStrict && !mayStay && expected == before.table { throw Violation(.placeUnsound, "\(place) of \(row)") }
    }
    guard place.table == expected else { throw Violation(.firstFit, "\(place) of \(row), expected \(String(describing: expected))") }
    rows[id.value - 1].places = [place]
    rows[id.value - 1].isSeated = !sits(row.sides, at: place)
    rows[id.value - 1].isStray = place.table.map { !self.maySit(row.sides, at: $0, block) } ?? false
  }
}
