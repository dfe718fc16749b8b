import ForumCore
import Testing

@Suite("Rule 22: who is first in a session's line moves up as soon as they have time")
struct FreedTimeRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let authority = Stage.authority

  /// A session at the time of `am.1` with a free place and D-4 first in its line, who has asked D-6 for a meeting then.
  private func waiting(confirmed: Bool = false) throws -> Stage {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", minutes: 30, capacity: 1))
    for delegate in [msme, investor, Stage.otherMSME] { try stage.given(AddSignup(session: key("talk"), delegate: delegate), by: .delegate(delegate)) }
    try stage.given(stage.request(investor, authority, "am.1"), by: .delegate(investor))
    if confirmed { try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(authority)) }
    try stage.given(RemoveSignup(session: key("talk"), delegate: msme), by: .delegate(msme))
    return stage
  }

  @Test("A request that is declined or withdrawn")
  func answered() throws {
    let stage = try waiting()
    let id = MeetingID(1)
    #expect(stage.when(DeclineMeeting(meeting: id), by: .delegate(authority)) == ["meetingDeclined M-1 by D-6", "signupPromoted D-4 talk"])
    #expect(stage.when(CancelMeeting(meeting: id), by: .delegate(authority)) == ["meetingDeclined M-1 by D-6", "signupPromoted D-4 talk"])
    #expect(stage.when(CancelMeeting(meeting: id), by: .delegate(investor)) == ["meetingWithdrawn M-1 by D-4", "signupPromoted D-4 talk"])
  }

  @Test("A request that is not answered in time")
  func expired() throws {
    let stage = try waiting()
    let expected = ["meetingExpired M-1", "signupPromoted D-4 talk"]
    #expect(stage.forum.due(at: Stage.clock("10T09:00")).map(line) == expected)
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:00") == expected)
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:30") == ["meetingExpired M-1"])
    #expect(stage.when(ExpireHolds(), by: .timer) == [])
  }

  @Test("A meeting that is cancelled or moved; one that is moved into the same time changes nothing")
  func changed() throws {
    var stage = try waiting(confirmed: true)
    let id = MeetingID(1)
    #expect(stage.when(CancelMeeting(meeting: id), by: .delegate(authority)) == ["meetingCancelled M-1 by D-6", "signupPromoted D-4 talk"])
    #expect(
      stage.when(MoveMeeting(meeting: id, slot: SlotID("am.2")), by: .delegate(authority))
        == ["meetingMoved M-1 am.1 T-1 -> am.2 T-1 by D-6", "signupPromoted D-4 talk"])
    #expect(stage.when(MoveMeeting(meeting: id, table: TableID(2))) == ["meetingMoved M-1 am.1 T-1 -> am.1 T-2"])
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.colleague), by: .delegate(Stage.colleague))
    try stage.given(CancelMeeting(meeting: id), by: .delegate(authority))
    #expect(stage.forum.signups[try key("talk")]?.placed == [investor])
    #expect(stage.forum.signups[try key("talk")]?.waiting == [Stage.otherMSME, Stage.colleague])
  }

  @Test("A meeting that moves because its block closes")
  func blockClosed() throws {
    let stage = try waiting(confirmed: true)
    #expect(
      stage.when(RemoveBlock(block: try key("am"), moveMeetings: true))
        == ["blockRemoved am", "meetingMoved M-1 am.1 T-1 -> pm.1 T-1 for the block", "signupPromoted D-4 talk"])
  }
}
