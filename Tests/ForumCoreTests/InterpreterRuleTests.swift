import ForumCore
import Testing

@Suite("Rule 19: interpreters")
struct InterpreterRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = Stage.first

  /// D-1 speaks Arabic, D-4 Italian; D-7 interprets between these, D-8 too.
  private func foreign(interpreters: Int = 1) throws -> Stage {
    var stage = try Stage()
    try stage.givenLanguages(msme, "ar")
    try stage.givenLanguages(investor, "it")
    for name in ["Ines", "Jamil"].prefix(interpreters) { try stage.givenInterpreter(name, "ar", "it") }
    return stage
  }

  @Test(
    "Rule 19: when two share no language the meeting wants an interpreter who speaks one of each side's",
    arguments: [
      (["ar"], ["it"], ["ar", "it"], "am.1 T-1 with D-7", true), (["ar", "fr"], ["it", "en"], ["fr", "en"], "am.1 T-1 with D-7", true),
      (["ar"], ["it"], ["ar", "fr"], "am.1 T-1", true), (["ar"], ["it"], [], "am.1 T-1", true),
      (["ar", "fr"], ["it", "fr"], ["ar", "it"], "am.1 T-1", nil), (["fr-TN"], ["FR"], ["fr"], "am.1 T-1", nil), (["French"], ["fr"], ["fr"], "am.1 T-1", nil),
      (["zh_Hant"], ["zh"], ["zh"], "am.1 T-1", nil),
      ([], ["it"], ["ar", "it"], "am.1 T-1", nil), (["ar"], [], ["ar", "it"], "am.1 T-1", nil),
    ] as [([String], [String], [String], String, Bool?)])
  func wanted(asking: [String], asked: [String], interpreter: [String], place: String, wants: Bool?) throws {
    var stage = try Stage()
    try stage.given(UpdateDelegate(delegate: msme, speaks: asking))
    try stage.given(UpdateDelegate(delegate: investor, speaks: asked))
    var entry = Stage.entry("Ines", of: "Words", .expert)
    entry.role = .interpreter
    entry.speaks = interpreter
    try stage.given(SubmitRegistration(entry: entry))
    try stage.givenMeeting(msme, investor)
    #expect(stage.stands(1) == "confirmed \(place)")
    #expect(stage.meeting(1)?.wantsInterpreter == wants)
    #expect(stage.forum.uninterpreted(at: stage.now).map(\.id) == (wants == true && !place.contains("with") ? [first] : []))
  }

  @Test("Rule 19: who interprets has that role, is approved and is no side of the meeting")
  func who() throws {
    var stage = try foreign(interpreters: 0)
    try stage.givenLanguages(Stage.otherMSME, "ar", "it")
    var entry = Stage.entry("Ines", of: "Words", .expert, approved: false)
    entry.role = .interpreter
    entry.speaks = ["ar", "it"]
    try stage.given(SubmitRegistration(entry: entry), by: .guest())
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)).first?.contains("am.1 T-1 awaits") == true)
    try stage.given(ApproveRegistration(delegate: DelegateID(7)))
    #expect(stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 with D-7 awaits D-4 until 10T09:00"])
    #expect(stage.when(stage.request(msme, DelegateID(7)), by: .delegate(msme)).first?.contains("am.1 T-1 awaits") == true)
  }

  @Test("Rule 19: interpreters are scheduled like delegates: in one place at a time, in sessions, blocks and times of their own")
  func scheduled() throws {
    var stage = try foreign()
    let ines = DelegateID(7)
    try stage.givenLanguages(Stage.otherMSME, "ar")
    try stage.givenLanguages(Stage.otherInvestor, "it")
    try stage.givenMeeting(msme, investor, "am.1")
    let other = stage.request(Stage.otherMSME, Stage.otherInvestor, "am.1")
    #expect(
      stage.when(other, by: .delegate(Stage.otherMSME))
        == ["refused noFreeInterpreter time=10T09:00", "or am.2 T-1 with D-7", "or am.3 T-1 with D-7", "or am.4 T-1 with D-7"])
    #expect(stage.when(stage.request(Stage.authority, ines, "am.1")).first == "refused otherIsBusy delegate=D-7 time=10T09:00")
    try stage.given(stage.away(ines, "09:30", "09:40"), by: .delegate(ines))
    try stage.givenAgenda(Stage.session("talk", "10T10:00", minutes: 30))
    #expect(stage.when(AddSignup(session: try key("talk"), delegate: ines), by: .delegate(ines)) == ["signupAdded D-7 talk"])
    try stage.given(AddSignup(session: key("talk"), delegate: ines), by: .delegate(ines))
    #expect(
      stage.when(stage.request(Stage.otherMSME, Stage.otherInvestor), by: .delegate(Stage.otherMSME))
        == ["meetingRequested M-2 D-3->D-5 am.4 T-1 with D-7 awaits D-5 until 10T10:30"])
    try stage.given(SetAvailability(delegate: ines, blocks: [key("am")], unavailable: []), by: .delegate(ines))
    #expect(
      stage.when(stage.request(Stage.otherMSME, Stage.otherInvestor, "pm.1"), by: .delegate(Stage.otherMSME)).first == "refused noFreeInterpreter time=10T14:00"
    )
  }

  @Test("Rule 19: a session at the time of what they interpret is in their way, and what they speak in keeps their time (rule 8)")
  func sessions() throws {
    var stage = try foreign()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", minutes: 30))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(AddSignup(session: try key("talk"), delegate: DelegateID(7)), by: .delegate(DelegateID(7)))
        == ["refused busyWithMeeting meeting=M-1 session=talk"])
  }

  @Test("Rule 19: they see what they interpret and when it changes, but not what its sides write")
  func told() throws {
    var stage = try foreign()
    let ines = DelegateID(7)
    let request = RequestMeeting(requester: msme, requested: investor, message: "between us")
    let asked = try #require(try? request.decide(stage.forum, by: .delegate(msme), at: stage.now).first)
    #expect(stage.forum.audience(of: asked) == .delegates([msme, investor, ines]))
    guard case .meetingRequested(let seen) = asked.shown(to: .interpreter, ines), case .meetingRequested(let whole) = asked.shown(to: .attendee, investor)
    else {
      throw Missing()
    }
    #expect([seen.meeting.message?.value, whole.meeting.message?.value] == [nil, "between us"])
    try stage.given(request, by: .delegate(msme))
    #expect(stage.forum.meetings(of: ines).map(\.id) == [first])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(ines)) == ["refused noSuchMeeting reference=M-1"])
    let ended = try CancelMeeting(meeting: first).decide(stage.forum, by: .delegate(msme), at: stage.now)
    try stage.given(CancelMeeting(meeting: first), by: .delegate(msme))
    #expect(ended.map { stage.forum.audience(of: $0) } == [.delegates([msme, investor, ines])])
  }

  @Test("Rule 19: what they interpret counts against no limit of theirs (rule 9)")
  func limits() throws {
    var stage = try foreign()
    var settings = try Stage.settings()
    settings.limitsByKind = [.expert: .init(perForum: 1, perBlock: 1)]
    try stage.given(UpdateForum(settings: settings))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(stage.request(Stage.authority, DelegateID(7), "am.2")).first?.hasPrefix("meetingRequested M-2 D-6->D-7 am.2 T-1 awaits D-7") == true)
    try stage.givenMeeting(Stage.authority, DelegateID(7), "pm.1")
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 with D-7 -> am.2 T-1 with D-7 by D-1"])
  }

  @Test("Rule 19: when an interpreter gives the registration back another one takes it, or it stands and wants one")
  func gone() throws {
    for (interpreters, expected) in [(2, "am.1 T-1 with D-8"), (1, "am.1 T-1")] {
      var stage = try foreign(interpreters: interpreters)
      try stage.givenMeeting(msme, investor, "am.1")
      let cancel = CancelRegistration(delegate: DelegateID(7))
      #expect(
        stage.when(cancel, by: .delegate(DelegateID(7)))
          == ["registrationCancelled D-7", "meetingMoved M-1 am.1 T-1 with D-7 -> \(expected) for the availability"])
      try stage.given(cancel, by: .delegate(DelegateID(7)))
      #expect(stage.forum.uninterpreted(at: stage.now).map(\.id) == (interpreters == 1 ? [first] : []))
      #expect(stage.forum.uninterpreted(at: Stage.clock("10T09:30")) == [])
    }
  }

  @Test("Rule 19: an interpreter who is gone is gone from what is proposed, too")
  func goneFromProposals() throws {
    var stage = try foreign(interpreters: 2)
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) }), by: .delegate(investor))
    #expect(stage.stands(1) == "requested am.2 T-1 with D-7 or am.3 T-1 with D-7 until 10T09:30")
    let expected = ["meetingProposed M-1 nowhere -> am.2 T-1 with D-8 or am.3 T-1 with D-8 awaits D-1 until 10T09:30"]
    #expect(stage.when(CancelRegistration(delegate: DelegateID(7)), by: .delegate(DelegateID(7))) == ["registrationCancelled D-7"] + expected)
    #expect(
      stage.when(stage.away(DelegateID(7), "09:30", "10:00", .cancel), by: .delegate(DelegateID(7)))
        == [
          "availabilitySet D-7 all not 10T09:30", "meetingProposed M-1 nowhere -> am.2 T-1 with D-8 or am.3 T-1 with D-7 awaits D-1 until 10T09:30",
        ])
  }

  @Test(
    "Rule 19: an interpreter who can not any more keeps, moves or gives up what they interpret (rule 7)",
    arguments: [
      (1, nil, ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 with D-7 -> am.2 T-1 with D-7"]),
      (1, .keep, ["availabilitySet D-7 all not 10T09:00"]),
      (1, .move, ["availabilitySet D-7 all not 10T09:00", "meetingMoved M-1 am.1 T-1 with D-7 -> am.2 T-1 with D-7 for the availability"]),
      (2, .move, ["availabilitySet D-7 all not 10T09:00", "meetingMoved M-1 am.1 T-1 with D-7 -> am.1 T-1 with D-8 for the availability"]),
      (1, .cancel, ["availabilitySet D-7 all not 10T09:00", "meetingMoved M-1 am.1 T-1 with D-7 -> am.1 T-1 for the availability"]),
      (2, .cancel, ["availabilitySet D-7 all not 10T09:00", "meetingMoved M-1 am.1 T-1 with D-7 -> am.1 T-1 with D-8 for the availability"]),
    ] as [(Int, SetAvailability.Meetings?, [String])])
  func away(interpreters: Int, meetings: SetAvailability.Meetings?, expected: [String]) throws {
    var stage = try foreign(interpreters: interpreters)
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(stage.away(DelegateID(7), "09:00", "09:30", meetings), by: .delegate(DelegateID(7))) == expected)
  }

  @Test("Rule 19: in a group one interpreter speaks a language of every side's")
  func groups() throws {
    var stage = try foreign()
    try stage.givenLanguages(Stage.otherInvestor, "en")
    try stage.givenInterpreter("Jamil", "ar", "it", "en")
    #expect(
      stage.when(try stage.group(msme, investor, Stage.otherInvestor), by: .delegate(msme)) == [
        "meetingRequested M-1 D-1->D-4,D-5 am.1 T-1 with D-8 until 10T09:00"
      ])
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.stands(1) == "confirmed am.1 T-1 with D-7")
    #expect(
      stage.when(InviteGuest(meeting: first, guest: Stage.otherInvestor), by: .delegate(msme)) == [
        "guestInvited M-1 D-5 until 10T09:00 am.1 T-1 with D-8 by D-1"
      ])
    try stage.given(InviteGuest(meeting: first, guest: Stage.otherInvestor), by: .delegate(msme))
    try stage.given(stage.away(DelegateID(8), "14:00", "15:00"), by: .delegate(DelegateID(8)))
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.1")), by: .delegate(msme)).first == "refused noFreeInterpreter time=10T14:00")
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(Stage.otherInvestor)) == ["guestLeft M-1 D-5 am.1 T-1 with D-8 by D-5"])
  }

  @Test("Rule 19: an interpreter is not kept where none is wanted any more: the guest who needed one leaves, or a colleague takes over who shares a language")
  func notWanted() throws {
    var stage = try foreign()
    try stage.givenLanguages(Stage.otherInvestor, "ar")
    try stage.givenLanguages(Stage.colleague, "it")
    try stage.given(try stage.group(msme, investor, Stage.otherInvestor, at: "am.1"), by: .delegate(msme))
    #expect(stage.stands(1) == "requested am.1 T-1 with D-7 D-4 D-5 until 10T09:00")
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-1 by D-4"])
    try stage.given(DeclineMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.meeting(1)?.wantsInterpreter == nil)
    try stage.givenMeeting(msme, investor, "am.2")
    #expect(stage.stands(2) == "confirmed am.2 T-1 with D-7")
    #expect(
      stage.when(HandOverMeeting(meeting: Stage.second, to: Stage.colleague), by: .delegate(msme)) == ["meetingHandedOver M-2 D-1 -> D-2 am.2 T-1 by D-1"])
    try stage.givenMeeting(Stage.colleague, investor, "am.3")
    #expect(
      stage.when(HandOverMeeting(meeting: MeetingID(3), to: msme), by: .delegate(Stage.colleague)) == ["refused cannotTakeOver delegate=D-1"])
  }

  @Test("Rule 19: whoever takes over and needs an interpreter has one, or does not take over")
  func handedOver() throws {
    var stage = try foreign()
    try stage.givenLanguages(Stage.colleague, "it")
    try stage.givenMeeting(Stage.colleague, investor, "am.1")
    #expect(stage.stands(1) == "confirmed am.1 T-1")
    let hand = HandOverMeeting(meeting: first, to: msme)
    #expect(stage.when(hand, by: .delegate(Stage.colleague)) == ["meetingHandedOver M-1 D-2 -> D-1 am.1 T-1 with D-7 by D-2"])
    try stage.given(stage.away(DelegateID(7), "09:00", "09:30"), by: .delegate(DelegateID(7)))
    #expect(stage.when(hand, by: .delegate(Stage.colleague)) == ["refused noFreeInterpreter time=10T09:00"])
  }

  @Test("Rule 19: once somebody can interpret, a meeting that stands without is given them at its own time")
  func later() throws {
    var stage = try foreign(interpreters: 0)
    try stage.givenMeeting(msme, investor, "am.1")
    let again = MoveMeeting(meeting: first, slot: SlotID("am.1"))
    #expect(stage.when(again) == [])
    #expect(stage.forum.uninterpreted(at: stage.now).map(\.id) == [first])
    try stage.givenInterpreter("Ines", "ar", "it")
    #expect(stage.when(again) == ["meetingMoved M-1 am.1 T-1 -> am.1 T-1 with D-7"])
    try stage.given(again)
    #expect(stage.forum.uninterpreted(at: stage.now) == [])
    #expect(stage.when(again) == [])
  }

  @Test("Rule 19: what the sides speak is looked at when a meeting moves")
  func otherLanguages() throws {
    var stage = try foreign()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenLanguages(msme, "it")
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 with D-7 -> am.2 T-1 by D-1"])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.1")), by: .delegate(msme)) == ["meetingMoved M-1 am.1 T-1 with D-7 -> am.1 T-1 by D-1"])
  }

  @Test("Rule 19: two meetings that swap take their interpreters or find others (rule 15)")
  func swapped() throws {
    var stage = try foreign(interpreters: 2)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "pm.1")
    try stage.given(stage.away(DelegateID(7), "14:00", "14:30"), by: .delegate(DelegateID(7)))
    #expect(
      stage.when(SwapMeetings(first: first, second: Stage.second), by: .delegate(msme)) == ["meetingsSwapped M-1 -> pm.1 T-1 with D-8, M-2 -> am.1 T-1 by D-1"])
  }
}
