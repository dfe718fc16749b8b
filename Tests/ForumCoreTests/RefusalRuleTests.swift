import ForumCore
import Testing

@Suite("Rule 18: why not, and what instead")
struct RefusalRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  @Test("Rule 18: the next three feasible places are offered, earlier ones where later ones do not suffice")
  func nextThree() throws {
    var stage = try Stage()
    try stage.givenMeeting(Stage.otherMSME, investor, "pm.1")
    #expect(
      stage.when(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
        == ["refused otherIsBusy delegate=D-4 time=10T14:00", "or am.3 T-1", "or am.4 T-1", "or pm.2 T-1"])
  }

  @Test("Rule 18: what is offered is taken, every one of them")
  func feasible() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T10:00", minutes: 30, speakers: ["chair"]))
    try stage.givenMeeting(Stage.otherMSME, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.2")
    let refused = stage.when(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(refused == ["refused otherIsBusy delegate=D-4 time=10T09:00", "or am.4 T-1", "or pm.1 T-1", "or pm.2 T-1"])
    for offer in refused.dropFirst() {
      let place = offer.dropFirst(3)
      let slot = String(place.prefix { $0 != " " })
      #expect(stage.when(stage.request(msme, investor, slot), by: .delegate(msme)).first?.hasPrefix("meetingRequested M-3 D-1->D-4 \(place) awaits") == true)
    }
  }

  @Test("Rule 18: where nothing is left nothing is offered")
  func nothing() throws {
    var stage = try Stage()
    try stage.given(RemoveBlock(block: key("pm")))
    try stage.given(SetBlock(block: Stage.block("am", "10T09:00", "10T09:30")))
    try stage.givenMeeting(Stage.otherMSME, investor, "am.1")
    #expect(stage.when(stage.request(msme, investor, "am.1"), by: .delegate(msme)) == ["refused otherIsBusy delegate=D-4 time=10T09:00"])
  }

  @Test("Rule 18: the same refusal stands for a meeting, a session and other plans of the other side")
  func tellsNothing() throws {
    var meeting = try Stage()
    try meeting.givenMeeting(Stage.otherMSME, investor, "am.1")
    var session = try Stage()
    try session.givenAgenda(Stage.session("talk", "10T09:00", minutes: 30))
    try session.given(AddSignup(session: key("talk"), delegate: investor), by: .delegate(investor))
    var plans = try Stage()
    let span = Span(start: Stage.clock("10T09:00"), end: Stage.clock("10T09:30"))
    try plans.given(SetAvailability(delegate: investor, blocks: nil, unavailable: [span]), by: .delegate(investor))
    let answers = [meeting, session, plans].map { $0.when($0.request(msme, investor, "am.1"), by: .delegate(msme)) }
    #expect(Set(answers) == [["refused otherIsBusy delegate=D-4 time=10T09:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"]])
  }

  @Test("Rule 18: the other side's meeting is not told when a meeting is moved either")
  func movingTellsNothing() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    #expect(
      stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.2")), by: .delegate(msme))
        == ["refused otherIsBusy delegate=D-4 time=10T09:30", "or am.3 T-1", "or am.4 T-1", "or pm.1 T-1"])
  }

  @Test("Rule 18: the slots that are offered for a move leave out the present one")
  func views() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(try stage.forum.feasiblePlaces(toMove: MeetingID(1), at: stage.now).map(line) == ["am.2 T-1", "am.3 T-1", "am.4 T-1", "pm.1 T-1", "pm.2 T-1"])
    #expect(
      try stage.forum.feasiblePlaces(for: Stage.otherMSME, with: investor, at: stage.now, most: 2).map(line) == ["am.2 T-1", "am.3 T-1"])
  }

  @Test("Rule 18: the place that a meeting has already is not offered instead")
  func notThePresentOne() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.3")
    try stage.givenMeeting(Stage.otherMSME, investor, "pm.2")
    #expect(
      stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("pm.2")), by: .delegate(msme))
        == ["refused otherIsBusy delegate=D-4 time=10T14:30", "or am.2 T-1", "or am.4 T-1", "or pm.1 T-1"])
  }

  @Test("Rule 18: every refusal of a rule knows the rule's number")
  func numbers() {
    let numbered = Dictionary(grouping: Refusal.Name.allCases, by: \.rule).mapValues { Set($0) }
    #expect(numbered[2] == [.yourself, .notApproved, .notActivated, .noSharedBlock, .kindsMayNotMeet, .alreadyMeeting])
    #expect(numbered[5] == [.youAreBusy, .otherIsBusy, .tableTaken, .staleVersion, .staleTimetable])
    #expect(numbered[9] == [.limitReached, .otherLimitReached, .quotaReached])
    #expect(numbered[6] == [.cutoffPassed, .reasonMissing, .timeLocked, .chooseOne, .notAwaited])
    #expect(numbered[7] == [.meetingsInTheWay])
    #expect(numbered[12] == [.pairsOnly, .hostOnly, .alreadyGuest, .notGuest])
    #expect(numbered[13] == [.notColleague, .cannotTakeOver, .notYours])
    #expect(numbered[17] == [.notBegun, .answerClosed])
    #expect(numbered[19] == [.noFreeInterpreter])
    #expect(numbered[25] == [.noSuchTime, .ambiguousTime])
  }
}
