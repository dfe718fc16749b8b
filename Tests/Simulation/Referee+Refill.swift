import ForumCore

// Who gets a place that became free (rule 16), and what becomes of meetings in time that somebody gives up (rule 7).

extension Referee {
  /// The times at which meetings gave up a place, or have other people, in this step.
  func freedSpans(at now: Instant) -> [Span] {
    touched.before.flatMap { position, old -> [Span] in
      guard old.counts else { return [] }
      let new = rows[position]
      let left = !new.counts || Set(old.sides) != Set(new.sides) ? old.places : old.places.filter { !new.places.contains($0) }
      return left.map(\.span).filter { $0.end > now }
    }
  }

  /// Those who wait for a place: who matters most goes first, then who asked first. On the days of the forum also what is agreed
  /// and has no time.
  func waiting(in forum: Forum) -> [Row] {
    open.compactMap { position in
      let row = rows[position]
      return row.status == .waiting || (row.status == .accepted && row.places.isEmpty && forum.phase == .running) ? row : nil
    }.sorted { ($1.priority, $0.number) < ($0.priority, $1.number) }
  }

  /// The earliest of those times that a waiting request could have; nil where there is none.
  private func fit(_ row: Row, _ freed: [Span], at now: Instant) -> Place? {
    let agreed = row.status == .waiting ? [] : row.sides
    guard whyNotMeet(row.sides, but: row.number, agreed: agreed, at: now) == nil else { return nil }
    if row.status == .waiting {
      // Who has met since, because the other one asked, waits for nothing.
      let haveMet = open.contains { position in
        let other = rows[position]
        return other.number > row.number && !other.isGroup && other.counts(for: row.a) && other.has(row.sides.last ?? row.a)
      }
      if haveMet { return nil }
      for side in row.sides {
        if let most = limits(of: side).perForum, count(of: side, but: [row.number]) >= most { return nil }
      }
    }
    var quest = Quest(row)
    quest.begun = freed.contains { $0.contains(now) }
    for slot in slots where touched.hasMorePlaces || freed.contains(where: { $0.overlaps(slot.span) }) {
      if let place = place(in: slot, for: quest, at: now) { return place }
    }
    return nil
  }

  mutating func recordOffer(_ it: MeetingOffered, in forum: Forum, at now: Instant) throws(Violation) {
    let row = try row(it.meeting)
    try checkRefill(row, it.place, in: forum, at: now)
    guard row.status == .waiting, it.awaiting == row.sides.last, settings?.requestMode == .approval else { throw Violation(.state, "\(it) of \(row)") }
    try amend(it.meeting, from: [.waiting]) { row in
      row.status = .requested
      row.isUnseen = false
      row.sit(at: it.place, now)
      row.awaiting = it.awaiting
      row.hold = it.holdUntil
    }
    try checkHold(try self.row(it.meeting), at: now)
  }

  /// A place that somebody gets who waited: the earliest that became free and that they can have, and nobody before them could.
  func checkRefill(_ row: Row, _ place: Place, in forum: Forum, at now: Instant) throws(Violation) {
    let freed = freedSpans(at: now)
    guard row.status == .waiting || (row.status == .accepted && forum.phase == .running), !freed.isEmpty || touched.hasMorePlaces else {
      throw Violation(.endedByNobody, "\(place) for \(row)")
    }
    var quest = Quest(row)
    quest.begun = freed.contains { $0.contains(now) }
    try checkPlace(place, for: quest, at: now)
    for earlier in waiting(in: forum) {
      if earlier.number == row.number { break }
      if let better = fit(earlier, freed, at: now) { throw Violation(.passedOver, "\(earlier) could have had \(better) before \(row)") }
    }
    let first = fit(row, freed, at: now)
    guard first == place else { throw Violation(.firstFit, "\(place) for \(row), expected \(String(describing: first))") }
  }

  /// After a step nobody waits who could have had a place that became free in it.
  func checkNobodyIsPassedOver(_ forum: Forum, at now: Instant) throws(Violation) {
    // Who takes part only since then is asked at the next chance.
    if touched.hasMorePeople { return }
    let freed = freedSpans(at: now)
    guard !freed.isEmpty || touched.hasMorePlaces else { return }
    for row in waiting(in: forum) {
      if let place = fit(row, freed, at: now) { throw Violation(.passedOver, "\(row) could have \(place)") }
    }
  }

  // MARK: - Rule 7: availability

  /// What a delegate's new availability is about.
  struct Availability {
    var delegate: DelegateID
    var choice: SetAvailability.Meetings?
    /// Their meetings to come in time that they had and have no more, by position in `rows`.
    var inTheWay: [Int]
  }

  mutating func recordAvailability(_ it: AvailabilitySet, _ act: Act, at now: Instant) throws(Violation) {
    let position = it.delegate.value - 1
    guard let before = person(it.delegate), let command = act.command as? SetAvailability, command.delegate == it.delegate, acts(act.actor, for: it.delegate)
    else { throw Violation(.onBehalf, "\(it) by \(act.actor)") }
    let inTheWay = open.filter { number in
      let row = rows[number]
      guard row.status.isOpen else { return false }
      return row.places.contains { place in
        guard place.span.end > now, row.has(it.delegate) || place.interpreter == it.delegate else { return false }
        let isOut = it.blocks.map { !$0.contains(place.slot.block) } == true && before.blocks?.contains(place.slot.block) != false
        let isGiven = it.unavailable.contains { $0.overlaps(place.span) } && !before.unavailable.contains { $0.overlaps(place.span) }
        return isOut || isGiven
      }
    }
    people[position].blocks = it.blocks
    people[position].unavailable = it.unavailable
    touched.availability = Availability(delegate: it.delegate, choice: command.meetings, inTheWay: inTheWay)
  }

  /// Kept, moved or called off, as the delegate says; nothing else changes, and without a word nothing is in the way.
  func checkAvailability(_ it: Availability, at now: Instant) throws(Violation) {
    if it.choice == nil, let position = it.inTheWay.first { throw Violation(.availability, "\(rows[position]) is in the way") }
    for (position, before) in touched.before {
      let isRefill = before.status == .waiting || (before.status == .accepted && before.places.isEmpty)
      guard it.inTheWay.contains(position) || isRefill else { throw Violation(.availability, "\(before) became \(rows[position])") }
    }
    for position in it.inTheWay {
      let row = rows[position]
      let before = touched.before[position]
      let isThere =
        row.status.isOpen
        && row.places.contains { place in
          guard row.has(it.delegate) || place.interpreter == it.delegate else { return false }
          return !self.isThere(it.delegate, place.slot.block) || person(it.delegate)?.unavailable.contains { $0.overlaps(place.span) } == true
        }
      let holds =
        switch it.choice {
        case nil, .keep: before == nil
        case .move where row.isGroup && row.a != it.delegate && before?.others.count != 1 && before?.has(it.delegate) == true: !row.has(it.delegate)
        case .move: row.status == before?.status && before.map { $0.sides == row.sides } == true && !isThere
        case .cancel: before?.has(it.delegate) == true ? !row.status.isOpen || !row.has(it.delegate) : row.status == before?.status && !isThere
        }
      guard holds else { throw Violation(.availability, "\(it.choice?.rawValue ?? "nothing said"): \(row)") }
    }
  }
}
