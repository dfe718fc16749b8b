import ForumCore

// How a request becomes a meeting: acceptances, other times, guests who join (rules 1, 5, 6, 12).

extension Referee {
  /// - Throws: where nobody for whom that one acts was asked.
  private func checkAwaited(_ row: Row, _ act: Act) throws(Violation) {
    if act.actor.isOrganiser { return }
    let awaited = row.isGroup ? row.accepted.contains { acts(act.actor, for: $0) } : row.awaiting.map { acts(act.actor, for: $0) } == true
    guard awaited else { throw Violation(.onBehalf, "\(row) by \(act.actor)") }
  }

  mutating func recordAcceptance(_ id: MeetingID, _ act: Act, at now: Instant) throws(Violation) {
    let row = try row(id)
    guard act.kind == .confirmMeeting, act.meeting == id, row.places.isEmpty, settings?.timeMode == .organiser else {
      throw Violation(.state, "\(row) accepted by \(act.command)")
    }
    if row.isGroup && row.accepted.isEmpty { throw Violation(.group, "\(row) accepted without a guest") }
    try checkAwaited(row, act)
    try amend(id, from: [.requested]) { row in
      row.status = .accepted
      row.awaiting = nil
      row.dropHoldUnlessGuestsAreAwaited(now)
    }
  }

  mutating func recordConfirmation(_ it: MeetingPlaced, in forum: Forum, _ act: Act, at now: Instant) throws(Violation) {
    let row = try row(it.meeting)
    let isOwn = act.meeting == it.meeting
    switch row.status {
    case .requested:
      guard isOwn, let command = act.command as? ConfirmMeeting else { throw Violation(.endedByNobody, "\(row) confirmed by \(act.command)") }
      if row.isGroup && row.accepted.isEmpty { throw Violation(.group, "\(row) confirmed without a guest") }
      try checkAwaited(row, act)
      if let slot = command.slot, slot != it.place.slot { throw Violation(.picked, "\(it) of \(command)") }
      if row.places.isEmpty {
        try checkPlace(it.place, for: Quest(row), at: now)
        if command.slot == nil, firstFit(Quest(row), at: now) != it.place { throw Violation(.firstFit, "\(it)") }
        if settings?.timeMode == .organiser && !act.actor.isOrganiser { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
      } else if !row.places.contains(it.place) {
        throw Violation(row.isOffering ? .picked : .endedByNobody, "\(it) of \(row)")
      }
    case .accepted where isOwn && act.kind == .moveMeeting:
      guard act.actor.isOrganiser else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
      try checkCutoff(row, act, isMove: true, at: now)
      try checkPlace(it.place, for: quest(row, act), at: now, table: act.table)
    default: try checkRefill(row, it.place, in: forum, at: now)
    }
    let isSeated = !sits(row.sides, at: it.place)
    try amend(it.meeting, from: [.waiting, .requested, .accepted]) { row in
      row.status = .confirmed
      if row.place != it.place { row.isSeated = isSeated }
      row.isUnseen = false
      row.awaiting = nil
      row.sit(at: it.place, now)
    }
  }

  /// One to three other times, all of them free and kept from now on, of which the other side picks one.
  mutating func recordProposal(_ it: MeetingProposed, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard !before.isGroup, (1...3).contains(it.offers.count), let awaited = before.awaiting else { throw Violation(.offered, "\(it) of \(before)") }
    if let command = act.command as? ProposeTimes {
      guard command.meeting == it.meeting, act.actor.isOrganiser || acts(act.actor, for: awaited) else {
        throw Violation(.onBehalf, "\(it) by \(act.actor)")
      }
      try checkCutoff(before, act, isMove: true, at: now)
      guard Set(command.slots) == Set(it.offers.map(\.slot)), it.offers.count == command.slots.count,
        it.awaiting == before.sides.first(where: { $0 != awaited }),
        settings?.timeMode != .organiser, it.from == before.place
      else { throw Violation(.offered, "\(it) of \(command)") }
      for (index, offer) in it.offers.enumerated() {
        try checkPlace(offer, for: Quest(before), at: now)
        guard offer.slot != before.place?.slot, !it.offers[..<index].contains(where: { $0.span.overlaps(offer.span) }) else {
          throw Violation(.offered, "\(it) of \(before)")
        }
      }
    } else {
      guard before.isOffering, isForced(act) else { throw Violation(.endedByNobody, "\(it) by \(act.command)") }
      try checkReoffered(it, before, awaited, at: now)
    }
    try amend(it.meeting, from: [.requested]) { row in
      row.places = it.offers
      row.isOffering = true
      row.awaiting = it.awaiting
      row.hold = it.holdUntil
    }
    try checkHold(try row(it.meeting), at: now, since: act.kind == .proposeTimes ? nil : before)
  }

  /// What was proposed is not there any more, or who would interpret: those times that are left stay, and where none is, another one
  /// is proposed.
  private func checkReoffered(_ it: MeetingProposed, _ before: Row, _ awaited: DelegateID, at now: Instant) throws(Violation) {
    let stay = before.places.filter { old in it.offers.contains { ($0.slot, $0.span, $0.table) == (old.slot, old.span, old.table) } }
    if stay.isEmpty, let offer = it.offers.first, it.offers.count == 1 {
      try checkPlace(offer, for: Quest(before), at: now)
      guard it.by == nil || it.by == touched.availability?.delegate, it.awaiting == (it.by == awaited ? before.sides.first { $0 != awaited } : awaited) else {
        throw Violation(.offered, "\(it) of \(before)")
      }
      return
    }
    guard stay.count == it.offers.count, it.awaiting == awaited else { throw Violation(.offered, "\(it) of \(before)") }
    for (old, offer) in zip(stay, it.offers) where old != offer {
      var bare = old
      bare.interpreter = nil
      guard offer.interpreter == interpreter(of: bare, for: before.sides, but: [before.number]).0 else { throw Violation(.interpreting, "\(it) of \(before)") }
    }
  }

  // MARK: - Groups

  mutating func recordJoining(_ it: GuestNamed, _ act: Act, at now: Instant) throws(Violation) {
    let row = try row(it.meeting)
    // Where requests are confirmed without an answer, guests are too.
    let isAutomatic = act.kind == .inviteGuest && settings?.requestMode == .automatic && (act.command as? InviteGuest)?.guest == it.guest
    guard act.meeting == it.meeting, isAutomatic || (act.kind == .confirmMeeting && acts(act.actor, for: it.guest)) else {
      throw Violation(.onBehalf, "\(it) by \(act.actor)")
    }
    guard row.isGroup, row.others.contains(it.guest), !row.accepted.contains(it.guest) else { throw Violation(.group, "\(it) of \(row)") }
    try amend(it.meeting, from: [.requested, .accepted, .confirmed]) { row in
      row.accepted.append(it.guest)
      if row.status != .requested { row.dropHoldUnlessGuestsAreAwaited(now) }
    }
  }

  /// The host asks one more; who was there already stays and keeps the time (rule 12).
  mutating func recordInvitation(_ it: GuestNamed, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard act.kind == .inviteGuest, act.meeting == it.meeting, acts(act.actor, for: before.a) else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
    guard !before.has(it.guest), !before.isOffering, before.others.count < 20 else { throw Violation(.group, "\(it) of \(before)") }
    if let why = whyNotMeet([before.a, it.guest], but: before.number, at: now), !why.hasSuffix("theirs") { throw Violation(.whoMayMeet, "\(it): \(why)") }
    try checkLimit(of: it.guest, but: [])
    let sides = before.sides + [it.guest]
    if let place = before.place {
      guard place.span.start > now else { throw Violation(.placeUnsound, "\(it) of \(before)") }
      try checkHasTime(it.guest, place, before)
    }
    try amend(it.meeting, from: [.requested, .accepted, .confirmed]) { row in
      if !row.isGroup && row.status != .requested { row.accepted = Array(row.others) }
      row.isGroup = true
      row.sides = sides
      row.awaiting = nil
      row.hold = it.holdUntil
    }
    try checkHold(try row(it.meeting), at: now)
    try checkReplaced(it.meeting, it.place, since: before.sides, isStrict: true, at: now)
  }

  /// Out of the group, by their own wish or the host's, an organiser's, or because they did not answer in time (rules 4, 12).
  mutating func recordLeaving(_ it: GuestNamed, _ act: Act, at now: Instant) throws(Violation) {
    let before = try row(it.meeting)
    guard before.isGroup, before.others.contains(it.guest), before.others.count > 1 else { throw Violation(.group, "\(it) of \(before)") }
    let owes = before.accepted.contains(it.guest)
    switch act.command {
    case is ExpireHolds:
      guard let hold = before.hold, hold <= now, !owes, before.status != .requested else { throw Violation(.hold, "\(it) of \(before)") }
    case is DeclineMeeting where act.meeting == it.meeting && acts(act.actor, for: it.guest) && !owes: break
    case is CancelMeeting where act.meeting == it.meeting && (acts(act.actor, for: it.guest) || acts(act.actor, for: before.a)):
      // Who has not said yes owes nobody a word.
      if owes { try checkCutoff(before, act, isMove: false, at: now) }
    case is MoveMeeting where act.meeting == it.meeting && (acts(act.actor, for: it.guest) || acts(act.actor, for: before.a)):
      try checkCutoff(before, act, isMove: true, at: now)
      try checkOverride((act.command as? MoveMeeting)?.override == true, act)
    case let command as SetAvailability where command.delegate == it.guest && acts(act.actor, for: it.guest):
      guard let choice = command.meetings, choice != .keep else { throw Violation(.availability, "\(it) by \(command)") }
      if owes || choice == .move { try checkCutoff(before, act, isMove: choice == .move, at: now) }
    case let command as CancelRegistration where command.delegate == it.guest && acts(act.actor, for: it.guest):
      try checkCutoff(before, act, isMove: false, at: now)
    case let command as EraseDelegate where isSame(command.delegate, it.guest): break
    default: throw Violation(.onBehalf, "\(it) by \(act.command) of \(act.actor)")
    }
    touched.left[it.guest] = before.number
    try amend(it.meeting, from: [.requested, .accepted, .confirmed]) { row in
      row.sides.removeAll { $0 == it.guest }
      row.accepted.removeAll { $0 == it.guest }
      if row.status != .requested { row.dropHoldUnlessGuestsAreAwaited(now) }
    }
    try checkReplaced(it.meeting, it.place, since: before.sides, isStrict: false, at: now)
  }
}

extension Referee.Row {
  /// What is agreed has no end by itself but for guests who have not answered, and that not after its start; where it began already,
  /// not after its end.
  mutating func dropHoldUnlessGuestsAreAwaited(_ now: Instant) {
    let isAwaited = isGroup && accepted.count < others.count
    hold = isAwaited ? hold.map { hold in min(hold, place.map { $0.span.start > now ? $0.span.start : $0.span.end } ?? hold) } : nil
  }

  /// It has that place from now on.
  mutating func sit(at place: Place, _ now: Instant) {
    places = [place]
    isOffering = false
    if place.interpreter != nil { wantsInterpreter = true }
    if status == .confirmed { dropHoldUnlessGuestsAreAwaited(now) }
  }
}
