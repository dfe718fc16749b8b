import ForumCore
import Planning
import Synchronization
import Testing
import Timetabling

/// A forum of a few people in the organiser's mode, on 10 March 2027 in Tunis: an hour of meetings from nine, slots of twenty minutes, two tables.
struct SmallForum {
  var forum = Forum()
  let now: Instant

  init(people: Int = 6, blocks: [String]? = nil, tables: [Table]? = nil, _ change: (inout ForumContent) -> Void = { _ in }) throws {
    now = try #require(Instant("2027-03-01T08:00:00Z"))
    let day = try #require(CivilDate("2027-03-10"))
    var content = ForumContent(forum: try #require(ForumID("small")))
    var settings = ForumSettings(
      title: "Small", place: "Tunis", country: "TN", zone: try #require(ForumZone("Africa/Tunis")), firstDay: day, lastDay: day.adding(days: 1))
    settings.timeMode = .organiser
    content.settings = settings
    content.blocks = [try Self.block("day", "09:00", minutes: 60)]
    content.tables = tables ?? (1...2).map { Table(id: TableID($0)) }
    content.registrations = (1...people).map { number in
      var entry = ForumContent.Entry(
        person: PersonID("p-\(number)"), profile: Profile(givenName: "Given\(number)", familyName: "Family\(number)", email: "d\(number)@small.example"),
        organisationName: "Firm \(number)", organisationKind: number % 2 == 0 ? .privateInvestor : .msme, country: "TN")
      entry.approved = true
      return entry
    }
    change(&content)
    try perform(ImportForum(content: content))
    try perform(SetPhase(phase: .open))
  }

  static func block(_ name: String, _ start: String, day: Int = 10, minutes: Int, slot: Int = 20, zone: String? = nil, isVirtual: Bool = false) throws -> Block
  {
    let start = try #require(Instant("2027-03-\(day)T\(start):00+01:00"))
    return Block(
      id: try #require(BlockID(name)), title: name, start: start, end: start.adding(minutes: minutes), slotMinutes: slot, zone: zone, isVirtual: isVirtual)
  }

  mutating func perform(_ command: some Command<Forum>, by actor: Actor = .organiser()) throws {
    for change in try command.decide(forum, by: actor, at: now) { forum.apply(change, seq: forum.seq + 1, at: now) }
  }

  /// Two agree to meet.
  mutating func agree(_ pairs: (Int, Int)...) throws {
    for (a, b) in pairs {
      try perform(RequestMeeting(requester: DelegateID(a), requested: DelegateID(b)), by: .delegate(DelegateID(a)))
      try perform(ConfirmMeeting(meeting: MeetingID(forum.lastMeeting)), by: .delegate(DelegateID(b)))
    }
  }

  /// Only in those blocks.
  mutating func takesPart(_ delegate: Int, only blocks: String...) throws {
    try perform(SetAvailability(delegate: DelegateID(delegate), blocks: blocks.compactMap { BlockID($0) }, unavailable: []))
  }

  /// The best timetable, applied: `M-1 day.1 T-1`. Checked by the checker, and by the forum itself.
  mutating func timetable(moving: MeetingPlan.Moving = .all, applies: Bool = true) throws -> [String] {
    let plan = try MeetingPlan(forum, moving: moving, at: now)
    let ticks = Ticks()
    let result = Solver(plan.problem, Solver.Options(seconds: 60)).run(now: { Double(ticks.next()) * 1e-6 })
    #expect(result.status == .optimal && Checker(plan.problem).violations(of: result.solution) == [])
    let placings = plan.placings(of: result.solution)
    if applies { try perform(ApplyTimetable(placings: placings, reason: "The timetable.")) }
    return placings.map { "\($0.meeting) \($0.slot)" + ($0.table.map { " \($0)" } ?? "") + ($0.interpreter.map { " \($0)" } ?? "") }
  }
}

final class Ticks: Sendable {
  private let count = Atomic<Int>(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
