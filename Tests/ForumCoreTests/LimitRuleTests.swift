import ForumCore
import Testing

@Suite("Rule 9: limits and quotas")
struct LimitRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  @Test("Rule 9: a delegate has at most so many meetings in the forum, on either side")
  func perForum() throws {
    var stage = try Stage { $0.limits.perForum = 1 }
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(stage.request(msme, Stage.otherInvestor), by: .delegate(msme)) == ["refused limitReached limit=1"])
    #expect(stage.when(stage.request(Stage.otherMSME, investor), by: .delegate(Stage.otherMSME)) == ["refused otherLimitReached limit=1"])
  }

  @Test("Rule 9: at most so many in a block; the refusal offers places outside it")
  func perBlock() throws {
    var stage = try Stage { $0.limits.perBlock = 1 }
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(stage.request(msme, Stage.otherInvestor, "am.2"), by: .delegate(msme))
        == ["refused limitReached block=Block am limit=1 time=10T09:30", "or pm.1 T-1", "or pm.2 T-1"])
    #expect(
      stage.when(stage.request(Stage.otherMSME, investor, "am.2"), by: .delegate(Stage.otherMSME))
        == ["refused otherLimitReached block=Block am limit=1 time=10T09:30", "or pm.1 T-1", "or pm.2 T-1"])
    #expect(
      stage.when(stage.request(msme, Stage.otherInvestor), by: .delegate(msme))
        == ["meetingRequested M-2 D-1->D-5 pm.1 T-1 awaits D-5 until 10T14:00"])
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.2")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 -> am.2 T-1 by D-1"])
  }

  @Test("Rule 9: a kind may have limits of its own, which go before the forum's")
  func perKind() throws {
    var stage = try Stage {
      $0.limits.perForum = 1
      $0.limitsByKind = [.privateInvestor: .init(perForum: 2)]
    }
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(stage.request(Stage.otherMSME, investor), by: .delegate(Stage.otherMSME)).first?.hasPrefix("meetingRequested M-2 D-3->D-4") == true)
    try stage.given(stage.request(Stage.otherMSME, investor), by: .delegate(Stage.otherMSME))
    #expect(stage.when(stage.request(Stage.authority, investor), by: .delegate(Stage.authority)) == ["refused otherLimitReached limit=2"])
  }

  @Test("Rule 9: only sent requests count against the quota")
  func quota() throws {
    var stage = try Stage { $0.limits.requests = 1 }
    try stage.given(stage.request(investor, msme), by: .delegate(investor))
    try stage.given(stage.request(msme, Stage.otherInvestor), by: .delegate(msme))
    #expect(stage.when(stage.request(msme, Stage.authority), by: .delegate(msme)) == ["refused quotaReached limit=1"])
  }

  @Test(
    "Rule 9: a request that is declined, withdrawn, cancelled or has run out is given back",
    arguments: ["declined", "withdrawn", "cancelled", "expired"])
  func givenBack(how: String) throws {
    var stage = try Stage { $0.limits = .init(perForum: 1, requests: 1) }
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    switch how {
    case "declined": try stage.given(DeclineMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    case "withdrawn": try stage.given(CancelMeeting(meeting: MeetingID(1)), by: .delegate(msme))
    case "cancelled":
      try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor))
      try stage.given(CancelMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    default: try stage.given(ExpireHolds(), by: .timer, at: "10T14:00")
    }
    #expect(stage.forum.meetings[MeetingID(1)]?.status.rawValue == how)
    #expect(stage.when(stage.request(msme, Stage.otherInvestor, "pm.2"), by: .delegate(msme)).first?.hasPrefix("meetingRequested M-2 D-1->D-5 pm.2") == true)
  }

  @Test("Rule 9: a limit that is lowered later leaves what was booked")
  func lowered() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    try stage.given(stage.request(msme, Stage.otherInvestor), by: .delegate(msme))
    var settings = try Stage.settings()
    settings.limits.perForum = 1
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.forum.meetings(of: msme).count == 2)
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == ["meetingConfirmed M-1 am.1 T-1"])
  }

  // MARK: - Groups, proposals, hand-over, moving

  @Test("Rule 9: a group counts for its host and each guest, and as one request of its host")
  func groups() throws {
    var stage = try Stage { $0.limits = .init(perForum: 1, requests: 1) }
    try stage.givenGroup(joined: investor)
    #expect(stage.when(stage.request(msme, Stage.authority), by: .delegate(msme)) == ["refused quotaReached limit=1"])
    for guest in [investor, Stage.otherInvestor] {
      #expect(stage.when(stage.request(Stage.otherMSME, guest), by: .delegate(Stage.otherMSME)) == ["refused otherLimitReached limit=1"])
      #expect(stage.when(stage.request(guest, Stage.otherMSME), by: .delegate(guest)) == ["refused limitReached limit=1"])
    }
    try stage.given(DeclineMeeting(meeting: MeetingID(1)), by: .delegate(Stage.otherInvestor))
    #expect(stage.when(stage.request(Stage.otherMSME, Stage.otherInvestor), by: .delegate(Stage.otherMSME)).first?.hasPrefix("meetingRequested M-2") == true)
  }

  @Test("Rule 9: a guest who is full is not asked to a group")
  func fullGuest() throws {
    var stage = try Stage { $0.limitsByKind = [.publicInvestor: .init(perForum: 1), .privateInvestor: .init(perBlock: 1)] }
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "am.1")
    #expect(stage.when(try stage.group(msme, investor, Stage.otherInvestor), by: .delegate(msme)) == ["refused otherLimitReached limit=1"])
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    #expect(
      stage.when(try stage.group(msme, Stage.authority, investor, at: "am.3"), by: .delegate(msme))
        == ["refused otherLimitReached block=Block am limit=1 time=10T10:00", "or pm.1 T-1", "or pm.2 T-1"])
  }

  @Test("Rule 9: where the time is chosen when accepting, or by the organisers, the block's limit holds then")
  func blockWhenPlaced() throws {
    var stage = try Stage {
      $0.timeMode = .whenAccepting
      $0.limits.perBlock = 1
    }
    for other in [investor, Stage.otherInvestor, Stage.authority] { try stage.given(stage.request(msme, other), by: .delegate(msme)) }
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    try stage.given(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(Stage.otherInvestor))
    #expect([stage.stands(1), stage.stands(2)] == ["confirmed am.1 T-1", "confirmed pm.1 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(3)), by: .delegate(Stage.authority)) == ["refused noFreeSlot delegate=D-6"])
    #expect(
      stage.when(ConfirmMeeting(meeting: MeetingID(3), slot: SlotID("am.2")), by: .delegate(Stage.authority))
        == ["refused otherLimitReached block=Block am limit=1 time=10T09:30"])
  }

  @Test("Rule 9: a meeting that is in a block already moves within it, also where the limit was lowered since")
  func withinBlock() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.2")
    var settings = try Stage.settings()
    settings.limits.perBlock = 1
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.3")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 -> am.3 T-1 by D-1"])
    #expect(stage.when(RemoveTable(table: TableID(1), moveMeetings: true)).count == 3)
    try stage.given(MoveMeeting(meeting: MeetingID(1), slot: SlotID("pm.1")), by: .delegate(msme))
    #expect(
      stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.1")), by: .delegate(msme))
        == ["refused limitReached block=Block am limit=1 time=10T09:00", "or pm.2 T-1"])
  }

  @Test("Rule 9: what took place still counts, a no-show does not")
  func afterwards() throws {
    for (answer, expected) in [
      (Meeting.Answer.held, "refused limitReached limit=1"), (.otherDidNotCome, "meetingRequested M-2 D-1->D-5 am.2 T-1 awaits D-5 until 10T09:30"),
    ] {
      var stage = try Stage { $0.limitsByKind = [.msme: .init(perForum: 1)] }
      try stage.givenMeeting(msme, investor, "am.1")
      try stage.given(AnswerMeeting(meeting: MeetingID(1), answer: answer), by: .delegate(msme), at: "10T09:10")
      #expect(stage.when(stage.request(msme, Stage.otherInvestor), by: .delegate(msme)) == [expected])
    }
  }

  @Test("Rule 9: limits are 0 to 100000", arguments: [-1, 100_001])
  func bounds(limit: Int) throws {
    let stage = try Stage()
    for path in [\ForumSettings.Limits.perForum, \.perBlock, \.requests] {
      var settings = try Stage.settings()
      settings.limits[keyPath: path] = limit
      #expect(stage.when(UpdateForum(settings: settings)) == ["refused badValue expected=0 to 100000 field=limits"])
      settings = try Stage.settings()
      settings.limitsByKind[.expert, default: .init()][keyPath: path] = limit
      #expect(stage.when(UpdateForum(settings: settings)) == ["refused badValue expected=0 to 100000 field=limits"])
    }
  }
}
