import ForumCore
import Testing

@Suite("Rule 6: other times are proposed, and one is picked")
struct ProposalRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = Stage.first

  private func propose(_ slots: String...) -> ProposeTimes { ProposeTimes(meeting: first, slots: slots.compactMap { SlotID($0) }) }

  /// D-1 asked D-4 for `am.1`.
  private func asked(_ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(settings)
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    return stage
  }

  @Test("Rule 6: instead of confirming, the other side offers up to three other slots, in order of time, and the first side is awaited")
  func offers() throws {
    let stage = try asked()
    #expect(stage.when(propose("pm.1"), by: .delegate(investor)) == ["meetingProposed M-1 am.1 T-1 -> pm.1 T-1 awaits D-1 until 10T14:00 by D-4"])
    #expect(
      stage.when(ProposeTimes(meeting: first, slots: ["pm.2", "am.3", "am.2"].compactMap { SlotID($0) }, reason: "train"), by: .delegate(investor))
        == ["meetingProposed M-1 am.1 T-1 -> am.2 T-1 or am.3 T-1 or pm.2 T-1 awaits D-1 until 10T09:30 by D-4 because train"])
    #expect(stage.when(propose("am.2")) == ["meetingProposed M-1 am.1 T-1 -> am.2 T-1 awaits D-1 until 10T09:30"])
  }

  @Test("Rule 6: the first side picks one; what is not picked is free again")
  func picked() throws {
    var stage = try asked()
    try stage.given(propose("am.2", "am.3"), by: .delegate(investor))
    #expect(stage.stands(1) == "requested am.2 T-1 or am.3 T-1 until 10T09:30")
    #expect(stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(msme)) == ["meetingConfirmed M-1 am.3 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(msme)) == ["refused chooseOne meeting=M-1", "or am.2 T-1", "or am.3 T-1"])
    #expect(
      stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.1")), by: .delegate(msme)) == ["refused chooseOne meeting=M-1", "or am.2 T-1", "or am.3 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(investor)) == ["refused notAwaited meeting=M-1"])
    try stage.given(ConfirmMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(msme))
    #expect(stage.stands(1) == "confirmed am.3 T-1")
    #expect(
      try stage.forum.feasiblePlaces(for: msme, with: Stage.otherInvestor, at: stage.now).map(line) == [
        "am.1 T-1", "am.2 T-1", "am.4 T-1", "pm.1 T-1", "pm.2 T-1",
      ])
  }

  @Test("Rule 6: of one proposal a yes is enough")
  func single() throws {
    var stage = try asked()
    try stage.given(propose("pm.2"), by: .delegate(investor))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(msme)) == ["meetingConfirmed M-1 pm.2 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first)) == ["meetingConfirmed M-1 pm.2 T-1"])
  }

  @Test("Rule 6: all that is proposed is held for both, and the time that was asked for is free")
  func held() throws {
    var stage = try asked()
    try stage.given(propose("am.2", "am.3"), by: .delegate(investor))
    for (a, b) in [(msme, Stage.otherInvestor), (Stage.otherMSME, investor)] {
      let free = try stage.forum.feasiblePlaces(for: a, with: b, at: stage.now).map(line)
      #expect(free == ["am.1 T-1", "am.4 T-1", "pm.1 T-1", "pm.2 T-1"])
    }
    #expect(
      try stage.forum.feasiblePlaces(for: Stage.otherMSME, with: Stage.authority, at: stage.now, most: 3).map(line) == ["am.1 T-1", "am.2 T-2", "am.3 T-2"])
    #expect(
      stage.when(stage.request(Stage.otherMSME, investor, "am.2"), by: .delegate(Stage.otherMSME)).first == "refused otherIsBusy delegate=D-4 time=10T09:30")
  }

  @Test("Rule 6: a proposal that is not answered expires with all that it holds, never past the first of its times")
  func expires() throws {
    var stage = try asked { $0.holdMinutes = 14_400 }
    try stage.given(propose("am.3", "pm.1"), by: .delegate(investor))
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:59") == [])
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T10:00") == ["meetingExpired M-1"])
    try stage.given(ExpireHolds(), by: .timer, at: "10T10:00")
    #expect(stage.stands(1) == "expired nowhere")
    #expect(try stage.forum.feasiblePlaces(for: Stage.otherMSME, with: investor, at: stage.now).map(line) == ["am.4 T-1", "pm.1 T-1", "pm.2 T-1"])
  }

  @Test("Rule 6: proposals go back and forth until one says yes, no, or takes it back")
  func backAndForth() throws {
    var stage = try asked()
    try stage.given(propose("am.2", "am.3"), by: .delegate(investor))
    #expect(
      stage.when(propose("pm.1", "am.2"), by: .delegate(msme)) == ["meetingProposed M-1 nowhere -> am.2 T-1 or pm.1 T-1 awaits D-4 until 10T09:30 by D-1"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(msme)) == ["meetingDeclined M-1 by D-1"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingDeclined M-1 by D-1"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)) == ["meetingWithdrawn M-1 by D-4"])
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(msme)) == ["refused chooseOne meeting=M-1", "or am.2 T-1", "or am.3 T-1"])
    try stage.given(propose("pm.1", "am.2"), by: .delegate(msme))
    #expect(stage.when(ConfirmMeeting(meeting: first, slot: SlotID("pm.1")), by: .delegate(investor)) == ["meetingConfirmed M-1 pm.1 T-1"])
  }

  @Test(
    "Rule 6: what is no proposal",
    arguments: [
      ([], "refused badValue expected=one to three slots, each once field=slots"),
      (["am.2", "am.3", "am.4", "pm.1"], "refused badValue expected=one to three slots, each once field=slots"),
      (["am.2", "am.2"], "refused badValue expected=one to three slots, each once field=slots"),
      (["am.1"], "refused badValue expected=other slots than the one that was asked for field=slots"),
      (["am.2", "am.9"], "refused noSuchSlot slot=am.9"),
      (["extra.1", "am.2"], "refused badValue expected=slots at different times field=slots"),
    ])
  func bad(slots: [String], expected: String) throws {
    var stage = try asked()
    try stage.given(SetBlock(block: Stage.block("extra", "10T09:45", "10T10:15")))
    #expect(stage.when(ProposeTimes(meeting: first, slots: slots.compactMap { SlotID($0) }), by: .delegate(investor)) == [expected])
  }

  @Test("Rule 6: a time that one of the two has not is refused, with three that both have")
  func busy() throws {
    var stage = try asked()
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.2")
    #expect(
      stage.when(propose("am.2"), by: .delegate(investor))
        == ["refused otherIsBusy delegate=D-1 time=10T09:30", "or am.3 T-1", "or am.4 T-1", "or pm.1 T-1"])
    #expect(stage.when(propose("am.3"), by: .delegate(investor), at: "10T10:00").first == "refused slotPast time=10T10:00")
  }

  @Test("Rule 6: only the awaited side of an open request of two proposes, or an organiser for it")
  func who() throws {
    var stage = try asked()
    #expect(stage.when(propose("am.2"), by: .delegate(msme)) == ["refused notAwaited meeting=M-1"])
    #expect(stage.when(propose("am.2"), by: .delegate(Stage.authority)) == ["refused noSuchMeeting reference=M-1"])
    #expect(stage.when(ProposeTimes(meeting: first, slots: [], version: 7), by: .delegate(investor)) == ["refused staleVersion meeting=M-1"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.when(propose("am.2"), by: .delegate(investor)) == ["refused meetingOver meeting=M-1 status=confirmed"])
    var group = try Stage()
    try group.givenGroup()
    #expect(group.when(propose("am.2"), by: .delegate(investor)) == ["refused pairsOnly"])
  }

  @Test("Rule 6: where the time is chosen when accepting, the one who is asked may propose too; in the organisers' timetable nobody does")
  func modes() throws {
    for (mode, expected) in [
      (ForumSettings.TimeMode.whenAccepting, "meetingProposed M-1 nowhere -> am.2 T-1 or am.3 T-1 awaits D-1 until 10T09:30 by D-4"),
      (.organiser, "refused notYetPossible mode=organiser"),
    ] {
      var stage = try Stage { $0.timeMode = mode }
      try stage.given(stage.request(msme, investor), by: .delegate(msme))
      #expect(stage.when(propose("am.2", "am.3"), by: .delegate(investor)) == [expected])
    }
  }

  @Test("Rule 6: a proposal counts once against a limit in a block")
  func limit() throws {
    var stage = try asked { $0.limits.perBlock = 2 }
    try stage.given(propose("am.2", "am.3", "am.4"), by: .delegate(investor))
    #expect(stage.when(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME)).first?.hasPrefix("meetingRequested M-2") == true)
  }
}
