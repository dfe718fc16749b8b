import ForumCore
import Testing

@Suite("Rule 6: up to when, with what reason, and what is locked")
struct CutoffRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let first = Stage.first

  /// D-1 meets D-4 in `am.3`, which begins at 10:00.
  private func met(_ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(settings)
    try stage.givenMeeting(msme, investor, "am.3")
    return stage
  }

  @Test(
    "Rule 6: moving and cancelling close as many minutes before the start as the forum says",
    arguments: [(0, "10T09:59", "10T10:00"), (120, "10T07:59", "10T08:00"), (1440, "09T09:59", "09T10:00"), (43_200, "never", "09T09:00")])
  func minutes(cutoff: Int, open: String, closed: String) throws {
    let stage = try met { $0.cutoffMinutes = cutoff }
    if open != "never" { #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor), at: open) == ["meetingCancelled M-1 by D-4"]) }
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor), at: closed).first?.hasPrefix("refused cutoffPassed meeting=M-1") == true)
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(msme), at: closed).first?.hasPrefix("refused cutoffPassed meeting=M-1") == true)
    #expect(stage.when(CancelMeeting(meeting: first, reason: "ill"), at: closed) == ["meetingCancelled M-1 because ill"])
  }

  @Test("Rule 6: the cut-off is 0 to 30 days", arguments: [-1, 43_201])
  func bounds(minutes: Int) throws {
    let stage = try Stage()
    var settings = try Stage.settings()
    settings.cutoffMinutes = minutes
    #expect(stage.when(UpdateForum(settings: settings)) == ["refused badValue expected=0 to 43200 minutes field=cutoffMinutes"])
  }

  @Test("Rule 6: where the forum asks for reasons, what is agreed is moved and cancelled with one only, by whomever")
  func reasons() throws {
    var stage = try met { $0.asksReasons = true }
    try stage.givenMeeting(msme, otherInvestor, "pm.1")
    for actor in [Actor.delegate(msme), .organiser()] {
      let by = actor.isOrganiser ? "" : " by D-1"
      for reason in [nil, "", " \n"] {
        #expect(stage.when(CancelMeeting(meeting: first, reason: reason), by: actor) == ["refused reasonMissing meeting=M-1"])
        #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4"), reason: reason), by: actor) == ["refused reasonMissing meeting=M-1"])
        #expect(stage.when(SwapMeetings(first: first, second: Stage.second, reason: reason), by: actor) == ["refused reasonMissing meeting=M-1"])
        #expect(stage.when(CancelRegistration(delegate: msme, reason: reason), by: actor) == ["refused reasonMissing meeting=M-1"])
      }
      #expect(stage.when(CancelMeeting(meeting: first, reason: "ill"), by: actor) == ["meetingCancelled M-1\(by) because ill"])
      #expect(
        stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4"), reason: "ill"), by: actor) == ["meetingMoved M-1 am.3 T-1 -> am.4 T-1\(by) because ill"])
    }
    try stage.given(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME))
    #expect(stage.when(CancelMeeting(meeting: MeetingID(3)), by: .delegate(Stage.otherMSME)) == ["meetingWithdrawn M-3 by D-3"])
    #expect(stage.when(MoveMeeting(meeting: MeetingID(3), slot: SlotID("am.2")), by: .delegate(Stage.otherMSME)).first?.hasPrefix("meetingMoved M-3") == true)
  }

  @Test("Rule 6: from the cut-off on an organiser gives a reason, whatever the forum asks")
  func organisersReason() throws {
    let stage = try met()
    #expect(stage.when(MoveMeeting(meeting: first), at: "10T07:59") == ["meetingMoved M-1 am.3 T-1 -> am.4 T-1"])
    #expect(stage.when(MoveMeeting(meeting: first), at: "10T08:00") == ["refused reasonMissing meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first, reason: "\t"), at: "10T08:00") == ["refused reasonMissing meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first, reason: "fire"), at: "10T08:00") == ["meetingMoved M-1 am.3 T-1 -> am.4 T-1 because fire"])
  }

  @Test("Rule 6: a lock keeps the time for all but organisers, who give a reason; what is locked may be cancelled")
  func locked() throws {
    var stage = try met()
    try stage.given(MarkMeeting(meeting: first, isLocked: true))
    #expect(stage.when(MarkMeeting(meeting: first, isLocked: true)) == [])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4")), by: .delegate(msme)) == ["refused timeLocked meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4"))) == ["refused reasonMissing meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4"), reason: "fire")) == ["meetingMoved M-1 am.3 T-1 -> am.4 T-1 because fire"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingCancelled M-1 by D-1"])
    #expect(stage.when(MarkMeeting(meeting: first, isLocked: false)) == ["meetingMarked M-1 unlocked"])
    try stage.given(MarkMeeting(meeting: first, isLocked: false))
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.4")), by: .delegate(msme)) == ["meetingMoved M-1 am.3 T-1 -> am.4 T-1 by D-1"])
  }

  @Test("Rule 6: a request whose time is locked is answered as it stands: neither moved nor answered with other times")
  func lockedRequest() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(MarkMeeting(meeting: first, isLocked: true))
    let propose = ProposeTimes(meeting: first, slots: [SlotID("am.2")].compactMap { $0 })
    #expect(stage.when(propose, by: .delegate(investor)) == ["refused timeLocked meeting=M-1"])
    #expect(stage.when(propose) == ["refused reasonMissing meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(msme)) == ["refused timeLocked meeting=M-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == ["meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingWithdrawn M-1 by D-1"])
  }

  @Test("Rule 6: a guest moves out of a group up to the cut-off, and not of one that is locked (rule 12)")
  func groups() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(investor), at: "10T07:00") == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    try stage.given(MarkMeeting(meeting: first, isLocked: true))
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(investor)) == ["refused timeLocked meeting=M-1"])
  }

  @Test("Rule 6: the seat may change hands after the cut-off, for the time stays (rule 13)")
  func handOver() throws {
    let stage = try met()
    #expect(
      stage.when(HandOverMeeting(meeting: first, to: Stage.colleague), by: .delegate(msme), at: "10T10:10")
        == ["meetingHandedOver M-1 D-1 -> D-2 am.3 T-1 by D-1"])
  }
}
