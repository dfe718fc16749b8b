import ForumCore
import Testing

@Suite("Rules 1 to 3: how a meeting is asked for")
struct RequestRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  // MARK: - Rule 1

  @Test(
    "Rule 1: what a request leads to, by the forum's modes",
    arguments: [
      (.approval, .whenRequesting, "meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00"),
      (.approval, .whenAccepting, "meetingRequested M-1 D-1->D-4 nowhere awaits D-4 until 11T09:00"),
      (.approval, .organiser, "meetingRequested M-1 D-1->D-4 nowhere awaits D-4 until 11T09:00"),
      (.automatic, .whenRequesting, "meetingRequested M-1 D-1->D-4 confirmed am.1 T-1"),
      (.automatic, .whenAccepting, "meetingRequested M-1 D-1->D-4 confirmed am.1 T-1"),
      (.automatic, .organiser, "meetingRequested M-1 D-1->D-4 accepted nowhere"),
    ] as [(ForumSettings.RequestMode, ForumSettings.TimeMode, String)])
  func modes(request: ForumSettings.RequestMode, time: ForumSettings.TimeMode, expected: String) throws {
    let stage = try Stage {
      $0.requestMode = request
      $0.timeMode = time
    }
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == [expected])
  }

  @Test("Rule 1: the time chosen when requesting is confirmed as it stands")
  func whenRequesting() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.2"), by: .delegate(msme))
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == ["meetingConfirmed M-1 am.2 T-1"])
    #expect(
      stage.when(ConfirmMeeting(meeting: MeetingID(1), slot: SlotID("am.3")), by: .delegate(investor)) == ["refused notYetPossible mode=whenRequesting"])
  }

  @Test("Rule 1: where the time is chosen when accepting, the one who accepts names it or takes the first fit")
  func whenAccepting() throws {
    var stage = try Stage { $0.timeMode = .whenAccepting }
    #expect(stage.when(stage.request(msme, investor, "am.2"), by: .delegate(msme)) == ["refused notYetPossible mode=whenAccepting"])
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == ["meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1), slot: SlotID("pm.2")), by: .delegate(investor)) == ["meetingConfirmed M-1 pm.2 T-1"])
  }

  @Test("Rule 1: in the organiser's timetable a yes accepts, and the organiser gives the place")
  func organiserTimetable() throws {
    var stage = try Stage { $0.timeMode = .organiser }
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(
      stage.when(ConfirmMeeting(meeting: MeetingID(1), slot: SlotID("am.1")), by: .delegate(investor)) == ["refused notYetPossible mode=organiser"])
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == ["meetingAccepted M-1"])
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == [])
    #expect(
      stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.1")), by: .delegate(investor)) == ["refused notYetPossible mode=organiser"])
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1))) == ["meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1), slot: SlotID("pm.1"))) == ["meetingConfirmed M-1 pm.1 T-1"])
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1), table: TableID(2))) == ["meetingConfirmed M-1 am.1 T-2"])
  }

  @Test("Rule 1: in automatic mode the other side can still cancel")
  func automaticCancel() throws {
    var stage = try Stage { $0.requestMode = .automatic }
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    #expect(stage.when(CancelMeeting(meeting: MeetingID(1)), by: .delegate(investor)) == ["meetingCancelled M-1 by D-4"])
  }

  @Test(
    "Rule 1: a forum asks the other side and has the time chosen when asking, unless it says otherwise; two days' hold (rule 4), sessions that keep time (rule 8)"
  )
  func defaults() throws {
    let settings = try Stage.settings()
    #expect([settings.requestMode == .approval, settings.timeMode == .whenRequesting, settings.holdMinutes == 2880] == [true, true, true])
    let session = Session(
      id: try key("talk"), uid: "u", title: "Talk", kind: .panel, day: settings.firstDay, start: Stage.clock("10T09:00"), durationMinutes: 30)
    #expect(session.blocksMeetings)
  }

  // MARK: - Rule 2

  @Test(
    "Rule 2: neither side is full",
    arguments: [(OrganisationKind.msme, "refused limitReached limit=0"), (.privateInvestor, "refused otherLimitReached limit=0")])
  func full(kind: OrganisationKind, expected: String) throws {
    let stage = try Stage { $0.limitsByKind = [kind: .init(perForum: 0)] }
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == [expected])
  }

  @Test("Rule 2: both sides are approved; who is registered and not approved is not there for other delegates")
  func approved() throws {
    var stage = try Stage()
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Foxtrot", .msme, approved: false)), by: .guest())
    #expect(stage.when(stage.request(DelegateID(7), investor), by: .delegate(DelegateID(7))) == ["refused notApproved delegate=D-7"])
    #expect(stage.when(stage.request(msme, DelegateID(7))) == ["refused notApproved delegate=D-7"])
    #expect(stage.when(stage.request(msme, DelegateID(7)), by: .delegate(msme)) == ["refused noSuchDelegate reference=D-7"])
    #expect(stage.when(stage.request(msme, DelegateID(99)), by: .delegate(msme)) == ["refused noSuchDelegate reference=D-99"])
  }

  @Test("Rule 2: both sides take meetings")
  func activated() throws {
    var stage = try Stage()
    try stage.given(UpdateDelegate(delegate: investor, takesMeetings: false), by: .delegate(investor))
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["refused notActivated delegate=D-4"])
    #expect(stage.when(stage.request(investor, msme), by: .delegate(investor)) == ["refused notActivated delegate=D-4"])
  }

  @Test("Rule 2: nobody meets themselves, and nobody asks in another's name but an organiser")
  func who() throws {
    let stage = try Stage()
    #expect(stage.when(stage.request(msme, msme), by: .delegate(msme)) == ["refused yourself"])
    #expect(stage.when(stage.request(msme, investor), by: .delegate(Stage.otherMSME)) == ["refused notYours"])
    #expect(stage.when(stage.request(msme, investor), by: .guest()) == ["refused notYours"])
    #expect(stage.when(stage.request(msme, investor)) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 2: both share a block; a slot of a block that one does not take part in is refused")
  func sharedBlock() throws {
    var stage = try Stage()
    let am: BlockID = try key("am")
    let pm: BlockID = try key("pm")
    try stage.given(SetAvailability(delegate: msme, blocks: [am], unavailable: []), by: .delegate(msme))
    #expect(
      stage.when(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
        == ["refused noSharedBlock delegate=D-4 time=10T14:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
    try stage.given(SetAvailability(delegate: investor, blocks: [pm], unavailable: []), by: .delegate(investor))
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["refused noSharedBlock delegate=D-4"])
  }

  @Test("Rule 2: the booking rules between kinds go one way")
  func kinds() throws {
    let stage = try Stage { $0.forbiddenRequests = [.init(from: .privateInvestor, to: .publicInvestor), .init(from: .privateInvestor, to: .msme)] }
    #expect(stage.when(stage.request(investor, msme), by: .delegate(investor)) == ["refused kindsMayNotMeet from=privateInvestor to=msme"])
    #expect(
      stage.when(stage.request(investor, Stage.otherInvestor), by: .delegate(investor))
        == ["refused kindsMayNotMeet from=privateInvestor to=publicInvestor"])
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 2: a forum that is being prepared or over takes requests of organisers only", arguments: [Phase.preparing, .closed])
  func phases(phase: Phase) throws {
    var stage = try Stage()
    try stage.given(SetPhase(phase: phase))
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["refused forumClosed"])
    #expect(stage.when(stage.request(msme, investor)).count == 1)
  }

  // MARK: - Rule 3

  @Test("Rule 3: the earliest slot that both have free, then the lowest free table")
  func firstFit() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "am.3")
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme))
        == ["meetingRequested M-4 D-1->D-4 am.3 T-2 awaits D-4 until 10T09:00"].map {
          $0.replacing("09:00", with: "10:00")
        })
  }

  @Test("Rule 3: a slot that has begun is past")
  func past() throws {
    let stage = try Stage()
    #expect(
      stage.when(stage.request(msme, investor, "am.1"), by: .delegate(msme), at: "10T09:00")
        == ["refused slotPast time=10T09:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme), at: "10T09:00")
        == ["meetingRequested M-1 D-1->D-4 am.2 T-1 awaits D-4 until 10T09:30"])
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme), at: "10T14:30") == ["refused noFreeSlot delegate=D-4"])
    #expect(stage.when(stage.request(msme, investor, "am.9"), by: .delegate(msme)) == ["refused noSuchSlot slot=am.9"])
  }
}
