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
    columns = try Columns(forum, only: blocks, at: now)
    leftOut = columns.leftOut
    var draft = Draft(forum, columns, at: now)
    draft.enter(moving: moving, at: now)
    draft.makeWay()
    draft.limit()
    people = draft.people
    tables = draft.tables
    meetings = draft.kept
    problem = draft.problem
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
