import ForumCore

// Who may ask whom, and what a request is (rules 1 to 5, 9, 12, 14, 16).

extension Referee {
  /// Why those may not meet at all (rule 2); nil where they may.
  /// - Parameters:
  ///   - number: the meeting that it is about; 0 for a new one.
  ///   - agreed: who is in it already; they were looked at when they were asked.
  ///   - asks: the command that asks, where one does just now.
  func whyNotMeet(_ sides: [DelegateID], but number: Int, agreed: [DelegateID] = [], asks: RequestMeeting? = nil, overrides: Bool = false, at now: Instant)
    -> String?
  {
    guard let host = sides.first, sides.count > 1, Set(sides).count == sides.count else { return "not two or more" }
    let overrides = overrides || asks?.override == true
    for side in sides {
      if status[side] != .approved { return "\(side) is not in" }
      if person(side)?.takesMeetings != true && !overrides && !agreed.contains(side) { return "\(side) takes no meetings" }
    }
    for other in sides.dropFirst() where agreed.isEmpty && !overrides {
      if let from = kindOf[host], let to = kindOf[other], settings?.forbiddenRequests.contains(.init(from: from, to: to)) == true {
        return "\(from) asks \(to)"
      }
    }
    if !overrides && !blocks.keys.contains(where: { block in sides.allSatisfy { isThere($0, block) } }) { return "they share no block" }
    guard sides.count == 2 else { return nil }
    for position in open where rows[position].number != number {
      if rows[position].isPair(of: host, and: sides[1]), rows[position].place.map({ $0.span.end > now }) ?? true { return "\(rows[position].id) is theirs" }
      // Their own wish that waits for a place is in the way when they ask again; the other does not know of it.
      if asks != nil, rows[position].status == .waiting, rows[position].a == host, rows[position].has(sides[1]) { return "\(rows[position].id) waits" }
    }
    return nil
  }

  /// - Throws: where a request should not be, or should be another one.
  func checkRequest(_ meeting: Meeting, of act: Act, at now: Instant) throws(Violation) {
    guard meeting.id.value == rows.count + 1, meeting.version == 1 else { throw Violation(.state, "\(meeting.id) after M-\(rows.count)") }
    let row = Row(meeting)
    guard row.wantsInterpreter == needInterpreter(row.sides) else { throw Violation(.interpreting, "\(row)") }
    if row.status == .requested { try checkHold(row, at: now) }
    if row.isGroup && row.status == .confirmed && row.accepted.isEmpty { throw Violation(.group, "\(row)") }
    if let command = act.command as? RequestMeeting { return try checkAsked(row, command, act, at: now) }
    try checkMovedOut(row, act, at: now)
  }

  private func checkAsked(_ row: Row, _ command: RequestMeeting, _ act: Act, at now: Instant) throws(Violation) {
    guard acts(act.actor, for: row.a), let settings else { throw Violation(.onBehalf, "\(row) by \(act.actor)") }
    try checkOverride(command.override, act)
    guard row.sides == [command.requester, command.requested] + command.guests, row.isGroup == !command.guests.isEmpty else {
      throw Violation(.state, "\(row) of \(command)")
    }
    if let why = whyNotMeet(row.sides, but: 0, asks: command, at: now) { throw Violation(.whoMayMeet, "\(row): \(why)") }
    if !command.override {
      for side in row.sides { try checkLimit(of: side, but: []) }
      let sent = open.count { rows[$0].a == row.a }
      if let most = limits(of: row.a).requests, sent >= most { throw Violation(.limit, "\(sent) requests sent of \(most)") }
    }
    let isTimed = settings.timeMode == .whenRequesting || (settings.requestMode == .automatic && settings.timeMode == .whenAccepting)
    var expected = Meeting.Status.requested
    if isTimed {
      let first = try checkTime(row, command, at: now)
      if first == nil { expected = .waiting }
    } else if row.place != nil {
      throw Violation(.placeUnsound, "\(row) has one already")
    }
    if settings.requestMode == .automatic && expected == .requested { expected = row.place == nil ? .accepted : .confirmed }
    let awaited = expected == .requested && !row.isGroup ? row.sides.last : nil
    guard row.status == expected, row.awaiting == awaited, row.isUnseen == (expected == .waiting), (row.hold != nil) == (expected == .requested),
      row.accepted == (row.isGroup && settings.requestMode == .automatic ? Array(row.others) : []), row.priority == 0
    else { throw Violation(.state, "\(row), expected \(expected)") }
  }

  /// - Returns: its place; nil where it rightly waits for one.
  private func checkTime(_ row: Row, _ command: RequestMeeting, at now: Instant) throws(Violation) -> Place? {
    var quest = Quest(row.sides)
    if command.slot == nil {
      // What suits all goes before what an organiser overrides.
      var first = firstFit(quest, at: now)
      quest.overrides = command.override
      if first == nil { first = firstFit(quest, at: now) }
      guard row.place == first else {
        if let place = row.place { try checkPlace(place, for: quest, at: now) }
        throw Violation(.firstFit, "\(row), expected \(String(describing: first))")
      }
      if first == nil && (!command.orWait || row.isGroup) { throw Violation(.placeUnsound, "\(row) has none") }
      return first
    }
    quest.overrides = command.override
    guard let place = row.place, place.slot == command.slot else { throw Violation(.firstFit, "\(row) of \(command)") }
    try checkPlace(place, for: quest, at: now)
    return place
  }

  /// Rule 14: only organisers override, with a reason.
  func checkOverride(_ overrides: Bool, _ act: Act) throws(Violation) {
    guard overrides else { return }
    guard act.actor.isOrganiser else { throw Violation(.onBehalf, "\(act.command) by \(act.actor)") }
    if !act.reasoned { throw Violation(.unreasoned, "\(act.command)") }
  }

  /// A guest alone has another time with the host from now on (rule 12).
  private func checkMovedOut(_ row: Row, _ act: Act, at now: Instant) throws(Violation) {
    guard let guest = row.sides.last, !row.isGroup, let number = touched.left[guest], let before = touched.before[number - 1], before.a == row.a else {
      throw Violation(.endedByNobody, "\(row) by \(act.command)")
    }
    let move = act.command as? MoveMeeting
    if move == nil, (act.command as? SetAvailability)?.meetings != .move { throw Violation(.endedByNobody, "\(row) by \(act.command)") }
    var quest = Quest(row.sides)
    quest.overrides = move?.override == true && move?.slot != nil
    if let why = whyNotMeet(row.sides, but: 0, agreed: before.sides, overrides: quest.overrides, at: now) { throw Violation(.whoMayMeet, "\(row): \(why)") }
    // The guest has one meeting less and one more, the host only one more.
    if !quest.overrides { try checkLimit(of: row.a, but: []) }
    guard let place = row.place else { throw Violation(.placeUnsound, "\(row) has none") }
    try checkPlace(place, for: quest, at: now)
    if let slot = move?.slot, slot != place.slot { throw Violation(.firstFit, "\(row) of \(act.command)") }
    let stands = before.status == .confirmed && before.accepted.contains(guest)
    guard row.status == (stands ? .confirmed : .requested), row.priority == before.priority,
      stands ? row.awaiting == nil && row.hold == nil : row.awaiting.map(row.has) == true
    else { throw Violation(.state, "\(row) out of \(before)") }
    // Whoever moves is not asked.
    let mover = (act.command as? SetAvailability)?.delegate ?? act.actor.delegate
    if let awaiting = row.awaiting, mover == awaiting, !act.actor.isOrganiser { throw Violation(.state, "\(row) awaits who moved it") }
    guard acts(act.actor, for: row.a) || acts(act.actor, for: guest) else { throw Violation(.onBehalf, "\(row) by \(act.actor)") }
  }

  /// A hold lies ahead and ends with the slot's start at the latest, or with its end where that had begun (rule 4).
  /// - Parameter before: as it was, where it keeps its hold; that does not become longer.
  func checkHold(_ row: Row, at now: Instant, since before: Row? = nil) throws(Violation) {
    guard let hold = row.hold, let minutes = settings?.holdMinutes, hold > now,
      before.map({ before in before.hold.map { hold <= $0 } == true }) ?? (hold <= now.adding(minutes: minutes))
    else {
      throw Violation(.hold, "\(row) at \(now)")
    }
    if let place = row.places.first, hold > (place.span.start > now ? place.span.start : place.span.end) { throw Violation(.hold, "\(row) at \(now)") }
  }
}
