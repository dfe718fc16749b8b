import ForumCore
import Testing

@Suite("Rules 4 and 5: holds, and nobody twice")
struct HoldRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = MeetingID(1)

  @Test(
    "Rule 4: a request is held as long as the forum says, and never past the slot's start",
    arguments: [(15, "am.1", "09T09:15"), (2880, "am.1", "10T09:00"), (60, "pm.2", "09T10:00"), (14_400, "pm.2", "10T14:30")])
  func holds(minutes: Int, slot: String, until: String) throws {
    let stage = try Stage { $0.holdMinutes = minutes }
    #expect(
      stage.when(stage.request(msme, investor, slot), by: .delegate(msme))
        == ["meetingRequested M-1 D-1->D-4 \(slot) T-1 awaits D-4 until \(until)"])
  }

  @Test("Rule 4: the forum's hold is 15 minutes to 10 days", arguments: [14, 14_401, -1, 0])
  func bounds(minutes: Int) throws {
    let stage = try Stage()
    var settings = try Stage.settings()
    settings.holdMinutes = minutes
    #expect(stage.when(UpdateForum(settings: settings)) == ["refused badValue expected=15 to 14400 minutes field=holdMinutes"])
  }

  @Test("Rule 4: an expired request frees slot and table, and nothing before its time")
  func expiry() throws {
    var stage = try Stage { $0.holdMinutes = 60 }
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(stage.forum.nextDue == Stage.clock("09T10:00"))
    #expect(stage.when(ExpireHolds(), by: .timer, at: "09T09:59") == [])
    #expect(stage.when(ExpireHolds(), by: .timer, at: "09T10:00") == ["meetingExpired M-1"])
    try stage.given(ExpireHolds(), by: .timer, at: "09T10:00")
    #expect(stage.forum.nextDue == nil)
    #expect(stage.forum.isFree(TableID(1), during: Span(start: Stage.clock("10T09:00"), end: Stage.clock("10T09:30"))))
    #expect(
      stage.when(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME))
        == ["meetingRequested M-2 D-3->D-4 am.1 T-1 awaits D-4 until 09T11:00"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == ["refused meetingOver meeting=M-1 status=expired"])
  }

  @Test("Rule 4: both are told when a request has run out, and nobody else")
  func told() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    let changes = stage.forum.due(at: Stage.clock("10T09:00"))
    try stage.given(ExpireHolds(), by: .timer, at: "10T09:00")
    #expect(changes.map(line) == ["meetingExpired M-1"])
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([msme, investor])])
  }

  @Test("Rule 4: several that ran out expire together, in order")
  func several() throws {
    var stage = try Stage { $0.holdMinutes = 60 }
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    try stage.given(stage.request(msme, Stage.otherInvestor), by: .delegate(msme))
    try stage.given(stage.request(msme, Stage.authority), by: .delegate(msme), at: "09T09:30")
    #expect(stage.when(ExpireHolds(), by: .timer, at: "09T10:15") == ["meetingExpired M-1", "meetingExpired M-2"])
  }

  @Test(
    "Rule 4: declining and withdrawing free the place at once",
    arguments: [(Stage.investor, "meetingDeclined M-1 by D-4"), (Stage.msme, "meetingWithdrawn M-1 by D-1")])
  func freed(by delegate: DelegateID, expected: String) throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(delegate)) == [expected])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(delegate))
    #expect(
      stage.when(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME))
        == ["meetingRequested M-2 D-3->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 4: only the awaited side answers, and outsiders do not learn that there is a meeting")
  func answers() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(msme)) == ["refused notAwaited meeting=M-1"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(msme)) == ["refused notAwaited meeting=M-1"])
    for actor in [Actor.delegate(Stage.otherMSME), .guest(), .timer] {
      #expect(stage.when(ConfirmMeeting(meeting: first), by: actor) == ["refused noSuchMeeting reference=M-1"])
      #expect(stage.when(DeclineMeeting(meeting: first), by: actor) == ["refused noSuchMeeting reference=M-1"])
      #expect(stage.when(CancelMeeting(meeting: first), by: actor) == ["refused noSuchMeeting reference=M-1"])
      #expect(stage.when(MoveMeeting(meeting: first), by: actor) == ["refused noSuchMeeting reference=M-1"])
    }
    #expect(stage.when(DeclineMeeting(meeting: first, reason: "full"), by: .delegate(investor)) == ["meetingDeclined M-1 by D-4 because full"])
    #expect(stage.when(ConfirmMeeting(meeting: first)) == ["meetingConfirmed M-1 am.1 T-1"])
  }

  @Test("Rule 5: a held slot is not offered to anybody else, on either side")
  func held() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.2"), by: .delegate(msme))
    let offers = ["or am.3 T-1", "or am.4 T-1", "or pm.1 T-1"]
    #expect(
      stage.when(stage.request(Stage.otherMSME, investor, "am.2"), by: .delegate(Stage.otherMSME))
        == ["refused otherIsBusy delegate=D-4 time=10T09:30"] + offers)
    #expect(
      stage.when(stage.request(msme, Stage.otherInvestor, "am.2"), by: .delegate(msme)) == ["refused youAreBusy by=M-1 time=10T09:30"] + offers)
    #expect(
      stage.when(stage.request(Stage.otherMSME, msme, "am.2"), by: .delegate(Stage.otherMSME))
        == ["refused otherIsBusy delegate=D-1 time=10T09:30"] + offers)
  }

  @Test("Rule 5: of two simultaneous requests for one slot only the first is taken")
  func simultaneous() throws {
    var stage = try Stage(people: 6)
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(throws: Refusal.self) { try stage.given(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME)) }
    #expect(stage.forum.meetings.count == 1)
  }

  @Test("Rule 5: two who have an open meeting do not open another, whichever side asks")
  func onlyOne() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["refused alreadyMeeting meeting=M-1"])
    #expect(stage.when(stage.request(investor, msme), by: .delegate(investor)) == ["refused alreadyMeeting meeting=M-1"])
  }

  @Test("Rule 5: two whose meeting is over may meet again, those in the middle of one may not yet")
  func meetAgain() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    let again = stage.request(investor, msme)
    #expect(stage.when(again, by: .delegate(investor), at: "10T09:29") == ["refused alreadyMeeting meeting=M-1"])
    #expect(
      stage.when(again, by: .delegate(investor), at: "10T09:30") == ["meetingRequested M-2 D-4->D-1 am.3 T-1 awaits D-1 until 10T10:00"])
    #expect(try stage.forum.feasiblePlaces(for: investor, with: msme, at: Stage.clock("10T09:30")).count == 4)
    #expect(throws: Refusal.self) { try stage.forum.feasiblePlaces(for: investor, with: msme, at: Stage.clock("10T09:29")) }
  }

  @Test("Rule 5: a table is used once at a time, by time and not by slot, also over blocks that overlap")
  func tables() throws {
    var stage = try Stage()
    try stage.given(RemoveTable(table: TableID(2)))
    try stage.given(SetBlock(block: Stage.block("extra", "10T09:15", "10T09:45")))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(stage.request(Stage.otherMSME, Stage.otherInvestor, "extra.1"), by: .delegate(Stage.otherMSME))
        == ["refused noFreeTable time=10T09:15", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
  }

  @Test("Rule 5: an old button is told from a new one")
  func versions() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    try stage.given(MoveMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(msme))
    #expect(stage.when(ConfirmMeeting(meeting: first, version: 1), by: .delegate(investor)) == ["refused staleVersion meeting=M-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first, version: 2), by: .delegate(investor)) == ["meetingConfirmed M-1 am.2 T-1"])
  }

  @Test("Rule 5: doing again what is done records nothing")
  func again() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == [])
    #expect(stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.1")), by: .delegate(investor)) == [])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.1")), by: .delegate(investor)) == [])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(msme))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == [])
  }
}
