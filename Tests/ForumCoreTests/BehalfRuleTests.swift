import ForumCore
import Testing

@Suite("Rule 14: organisers act for others, with a reason")
struct BehalfRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let first = Stage.first

  @Test("Rule 14: organisers request, confirm, move, propose, hand over, swap and cancel for others; the reason stays with it")
  func anything() throws {
    var stage = try Stage()
    let request = RequestMeeting(requester: msme, requested: investor, slot: SlotID("am.1"), reason: "by telephone")
    #expect(stage.when(request) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00 because by telephone"])
    try stage.given(request)
    let said = "by telephone"
    let confirm = ConfirmMeeting(meeting: first, reason: said)
    #expect(try reasons(confirm, stage) == [said])
    #expect(try reasons(MoveMeeting(meeting: first, slot: SlotID("am.2"), reason: said), stage) == [said])
    #expect(try reasons(ProposeTimes(meeting: first, slots: [SlotID("am.2")].compactMap { $0 }, reason: said), stage) == [said])
    #expect(try reasons(HandOverMeeting(meeting: first, from: msme, to: Stage.colleague, reason: said), stage) == [said])
    #expect(try reasons(InviteGuest(meeting: first, guest: otherInvestor, reason: said), stage) == [said])
    #expect(try reasons(DeclineMeeting(meeting: first, reason: said), stage) == [said])
    #expect(try reasons(CancelMeeting(meeting: first, reason: said), stage) == [said])
    #expect(try reasons(CancelRegistration(delegate: msme, reason: said), stage) == [said, said])
    try stage.given(confirm)
    try stage.givenMeeting(msme, otherInvestor, "pm.1")
    #expect(try reasons(SwapMeetings(first: first, second: Stage.second, reason: said), stage) == [said])
    #expect(try reasons(stage.away(msme, "09:00", "09:30", .move, reason: said), stage) == [nil, said])
  }

  /// The reasons that changes carry.
  private func reasons(_ command: some Command<Forum>, _ stage: Stage) throws -> [String?] {
    try command.decide(stage.forum, by: .organiser(), at: stage.now).map { change in
      switch change {
      case .meetingRequested(let it): it.reason?.value
      case .meetingConfirmed(let it): it.reason?.value
      case .meetingMoved(let it): it.reason?.value
      case .meetingProposed(let it): it.reason?.value
      case .meetingHandedOver(let it): it.reason?.value
      case .meetingsSwapped(let it): it.reason?.value
      case .guestInvited(let it): it.reason?.value
      case .meetingDeclined(let it), .meetingCancelled(let it), .meetingWithdrawn(let it): it.reason?.value
      case .registrationCancelled(let it): it.reason?.value
      default: nil
      }
    }
  }

  @Test("Rule 14: for whom is recorded: the side where a delegate or their manager acts, none where an organiser does")
  func forWhom() throws {
    var stage = try Stage()
    try stage.givenMeeting(Stage.colleague, investor, "am.1")
    let cancel = CancelMeeting(meeting: first)
    #expect(stage.when(cancel, by: .delegate(Stage.colleague)) == ["meetingCancelled M-1 by D-2"])
    #expect(stage.when(cancel, by: .delegate(msme)) == ["meetingCancelled M-1 by D-2"])
    #expect(stage.when(cancel) == ["meetingCancelled M-1"])
    // In whose name a request stands says itself; who typed it is in the record of the command.
    let request = stage.request(Stage.colleague, otherInvestor, "am.2")
    let asked = try [Actor.delegate(Stage.colleague), .delegate(msme), .organiser()].map { try request.decide(stage.forum, by: $0, at: stage.now) }
    #expect(Set(asked).count == 1)
  }

  @Test("Rule 14: what is only organisers' is nobody else's", arguments: [Actor.delegate(DelegateID(1)), .guest(), .timer])
  func organisersOnly(actor: Actor) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(MarkMeeting(meeting: first, priority: 3), by: actor) == ["refused organisersOnly"])
    let override = RequestMeeting(requester: msme, requested: otherInvestor, reason: "please", override: true)
    let expected = actor.delegate == nil ? "refused notYours" : "refused organisersOnly"
    #expect(stage.when(override, by: actor) == [expected])
    let move = MoveMeeting(meeting: first, slot: SlotID("am.2"), reason: "please", override: true)
    #expect(stage.when(move, by: actor) == [actor.delegate == nil ? "refused noSuchMeeting reference=M-1" : "refused organisersOnly"])
  }

  @Test(
    "Rule 14: an organiser overrides who may ask whom, how much, and when they can, with a reason",
    arguments: [
      ("kinds", "refused kindsMayNotMeet from=msme to=privateInvestor", "am.1"), ("limit", "refused limitReached limit=0", "am.1"),
      ("block limit", "refused limitReached block=Block am limit=0 time=10T09:00", "am.1"), ("quota", "refused quotaReached limit=0", "am.1"),
      ("not activated", "refused notActivated delegate=D-4", "am.1"), ("unavailable", "refused otherIsBusy delegate=D-4 time=10T09:00", "am.1"),
      ("block", "refused noSharedBlock delegate=D-4 time=10T09:00", "am.1"),
    ])
  func overrides(what: String, expected: String, slot: String) throws {
    var stage = try Stage { settings in
      switch what {
      case "kinds": settings.forbiddenRequests = [.init(from: .msme, to: .privateInvestor)]
      case "limit": settings.limitsByKind = [.msme: .init(perForum: 0)]
      case "block limit": settings.limitsByKind = [.msme: .init(perBlock: 0)]
      case "quota": settings.limitsByKind = [.msme: .init(requests: 0)]
      default: break
      }
    }
    switch what {
    case "not activated": try stage.given(UpdateDelegate(delegate: investor, takesMeetings: false))
    case "unavailable": try stage.given(stage.away(investor, "09:00", "09:30"))
    case "block": try stage.given(SetAvailability(delegate: investor, blocks: [key("pm")], unavailable: []))
    default: break
    }
    var request = stage.request(msme, investor, slot)
    #expect(stage.when(request).first == expected)
    request.reason = "both want it"
    #expect(stage.when(request).first == expected)
    request.override = true
    #expect(stage.when(request) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00 because both want it"])
    request.reason = " "
    #expect(stage.when(request) == ["refused reasonNeeded"])
  }

  @Test("Rule 14: what was overridden when asking does not come back when it is answered, proposed, handed over or moved")
  func overriddenOnce() throws {
    var stage = try Stage {
      $0.forbiddenRequests = [.init(from: .msme, to: .privateInvestor)]
      $0.timeMode = .whenAccepting
    }
    try stage.given(UpdateDelegate(delegate: investor, takesMeetings: false))
    try stage.given(RequestMeeting(requester: msme, requested: investor, reason: "both want it", override: true))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == ["meetingConfirmed M-1 am.1 T-1"])
    #expect(
      stage.when(ProposeTimes(meeting: first, slots: [SlotID("pm.1")].compactMap { $0 }), by: .delegate(investor))
        == ["meetingProposed M-1 nowhere -> pm.1 T-1 awaits D-1 until 10T14:00 by D-4"])
    #expect(stage.when(HandOverMeeting(meeting: first, to: Stage.colleague), by: .delegate(msme)) == ["meetingHandedOver M-1 D-1 -> D-2 by D-1"])
    try stage.given(UpdateDelegate(delegate: Stage.colleague, takesMeetings: false))
    #expect(stage.when(HandOverMeeting(meeting: first, to: Stage.colleague), by: .delegate(msme)) == ["refused notActivated delegate=D-2"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.2")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 -> pm.2 T-1 by D-1"])
  }

  @Test("Rule 14: nobody overrides that people and tables are in one place, nor who is in")
  func neverOverridden() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 2)
    try stage.givenMeeting(msme, investor, "am.1")
    func override(_ a: DelegateID, _ b: DelegateID, _ slot: String?) -> [String] {
      stage.when(RequestMeeting(requester: a, requested: b, slot: slot.flatMap { SlotID($0) }, reason: "please", override: true))
    }
    #expect(override(msme, otherInvestor, "am.1") == ["refused youAreBusy by=M-1 time=10T09:00", "or am.2 T-1"])
    #expect(override(Stage.otherMSME, otherInvestor, "am.1") == ["refused noFreeTable time=10T09:00", "or am.2 T-1"])
    #expect(override(msme, investor, nil) == ["refused alreadyMeeting meeting=M-1"])
    #expect(override(msme, msme, nil) == ["refused yourself"])
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Foxtrot", .msme, approved: false)), by: .guest())
    #expect(override(msme, DelegateID(7), nil) == ["refused notApproved delegate=D-7"])
    try stage.givenAgenda(Stage.session("talk", "10T09:30", minutes: 30, speakers: ["chair"]))
    #expect(override(msme, otherInvestor, "am.2") == ["refused youAreBusy by=talk time=10T09:30"])
  }

  @Test("Rule 14: without a time, one that suits all goes before one that is overridden")
  func firstFit() throws {
    var stage = try Stage { $0.forbiddenRequests = [.init(from: .msme, to: .privateInvestor)] }
    try stage.given(stage.away(investor, "09:00", "09:30"))
    let request = RequestMeeting(requester: msme, requested: investor, reason: "please", override: true)
    #expect(stage.when(request) == ["meetingRequested M-1 D-1->D-4 am.2 T-1 awaits D-4 until 10T09:30 because please"])
    try stage.given(stage.away(investor, "09:00", "16:00"))
    #expect(stage.when(request) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00 because please"])
  }

  @Test("Rule 14: an organiser moves a meeting to a time that a side said they can not, where it is named")
  func moveOverride() throws {
    var stage = try Stage { $0.limits.perBlock = 1 }
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, otherInvestor, "pm.1")
    try stage.given(stage.away(investor, "14:30", "15:00"), by: .delegate(investor))
    var move = MoveMeeting(meeting: first, slot: SlotID("pm.2"), reason: "room closes")
    #expect(stage.when(move).first == "refused otherIsBusy delegate=D-4 time=10T14:30")
    move.override = true
    #expect(stage.when(move) == ["meetingMoved M-1 am.1 T-1 -> pm.2 T-1 because room closes"])
    move.reason = nil
    #expect(stage.when(move) == ["refused reasonNeeded"])
    #expect(stage.when(MoveMeeting(meeting: first, reason: "room closes", override: true)) == ["meetingMoved M-1 am.1 T-1 -> am.2 T-1 because room closes"])
  }

  @Test("Rule 14: a meeting that matters more is marked by organisers, 0 to 9", arguments: [(-1, false), (0, true), (9, true), (10, false)])
  func marks(priority: Int, isGood: Bool) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(MarkMeeting(meeting: first, priority: 5))
    let mark = MarkMeeting(meeting: first, priority: priority)
    #expect(stage.when(mark) == [isGood ? "meetingMarked M-1 priority \(priority)" : "refused badValue expected=0 to 9 field=priority"])
    #expect(stage.when(MarkMeeting(meeting: first, priority: 5)) == [])
    #expect(stage.when(MarkMeeting(meeting: first)) == [])
    #expect(stage.when(MarkMeeting(meeting: MeetingID(9), priority: 1)) == ["refused noSuchMeeting reference=M-9"])
    try stage.given(CancelMeeting(meeting: first))
    #expect(stage.when(mark) == ["refused meetingOver meeting=M-1 status=cancelled"])
  }

  @Test("Rule 14: in a forum that is not open only organisers change meetings", arguments: [Phase.preparing, .closed])
  func phases(phase: Phase) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(SetPhase(phase: phase))
    for actor in [Actor.delegate(msme), .organiser()] {
      let commands: [any Command<Forum>] = [
        CancelMeeting(meeting: first), MoveMeeting(meeting: first, slot: SlotID("am.2")), InviteGuest(meeting: first, guest: otherInvestor),
        HandOverMeeting(meeting: first, from: msme, to: Stage.colleague), stage.away(msme, "14:00", "15:00"),
      ]
      for command in commands {
        let lines = stage.when(command, by: actor)
        #expect(actor.isOrganiser ? lines.first?.hasPrefix("refused") == false : lines == ["refused forumClosed"])
      }
    }
  }
}
