import ForumCore
import Timetabling

/// A forum's meetings on the way to a timetabling problem, step by step.
struct Draft {
  let people: [DelegateID]
  let tables: [TableID]
  /// The meetings of the problem, and what it says of each.
  private(set) var kept: [Meeting] = []
  private var entries: [Problem.Meeting] = []

  private let forum: Forum
  private let columns: Columns
  /// All that could be in it.
  private let meetings: [Meeting]
  private let interpreters: [MeetingID: [DelegateID]]
  private let numberOf: [DelegateID: Int]
  private let tableNumber: [TableID: Int]
  private var available: [SlotSet]
  private var seats: Seats
  private var limits: [[Problem.Limit]]

  init(_ forum: Forum, _ columns: Columns, at now: Instant) {
    self.forum = forum
    self.columns = columns
    let meetings = forum.meetingsToPlan(at: now).filter { meeting in meeting.place.map { columns.columnOf[$0.slot] != nil } ?? true }
    let interpreters = Dictionary(uniqueKeysWithValues: meetings.map { ($0.id, forum.interpretersToAsk(for: $0)) })
    self.meetings = meetings
    self.interpreters = interpreters
    people = Set(meetings.flatMap { $0.participants + (interpreters[$0.id] ?? []) }).sorted()
    tables = forum.index.tableOrder.filter { forum.tables[$0]?.link == nil }
    numberOf = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    tableNumber = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1, $0) })
    let planned = Set(meetings.map(\.id))
    let asked = Set(interpreters.values.joined())
    available = people.map { person in
      let own = (forum.index.openMeetings[person] ?? []).filter(planned.contains)
      return columns.set { column in
        // Somebody who may interpret has to take part wherever that could be.
        (!asked.contains(person) || column.slots.allSatisfy { forum.takesPart(person, in: $0.block.id) })
          && forum.busy(person, during: column.span, except: own) == nil
      }
    }
    seats = Seats(forum, columns, everybody: people)
    for table in tables { seats.add(table, planned: planned) }
    limits = Array(repeating: [], count: people.count)
  }

  /// Each meeting as the problem says it. One that could not be where it is stays out.
  mutating func enter(moving: MeetingPlan.Moving, at now: Instant) {
    for meeting in meetings {
      let present = meeting.place.flatMap { columns.columnOf[$0.slot] }
      let (place, allowed) = seats.place(of: meeting, tableNumber, present: present)
      let entry = Problem.Meeting(
        participants: numbers(of: meeting.participants), interpreters: numbers(of: interpreters[meeting.id] ?? []), allowed: allowed,
        priority: meeting.status == .accepted ? (meeting.priority ?? 0) + 1 : nil, place: place, present: present,
        presentTable: meeting.place?.table.flatMap { tableNumber[$0] }, presentInterpreter: meeting.place?.interpreter.flatMap { numberOf[$0] },
        isLocked: present != nil && (moving == .none || !forum.mayBeReplanned(meeting, at: now)))
      guard canStay(entry) else { continue }
      kept.append(meeting)
      entries.append(entry)
    }
  }

  private func numbers(of delegates: [DelegateID]) -> [Int] { delegates.compactMap { numberOf[$0] } }

  private func canStay(_ entry: Problem.Meeting) -> Bool {
    guard let present = entry.present else { return true }
    let people = entry.participants + [entry.presentInterpreter].compactMap { $0 }
    return entry.allowed.contains(present) && people.allSatisfy { available[$0].contains(present) } && seats.holds(entry.place, entry.presentTable, in: present)
  }

  /// Those who stayed out stand in the others' way.
  mutating func makeWay() {
    let inside = Set(kept.map(\.id))
    for meeting in meetings where !inside.contains(meeting.id) {
      guard let place = meeting.place else { continue }
      let taken = columns.set { $0.span.overlaps(place.span) }
      for person in numbers(of: meeting.participants + [place.interpreter].compactMap { $0 }) { available[person] = available[person].subtracting(taken) }
      if let table = place.table.flatMap({ tableNumber[$0] }) { seats.close(table, taken) }
    }
  }

  /// Nobody gets more meetings in a block than they may have (rule 9). Blocks that share a column count as if all meetings there were in each.
  mutating func limit() {
    var plans = [[Int]](repeating: [], count: people.count)
    var calls = plans
    for (meeting, entry) in entries.enumerated() {
      for person in entry.participants { plans[person].append(meeting) }
      if let person = entry.presentInterpreter { calls[person].append(meeting) }
    }
    let inside = Set(kept.map(\.id))
    let blocks = Set(columns.columns.flatMap { $0.slots.map(\.block.id) }).sorted()
    let columnsOf = blocks.map { block in columns.set { $0.slots.contains { $0.block.id == block } } }
    for (number, person) in people.enumerated() where !plans[number].isEmpty {
      guard let most = forum.mostMeetingsPerBlock(of: person) else { continue }
      for (block, here) in zip(blocks, columnsOf) {
        let left = most - meetings(of: person, in: block, besides: inside)
        let isHere = { [entries] (meeting: Int) in entries[meeting].present.map(here.contains) ?? false }
        let present = Set(plans[number].filter(isHere))
        // What they interpret takes their time as well, and counts here though it would not have to.
        if present.count + calls[number].count(where: isHere) <= left {
          limits[number].append(Problem.Limit(slots: here, most: left))
          continue
        }
        // Somebody gave them more than they may have: those stay, and no other comes.
        for meeting in plans[number] {
          if present.contains(meeting) { entries[meeting].isLocked = true } else { entries[meeting].allowed = entries[meeting].allowed.subtracting(here) }
        }
      }
    }
  }

  /// How many meetings somebody has in a block, or could have, that are none of these.
  private func meetings(of person: DelegateID, in block: BlockID, besides inside: Set<MeetingID>) -> Int {
    (forum.index.openMeetings[person] ?? []).count { id in
      guard !inside.contains(id), let meeting = forum.meetings[id], meeting.has(person) else { return false }
      return meeting.heldPlaces.contains { $0.slot.block == block }
    }
  }

  var problem: Problem {
    let all = SlotSet.first(columns.columns.count)
    return Problem(
      people: people.indices.map { Problem.Person(unavailable: all.subtracting(available[$0]), limits: limits[$0]) }, slots: max(1, columns.columns.count),
      dayStarts: columns.dayStarts(in: forum.settings?.zone), tables: seats.tables(seats: min(kept.count, people.count / 2)), meetings: entries)
  }
}
