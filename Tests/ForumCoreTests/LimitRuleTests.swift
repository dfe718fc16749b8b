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
}
