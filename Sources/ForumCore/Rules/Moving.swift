// When slots, tables or time are taken away from under meetings (rule 7): listed or moved, never dropped.

extension Forum {
  /// Those changes and, where they leave meetings without their place, the moves that follow; then who gets what became free.
  /// - Throws: `meetingsInTheWay` with the meetings and the places that they could have, where they may not be moved or one finds
  ///   no other place.
  func moving(_ changes: [Change], _ move: Bool, because cause: MeetingMoved.Cause, at now: Instant) throws(Refusal) -> [Change] {
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for change in changes { work.record(change) }
    let orphans = work.after.orphans(since: self, at: now)
    if orphans.isEmpty { return promoting(work.changes, at: now) }
    guard move else { throw inTheWay(orphans, work.after, at: now) }
    for id in orphans {
      guard let meeting = work.after.meetings[id] else { continue }
      if meeting.offers != nil {
        let after = work.after
        try work.reoffer(meeting, keepingTime: true) { after.isSound($0, of: meeting) }
        continue
      }
      guard let from = meeting.place, let to = work.after.newPlace(for: meeting, keepingTime: true, at: now) else { throw inTheWay([id], work.after, at: now) }
      let hold = meeting.holdUntil.map { min($0, to.lastAnswer(at: now)) }
      work.record(.meetingMoved(.init(meeting: id, from: from, to: to, awaiting: meeting.awaiting, holdUntil: hold, by: nil, cause: cause, reason: nil)))
    }
    let left = work.after.orphans(since: self, at: now)
    guard left.isEmpty else { throw inTheWay(left, work.after, at: now) }
    return promoting(work.changes, at: now)
  }

  private func inTheWay(_ meetings: [MeetingID], _ after: Forum, at now: Instant) -> Refusal {
    Refusal(.meetingsInTheWay, ["meetings": .meetings(meetings)], orphans: after.newPlaces(for: meetings, keepingTime: true, at: now))
  }

  /// The places that meetings could have instead, one after the other: each with those before it moved already.
  /// Of a proposal it is the first of the times that are no more, and the first that would be proposed then.
  func newPlaces(for meetings: [MeetingID], keepingTime: Bool, at now: Instant) -> [Refusal.Orphan] {
    var work = Work(before: self, after: self, actor: .timer, now: now)
    return meetings.compactMap { id in
      guard let meeting = work.after.meetings[id] else { return nil }
      let lost = meeting.heldPlaces.first { !work.after.isSound($0, of: meeting) }
      guard let from = lost ?? meeting.heldPlaces.first else { return nil }
      let left = meeting.offers?.first { work.after.isSound($0, of: meeting) }
      let to = left ?? work.after.newPlace(for: meeting, keepingTime: keepingTime, at: now)
      if let to, meeting.offers == nil {
        work.record(
          .meetingMoved(.init(meeting: id, from: from, to: to, awaiting: meeting.awaiting, holdUntil: meeting.holdUntil, by: nil, cause: .wish, reason: nil)))
      }
      return Refusal.Orphan(meeting: id, from: from, to: to)
    }
  }

  /// Another place for a meeting that loses its own: at the same time if there is one, in the same block first; else the next, else the
  /// nearest before.
  /// - Parameter keepingTime: whether a side that can not at its time, and kept it all the same, comes then.
  func newPlace(for meeting: Meeting, keepingTime: Bool, at now: Instant) -> Place? {
    guard let from = meeting.place ?? meeting.offers?.first else { return nil }
    var party = Party(self, of: meeting)
    party.keepsTime = keepingTime
    // Those who sit there already only change the table.
    party.takesBegun = from.span.contains(now)
    let same = index.slots.filter { $0.span == from.span }
    for slot in same.filter({ $0.id == from.slot }) + same.filter({ $0.id != from.slot }) {
      if let place = try? party.place(in: slot, at: now).get() { return place }
    }
    party.takesBegun = false
    let found = party.alternatives(after: Slot(id: from.slot, span: from.span), at: now)
    return found.first { $0.span.start >= from.span.start } ?? found.last
  }

  /// Open meetings to come whose place is not one any more: the slot is gone or other, the table is gone, of another zone
  /// or fixed to somebody else, or a session takes a participant's time. Also those that have not begun and sat where they
  /// should, and should sit at a table that is one side's now (rule 10); what an organiser seated otherwise stays. Not what has begun
  /// and a side has left since.
  func orphans(since before: Forum, at now: Instant) -> [MeetingID] {
    meetings.values.filter { meeting in
      guard meeting.status.isOpen, meeting.participants.allSatisfy({ registrations[$0]?.status == .approved }) else { return false }
      return meeting.heldPlaces.contains { place in
        guard place.span.end > now else { return false }
        if !isSound(place, of: meeting) { return before.isSound(place, of: meeting) || meeting.offers == nil }
        return meeting.offers == nil && place.span.start > now && before.sits(meeting.participants, at: place) && !sits(meeting.participants, at: place)
      }
    }.map(\.id).sorted()
  }

  /// Whether that is where a meeting of those belongs: at the fixed tables of its sides, or where nobody's is (rule 10).
  func sits(_ sides: [DelegateID], at place: Place) -> Bool {
    guard let table = place.table, let block = blocks[place.slot.block] else { return true }
    let fixed = fixedTables(for: sides, in: block)
    return fixed.isEmpty ? tables[table]?.fixedTo == nil : fixed.contains(table)
  }

  func isSound(_ place: Place, of meeting: Meeting) -> Bool {
    guard let position = index.slotByID[place.slot], index.slots[position].span == place.span, let block = blocks[place.slot.block] else { return false }
    if let id = place.table {
      guard let table = tables[id], suits(table, meeting.participants, in: block) else { return false }
    } else if !block.isVirtual {
      return false
    }
    return (meeting.participants + [place.interpreter].compactMap { $0 }).allSatisfy { delegate in
      switch busy(delegate, during: place.span, except: [meeting.id]) {
      case .session, .meeting: false
      case .unavailable, nil: true
      }
    }
  }
}

extension Work {
  /// Of the times that were proposed only those that still will do stay so; where none does, the place that a meeting would move to
  /// is proposed instead. The other side of who gave their time away answers then.
  /// - Throws: `meetingsInTheWay` where there is none.
  mutating func reoffer(
    _ meeting: Meeting, by side: DelegateID? = nil, _ reason: Personal<String>? = nil, keepingTime: Bool, where stays: (Place) -> Bool
  ) throws(Refusal) {
    var offers = (meeting.offers ?? []).filter(stays)
    var awaiting = meeting.awaiting
    if offers.isEmpty {
      offers = after.newPlace(for: meeting, keepingTime: keepingTime, at: now).map { [$0] } ?? []
      if let side, side == awaiting { awaiting = meeting.other(than: side) }
    }
    guard let first = offers.first, let awaiting else {
      throw Refusal(
        .meetingsInTheWay, ["meetings": .meetings([meeting.id])], orphans: after.newPlaces(for: [meeting.id], keepingTime: keepingTime, at: now))
    }
    record(
      .meetingProposed(
        .init(
          meeting: meeting.id, from: nil, offers: offers, awaiting: awaiting, holdUntil: min(meeting.holdUntil ?? first.span.start, first.span.start), by: side,
          reason: reason)))
  }

  /// A meeting for which somebody does not interpret any more gets another one, or none where none is free: it stands, and organisers
  /// see that it wants one.
  mutating func leaveUninterpreted(_ meeting: Meeting, by gone: DelegateID) {
    let party = Party(after, of: meeting)
    func without(_ place: Place) -> Place {
      guard place.interpreter == gone else { return place }
      var bare = place
      bare.interpreter = nil
      return (try? after.interpreted(bare, party, needsOne: false)) ?? bare
    }
    if let place = meeting.place, without(place) != place {
      record(
        .meetingMoved(
          .init(
            meeting: meeting.id, from: place, to: without(place), awaiting: meeting.awaiting, holdUntil: meeting.holdUntil, by: nil, cause: .availability,
            reason: nil)))
    } else if let offers = meeting.offers, offers.map(without) != offers, let awaiting = meeting.awaiting, let holdUntil = meeting.holdUntil {
      record(.meetingProposed(.init(meeting: meeting.id, from: nil, offers: offers.map(without), awaiting: awaiting, holdUntil: holdUntil, by: nil)))
    }
  }
}

extension Work {
  /// A delegate who is gone leaves a meeting: a request of theirs is withdrawn, one that waited for them declined, a guest leaves the
  /// group, and what was agreed is cancelled.
  mutating func leave(_ meeting: Meeting, _ delegate: DelegateID, by side: DelegateID?, _ reason: Personal<String>?) {
    let ended = MeetingEnded(meeting: meeting.id, by: side, reason: reason)
    switch meeting.status {
    case _ where meeting.isGroup && meeting.requester != delegate:
      for change in after.leaving(meeting, delegate, by: side, reason, at: now) { record(change) }
    case .requested: record(meeting.awaiting == delegate ? .meetingDeclined(ended) : .meetingWithdrawn(ended))
    case .waiting: record(.meetingWithdrawn(ended))
    default: record(.meetingCancelled(ended))
    }
  }
}

extension Forum {
  /// Those changes, after which somebody does not interpret any more, and who does so now in those meetings.
  func reinterpreting(_ meetings: [MeetingID], by gone: DelegateID, after changes: [Change], at now: Instant) -> [Change] {
    if meetings.isEmpty { return changes }
    var work = Work(before: self, after: self, actor: .timer, now: now)
    for change in changes { work.record(change) }
    for id in meetings { if let meeting = work.after.meetings[id] { work.leaveUninterpreted(meeting, by: gone) } }
    return work.changes
  }
}
