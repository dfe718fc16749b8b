// Who gets a place that became free (rule 16).

extension Work {
  /// Offers what became free by the changes so far to the requests that wait for a place: first those that matter most, then the
  /// oldest. Each gets the earliest of the free slots that fits; on the days of the forum, also those that are agreed and had no time.
  mutating func refill() {
    if before.index.waiting.isEmpty && after.index.waiting.isEmpty { return }
    let freed = freedSpans()
    let (now, everywhere) = (now, hasMorePlaces)
    if freed.isEmpty && !everywhere { return }
    for waiting in after.index.waiting {
      guard let meeting = after.meetings[waiting.meeting] else { continue }
      guard meeting.status == .waiting || after.phase == .running else { continue }
      var party = Party(after, of: meeting)
      party.takesBegun = freed.contains { $0.contains(now) }
      guard !haveMet(since: meeting), (try? party.check(at: now)) != nil, meeting.status == .accepted || (try? party.checkLimits()) != nil else { continue }
      let fitting = after.index.slots.lazy.filter { slot in everywhere || freed.contains { $0.overlaps(slot.span) } }
      guard let place = fitting.compactMap({ [party] in try? party.place(in: $0, at: now).get() }).first(where: { _ in true }) else { continue }
      give(place, to: meeting)
    }
  }

  /// Whether the two of a request that waits have another meeting by now, which the other one asked for.
  private func haveMet(since waiting: Meeting) -> Bool {
    guard waiting.status == .waiting else { return false }
    return (after.index.openMeetings[waiting.requester] ?? []).contains { id in
      guard id > waiting.id, let meeting = after.meetings[id], !meeting.isGroup else { return false }
      // What the one only interprets for the other is no meeting of the two.
      return meeting.has(waiting.requester) && meeting.has(waiting.requested)
    }
  }

  private mutating func give(_ place: Place, to meeting: Meeting) {
    let settings = after.settings
    if meeting.status == .accepted || settings?.requestMode == .automatic {
      record(.meetingConfirmed(MeetingPlaced(meeting: meeting.id, place: place)))
    } else {
      record(
        .meetingOffered(
          .init(
            meeting: meeting.id, place: place, awaiting: meeting.requested,
            holdUntil: min(now.adding(minutes: settings?.holdMinutes ?? 0), place.lastAnswer(at: now)))))
    }
  }

  /// Whether there are more slots or tables by it, or people have more time.
  private var hasMorePlaces: Bool {
    changes.contains { change in
      switch change {
      case .blockSet, .tableSet, .availabilitySet, .signupRemoved, .signupReleased, .agendaPublished, .forumUpdated: true
      default: false
      }
    }
  }

  /// The times at which a meeting gave up a place.
  private func freedSpans() -> [Span] {
    var touched: Set<MeetingID> = []
    for change in changes { touched.formUnion(change.meetings) }
    return touched.sorted().flatMap { id -> [Span] in
      guard let old = before.meetings[id], old.status.counts else { return [] }
      let new = after.meetings[id].flatMap { $0.status.counts ? $0 : nil }
      if let new, Set(old.participants) != Set(new.participants) { return old.heldPlaces.map(\.span) }
      let kept = Set(new?.heldPlaces ?? [])
      return old.heldPlaces.filter { !kept.contains($0) && $0.span.end > now }.map(\.span)
    }
  }
}

extension Place {
  /// Until when an answer to it can be awaited: its start; where it became free only after that, its end.
  func lastAnswer(at now: Instant) -> Instant { span.start > now ? span.start : span.end }
}

extension Change {
  /// The meetings whose place or people it changes.
  fileprivate var meetings: [MeetingID] {
    switch self {
    case .meetingMoved(let it): [it.meeting]
    case .meetingProposed(let it): [it.meeting]
    case .meetingsSwapped(let it): [it.first, it.second]
    case .meetingHandedOver(let it): [it.meeting]
    case .meetingConfirmed(let it): [it.meeting]
    case .guestInvited(let it), .guestLeft(let it): [it.meeting]
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): [it.meeting]
    case .meetingAnswered(let it): [it.meeting]
    default: []
    }
  }
}
