/// Those who want to meet, in the light of the forum's rules: one who asks and one who is asked, or a host and guests (rule 12).
/// All that finds or checks a place goes through here.
struct Party {
  let forum: Forum
  let requester: DelegateID
  /// Who is asked: one, or the guests of a group.
  let others: [DelegateID]
  let sides: [DelegateID]
  /// Meetings that are about to leave their places: these do not stand in the way.
  var except: [MeetingID]
  /// Whether the asker may learn of registrations that are not approved; to others they are not there.
  var seesRegistrations = false
  /// Whether a slot that has begun will do, because its place became free meanwhile (rule 16).
  var takesBegun = false
  /// Where the meeting is now that is looked for another place; never offered as one.
  var present: Place?
  /// Who is in the meeting already: who may ask whom, and whether they take meetings, was looked at when they were asked.
  var agreed: [DelegateID] = []
  /// Whether at its present time it does not matter that a side can not: they chose to keep the meeting (rule 7).
  var keepsTime = false
  /// Whether an organiser overrides what the sides said of their time and how much they may have (rule 14).
  var overrides = false
  /// Who may interpret, lowest number first; nil where nobody need (rule 19).
  let interpreters: [DelegateID]?

  init(_ forum: Forum, _ requester: DelegateID, with others: [DelegateID], except: [MeetingID] = [], seesRegistrations: Bool = false) {
    self.forum = forum
    self.requester = requester
    self.others = others
    sides = [requester] + others
    self.except = except
    self.seesRegistrations = seesRegistrations
    interpreters = forum.interpreters(for: sides)
  }

  /// The sides of a meeting that is looked for a place; its present one does not stand in its own way.
  init(_ forum: Forum, of meeting: Meeting, besides: [MeetingID] = []) {
    self.init(forum, meeting.requester, with: meeting.others, except: [meeting.id] + besides, seesRegistrations: true)
    present = meeting.place
    if meeting.status != .waiting { agreed = meeting.participants }
  }

  /// As a meeting keeps it.
  var wantsInterpreter: Bool? { interpreters == nil ? nil : true }

  // MARK: - Rule 2: who may meet

  /// - Parameter isAsking: whether the requester asks just now. Only then a request of theirs that waits for a place is in the way:
  ///   nobody else learns of it.
  /// - Throws: what forbids them to meet at all, whatever the time.
  func check(at now: Instant, isAsking: Bool = false) throws(Refusal) {
    guard !others.contains(requester) else { throw Refusal(.yourself) }
    let asking = try forum.delegate(requester)
    try check(asking)
    for other in others {
      let asked = try forum.delegate(other)
      guard asked.status == .approved || seesRegistrations else { throw Refusal(.noSuchDelegate, ["reference": .text(other.description)]) }
      try check(asked)
      if let from = forum.kind(of: requester), let to = forum.kind(of: other), !overrides, agreed.isEmpty,
        forum.settings?.forbiddenRequests.contains(.init(from: from, to: to)) == true
      {
        throw Refusal(.kindsMayNotMeet, ["from": .text(from.rawValue), "to": .text(to.rawValue)])
      }
      guard overrides || sharesBlock(with: other) else { throw Refusal(.noSharedBlock, ["delegate": .delegate(other)]) }
    }
    guard overrides || forum.blocks.keys.contains(where: { block in sides.allSatisfy { takesPart($0, block) } }) else {
      throw Refusal(.noSharedBlock, ["delegate": .delegate(others.first ?? requester)])
    }
    // A group is no meeting of two of its people.
    guard let other = others.first, others.count == 1 else { return }
    for id in forum.index.openMeetings[requester] ?? [] where !except.contains(id) {
      guard let meeting = forum.meetings[id], !meeting.isGroup, meeting.has(requester), meeting.has(other), isAsking || meeting.isUnseen != true
      else { continue }
      // Whoever has met may meet again.
      if let place = meeting.place, place.span.end <= now { continue }
      throw Refusal(.alreadyMeeting, ["meeting": .meeting(id)])
    }
  }

  /// - Throws: `notApproved` where one of them has left the forum since they met.
  func checkTheyAreIn() throws(Refusal) {
    for side in sides where forum.registrations[side]?.status != .approved { throw Refusal(.notApproved, ["delegate": .delegate(side)]) }
  }

  private func check(_ registration: Registration) throws(Refusal) {
    guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(registration.id)]) }
    guard overrides || registration.takesMeetings || agreed.contains(registration.id) else {
      throw Refusal(.notActivated, ["delegate": .delegate(registration.id)])
    }
  }

  private func sharesBlock(with other: DelegateID) -> Bool {
    forum.blocks.keys.contains { takesPart(requester, $0) && takesPart(other, $0) }
  }

  func takesPart(_ delegate: DelegateID, _ block: BlockID) -> Bool { forum.registrations[delegate]?.blocks?.contains(block) ?? true }

  // MARK: - Rule 9: limits

  /// - Throws: where one more meeting in the forum would be too many for any. Blocks are looked at slot by slot.
  /// - Parameter those: of whom it is to be looked at; all sides where left out.
  func checkLimits(of those: [DelegateID]? = nil) throws(Refusal) {
    for delegate in those ?? sides where !overrides {
      guard let most = forum.limits(of: delegate).perForum, meetings(of: delegate).count >= most else { continue }
      throw Refusal(delegate == requester ? .limitReached : .otherLimitReached, ["limit": .number(most)])
    }
  }

  /// What counts against a delegate's limits: not what they interpret.
  private func meetings(of delegate: DelegateID) -> [Meeting] {
    (forum.index.openMeetings[delegate] ?? []).compactMap { except.contains($0) ? nil : forum.meetings[$0] }.filter { $0.has(delegate) }
  }

  /// Whether one more meeting in the block would be too many; one that is in it already is not one more.
  func isFull(_ delegate: DelegateID, in block: BlockID) -> Bool {
    guard !overrides, present?.slot.block != block, let most = forum.limits(of: delegate).perBlock else { return false }
    return meetings(of: delegate).count { $0.heldPlaces.contains { $0.slot.block == block } } >= most
  }

  /// - Throws: what keeps one more from a meeting that has its place, with the places at which all could meet.
  func checkJoining(_ delegate: DelegateID, at place: Place, _ now: Instant) throws(Refusal) {
    var values: [String: Refusal.Value] = ["delegate": .delegate(delegate), "time": .instant(place.span.start)]
    let name: Refusal.Name
    if !takesPart(delegate, place.slot.block) {
      name = .noSharedBlock
    } else if forum.busy(delegate, during: place.span, except: except) != nil {
      name = .otherIsBusy
    } else if isFull(delegate, in: place.slot.block) {
      name = .otherLimitReached
      values["delegate"] = nil
      values["limit"] = .number(forum.limits(of: delegate).perBlock ?? 0)
      values["block"] = .text(forum.blocks[place.slot.block]?.title ?? place.slot.block.value)
    } else {
      return
    }
    throw Refusal(name, values, alternatives: alternatives(after: Slot(id: place.slot, span: place.span), at: now))
  }

  // MARK: - Rules 3, 5, 8, 10, 19: places

  /// What would forbid one slot.
  enum Obstacle: Error {
    case past, notShared
    case busy(DelegateID, Forum.Busy)
    case full(DelegateID)
    case noTable, noInterpreter
  }

  /// The place in that slot, or what stands in the way.
  func place(in slot: Slot, at now: Instant) -> Result<Place, Obstacle> {
    guard slot.span.start > now || (takesBegun && slot.span.end > now) else { return .failure(.past) }
    let asSaid = !overrides && !keeps(slot)
    for side in sides where asSaid && !takesPart(side, slot.id.block) { return .failure(.notShared) }
    for side in sides {
      if let busy = busy(side, in: slot, orUnavailable: asSaid) { return .failure(.busy(side, busy)) }
    }
    for side in sides where isFull(side, in: slot.id.block) { return .failure(.full(side)) }
    let table: TableID?
    switch forum.table(for: sides, in: slot, except: except) {
    case .none: table = nil
    case .table(let free): table = free
    case .full: return .failure(.noTable)
    }
    var place = Place(slot: slot.id, span: slot.span, table: table)
    // Where the forum has nobody who could interpret, they meet all the same, and organisers see that one is wanted.
    if let interpreters, !interpreters.isEmpty {
      guard let free = interpreter(in: slot) else { return .failure(.noInterpreter) }
      place.interpreter = free
    }
    return .success(place)
  }

  /// Who is free to interpret in a slot: at the same time who does so already, else the first.
  func interpreter(in slot: Slot) -> DelegateID? {
    if let present = present.flatMap({ $0.span == slot.span ? $0.interpreter : nil }), interpreters?.contains(present) == true,
      keeps(slot) || takesPart(present, slot.id.block), busy(present, in: slot, orUnavailable: !keeps(slot)) == nil
    {
      return present
    }
    return interpreters?.first { takesPart($0, slot.id.block) && busy($0, in: slot, orUnavailable: true) == nil }
  }

  /// Whether it is the present time, and the meeting was kept at it.
  private func keeps(_ slot: Slot) -> Bool { keepsTime && present?.slot.block == slot.id.block && present?.span == slot.span }

  private func busy(_ delegate: DelegateID, in slot: Slot, orUnavailable: Bool) -> Forum.Busy? {
    let busy = forum.busy(delegate, during: slot.span, except: except)
    return busy == .unavailable && !orUnavailable ? nil : busy
  }

  /// Feasible places in order of time, found as they are asked for.
  func places(at now: Instant, from start: Int = 0) -> some Sequence<Place> {
    forum.index.slots.dropFirst(start).lazy.compactMap { slot in try? place(in: slot, at: now).get() }
  }

  /// The earliest slot that all have free, at the lowest free table that suits.
  /// - Throws: `noFreeSlot`.
  func firstFit(at now: Instant) throws(Refusal) -> Place {
    guard let place = places(at: now).first(where: { _ in true }) else {
      try checkLimits()
      throw Refusal(.noFreeSlot, ["delegate": .delegate(others.first ?? requester)])
    }
    return place
  }

  /// The next three feasible places after a slot; earlier ones fill up where later ones do not suffice (rule 18).
  func alternatives(after wanted: Slot, at now: Instant) -> [Place] {
    func isOther(_ place: Place) -> Bool {
      (place.slot, place.span) != (wanted.id, wanted.span) && (place.slot, place.span) != (present?.slot, present?.span)
    }
    let position = forum.index.slots.firstIndex { $0.span.start >= wanted.span.start } ?? forum.index.slots.count
    var found = Array(places(at: now, from: position).filter(isOther).prefix(3))
    if found.count < 3 {
      let earlier = forum.index.slots.prefix(position).lazy.compactMap { slot in try? place(in: slot, at: now).get() }.filter(isOther)
      found = Array((Array(earlier.suffix(3 - found.count)) + found))
    }
    return found
  }

  /// The place in the slot that was asked for, at the asked table where one was named.
  /// - Throws: what stands in the way, as far as the asker may know it, with the next three feasible places.
  func place(in wanted: SlotID, table: TableID? = nil, asker: DelegateID?, at now: Instant) throws(Refusal) -> Place {
    guard let position = forum.index.slotByID[wanted] else { throw Refusal(.noSuchSlot, ["slot": .text(wanted.description)]) }
    let slot = forum.index.slots[position]
    switch place(in: slot, at: now) {
    case .success(var place):
      guard let table, table != place.table else { return place }
      guard let chosen = forum.tables[table] else { throw Refusal(.noSuchTable, ["table": .text(table.description)]) }
      guard let block = forum.blocks[wanted.block], forum.suits(chosen, sides, in: block) else {
        throw Refusal(
          .badValue, ["field": .text("table"), "expected": .expected(.init(.freeTable))], alternatives: [place])
      }
      guard forum.isFree(table, during: slot.span, except: except) else {
        throw Refusal(.tableTaken, ["table": .text(table.description)], alternatives: [place])
      }
      place.table = table
      return place
    case .failure(let obstacle):
      throw refusal(for: obstacle, slot: slot, asker: asker, at: now)
    }
  }

  private func refusal(for obstacle: Obstacle, slot: Slot, asker: DelegateID?, at now: Instant) -> Refusal {
    let offers = alternatives(after: slot, at: now)
    let time = ["time": Refusal.Value.instant(slot.span.start)]
    func about(_ delegate: DelegateID) -> [String: Refusal.Value] { time.merging(["delegate": .delegate(delegate)]) { a, _ in a } }
    switch obstacle {
    case .past: return Refusal(.slotPast, time, alternatives: offers)
    case .notShared: return Refusal(.noSharedBlock, about(others.first ?? requester), alternatives: offers)
    case .noTable: return Refusal(.noFreeTable, time, alternatives: offers)
    case .noInterpreter: return Refusal(.noFreeInterpreter, time, alternatives: offers)
    case .full(let who):
      var values = time
      values["limit"] = .number(forum.limits(of: who).perBlock ?? 0)
      values["block"] = .text(forum.blocks[slot.id.block]?.title ?? slot.id.block.value)
      return Refusal(who == asker ?? requester ? .limitReached : .otherLimitReached, values, alternatives: offers)
    // Of the asker's own time it says what fills it, of others' only that it is filled.
    case .busy(let who, _) where who != asker: return Refusal(.otherIsBusy, about(who), alternatives: offers)
    case .busy(_, let busy):
      var values = time
      switch busy {
      case .meeting(let id): values["by"] = .meeting(id)
      case .session(let id): values["by"] = .session(id)
      case .unavailable: values["by"] = .text("unavailable")
      }
      return Refusal(.youAreBusy, values, alternatives: offers)
    }
  }
}
