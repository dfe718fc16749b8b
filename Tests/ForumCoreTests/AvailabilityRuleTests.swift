import ForumCore
import Testing

@Suite("Rule 7: keep, move or cancel, and what the organisers take away")
struct AvailabilityRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let authority = Stage.authority
  private let first = Stage.first
  private let set = "availabilitySet D-1 all not 10T09:00"

  /// D-1 meets D-4 in `am.1` and has asked D-5 for `am.2`.
  private func busy(_ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(settings)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(stage.request(msme, otherInvestor, "am.2"), by: .delegate(msme))
    return stage
  }

  // MARK: - The delegate chooses

  @Test("Rule 7: without a word it is refused, with the meetings and a place for each; nothing is dropped")
  func listed() throws {
    let stage = try busy()
    #expect(
      stage.when(stage.away(msme, "09:00", "10:00"), by: .delegate(msme))
        == ["refused meetingsInTheWay meetings=M-1,M-2", "could move M-1 am.1 T-1 -> am.3 T-1", "could move M-2 am.2 T-1 -> am.4 T-1"])
    #expect(
      stage.when(stage.away(msme, "09:00", "16:00"), by: .delegate(msme))
        == ["refused meetingsInTheWay meetings=M-1,M-2", "could move M-1 am.1 T-1 -> nowhere", "could move M-2 am.2 T-1 -> nowhere"])
    #expect(stage.when(stage.away(msme, "09:00", "09:30"), by: .delegate(msme), at: "10T09:30") == [set])
    #expect(stage.when(stage.away(msme, "09:00", "09:30"), by: .delegate(msme), at: "10T09:29").first == "refused meetingsInTheWay meetings=M-1")
  }

  @Test(
    "Rule 7: the delegate chooses: keep, move, cancel",
    arguments: [
      (.keep, []),
      (
        .move,
        [
          "meetingMoved M-1 am.1 T-1 -> am.3 T-1 by D-1 for the availability",
          "meetingMoved M-2 am.2 T-1 -> am.4 T-1 awaits D-5 until 10T10:30 by D-1 for the availability",
        ]
      ),
      (.cancel, ["meetingCancelled M-1 by D-1", "meetingWithdrawn M-2 by D-1"]),
    ] as [(SetAvailability.Meetings, [String])])
  func chosen(meetings: SetAvailability.Meetings, expected: [String]) throws {
    var stage = try busy()
    let away = stage.away(msme, "09:00", "10:00", meetings)
    #expect(stage.when(away, by: .delegate(msme)) == [set] + expected.map { $0.replacing("until 10T10:30", with: "until 10T09:30") })
    try stage.given(away, by: .delegate(msme))
    #expect(stage.when(stage.away(msme, "09:00", "09:50"), by: .delegate(msme)) == [set])
  }

  @Test("Rule 7: the awaited side who moves asks the other, and so does an organiser who moves for them")
  func awaited() throws {
    let stage = try busy()
    let away = stage.away(otherInvestor, "09:00", "10:00", .move)
    #expect(
      stage.when(away, by: .delegate(otherInvestor))
        == ["availabilitySet D-5 all not 10T09:00", "meetingMoved M-2 am.2 T-1 -> am.3 T-1 awaits D-1 until 10T09:30 by D-5 for the availability"])
    #expect(
      stage.when(away)
        == ["availabilitySet D-5 all not 10T09:00", "meetingMoved M-2 am.2 T-1 -> am.3 T-1 awaits D-1 until 10T09:30 for the availability"])
    #expect(
      stage.when(stage.away(otherInvestor, "09:00", "10:00", .cancel), by: .delegate(otherInvestor))
        == ["availabilitySet D-5 all not 10T09:00", "meetingDeclined M-2 by D-5"])
    #expect(
      stage.when(stage.away(otherInvestor, "09:00", "10:00", .cancel)) == ["availabilitySet D-5 all not 10T09:00", "meetingWithdrawn M-2"])
  }

  @Test("Rule 7: where one of them finds no other place, nothing is moved and it is named")
  func nowhere() throws {
    var stage = try busy()
    for (slot, other) in [("am.3", Stage.otherMSME), ("am.4", authority), ("pm.1", Stage.colleague)] { try stage.givenMeeting(other, investor, slot) }
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: [try key("am")], unavailable: [Stage.span("09:00", "10:00")], meetings: .move), by: .delegate(msme))
        == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> nowhere"])
  }

  @Test("Rule 7: blocks that are left are chosen in the same way")
  func blocks() throws {
    let stage = try busy()
    func leave(_ meetings: SetAvailability.Meetings?) throws -> [String] {
      stage.when(SetAvailability(delegate: msme, blocks: [try key("pm")], unavailable: [], meetings: meetings), by: .delegate(msme))
    }
    #expect(
      try leave(nil)
        == ["refused meetingsInTheWay meetings=M-1,M-2", "could move M-1 am.1 T-1 -> pm.1 T-1", "could move M-2 am.2 T-1 -> pm.2 T-1"])
    #expect(try leave(.keep) == ["availabilitySet D-1 pm"])
    #expect(try leave(.cancel) == ["availabilitySet D-1 pm", "meetingCancelled M-1 by D-1", "meetingWithdrawn M-2 by D-1"])
  }

  @Test("Rule 7: the cut-off, locks and reasons hold for what is moved and cancelled, not for what is kept (rule 6)")
  func cutoff() throws {
    var stage = try busy { $0.asksReasons = true }
    #expect(stage.when(stage.away(msme, "09:00", "10:00", .move), by: .delegate(msme)) == ["refused reasonMissing meeting=M-1"])
    #expect(stage.when(stage.away(msme, "09:00", "10:00", .cancel), by: .delegate(msme)) == ["refused reasonMissing meeting=M-1"])
    #expect(
      stage.when(stage.away(msme, "09:00", "09:30", .cancel, reason: "ill"), by: .delegate(msme)) == [set, "meetingCancelled M-1 by D-1 because ill"])
    #expect(stage.when(stage.away(msme, "09:00", "10:00"), by: .delegate(msme)).count == 3)
    for meetings in [SetAvailability.Meetings.move, .cancel] {
      #expect(
        stage.when(stage.away(msme, "09:00", "10:00", meetings, reason: "ill"), by: .delegate(msme), at: "10T08:00")
          == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    }
    #expect(stage.when(stage.away(msme, "09:00", "10:00", .keep), by: .delegate(msme), at: "10T08:00") == [set])
    try stage.given(MarkMeeting(meeting: first, isLocked: true))
    #expect(stage.when(stage.away(msme, "09:00", "10:00", .move, reason: "ill"), by: .delegate(msme)) == ["refused timeLocked meeting=M-1"])
  }

  @Test("Rule 7: a guest who can not moves out of the group alone, the host takes all along (rule 12)")
  func groups() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    let away = "availabilitySet D-4 all not 10T09:00"
    #expect(
      stage.when(stage.away(investor, "09:00", "09:30"), by: .delegate(investor))
        == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.2 T-1"])
    #expect(
      stage.when(stage.away(investor, "09:00", "09:30", .move), by: .delegate(investor))
        == [away, "guestLeft M-1 D-4 am.1 T-1 by D-4", "meetingRequested M-2 D-1->D-4 confirmed am.2 T-1"])
    #expect(stage.when(stage.away(investor, "09:00", "09:30", .cancel), by: .delegate(investor)) == [away, "guestLeft M-1 D-4 am.1 T-1 by D-4"])
    #expect(stage.when(stage.away(investor, "09:00", "09:30", .cancel)) == [away, "guestLeft M-1 D-4 am.1 T-1"])
    #expect(
      stage.when(stage.away(msme, "09:00", "09:30", .move), by: .delegate(msme)) == [set, "meetingMoved M-1 am.1 T-1 -> am.2 T-1 by D-1 for the availability"])
    #expect(
      stage.when(stage.away(investor, "09:00", "16:00", .move), by: .delegate(investor))
        == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> nowhere"])
  }

  @Test("Rule 7: of what is proposed only the times that still will do stay, and where none does the nearest other is proposed (rule 6)")
  func proposals() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) }), by: .delegate(investor))
    func away(_ delegate: DelegateID, _ end: String, _ meetings: SetAvailability.Meetings?) -> [String] {
      stage.when(stage.away(delegate, "09:30", end, meetings), by: .delegate(delegate))
    }
    #expect(away(investor, "10:00", nil) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.2 T-1 -> am.3 T-1"])
    #expect(
      away(investor, "10:00", .move)
        == ["availabilitySet D-4 all not 10T09:30", "meetingProposed M-1 nowhere -> am.3 T-1 awaits D-1 until 10T09:30 by D-4"])
    #expect(
      away(investor, "10:30", .move)
        == ["availabilitySet D-4 all not 10T09:30", "meetingProposed M-1 nowhere -> am.4 T-1 awaits D-1 until 10T09:30 by D-4"])
    #expect(
      away(msme, "10:30", .move)
        == ["availabilitySet D-1 all not 10T09:30", "meetingProposed M-1 nowhere -> am.4 T-1 awaits D-4 until 10T09:30 by D-1"])
    #expect(away(msme, "10:30", .keep) == ["availabilitySet D-1 all not 10T09:30"])
    #expect(away(msme, "10:30", .cancel) == ["availabilitySet D-1 all not 10T09:30", "meetingDeclined M-1 by D-1"])
    #expect(away(msme, "16:00", .move).first == "availabilitySet D-1 all not 10T09:30")
  }

  @Test("Rule 7: what is kept stays at its time: it is not asked about again, and only its table changes when that is taken away")
  func kept() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(stage.away(msme, "09:00", "09:30", .keep), by: .delegate(msme))
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: nil, unavailable: [Stage.span("09:00", "09:20"), Stage.span("14:00", "15:00")]), by: .delegate(msme))
        == ["availabilitySet D-1 all not 10T09:00 not 10T14:00"])
    #expect(stage.when(stage.request(msme, otherInvestor, "am.1"), by: .delegate(msme)).first == "refused youAreBusy by=M-1 time=10T09:00")
    #expect(stage.when(MoveMeeting(meeting: first, table: TableID(2))) == ["meetingMoved M-1 am.1 T-1 -> am.1 T-2"])
    #expect(stage.when(RemoveTable(table: TableID(1))) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1 T-2"])
    #expect(
      stage.when(RemoveTable(table: TableID(1), moveMeetings: true)) == ["tableRemoved T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    try stage.given(SetAvailability(delegate: msme, blocks: [key("pm")], unavailable: [], meetings: .keep), by: .delegate(msme))
    #expect(
      stage.when(RemoveTable(table: TableID(1), moveMeetings: true)) == ["tableRemoved T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(msme))
    #expect(stage.when(stage.request(msme, otherInvestor, "am.1"), by: .delegate(msme)).first == "refused noSharedBlock delegate=D-5 time=10T09:00")
  }

  @Test("Rule 7: what is no availability", arguments: [0, 1])
  func bad(kind: Int) throws {
    let stage = try Stage()
    let spans = kind == 0 ? [Stage.span("10:00", "10:00")] : (0...50).map { _ in Stage.span("09:00", "10:00") }
    #expect(
      stage.when(SetAvailability(delegate: msme, blocks: nil, unavailable: spans), by: .delegate(msme))
        == ["refused badValue expected=at most 50 spans whose end is after their start field=unavailable"])
    #expect(stage.when(stage.away(msme, "09:00", "10:00"), by: .delegate(investor)) == ["refused notYours"])
    #expect(stage.when(stage.away(DelegateID(99), "09:00", "10:00")) == ["refused noSuchDelegate reference=D-99"])
  }

  // MARK: - What the organisers take away

  @Test(
    "Rule 7: orphans are listed with a proposed place each, one after the other, and move exactly there", arguments: ["block", "table", "slots", "release"])
  func orphans(what: String) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    try stage.given(ReplaceAgenda(agenda: Stage.agenda([Stage.session("talk", "10T09:00", speakers: ["chair"])])))
    func command(_ move: Bool) throws -> any Command<Forum> {
      switch what {
      case "block": RemoveBlock(block: try key("am"), moveMeetings: move)
      case "table": RemoveTable(table: TableID(1), moveMeetings: move)
      case "slots": SetBlock(block: try Stage.block("am", "10T10:00", "10T11:00"), moveMeetings: move)
      default: PublishAgenda(moveMeetings: move)
      }
    }
    let refused = stage.when(try command(false))
    let expected = ["block": ["pm.1 T-1", "pm.2 T-1"], "table": ["am.1 T-2", "am.2 T-2"], "slots": ["am.1 T-1", "am.2 T-1"], "release": ["am.3 T-1"]]
    let places = try #require(expected[what])
    let numbers = ["M-1", "M-2"].prefix(places.count)
    let from = ["am.1 T-1", "am.2 T-1"]
    #expect(
      refused == ["refused meetingsInTheWay meetings=\(numbers.joined(separator: ","))"]
        + zip(numbers, zip(from, places)).map { "could move \($0) \($1.0) -> \($1.1)" })
    let moved = stage.when(try command(true)).dropFirst()
    #expect(Array(moved) == zip(numbers, zip(from, places)).map { "meetingMoved \($0) \($1.0) -> \($1.1) for the \(what == "slots" ? "block" : what)" })
  }

  @Test("Rule 7: a table that is taken away in one of two blocks at the same time leaves the meeting in its own")
  func parallelBlocks() throws {
    var stage = try Stage()
    try stage.given(SetBlock(block: Stage.block("aa", "10T09:00", "10T11:00", virtual: true)))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(RemoveTable(table: TableID(1), moveMeetings: true)) == ["tableRemoved T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    #expect(stage.when(RemoveBlock(block: try key("am"), moveMeetings: true)) == ["blockRemoved am", "meetingMoved M-1 am.1 T-1 -> aa.1 for the block"])
  }

  @Test("Rule 7: who sits at a table that is taken away meanwhile gets another one at once, not another time")
  func inProgress() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(RemoveTable(table: TableID(1), moveMeetings: true), at: "10T09:10") == [
        "tableRemoved T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table",
      ])
  }

  @Test("Rule 7: of what is proposed the times that are taken away go, and where none is left the nearest other is proposed")
  func proposalsOrphaned() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "am.4"].compactMap { SlotID($0) }), by: .delegate(investor))
    let shorter = try Stage.block("am", "10T09:00", "10T10:00")
    #expect(stage.when(SetBlock(block: shorter)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.4 T-1 -> am.2 T-1"])
    #expect(
      stage.when(SetBlock(block: shorter, moveMeetings: true)) == ["blockSet am", "meetingProposed M-1 nowhere -> am.2 T-1 awaits D-1 until 10T09:30"])
    #expect(
      stage.when(RemoveBlock(block: try key("am"), moveMeetings: true)) == [
        "blockRemoved am", "meetingProposed M-1 nowhere -> pm.1 T-1 awaits D-1 until 10T09:30",
      ])
    try stage.given(SetBlock(block: Stage.block("am", "10T09:30", "10T10:30"), moveMeetings: true))
    #expect(stage.stands(1) == "requested am.1 T-1 until 10T09:30")
    try stage.given(RemoveBlock(block: key("pm")))
    #expect(
      stage.when(RemoveBlock(block: try key("am"), moveMeetings: true)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> nowhere"])
  }

  @Test("Rule 7: a locked meeting moves with what is taken away, too: none is unscheduled in silence")
  func locked() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(MarkMeeting(meeting: first, isLocked: true))
    #expect(stage.when(RemoveBlock(block: try key("am"), moveMeetings: true)) == ["blockRemoved am", "meetingMoved M-1 am.1 T-1 -> pm.1 T-1 for the block"])
  }

  @Test("Rule 7: a group moves as a whole when its place is taken away, with the time of those who have not answered (rules 4, 12)")
  func groupOrphaned() throws {
    var stage = try Stage()
    try stage.given(try stage.group(msme, investor, otherInvestor, at: "pm.1"), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(
      stage.when(RemoveBlock(block: try key("pm"), moveMeetings: true)) == [
        "blockRemoved pm", "meetingMoved M-1 pm.1 T-1 -> am.4 T-1 until 10T10:30 for the block",
      ])
  }
}
