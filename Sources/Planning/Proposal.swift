import ForumCore
import Timetabling

/// A timetable that was made for a forum and waits for an organiser to apply it or to let it go: what would change, with figures.
public struct Proposal: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    case running, done
    /// It was applied.
    case applied
  }

  /// Before, and as it would be.
  public struct Figures: Hashable, Sendable, Codable {
    /// Meetings with a time, of those that the timetable is about.
    public var scheduled: Int
    /// What they are worth together, as the organisers have marked them: each counts one more than its priority, a confirmed one 1.
    public var priority: Int
    /// Groups of idle times between somebody's first and last meeting of a day, over all people.
    public var breaks: Int
    /// Breaks of whoever has the most minus those of whoever has the fewest.
    public var spread: Int
    /// Meetings to which everybody has to come from another table.
    public var tableChanges: Int
  }

  /// One meeting that would be elsewhere.
  public struct Difference: Hashable, Sendable, Codable {
    public var meeting: MeetingID
    /// Where it is now; nil where it has no time yet.
    public var from: Place?
    public var to: Place
  }

  /// How much of it there is.
  public struct Counts: Hashable, Sendable, Codable {
    /// Meetings that get their first time.
    public var placed: Int
    /// Meetings that get another time.
    public var moved: Int
    /// Meetings that keep their time and get another table or interpreter.
    public var reseated: Int
    /// Agreed meetings that find no time.
    public var unplaced: Int
    /// Delegates who have fewer breaks than now, and those who have more.
    public var losingBreaks: Int
    public var gainingBreaks: Int
  }

  /// Counts up within a forum.
  public var number: Int
  public var forum: ForumID
  public var state: State
  public var moving: MeetingPlan.Moving
  public var madeAt: Instant
  /// Seconds that it took.
  public var seconds: Double
  /// Whether none is better: no more priority and, with that, no fewer breaks.
  public var isOptimal: Bool
  /// No timetable has more priority than this.
  public var priorityBound: Int
  /// No timetable with all that priority has fewer breaks than this.
  public var breaksBound: Int
  public var before: Figures
  public var after: Figures
  public var counts: Counts
  public var differences: [Difference]
  public var placings: [ApplyTimetable.Placing]
  /// Agreed meetings that find no time.
  public var unplaced: [MeetingID]
  /// Blocks of which slots are not in the timetable, because they overlap another block's.
  public var leftOut: [BlockID]
}

extension Proposal {
  /// What is known before anything was tried: the present timetable.
  init(_ plan: MeetingPlan, number: Int, forum: ForumID, moving: MeetingPlan.Moving, at now: Instant) {
    let figures = Figures(Score(plan.present, of: plan.problem), plan.present)
    self.init(
      number: number, forum: forum, state: .running, moving: moving, madeAt: now, seconds: 0, isOptimal: false,
      priorityBound: plan.problem.meetings.reduce(0) { $0 + ($1.priority ?? 1) }, breaksBound: 0, before: figures, after: figures,
      counts: Counts(placed: 0, moved: 0, reseated: 0, unplaced: figures.unscheduled(of: plan), losingBreaks: 0, gainingBreaks: 0), differences: [],
      placings: [], unplaced: [], leftOut: plan.leftOut)
  }

  /// Takes over a timetable.
  mutating func take(_ timetable: Solution, of plan: MeetingPlan, in forum: Forum) {
    after = Figures(Score(timetable, of: plan.problem), timetable)
    placings = plan.placings(of: timetable)
    differences = placings.compactMap { placing in
      guard let meeting = forum.meetings[placing.meeting], let position = forum.index.slotByID[placing.slot] else { return nil }
      let span = forum.index.slots[position].span
      return Difference(
        meeting: meeting.id, from: meeting.place, to: Place(slot: placing.slot, span: span, table: placing.table, interpreter: placing.interpreter))
    }.sorted { ($0.to.span.start, $0.meeting) < ($1.to.span.start, $1.meeting) }
    unplaced = zip(plan.meetings, timetable.slots).filter { $0.place == nil && $1 == nil }.map(\.0.id)
    let (had, have) = (plan.breaks(plan.present), plan.breaks(timetable))
    counts = Counts(
      placed: differences.count { $0.from == nil }, moved: differences.count { $0.from.map(\.span) != nil && $0.from?.span != $0.to.span },
      reseated: differences.count { $0.from?.span == $0.to.span }, unplaced: unplaced.count,
      losingBreaks: have.count { $0.value < had[$0.key] ?? 0 }, gainingBreaks: have.count { $0.value > had[$0.key] ?? 0 })
  }
}

extension Proposal.Figures {
  init(_ score: Score, _ timetable: Solution) {
    self.init(
      scheduled: timetable.slots.count { $0 != nil }, priority: score.priority, breaks: score.breaks, spread: score.spread, tableChanges: score.tableChanges)
  }

  fileprivate func unscheduled(of plan: MeetingPlan) -> Int { plan.meetings.count - scheduled }
}
