import ForumCore
import Testing

@Suite("Rule 1, and the timetable: many meetings get their places in one step")
struct TimetableRuleTests {
  private let msme = Stage.msme
  private let other = Stage.otherMSME
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor

  /// M-1 of D-1 and D-4, M-2 of D-1 and D-5, M-3 of D-3 and D-4, all agreed.
  private func stage(_ settings: (inout ForumSettings) -> Void = { $0.timeMode = .organiser }) throws -> Stage {
    var stage = try Stage(settings)
    for (a, b) in [(msme, investor), (msme, otherInvestor), (other, investor)] { try stage.givenMeeting(a, b) }
    return stage
  }

  private func timetable(_ placings: String..., in stage: Stage, reason: String? = nil) throws -> ApplyTimetable {
    ApplyTimetable(
      placings: try placings.map { text in
        let words = text.split(separator: " ").map(String.init)
        guard let meeting = MeetingID(words[0]), let slot = SlotID(words[1]) else { throw Missing() }
        return .init(
          meeting: meeting, version: stage.forum.meetings[meeting]?.version ?? 0, slot: slot, table: words.count > 2 ? TableID(words[2]) : nil,
          interpreter: words.count > 3 ? DelegateID(words[3]) : nil)
      }, reason: reason)
  }

  @Test("Rule 1: accepted meetings are confirmed at the places that it gives them")
  func first() throws {
    var stage = try stage()
    #expect(stage.stands(1) == "accepted nowhere")
    let timetable = try timetable("M-1 am.1 T-1", "M-2 am.2 T-1", "M-3 am.2 T-2", in: stage)
    #expect(
      stage.when(timetable) == [
        "timetableApplied placed 3 moved 0", "meetingConfirmed M-1 am.1 T-1", "meetingConfirmed M-2 am.2 T-1", "meetingConfirmed M-3 am.2 T-2",
      ])
    try stage.given(timetable)
    #expect((1...3).map(stage.stands) == ["confirmed am.1 T-1", "confirmed am.2 T-1", "confirmed am.2 T-2"])
    #expect(stage.when(try self.timetable("M-1 am.1 T-1", "M-2 am.2 T-1", in: stage)) == [])
  }

  @Test("Rule 1: meetings take each other's places in one step; those that keep theirs are not touched")
  func exchanged() throws {
    var stage = try stage { _ in }
    #expect((1...3).map(stage.stands) == ["confirmed am.1 T-1", "confirmed am.2 T-1", "confirmed am.2 T-2"])
    let timetable = try timetable("M-1 am.2 T-1", "M-2 am.1 T-1", "M-3 am.3 T-1", in: stage)
    #expect(
      stage.when(timetable) == [
        "timetableApplied placed 0 moved 3", "meetingMoved M-1 am.1 T-1 -> am.2 T-1 for the timetable",
        "meetingMoved M-2 am.2 T-1 -> am.1 T-1 for the timetable", "meetingMoved M-3 am.2 T-2 -> am.3 T-1 for the timetable",
      ])
    try stage.given(timetable)
    #expect((1...3).map(stage.stands) == ["confirmed am.2 T-1", "confirmed am.1 T-1", "confirmed am.3 T-1"])
  }

  @Test(
    "Rule 5: what would put somebody in two places or two meetings at a table is refused, and so is the whole",
    arguments: [
      (["M-1 am.1 T-1", "M-2 am.1 T-2"], "refused otherIsBusy delegate=D-1 time=10T09:00"),
      (["M-2 am.1 T-1", "M-3 am.1 T-1"], "refused tableTaken table=T-1"),
      (["M-2 am.1 T-1", "M-3 am.1"], "refused noFreeTable time=10T09:00"),
      (["M-2 am.9 T-1"], "refused noSuchSlot slot=am.9"),
      (["M-2 am.1 T-9"], "refused noSuchTable table=T-9"),
      (["M-9 am.1 T-1"], "refused noSuchMeeting reference=M-9"),
      (["M-1 am.1 T-1", "M-1 am.2 T-1"], "refused badValue expected=each meeting once field=placings"),
      (["M-1 am.1 T-1 D-6"], "refused noFreeInterpreter time=10T09:00"),
    ])
  func twice(placings: [String], refusal: String) throws {
    let stage = try stage()
    var timetable = try timetable(in: stage)
    timetable.placings = try placings.flatMap { try self.timetable($0, in: stage).placings }
    #expect(stage.when(timetable) == [refusal])
  }

  @Test("Rule 5: what stays where it is keeps its people and its table")
  func staying() throws {
    let stage = try stage { _ in }
    #expect(stage.when(try timetable("M-1 am.2 T-2", in: stage)) == ["refused otherIsBusy delegate=D-1 time=10T09:30"])
    #expect(stage.when(try timetable("M-3 am.1 T-2", in: stage)) == ["refused otherIsBusy delegate=D-4 time=10T09:00"])
    #expect(stage.when(try timetable("M-3 am.2 T-1", in: stage)) == ["refused tableTaken table=T-1"])
  }

  @Test("Rule 5: a timetable for meetings that have changed since is refused with the list")
  func stale() throws {
    var stage = try stage { _ in }
    let timetable = try timetable("M-1 am.3 T-1", "M-2 am.4 T-1", "M-3 am.4 T-2", in: stage)
    try stage.given(MoveMeeting(meeting: MeetingID(2), slot: SlotID("pm.1")))
    try stage.given(CancelMeeting(meeting: MeetingID(3)))
    #expect(stage.when(timetable) == ["refused staleTimetable meetings=M-2,M-3"])
  }

  @Test("Rule 6: a locked meeting keeps its time, and may get another table")
  func locked() throws {
    var stage = try stage { _ in }
    try stage.given(MarkMeeting(meeting: MeetingID(1), isLocked: true))
    #expect(stage.when(try timetable("M-1 am.3 T-1", in: stage)) == ["refused timeLocked meeting=M-1"])
    #expect(stage.when(try timetable("M-1 am.1 T-2", in: stage)).last == "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the timetable")
  }

  @Test("Rule 6: shortly before it begins a meeting moves for a reason only; one that has begun does not")
  func late() throws {
    let stage = try stage { _ in }
    let timetable = try timetable("M-1 pm.1 T-1", in: stage)
    #expect(stage.when(timetable, at: "10T08:00") == ["refused reasonMissing meeting=M-1"])
    #expect(
      stage.when(try self.timetable("M-1 pm.1 T-1", in: stage, reason: "train"), at: "10T08:00").last
        == "meetingMoved M-1 am.1 T-1 -> pm.1 T-1 for the timetable because train")
    #expect(stage.when(timetable, at: "10T09:00") == ["refused staleTimetable meetings=M-1"])
    #expect(stage.when(try self.timetable("M-2 am.1 T-1", in: stage), at: "10T09:10") == ["refused slotPast time=10T09:00"])
  }

  @Test("Rules 7 to 9: sessions, availability, blocks and limits hold")
  func limits() throws {
    var stage = try stage()
    try stage.given(SetAvailability(delegate: investor, blocks: nil, unavailable: [Span(start: Stage.clock("10T09:00"), end: Stage.clock("10T09:30"))]))
    #expect(stage.when(try timetable("M-1 am.1 T-1", in: stage)) == ["refused otherIsBusy delegate=D-4 time=10T09:00"])
    var settings = try stage.forum.requireSettings()
    settings.limits.perBlock = 1
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.when(try timetable("M-1 am.2 T-1", "M-2 am.3 T-1", in: stage)) == ["refused otherLimitReached block=Block am limit=1"])
    #expect(stage.when(try timetable("M-1 am.2 T-1", "M-2 pm.1 T-1", in: stage)).first == "timetableApplied placed 2 moved 0")
    // Whoever comes into a block first is as much one too many as who is in it already and stays.
    try stage.given(try timetable("M-1 am.2 T-1", "M-2 pm.1 T-1", in: stage))
    #expect(stage.when(try timetable("M-2 am.3 T-1", "M-1 am.4 T-1", in: stage)) == ["refused otherLimitReached block=Block am limit=1"])
    try stage.given(SetAvailability(delegate: other, blocks: [key("pm")], unavailable: []))
    #expect(stage.when(try timetable("M-3 am.3 T-1", in: stage)) == ["refused noSharedBlock delegate=D-3 time=10T10:00"])
  }

  @Test("Rule 10: who has a table of their own sits there or at a free one, nobody else does")
  func tables() throws {
    var stage = try stage()
    try stage.given(SetTable(table: Table(id: TableID(2), fixedTo: .delegate(otherInvestor))))
    #expect(
      stage.when(try timetable("M-1 am.1 T-2", in: stage))
        == ["refused badValue expected=a table of the block's zone that is not kept for somebody else field=table"])
    #expect(stage.when(try timetable("M-2 am.1 T-2", in: stage)).last == "meetingConfirmed M-2 am.1 T-2")
  }

  @Test("Only organisers apply it")
  func organisers() throws {
    let stage = try stage()
    #expect(stage.when(try timetable("M-1 am.1 T-1", in: stage), by: .delegate(msme)) == ["refused organisersOnly"])
  }
}
