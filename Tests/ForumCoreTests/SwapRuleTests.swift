import ForumCore
import Testing

@Suite("Rule 15: two meetings change places in one step")
struct SwapRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let swap = SwapMeetings(first: Stage.first, second: Stage.second)

  /// D-1 meets D-4 in `am.1` and D-5 in `pm.1`.
  private func both(_ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(settings)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, otherInvestor, "pm.1")
    return stage
  }

  @Test("Rule 15: who is in both swaps them in one change, and so does an organiser", arguments: [1, nil])
  func swapped(by: Int?) throws {
    var stage = try both()
    let actor = by.map { Actor.delegate(DelegateID($0)) } ?? .organiser()
    let who = by == nil ? "" : " by D-1"
    #expect(stage.when(swap, by: actor) == ["meetingsSwapped M-1 -> pm.1 T-1, M-2 -> am.1 T-1\(who)"])
    try stage.given(swap, by: actor)
    #expect(stage.stands(1) == "confirmed pm.1 T-1")
    #expect(stage.stands(2) == "confirmed am.1 T-1")
    #expect([stage.meeting(1)?.version, stage.meeting(2)?.version] == [3, 3])
  }

  @Test("Rule 15: an organiser swaps meetings of different people, with a reason that is kept")
  func strangers() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "pm.1")
    #expect(
      stage.when(SwapMeetings(first: Stage.first, second: Stage.second, reason: "train"))
        == ["meetingsSwapped M-1 -> pm.1 T-1, M-2 -> am.1 T-1 because train"])
    #expect(stage.when(swap, by: .delegate(msme)) == ["refused noSuchMeeting reference=M-2"])
    #expect(stage.when(swap, by: .delegate(Stage.authority)) == ["refused noSuchMeeting reference=M-1"])
  }

  @Test("Rule 15: only when both agendas stay valid: nobody is elsewhere in the other's time, and nothing is changed else")
  func busy() throws {
    var stage = try both()
    try stage.givenMeeting(Stage.otherMSME, investor, "pm.1")
    #expect(
      stage.when(swap, by: .delegate(msme)) == ["refused otherIsBusy delegate=D-4 time=10T14:00", "or am.3 T-1", "or am.4 T-1", "or pm.2 T-1"])
    var second = try both()
    try second.givenMeeting(Stage.otherMSME, otherInvestor, "am.1")
    #expect(
      second.when(swap, by: .delegate(msme)) == ["refused otherIsBusy delegate=D-5 time=10T09:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
  }

  @Test("Rule 15: sessions, blocks and limits of the other time hold too")
  func valid() throws {
    var session = try both()
    try session.givenAgenda(Stage.session("talk", "10T14:00", minutes: 30))
    try session.given(AddSignup(session: key("talk"), delegate: investor), by: .delegate(investor))
    #expect(session.when(swap, by: .delegate(msme)).first == "refused otherIsBusy delegate=D-4 time=10T14:00")
    var block = try both()
    try block.given(SetAvailability(delegate: investor, blocks: [key("am")], unavailable: []))
    #expect(block.when(swap, by: .delegate(msme)).first == "refused noSharedBlock delegate=D-4 time=10T14:00")
    var limit = try both { $0.limitsByKind = [.privateInvestor: .init(perBlock: 1)] }
    try limit.givenMeeting(Stage.otherMSME, investor, "pm.2")
    #expect(
      limit.when(swap, by: .delegate(msme)) == ["refused otherLimitReached block=Block pm limit=1 time=10T14:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
    let own = try both { $0.limits.perBlock = 1 }
    #expect(own.when(swap, by: .delegate(msme)) == ["meetingsSwapped M-1 -> pm.1 T-1, M-2 -> am.1 T-1 by D-1"])
  }

  @Test("Rule 15: what is no swap")
  func bad() throws {
    var stage = try both()
    #expect(stage.when(SwapMeetings(first: Stage.first, second: Stage.first), by: .delegate(msme)) == ["refused badValue expected=another meeting field=with"])
    #expect(stage.when(SwapMeetings(first: Stage.first, second: MeetingID(9)), by: .delegate(msme)) == ["refused noSuchMeeting reference=M-9"])
    try stage.givenMeeting(Stage.otherMSME, Stage.authority, "am.1")
    #expect(stage.when(SwapMeetings(first: Stage.first, second: MeetingID(3))) == ["refused badValue expected=a meeting at another time field=with"])
    try stage.given(stage.request(msme, Stage.authority, "pm.2"), by: .delegate(msme))
    #expect(stage.when(SwapMeetings(first: Stage.first, second: MeetingID(4)), by: .delegate(msme)) == ["refused onlyConfirmed meeting=M-4"])
    try stage.given(CancelMeeting(meeting: Stage.second), by: .delegate(msme))
    #expect(stage.when(swap, by: .delegate(msme)) == ["refused meetingOver meeting=M-2 status=cancelled"])
  }

  @Test("Rule 15: the cut-off and locks of either hold (rule 6)")
  func cutoff() throws {
    var stage = try both()
    #expect(stage.when(swap, by: .delegate(msme), at: "10T07:00") == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    #expect(stage.when(swap, at: "10T07:00") == ["refused reasonMissing meeting=M-1"])
    try stage.given(MarkMeeting(meeting: Stage.second, isLocked: true))
    #expect(stage.when(swap, by: .delegate(msme)) == ["refused timeLocked meeting=M-2"])
    #expect(stage.when(swap) == ["refused reasonMissing meeting=M-2"])
  }

  @Test("Rule 15: each keeps its table where the other leaves it, and whoever has a fixed table sits there (rule 10)")
  func tables() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(9), fixedTo: .delegate(investor))))
    try stage.givenMeeting(Stage.otherMSME, Stage.authority, "am.1")
    try stage.givenMeeting(Stage.colleague, otherInvestor, "am.1")
    try stage.givenMeeting(msme, otherInvestor, "pm.1")
    #expect([stage.stands(2), stage.stands(3)] == ["confirmed am.1 T-2", "confirmed pm.1 T-1"])
    #expect(stage.when(SwapMeetings(first: Stage.second, second: MeetingID(3))) == ["meetingsSwapped M-2 -> pm.1 T-2, M-3 -> am.1 T-2"])
    try stage.givenMeeting(msme, investor, "pm.2")
    #expect(stage.when(SwapMeetings(first: Stage.second, second: MeetingID(4))) == ["meetingsSwapped M-2 -> pm.2 T-2, M-4 -> am.1 T-9"])
  }

  @Test("Rule 15: no table and no interpreter is used twice where the two times overlap")
  func overlapping() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(2), zone: "hall")))
    try stage.given(RemoveTable(table: TableID(1)))
    try stage.given(SetTable(table: Table(id: TableID(3), zone: "hall")))
    try stage.given(SetTable(table: Table(id: TableID(1))))
    try stage.given(SetBlock(block: Stage.block("hall", "10T09:15", "10T09:45", zone: "hall")))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "hall.1")
    #expect(stage.stands(1) == "confirmed am.1 T-1")
    #expect(stage.stands(2) == "confirmed hall.1 T-2")
    try stage.given(swap)
    #expect([stage.stands(1), stage.stands(2)] == ["confirmed hall.1 T-2", "confirmed am.1 T-1"])
  }

  @Test("Rule 15: the host swaps a group's time, a guest does not; who has not answered has until the new start at most (rule 4)")
  func groups() throws {
    var stage = try Stage()
    try stage.given(try stage.group(msme, investor, otherInvestor, at: "pm.1"), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: Stage.first), by: .delegate(investor))
    try stage.givenMeeting(msme, Stage.authority, "am.1")
    try stage.givenMeeting(investor, Stage.authority, "am.2")
    #expect(stage.stands(1) == "confirmed pm.1 T-1 D-4+ D-5 until 10T14:00")
    #expect(stage.when(SwapMeetings(first: Stage.first, second: MeetingID(3)), by: .delegate(investor)) == ["refused hostOnly meeting=M-1"])
    #expect(stage.when(swap, by: .delegate(msme)) == ["meetingsSwapped M-1 -> am.1 T-1, M-2 -> pm.1 T-1 by D-1"])
    try stage.given(swap, by: .delegate(msme))
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+ D-5 until 10T09:00")
  }

  @Test("Rule 15: all people of both learn of it, and nobody else")
  func audience() throws {
    var stage = try both()
    let changes = try swap.decide(stage.forum, by: .delegate(msme), at: stage.now)
    try stage.given(swap, by: .delegate(msme))
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([msme, investor, msme, otherInvestor])])
  }
}
