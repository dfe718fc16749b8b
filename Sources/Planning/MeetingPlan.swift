import ForumCore
import Timetabling

/// The meetings of a forum as a timetabling problem, and a timetable as what the forum is to do.
///
/// What else takes people's time or a table (requests that hold a slot, sessions, absences, meetings that stay as they are) is not in the
/// problem: it makes them unavailable. Where the problem can not say exactly what the forum allows it allows less, so that a timetable can
/// always be applied to the state it was made for.
public struct MeetingPlan: Sendable {
  /// Which confirmed meetings may get another time.
  public enum Moving: String, Codable, Sendable, CaseIterable {
    /// All that are not locked.
    case all
    /// At most three, and only to make room.
    case few
    /// None.
    case none
  }

  public let problem: Problem
  /// The meetings of the problem, by its numbers.
  public let meetings: [Meeting]
  /// Blocks of which slots are not in the timetable, because they overlap others.
  public let leftOut: [BlockID]

  private let forum: Forum
  private let columns: Columns
  private let people: [DelegateID]
  /// The tables of the forum among those of the problem; the ones after these are seats of virtual blocks.
  private let tables: [TableID]

  /// - Throws: where there are more times than a timetable can have, or an unknown block is named.
  public init(_ forum: Forum, blocks: [BlockID]? = nil, moving: Moving = .all, at now: Instant) throws(Refusal) {
    self.forum = forum
    let columns = try Columns(forum, only: blocks, at: now)
    self.columns = columns
    leftOut = columns.leftOut
    let meetings = forum.meetingsToPlan(at: now).filter { meeting in meeting.place.map { columns.columnOf[$0.slot] != nil } ?? true }
    let asked = Dictionary(uniqueKeysWithValues: meetings.map { ($0.id, forum.interpretersToAsk(for: $0)) })
    people = Set(meetings.flatMap { $0.participants + (asked[$0.id] ?? []) }).sorted()
    tables = forum.index.tableOrder.filter { forum.tables[$0]?.link == nil }
    let planned = Set(meetings.map(\.id))
    let numberOf = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    let tableNumber = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1, $0) })

    let interpreters = Set(asked.values.joined())
    let available = people.map { person in
      let own = (forum.index.openMeetings[person] ?? []).filter(planned.contains)
      return columns.set { column in
        // Somebody who may interpret has to take part wherever that could be.
        (!interpreters.contains(person) || column.slots.allSatisfy { forum.takesPart(person, in: $0.block.id) })
          && forum.busy(person, during: column.span, except: own) == nil
      }
    }
    var seating = Seats(forum, columns, everybody: people)
    for table in tables { seating.add(table, planned: planned) }

    var kept: [Meeting] = []
    var entries: [Problem.Meeting] = []
    for meeting in meetings {
      let present = meeting.place.flatMap { columns.columnOf[$0.slot] }
      let presentTable = meeting.place?.table.flatMap { tableNumber[$0] }
      var entry = Problem.Meeting(
        participants: meeting.participants.compactMap { numberOf[$0] }, interpreters: (asked[meeting.id] ?? []).compactMap { numberOf[$0] }, allowed: [],
        priority: meeting.status == .accepted ? (meeting.priority ?? 0) + 1 : nil, present: present, presentTable: presentTable,
        presentInterpreter: meeting.place?.interpreter.flatMap { numberOf[$0] },
        isLocked: present != nil && (moving == .none || !forum.mayBeReplanned(meeting, at: now)))
      (entry.place, entry.allowed) = seating.place(of: meeting, tableNumber, present: present)
      if let present {
        // Where it is has to be possible in the problem, too; otherwise it stays out of it.
        let people = entry.participants + [meeting.place?.interpreter].compactMap { $0.flatMap { numberOf[$0] } }
        guard entry.allowed.contains(present), people.allSatisfy({ available[$0].contains(present) }), seating.holds(entry.place, presentTable, in: present)
        else { continue }
      }
      kept.append(meeting)
      entries.append(entry)
    }
    self.meetings = kept
    // Those who stay out after all stand in the others' way.
    let still = Set(kept.map(\.id))
    let gone = meetings.filter { !still.contains($0.id) }
    var unavailable = available.map { SlotSet.first(columns.columns.count).subtracting($0) }
    for meeting in gone {
      guard let place = meeting.place else { continue }
      let taken = columns.set { $0.span.overlaps(place.span) }
      for person in meeting.participants + [place.interpreter].compactMap({ $0 }) {
        if let number = numberOf[person] { unavailable[number] = unavailable[number].union(taken) }
      }
      if let table = place.table.flatMap({ tableNumber[$0] }) { seating.close(table, taken) }
    }
    var limits = [[Problem.Limit]](repeating: [], count: people.count)
    for (number, person) in people.enumerated() {
      guard let most = forum.mostMeetingsPerBlock(of: person) else { continue }
      let own = kept.indices.filter { kept[$0].has(person) }
      if own.isEmpty { continue }
      for block in Set(columns.columns.flatMap { $0.slots.map(\.block.id) }).sorted() {
        let here = columns.set { $0.slots.contains { $0.block.id == block } }
        let others = (forum.index.openMeetings[person] ?? []).count { id in
          guard !still.contains(id), let meeting = forum.meetings[id], meeting.has(person) else { return false }
          return meeting.heldPlaces.contains { $0.slot.block == block }
        }
        let present = own.filter { entries[$0].present.map(here.contains) ?? false }
        // What they interpret takes their time as well, and counts here though it would not have to.
        let interpreted = kept.indices.count { entries[$0].presentInterpreter == number && entries[$0].present.map(here.contains) ?? false }
        if present.count + interpreted <= most - others {
          limits[number].append(Problem.Limit(slots: here, most: most - others))
        } else {
          // Somebody gave them more than they may have: those stay, and no other comes.
          for meeting in own {
            if present.contains(meeting) { entries[meeting].isLocked = true } else { entries[meeting].allowed = entries[meeting].allowed.subtracting(here) }
          }
        }
      }
    }
    problem = Problem(
      people: people.indices.map { Problem.Person(unavailable: unavailable[$0], limits: limits[$0]) }, slots: max(1, columns.columns.count),
      dayStarts: columns.dayStarts(in: forum.settings?.zone),
      tables: seating.tables(seats: min(kept.count, people.count / 2)), meetings: entries)
  }

  // MARK: - Back

  /// Where each meeting of a timetable is to be: only those that are elsewhere now, or nowhere.
  public func placings(of timetable: Solution) -> [ApplyTimetable.Placing] {
    var links = LinkTables(forum, planned: Set(meetings.map(\.id)))
    var placings: [ApplyTimetable.Placing] = []
    for (number, meeting) in meetings.enumerated() {
      guard let column = timetable.slots[number] else { continue }
      let interpreter = timetable.interpreters[number].map { people[$0] }
      let table = timetable.tables[number].flatMap { $0 < tables.count ? tables[$0] : nil }
      guard let (slot, seat) = seat(meeting, at: table, in: columns.columns[column], &links) else { continue }
      if let place = meeting.place, (place.slot, place.table, place.interpreter) == (slot, seat, interpreter) { continue }
      placings.append(.init(meeting: meeting.id, version: meeting.version, slot: slot, table: seat, interpreter: interpreter))
    }
    return placings
  }

  /// The block of a column in which the meeting sits at that table; a virtual one where it has none, with a link while there are some.
  private func seat(_ meeting: Meeting, at table: TableID?, in column: Columns.Column, _ links: inout LinkTables) -> (SlotID, TableID?)? {
    // In the block where it is already, if that is one of them.
    let present = meeting.place?.slot.block
    let mine = column.slots.filter { slot in meeting.participants.allSatisfy { forum.takesPart($0, in: slot.block.id) } }
      .sorted { ($0.block.id == present ? 0 : 1, $0.slot) < ($1.block.id == present ? 0 : 1, $1.slot) }
    if let table, let wood = forum.tables[table], let found = mine.first(where: { !$0.block.isVirtual && forum.maySit(meeting, at: wood, in: $0.block) }) {
      return (found.slot, table)
    }
    guard let found = mine.first(where: \.block.isVirtual) else { return nil }
    return (found.slot, links.take(for: meeting, in: found.block, column.span))
  }

  /// The timetable as it is now.
  public var present: Solution {
    var solution = Solution(empty: problem)
    for (number, meeting) in problem.meetings.enumerated() {
      solution.slots[number] = meeting.present
      solution.tables[number] = meeting.presentTable
      solution.interpreters[number] = meeting.presentInterpreter
    }
    return solution
  }

  /// Whose breaks a timetable changes: how many each had and would have.
  public func breaks(_ timetable: Solution) -> [DelegateID: Int] {
    Dictionary(uniqueKeysWithValues: zip(people, timetable.busy(in: problem).map(problem.breaks)))
  }
}
