/// Two delegates who want to meet, in the light of the forum's rules. All that finds or checks a place goes through here.
struct Pair {
  let forum: Forum
  let requester: DelegateID
  let requested: DelegateID
  /// The meeting that is looked for a place, where there is one already: its present place does not stand in its own way.
  var except: MeetingID?
  /// Whether the asker may learn of registrations that are not approved; to others they are not there.
  var seesRegistrations = false

  // MARK: - Rule 2: who may meet

  /// - Throws: what forbids the two to meet at all, whatever the time.
  func check(at now: Instant) throws(Refusal) {
    guard requester != requested else { throw Refusal(.yourself) }
    let a = try forum.delegate(requester)
    let b = try forum.delegate(requested)
    guard b.status == .approved || seesRegistrations else { throw Refusal(.noSuchDelegate, ["reference": .text(requested.description)]) }
    for registration in [a, b] {
      guard registration.status == .approved else { throw Refusal(.notApproved, ["delegate": .delegate(registration.id)]) }
      guard registration.takesMeetings else { throw Refusal(.notActivated, ["delegate": .delegate(registration.id)]) }
    }
    if let from = forum.kind(of: requester), let to = forum.kind(of: requested),
      forum.settings?.forbiddenRequests.contains(.init(from: from, to: to)) == true
    {
      throw Refusal(.kindsMayNotMeet, ["from": .text(from.rawValue), "to": .text(to.rawValue)])
    }
    guard !sharedBlocks.isEmpty else { throw Refusal(.noSharedBlock, ["delegate": .delegate(requested)]) }
    for id in forum.index.openMeetings[requester] ?? [] where id != except {
      guard let meeting = forum.meetings[id], meeting.has(requested) else { continue }
      // Whoever has met may meet again.
      if let place = meeting.place, place.span.end <= now { continue }
      throw Refusal(.alreadyMeeting, ["meeting": .meeting(id)])
    }
  }

  /// The blocks in which both take part.
  var sharedBlocks: [BlockID] {
    let a = forum.registrations[requester]?.blocks
    let b = forum.registrations[requested]?.blocks
    return forum.blocks.keys.filter { (a?.contains($0) ?? true) && (b?.contains($0) ?? true) }
  }

  // MARK: - Rule 9: limits

  /// - Throws: where one more meeting in the forum would be too many for either. Blocks are looked at slot by slot.
  func checkLimits() throws(Refusal) {
    for (delegate, refusal) in [(requester, Refusal.Name.limitReached), (requested, .otherLimitReached)] {
      let limits = forum.limits(of: delegate)
      let open = (forum.index.openMeetings[delegate] ?? []).filter { $0 != except }
      if let most = limits.perForum, open.count >= most { throw Refusal(refusal, ["limit": .number(most)]) }
    }
  }

  private func isFull(_ delegate: DelegateID, in block: BlockID) -> Bool {
    guard let most = forum.limits(of: delegate).perBlock else { return false }
    var count = 0
    for id in forum.index.openMeetings[delegate] ?? [] where id != except {
      if forum.meetings[id]?.place?.slot.block == block { count += 1 }
    }
    return count >= most
  }

  // MARK: - Rules 3, 5, 8, 10: places

  /// What would forbid one slot.
  enum Obstacle {
    case past, notShared, requesterBusy(Forum.Busy), requestedBusy(Forum.Busy), noTable, requesterFull, requestedFull
  }

  /// The place in that slot, or what stands in the way.
  func place(in slot: Slot, at now: Instant) -> Result<Place, ObstacleError> {
    guard slot.span.start > now else { return .failure(.init(.past)) }
    guard takesPart(requester, slot.id.block), takesPart(requested, slot.id.block) else { return .failure(.init(.notShared)) }
    if let busy = forum.busy(requester, during: slot.span, except: except) { return .failure(.init(.requesterBusy(busy))) }
    if let busy = forum.busy(requested, during: slot.span, except: except) { return .failure(.init(.requestedBusy(busy))) }
    if isFull(requester, in: slot.id.block) { return .failure(.init(.requesterFull)) }
    if isFull(requested, in: slot.id.block) { return .failure(.init(.requestedFull)) }
    switch forum.table(for: requester, and: requested, in: slot, except: except) {
    case .none: return .success(Place(slot: slot.id, span: slot.span, table: nil))
    case .table(let table): return .success(Place(slot: slot.id, span: slot.span, table: table))
    case .full: return .failure(.init(.noTable))
    }
  }

  struct ObstacleError: Error {
    let obstacle: Obstacle
    init(_ obstacle: Obstacle) { self.obstacle = obstacle }
  }

  private func takesPart(_ delegate: DelegateID, _ block: BlockID) -> Bool {
    forum.registrations[delegate]?.blocks?.contains(block) ?? true
  }

  /// Feasible places in order of time, found as they are asked for.
  func places(at now: Instant, from start: Int = 0) -> some Sequence<Place> {
    forum.index.slots.dropFirst(start).lazy.compactMap { slot in try? place(in: slot, at: now).get() }
  }

  /// The earliest slot that both have free, at the lowest free table that suits.
  /// - Throws: `noFreeSlot`.
  func firstFit(at now: Instant) throws(Refusal) -> Place {
    guard let place = places(at: now).first(where: { _ in true }) else {
      try checkLimits()
      throw Refusal(.noFreeSlot, ["delegate": .delegate(requested)])
    }
    return place
  }

  /// The next three feasible places after a slot; earlier ones fill up where later ones do not suffice (rule 18).
  func alternatives(after wanted: Slot, at now: Instant) -> [Place] {
    func isOther(_ place: Place) -> Bool { place.slot != wanted.id || place.span != wanted.span }
    let position = forum.index.slots.firstIndex { $0.span.start >= wanted.span.start } ?? forum.index.slots.count
    var found = Array(places(at: now, from: position).filter(isOther).prefix(3))
    if found.count < 3 {
      let earlier = forum.index.slots.prefix(position).lazy.compactMap { slot in try? place(in: slot, at: now).get() }
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
      guard let block = forum.blocks[wanted.block], !block.isVirtual, forum.suits(chosen, [requester, requested], in: block) else {
        throw Refusal(
          .badValue, ["field": .text("table"), "expected": .text("a table of the block's zone that is not kept for somebody else")], alternatives: [place])
      }
      guard forum.isFree(table, during: slot.span, except: except) else {
        throw Refusal(.tableTaken, ["table": .text(table.description)], alternatives: [place])
      }
      place.table = table
      return place
    case .failure(let failure):
      throw refusal(for: failure.obstacle, slot: slot, asker: asker, at: now)
    }
  }

  private func refusal(for obstacle: Obstacle, slot: Slot, asker: DelegateID?, at now: Instant) -> Refusal {
    let offers = alternatives(after: slot, at: now)
    let time = ["time": Refusal.Value.instant(slot.span.start)]
    switch obstacle {
    case .past: return Refusal(.slotPast, time, alternatives: offers)
    case .notShared: return Refusal(.noSharedBlock, time.merging(["delegate": .delegate(requested)]) { a, _ in a }, alternatives: offers)
    case .noTable: return Refusal(.noFreeTable, time, alternatives: offers)
    case .requesterFull: return full(requester, slot.id.block, time, asker, offers)
    case .requestedFull: return full(requested, slot.id.block, time, asker, offers)
    case .requesterBusy(let busy): return refusal(requester, busy, time, asker, offers)
    case .requestedBusy(let busy): return refusal(requested, busy, time, asker, offers)
    }
  }

  private func full(_ who: DelegateID, _ block: BlockID, _ time: [String: Refusal.Value], _ asker: DelegateID?, _ offers: [Place]) -> Refusal {
    var values = time
    values["limit"] = .number(forum.limits(of: who).perBlock ?? 0)
    values["block"] = .text(forum.blocks[block]?.title ?? block.value)
    return Refusal(who == asker ?? requester ? .limitReached : .otherLimitReached, values, alternatives: offers)
  }

  /// Says of the asker's own time what fills it, of others' only that it is filled.
  private func refusal(_ who: DelegateID, _ busy: Forum.Busy, _ time: [String: Refusal.Value], _ asker: DelegateID?, _ offers: [Place]) -> Refusal {
    var values = time
    guard who == asker else {
      values["delegate"] = .delegate(who)
      return Refusal(.otherIsBusy, values, alternatives: offers)
    }
    switch busy {
    case .meeting(let id): values["by"] = .meeting(id)
    case .session(let id): values["by"] = .session(id)
    case .unavailable: values["by"] = .text("unavailable")
    }
    return Refusal(.youAreBusy, values, alternatives: offers)
  }
}
