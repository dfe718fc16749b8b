import ForumCore
import Testing

@Suite("Rules 6 and 7: moving, cancelling, and what takes places away")
struct ChangingRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = MeetingID(1)

  // MARK: - Rule 6

  @Test("Rule 6: before a confirmation either side moves, and the other has to answer")
  func moveRequest() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.1")), by: .delegate(investor))
        == ["meetingMoved M-1 am.1 T-1 -> pm.1 T-1 awaits D-1 until 10T14:00 by D-4"])
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.1"), reason: "train"), by: .delegate(msme))
        == ["meetingMoved M-1 am.1 T-1 -> pm.1 T-1 awaits D-4 until 10T14:00 by D-1 because train"])
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.1"))) == ["meetingMoved M-1 am.1 T-1 -> pm.1 T-1 awaits D-4 until 10T14:00"])
  }

  @Test("Rule 6: a confirmed meeting stays confirmed when it moves; without a slot the next feasible place is taken")
  func moveConfirmed() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 -> am.3 T-1 by D-1"])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.2")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 -> pm.2 T-1 by D-1"])
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(investor))
        == ["refused youAreBusy by=M-2 time=10T09:30", "or am.3 T-1", "or am.4 T-1", "or pm.1 T-1"])
  }

  @Test("Rule 6: a meeting in the last slot moves to an earlier one when nothing later is free")
  func moveEarlier() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "pm.2")
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(msme)) == ["meetingMoved M-1 pm.2 T-1 -> am.3 T-1 by D-1"])
  }

  @Test(
    "Rule 6: moving and cancelling close so many minutes before the start; an organiser still may, with a reason",
    arguments: [
      ("10T06:59", "meetingCancelled M-1 by D-1", "meetingCancelled M-1"),
      ("10T07:00", "refused cutoffPassed meeting=M-1 time=10T07:00", "refused reasonMissing meeting=M-1"),
      ("10T11:00", "refused cutoffPassed meeting=M-1 time=10T07:00", "refused reasonMissing meeting=M-1"),
    ])
  func cutoff(at clock: String, delegate: String, organiser: String) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme), at: clock) == [delegate])
    #expect(stage.when(CancelMeeting(meeting: first), at: clock) == [organiser])
    #expect(stage.when(CancelMeeting(meeting: first, reason: "ill"), at: clock) == ["meetingCancelled M-1 because ill"])
    if delegate.hasPrefix("refused") {
      #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.2")), by: .delegate(msme), at: clock) == [delegate])
      #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.2")), at: clock) == [organiser])
    }
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.2"), reason: "ill"), at: clock) == ["meetingMoved M-1 am.1 T-1 -> pm.2 T-1 because ill"])
  }

  @Test("Rule 6: a request may be taken back, declined and moved after the cut-off of confirmed meetings")
  func requestAfterCutoff() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme), at: "10T08:00") == ["meetingWithdrawn M-1 by D-1"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(investor), at: "10T08:00") == ["meetingDeclined M-1 by D-4"])
  }

  @Test("Rule 6: giving the registration back does not get round the cut-off, and what took place stays")
  func cutoffOfRegistration() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "pm.2")
    #expect(
      stage.when(CancelRegistration(delegate: msme), by: .delegate(msme), at: "10T08:00") == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    #expect(
      stage.when(CancelRegistration(delegate: msme, reason: "ill"), at: "10T08:00")
        == ["meetingCancelled M-1 because ill", "meetingCancelled M-2 because ill", "registrationCancelled D-1 because ill"])
    #expect(
      stage.when(CancelRegistration(delegate: msme), by: .delegate(msme), at: "10T12:00") == ["meetingCancelled M-2 by D-1", "registrationCancelled D-1"])
  }

  // MARK: - Rule 7

  @Test("Rule 7: when availability changes under a meeting it is named, and nothing is dropped")
  func availability() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(stage.request(Stage.otherMSME, msme, "pm.1"), by: .delegate(Stage.otherMSME))
    let morning = Span(start: Stage.clock("10T08:00"), end: Stage.clock("10T09:10"))
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: nil, unavailable: [morning]), by: .delegate(msme))
        == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.2 T-1"])
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: [try key("am")], unavailable: []), by: .delegate(msme))
        == ["refused meetingsInTheWay meetings=M-2", "could move M-2 pm.1 T-1 -> am.4 T-1"])
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: [try key("am"), try key("pm")], unavailable: []), by: .delegate(msme))
        == ["availabilitySet D-1 am,pm"])
    #expect(stage.when(SetAvailability(delegate: msme, blocks: nil, unavailable: []), by: .delegate(msme)) == [])
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: [try key("xx")], unavailable: []), by: .delegate(msme)) == ["refused noSuchBlock reference=xx"])
  }

  @Test("Rule 7: what a delegate said they can not is not booked, and only they learn why")
  func unavailable() throws {
    var stage = try Stage()
    let span = Span(start: Stage.clock("10T09:10"), end: Stage.clock("10T09:20"))
    try stage.given(SetAvailability(delegate: msme, blocks: nil, unavailable: [span]), by: .delegate(msme))
    let offers = ["or am.2 T-1", "or am.3 T-1", "or am.4 T-1"]
    #expect(
      stage.when(stage.request(msme, investor, "am.1"), by: .delegate(msme)) == ["refused youAreBusy by=unavailable time=10T09:00"] + offers)
    #expect(
      stage.when(stage.request(investor, msme, "am.1"), by: .delegate(investor)) == ["refused otherIsBusy delegate=D-1 time=10T09:00"] + offers)
  }

  @Test("Rule 7: meetings in a block that is removed are listed, or move to the nearest place in the same step")
  func blockRemoved() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    #expect(
      stage.when(RemoveBlock(block: try key("am")))
        == ["refused meetingsInTheWay meetings=M-1,M-2", "could move M-1 am.1 T-1 -> pm.1 T-1", "could move M-2 am.2 T-1 -> pm.2 T-1"])
    #expect(
      stage.when(RemoveBlock(block: try key("am"), moveMeetings: true))
        == ["blockRemoved am", "meetingMoved M-1 am.1 T-1 -> pm.1 T-1 for the block", "meetingMoved M-2 am.2 T-1 -> pm.2 T-1 for the block"])
  }

  @Test("Rule 7: a meeting of the last block moves to the nearest place before it")
  func lastBlockRemoved() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "pm.1")
    #expect(stage.when(RemoveBlock(block: try key("pm"), moveMeetings: true)) == ["blockRemoved pm", "meetingMoved M-1 pm.1 T-1 -> am.4 T-1 for the block"])
  }

  @Test("Rule 7: where one of the meetings finds no place, nothing is changed")
  func noPlace() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.2")
    try stage.givenMeeting(msme, Stage.authority, "am.3")
    #expect(
      stage.when(RemoveBlock(block: try key("am"), moveMeetings: true)) == ["refused meetingsInTheWay meetings=M-3", "could move M-3 am.3 T-1 -> nowhere"])
  }

  @Test("Rule 7: a block whose slots shift takes its meetings along or is refused; the same block again is nothing")
  func blockShifted() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    let later = try Stage.block("am", "10T09:10", "10T11:10")
    #expect(stage.when(SetBlock(block: later)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1 T-1"])
    #expect(stage.when(SetBlock(block: later, moveMeetings: true)) == ["blockSet am", "meetingMoved M-1 am.1 T-1 -> am.1 T-1 for the block"])
    #expect(stage.when(SetBlock(block: try Stage.block("am", "10T09:00", "10T11:00"))) == [])
    #expect(stage.when(SetBlock(block: try Stage.block("am", "10T09:00", "10T10:00"))) == ["blockSet am"])
  }

  @Test("Rule 7: meetings of a table that is removed or kept for somebody else move to another one at the same time")
  func tableGone() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    let kept = Table(id: TableID(1), fixedTo: .delegate(Stage.authority))
    #expect(stage.when(RemoveTable(table: TableID(1))) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1 T-2"])
    #expect(stage.when(RemoveTable(table: TableID(1), moveMeetings: true)) == ["tableRemoved T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    #expect(stage.when(SetTable(table: kept)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1 T-2"])
    #expect(stage.when(SetTable(table: kept, moveMeetings: true)) == ["tableSet T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    #expect(stage.when(SetTable(table: Table(id: TableID(1), fixedTo: .delegate(msme)))) == ["tableSet T-1"])
  }

  @Test("Rule 7: a pending request moves with its hold, which never outlives the new start")
  func pendingMoves() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    #expect(
      stage.when(RemoveBlock(block: try key("pm"), moveMeetings: true))
        == ["blockRemoved pm", "meetingMoved M-1 pm.1 T-1 -> am.4 T-1 awaits D-4 until 10T10:30 for the block"])
  }

  @Test("Rule 7: what has taken place is nobody's concern")
  func pastStays() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    stage.now = Stage.clock("10T12:00")
    #expect(stage.when(RemoveBlock(block: try key("am"))) == ["blockRemoved am"])
    #expect(stage.when(RemoveTable(table: TableID(1))) == ["tableRemoved T-1"])
  }

  @Test("Rule 7: only organisers take blocks and tables away", arguments: [Actor.delegate(DelegateID(1)), .guest(), .timer])
  func organisersOnly(actor: Actor) throws {
    let stage = try Stage()
    #expect(stage.when(RemoveBlock(block: try key("am")), by: actor) == ["refused organisersOnly"])
    #expect(stage.when(SetBlock(block: try Stage.block("x", "10T09:00", "10T10:00")), by: actor) == ["refused organisersOnly"])
    #expect(stage.when(RemoveTable(table: TableID(1)), by: actor) == ["refused organisersOnly"])
    #expect(stage.when(SetTable(table: Table(id: TableID(9))), by: actor) == ["refused organisersOnly"])
  }
}
