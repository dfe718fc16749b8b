/// Gives many meetings their places in one step, as a timetable says: accepted ones their first, confirmed ones another.
///
/// The timetable was made on an earlier state. It is taken as a whole or not at all: where a meeting has changed since, it is refused
/// with the list; where somebody's time was filled meanwhile, with what stands in the way. Locked meetings keep their time.
public struct ApplyTimetable: Command {
  /// Where one meeting is to be.
  public struct Placing: Hashable, Sendable, Codable {
    public var meeting: MeetingID
    /// The version of the meeting for which the timetable was made.
    public var version: Int
    public var slot: SlotID
    /// Nil only in virtual blocks.
    public var table: TableID?
    public var interpreter: DelegateID?

    public init(meeting: MeetingID, version: Int, slot: SlotID, table: TableID? = nil, interpreter: DelegateID? = nil) {
      self.meeting = meeting
      self.version = version
      self.slot = slot
      self.table = table
      self.interpreter = interpreter
    }
  }

  public var placings: [Placing]
  /// Needed where confirmed meetings move that are about to begin (rule 6).
  public var reason: String?

  public init(placings: [Placing], reason: String? = nil) {
    self.placings = placings
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireOrganiser(actor)
    _ = try forum.requireSettings()
    let current = try meetings(of: forum, at: now)
    var seats = Seats(forum: forum, moving: placings.map(\.meeting))
    var changes: [Change] = []
    var applied = TimetableApplied(placed: 0, moved: 0)
    for (placing, meeting) in zip(placings, current) {
      let place = try seats.take(placing, meeting, at: now)
      guard place != meeting.place else { continue }
      guard let from = meeting.place else {
        applied.placed += 1
        changes.append(.meetingConfirmed(MeetingPlaced(meeting: meeting.id, place: place, reason: nil)))
        continue
      }
      if place.slot != from.slot {
        if meeting.isLocked == true { throw Refusal(.timeLocked, ["meeting": .meeting(meeting.id)]) }
        try forum.checkCutoff(of: meeting, by: actor, reason: reason, isMove: true, at: now)
      }
      applied.moved += 1
      let recorded = try forum.recorded(reason, by: actor, about: meeting.requester)
      let hold = meeting.holdUntil.map { min($0, place.lastAnswer(at: now)) }
      changes.append(.meetingMoved(MeetingMoved(meeting: meeting.id, from: from, to: place, holdUntil: hold, by: nil, cause: .timetable, reason: recorded)))
    }
    try seats.checkLimits()
    return changes.isEmpty ? [] : forum.promoting([.timetableApplied(applied)] + changes, at: now)
  }

  /// The meetings as they are, each once.
  /// - Throws: `staleTimetable` with those that are not any more what the timetable was made for.
  private func meetings(of forum: Forum, at now: Instant) throws(Refusal) -> [Meeting] {
    var seen: Set<MeetingID> = []
    var stale: [MeetingID] = []
    var found: [Meeting] = []
    for placing in placings {
      guard let meeting = forum.meetings[placing.meeting] else { throw Refusal(.noSuchMeeting, ["reference": .text(placing.meeting.description)]) }
      guard seen.insert(meeting.id).inserted else {
        throw Refusal(.badValue, ["field": .text("placings"), "expected": .text("each meeting once")])
      }
      found.append(meeting)
      let canBePlaced =
        switch meeting.status {
        case .accepted: meeting.place == nil
        case .confirmed: meeting.place.map { $0.span.start > now } ?? false
        default: false
        }
      if meeting.version != placing.version || !canBePlaced { stale.append(meeting.id) }
    }
    if !stale.isEmpty { throw Refusal(.staleTimetable, ["meetings": .meetings(stale.sorted())]) }
    return found
  }
}

/// Who and which table is taken when, as the meetings of a timetable sit down one after the other.
private struct Seats {
  let forum: Forum
  private var people: [DelegateID: [Span]] = [:]
  private var tables: [TableID: [Span]] = [:]
  /// How many meetings each has in each block, of those that sat down.
  private var inBlocks: [DelegateID: [BlockID: Int]] = [:]
  /// Who has a meeting in a block by it that was not there before, in order.
  private var entering: [(delegate: DelegateID, block: Block)] = []
  private let movingIDs: Set<MeetingID>

  init(forum: Forum, moving: [MeetingID]) {
    self.forum = forum
    movingIDs = Set(moving)
  }

  /// The place of one meeting.
  /// - Throws: what stands in the way.
  mutating func take(_ placing: ApplyTimetable.Placing, _ meeting: Meeting, at now: Instant) throws(Refusal) -> Place {
    guard let position = forum.index.slotByID[placing.slot], let block = forum.blocks[placing.slot.block] else {
      throw Refusal(.noSuchSlot, ["slot": .text(placing.slot.description)])
    }
    let slot = forum.index.slots[position]
    guard slot.span.start > now else { throw Refusal(.slotPast, ["time": .instant(slot.span.start)]) }
    let party = Party(forum, of: meeting)
    try party.checkTheyAreIn()
    let keeps = meeting.place?.span == slot.span
    for side in meeting.participants {
      if !party.takesPart(side, block.id) && !keeps { throw Refusal(.noSharedBlock, ["delegate": .delegate(side), "time": .instant(slot.span.start)]) }
      try takeTime(of: side, slot.span, keeping: keeps)
      inBlocks[side, default: [:]][block.id, default: 0] += 1
      if meeting.place?.slot.block != block.id { entering.append((side, block)) }
    }
    if let interpreter = placing.interpreter {
      guard party.interpreters?.contains(interpreter) == true, party.takesPart(interpreter, block.id) else {
        throw Refusal(.noFreeInterpreter, ["time": .instant(slot.span.start)])
      }
      try takeTime(of: interpreter, slot.span, keeping: keeps && meeting.place?.interpreter == interpreter)
    } else if let wanted = party.interpreters, !wanted.isEmpty {
      throw Refusal(.noFreeInterpreter, ["time": .instant(slot.span.start)])
    }
    try takeTable(placing.table, party, slot, block)
    return Place(slot: slot.id, span: slot.span, table: placing.table, interpreter: placing.interpreter)
  }

  private mutating func takeTime(of delegate: DelegateID, _ span: Span, keeping: Bool) throws(Refusal) {
    let busy = others(of: delegate, during: span, keeping: keeping)
    if busy || people[delegate]?.contains(where: { $0.overlaps(span) }) == true {
      throw Refusal(.otherIsBusy, ["delegate": .delegate(delegate), "time": .instant(span.start)])
    }
    people[delegate, default: []].append(span)
  }

  /// Whether anything but the meetings of the timetable is in a delegate's way. Who kept a meeting where they could not, keeps it (rule 7).
  private func others(of delegate: DelegateID, during span: Span, keeping: Bool) -> Bool {
    let present = (forum.index.openMeetings[delegate] ?? []).filter(movingIDs.contains)
    switch forum.busy(delegate, during: span, except: present) {
    case nil: return false
    case .unavailable: return !keeping
    case .meeting, .session: return true
    }
  }

  /// Once all sit.
  /// - Throws: where somebody who is new in a block has more meetings there than they may (rule 9).
  func checkLimits() throws(Refusal) {
    for entry in entering {
      guard let most = forum.limits(of: entry.delegate).perBlock else { continue }
      let staying = (forum.index.openMeetings[entry.delegate] ?? []).count { id in
        guard !movingIDs.contains(id), let other = forum.meetings[id], other.has(entry.delegate) else { return false }
        return other.heldPlaces.contains { $0.slot.block == entry.block.id }
      }
      guard staying + (inBlocks[entry.delegate]?[entry.block.id] ?? 0) > most else { continue }
      throw Refusal(.otherLimitReached, ["limit": .number(most), "block": .text(entry.block.title)])
    }
  }

  private mutating func takeTable(_ id: TableID?, _ party: Party, _ slot: Slot, _ block: Block) throws(Refusal) {
    guard let id else {
      if block.isVirtual { return }
      throw Refusal(.noFreeTable, ["time": .instant(slot.span.start)])
    }
    guard let table = forum.tables[id] else { throw Refusal(.noSuchTable, ["table": .text(id.description)]) }
    guard forum.suits(table, party.sides, in: block) else {
      throw Refusal(.badValue, ["field": .text("table"), "expected": .text("a table of the block's zone that is not kept for somebody else")])
    }
    let present = (forum.index.tableMeetings[id] ?? []).filter(movingIDs.contains)
    guard forum.isFree(id, during: slot.span, except: Array(present)), tables[id]?.contains(where: { $0.overlaps(slot.span) }) != true else {
      throw Refusal(.tableTaken, ["table": .text(id.description)])
    }
    tables[id, default: []].append(slot.span)
  }
}
