import ForumCore
import Testing

@Suite("Rule 12: a host and guests")
struct GroupRuleTests {
  private let host = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let first = Stage.first

  // MARK: - Asking and joining

  @Test("Rule 12: a host asks several at once, for a time that all have, and all are told")
  func asked() throws {
    var stage = try Stage()
    let request = try stage.group(host, investor, otherInvestor)
    #expect(stage.when(request, by: .delegate(host)) == ["meetingRequested M-1 D-1->D-4,D-5 am.1 T-1 until 10T09:00"])
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "am.1")
    #expect(stage.when(request, by: .delegate(host)) == ["meetingRequested M-2 D-1->D-4,D-5 am.2 T-1 until 10T09:30"])
    #expect(
      stage.when(try stage.group(host, investor, otherInvestor, at: "am.1"), by: .delegate(host))
        == ["refused otherIsBusy delegate=D-5 time=10T09:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
    let asked = try #require(try? request.decide(stage.forum, by: .delegate(host), at: stage.now).first)
    #expect(stage.forum.audience(of: asked) == .delegates([host, investor, otherInvestor]))
  }

  @Test(
    "Rule 12: who may be asked to a group",
    arguments: [
      ([4, 5, 4], "refused badValue expected=at most 20 guests, each once field=guests"), ([4, 1], "refused yourself"),
      ([4, 99], "refused noSuchDelegate reference=D-99"),
      (Array(2...22), "refused badValue expected=at most 20 guests, each once field=guests"),
    ])
  func whom(guests: [Int], expected: String) throws {
    let stage = try Stage()
    let command = RequestMeeting(requester: host, requested: DelegateID(guests[0]), guests: guests.dropFirst().map(DelegateID.init))
    #expect(stage.when(command, by: .delegate(host)) == [expected])
  }

  @Test("Rule 12: what a pair may not, a group may not with any of its guests")
  func rulesOfPairs() throws {
    var stage = try Stage { $0.forbiddenRequests = [.init(from: .msme, to: .publicAuthority)] }
    #expect(
      stage.when(try stage.group(host, investor, Stage.authority), by: .delegate(host)) == ["refused kindsMayNotMeet from=msme to=publicAuthority"])
    try stage.given(UpdateDelegate(delegate: otherInvestor, takesMeetings: false))
    #expect(stage.when(try stage.group(host, investor, otherInvestor), by: .delegate(host)) == ["refused notActivated delegate=D-5"])
    try stage.given(SetAvailability(delegate: investor, blocks: [key("am")], unavailable: []))
    try stage.given(SetAvailability(delegate: Stage.otherMSME, blocks: [key("pm")], unavailable: []))
    #expect(stage.when(try stage.group(Stage.colleague, investor, Stage.otherMSME), by: .delegate(Stage.colleague)) == ["refused noSharedBlock delegate=D-4"])
  }

  @Test("Rule 12: confirmed needs the host and at least one guest: the first who says yes confirms it, the others join")
  func joining() throws {
    var stage = try Stage()
    try stage.givenGroup()
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(host)) == ["refused notAwaited meeting=M-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == ["guestAccepted M-1 D-4 by D-4", "meetingConfirmed M-1 am.1 T-1"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+ D-5 until 10T09:00")
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == [])
    #expect(stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(otherInvestor)) == ["refused notYetPossible mode=whenRequesting"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(otherInvestor)) == ["guestAccepted M-1 D-5 by D-5"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(otherInvestor))
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+ D-5+")
  }

  @Test("Rule 12: an organiser says yes for one guest or for all who are awaited")
  func joiningOnBehalf() throws {
    var stage = try Stage()
    try stage.givenGroup()
    #expect(
      stage.when(ConfirmMeeting(meeting: first, guest: otherInvestor, reason: "by telephone"))
        == ["guestAccepted M-1 D-5 because by telephone", "meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first)) == ["guestAccepted M-1 D-4", "guestAccepted M-1 D-5", "meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first, guest: Stage.authority)) == ["refused notGuest delegate=D-6"])
    #expect(stage.when(ConfirmMeeting(meeting: first, guest: otherInvestor), by: .delegate(investor)) == ["refused notAwaited meeting=M-1"])
  }

  @Test(
    "Rule 12: a group goes by the forum's modes like a pair (rule 1)",
    arguments: [
      (.approval, .whenAccepting, ["meetingRequested M-1 D-1->D-4,D-5 nowhere until 11T09:00"], "confirmed am.1 T-1 D-4+ D-5 until 10T09:00"),
      (.approval, .organiser, ["meetingRequested M-1 D-1->D-4,D-5 nowhere until 11T09:00"], "accepted nowhere D-4+ D-5 until 11T09:00"),
      (.automatic, .whenRequesting, ["meetingRequested M-1 D-1->D-4,D-5 confirmed am.1 T-1"], "confirmed am.1 T-1 D-4+ D-5+"),
      (.automatic, .organiser, ["meetingRequested M-1 D-1->D-4,D-5 accepted nowhere"], "accepted nowhere D-4+ D-5+"),
    ] as [(ForumSettings.RequestMode, ForumSettings.TimeMode, [String], String)])
  func modes(request: ForumSettings.RequestMode, time: ForumSettings.TimeMode, asked: [String], joined: String) throws {
    var stage = try Stage {
      $0.requestMode = request
      $0.timeMode = time
    }
    let command = try stage.group(host, investor, otherInvestor)
    #expect(stage.when(command, by: .delegate(host)) == asked)
    try stage.given(command, by: .delegate(host))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.stands(1) == joined)
  }

  // MARK: - Saying no, and not answering

  @Test("Rule 12: a guest who says no is out of it; where nobody is left who could come it ends")
  func declining() throws {
    var stage = try Stage()
    try stage.givenGroup()
    #expect(stage.when(DeclineMeeting(meeting: first, reason: "full"), by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-1 by D-4 because full"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-1 by D-4"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(host)) == ["refused notAwaited meeting=M-1"])
    try stage.given(DeclineMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.stands(1) == "requested am.1 T-1 D-5 until 10T09:00")
    #expect(stage.meeting(1)?.participants == [host, otherInvestor])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(otherInvestor)) == ["meetingDeclined M-1 by D-5"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(investor)) == ["refused noSuchMeeting reference=M-1"])
    #expect(stage.when(DeclineMeeting(meeting: first)) == ["meetingDeclined M-1"])
  }

  @Test("Rule 12: guests who do not answer are out when their time is over; a group that nobody joined expires")
  func silent() throws {
    var joined = try Stage()
    try joined.givenGroup(joined: investor)
    #expect(joined.when(ExpireHolds(), by: .timer, at: "10T09:00") == ["guestLeft M-1 D-5 am.1 T-1"])
    try joined.given(ExpireHolds(), by: .timer, at: "10T09:00")
    #expect(joined.stands(1) == "confirmed am.1 T-1 D-4+")
    #expect(joined.forum.nextDue == nil)
    var alone = try Stage()
    try alone.givenGroup()
    #expect(alone.when(ExpireHolds(), by: .timer, at: "10T09:00") == ["meetingExpired M-1"])
  }

  @Test("Rule 12: guests who do not answer what the organisers are to give a time are out too")
  func silentWithoutTime() throws {
    var stage = try Stage { $0.timeMode = .organiser }
    try stage.given(try stage.group(host, investor, otherInvestor), by: .delegate(host))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.when(ExpireHolds(), by: .timer, at: "11T09:00") == ["guestLeft M-1 D-5"])
    try stage.given(MoveMeeting(meeting: first, slot: SlotID("am.1")))
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+ D-5 until 10T09:00")
  }

  // MARK: - Ending

  @Test(
    "Rule 12: it ends when the host cancels, a guest only leaves it, and the last who has said yes takes it along",
    arguments: [
      ([4, 5], 1, ["meetingCancelled M-1 by D-1"]), ([4, 5], 4, ["guestLeft M-1 D-4 am.1 T-1 by D-4"]), ([4, 5], 5, ["guestLeft M-1 D-5 am.1 T-1 by D-5"]),
      ([4], 4, ["guestLeft M-1 D-4 am.1 T-1 by D-4", "meetingCancelled M-1 by D-4"]), ([4], 5, ["guestLeft M-1 D-5 am.1 T-1 by D-5"]),
      ([], 1, ["meetingWithdrawn M-1 by D-1"]),
    ])
  func ending(joined: [Int], by: Int, expected: [String]) throws {
    var stage = try Stage()
    try stage.givenGroup()
    for guest in joined { try stage.given(ConfirmMeeting(meeting: first), by: .delegate(DelegateID(guest))) }
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(DelegateID(by))) == expected)
  }

  @Test("Rule 12: a pair ends when either cancels, also one that is left of a group")
  func pairEnds() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    try stage.given(CancelMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(otherInvestor)) == ["meetingCancelled M-1 by D-5"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(host)) == ["meetingCancelled M-1 by D-1"])
  }

  @Test("Rule 12: the host or an organiser takes one guest out; another guest does not")
  func takenOut() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    let out = CancelMeeting(meeting: first, guest: otherInvestor, reason: "too many")
    #expect(stage.when(out, by: .delegate(host)) == ["guestLeft M-1 D-5 am.1 T-1 by D-1 because too many"])
    #expect(stage.when(out) == ["guestLeft M-1 D-5 am.1 T-1 because too many"])
    #expect(stage.when(out, by: .delegate(investor)) == ["refused hostOnly meeting=M-1"])
    #expect(stage.when(CancelMeeting(meeting: first, guest: host), by: .delegate(host)) == ["refused notGuest delegate=D-1"])
    #expect(stage.when(out, by: .delegate(host), at: "10T07:00") == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    #expect(stage.when(DeclineMeeting(meeting: first, guest: otherInvestor), by: .delegate(host)) == ["refused meetingOver meeting=M-1 status=confirmed"])
  }

  @Test("Rule 12: who has not said yes may say no after the cut-off of what is agreed (rule 6)")
  func lateNo() throws {
    var stage = try Stage { $0.asksReasons = true }
    try stage.givenGroup(joined: investor)
    let cancel = CancelMeeting(meeting: first)
    #expect(stage.when(cancel, by: .delegate(otherInvestor), at: "10T08:00") == ["guestLeft M-1 D-5 am.1 T-1 by D-5"])
    #expect(stage.when(cancel, by: .delegate(investor), at: "10T08:00") == ["refused cutoffPassed meeting=M-1 time=10T07:00"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(otherInvestor), at: "10T08:00") == ["guestLeft M-1 D-5 am.1 T-1 by D-5"])
  }

  @Test("Rule 12: who gives the registration back leaves groups as a guest and ends them as a host")
  func registrationGone() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    #expect(stage.when(CancelRegistration(delegate: investor), by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-1 by D-4", "registrationCancelled D-4"])
    #expect(stage.when(CancelRegistration(delegate: host), by: .delegate(host)) == ["meetingCancelled M-1 by D-1", "registrationCancelled D-1"])
  }

  // MARK: - Inviting

  @Test("Rule 12: the host invites one more, and a pair becomes a group", arguments: [true, false])
  func invited(confirmed: Bool) throws {
    var stage = try Stage()
    try stage.given(stage.request(host, investor, "am.1"), by: .delegate(host))
    if confirmed { try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor)) }
    let invite = InviteGuest(meeting: first, guest: otherInvestor, reason: "knows water")
    #expect(stage.when(invite, by: .delegate(host)) == ["guestInvited M-1 D-5 until 10T09:00 am.1 T-1 by D-1 because knows water"])
    #expect(stage.when(invite) == ["guestInvited M-1 D-5 until 10T09:00 am.1 T-1 because knows water"])
    #expect(stage.when(invite, by: .delegate(investor)) == ["refused hostOnly meeting=M-1"])
    #expect(stage.when(invite, by: .delegate(otherInvestor)) == ["refused noSuchMeeting reference=M-1"])
    try stage.given(invite, by: .delegate(host))
    #expect(stage.stands(1) == (confirmed ? "confirmed am.1 T-1 D-4+ D-5 until 10T09:00" : "requested am.1 T-1 D-4 D-5 until 10T09:00"))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(otherInvestor)).first == "guestAccepted M-1 D-5 by D-5")
  }

  @Test("Rule 12: who can not be invited")
  func notInvited() throws {
    var stage = try Stage {
      $0.limitsByKind = [.publicAuthority: .init(perForum: 1), .publicInvestor: .init(perBlock: 1)]
      $0.forbiddenRequests = [.init(from: .msme, to: .msme)]
    }
    try stage.givenMeeting(host, investor, "am.1")
    func invite(_ guest: Int) -> [String] { stage.when(InviteGuest(meeting: first, guest: DelegateID(guest)), by: .delegate(host)) }
    #expect(invite(4) == ["refused alreadyGuest delegate=D-4"])
    #expect(invite(1) == ["refused alreadyGuest delegate=D-1"])
    #expect(invite(99) == ["refused noSuchDelegate reference=D-99"])
    #expect(invite(3) == ["refused kindsMayNotMeet from=msme to=msme"])
    try stage.givenMeeting(Stage.otherMSME, Stage.authority, "pm.1")
    #expect(invite(6) == ["refused otherLimitReached limit=1"])
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "am.2")
    #expect(invite(5) == ["refused otherLimitReached block=Block am limit=1 time=10T09:00", "or pm.1 T-2", "or pm.2 T-1"])
    try stage.given(CancelMeeting(meeting: MeetingID(3)), by: .delegate(otherInvestor))
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "am.1")
    #expect(invite(5) == ["refused otherIsBusy delegate=D-5 time=10T09:00", "or pm.1 T-2", "or pm.2 T-1"])
    #expect(stage.when(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(host), at: "10T09:00") == ["refused slotPast time=10T09:00"])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(host))
    #expect(invite(5) == ["refused meetingOver meeting=M-1 status=cancelled"])
  }

  @Test("Rule 12: what a guest interprets elsewhere does not count against their limit, as it does not for pairs (rule 9)")
  func interpretingGuest() throws {
    var stage = try Stage { $0.limitsByKind = [.expert: .init(perForum: 1)] }
    let ines = try stage.givenInterpreter("Ines", "ar", "it")
    try stage.givenLanguages(Stage.otherMSME, "ar")
    try stage.givenLanguages(Stage.authority, "it")
    try stage.givenMeeting(Stage.otherMSME, Stage.authority, "am.1")
    #expect(stage.stands(1) == "confirmed am.1 T-1 with D-7")
    try stage.givenMeeting(host, investor, "am.2")
    #expect(stage.when(InviteGuest(meeting: Stage.second, guest: ines), by: .delegate(host)).first?.hasPrefix("guestInvited M-2 D-7") == true)
  }

  @Test("Rule 12: of a proposal and of a request that waits there is no group")
  func notNow() throws {
    var stage = try Stage()
    try stage.given(stage.request(host, investor, "am.1"), by: .delegate(host))
    try stage.given(ProposeTimes(meeting: first, slots: [SlotID("am.2")].compactMap { $0 }), by: .delegate(investor))
    #expect(stage.when(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(host)) == ["refused chooseOne meeting=M-1", "or am.2 T-1"])
    var waiting = try Stage()
    try waiting.givenOnly(slots: 1)
    try waiting.givenMeeting(Stage.otherMSME, investor, "am.1")
    let wait = RequestMeeting(requester: host, requested: investor, orWait: true)
    try waiting.given(wait, by: .delegate(host))
    #expect(waiting.stands(2) == "waiting nowhere")
    #expect(waiting.when(InviteGuest(meeting: Stage.second, guest: otherInvestor), by: .delegate(host)) == ["refused pairsOnly"])
    let group = RequestMeeting(requester: host, requested: otherInvestor, guests: [investor], orWait: true)
    #expect(waiting.when(group, by: .delegate(host)) == ["refused pairsOnly"])
  }

  @Test("Rule 12: where meetings need no answer a guest who is invited is in, as whoever is asked (rule 1)")
  func invitedAutomatically() throws {
    var stage = try Stage { $0.requestMode = .automatic }
    try stage.given(stage.request(host, investor, "am.1"), by: .delegate(host))
    try stage.given(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(host))
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+ D-5+")
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(otherInvestor)) == ["guestLeft M-1 D-5 am.1 T-1 by D-5"])
  }

  @Test("Rule 12: to what is agreed and has no time yet more may be invited; who agreed before still does")
  func invitedWithoutTime() throws {
    var stage = try Stage { $0.timeMode = .organiser }
    try stage.givenMeeting(host, investor)
    try stage.given(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(host))
    #expect(stage.stands(1) == "accepted nowhere D-4+ D-5 until 11T09:00")
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(otherInvestor)) == ["guestAccepted M-1 D-5 by D-5"])
  }

  // MARK: - Moving one guest, and the host's place

  @Test("Rule 12: one guest is moved out without the others, by themselves, the host or an organiser", arguments: [5, 1, nil])
  func movedOut(by: Int?) throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    let actor = by.map { Actor.delegate(DelegateID($0)) } ?? .organiser()
    let move = MoveMeeting(meeting: first, slot: SlotID("pm.1"), guest: by == 5 ? nil : otherInvestor, reason: "train")
    let by = by.map { " by D-\($0)" } ?? ""
    #expect(
      stage.when(move, by: actor)
        == ["guestLeft M-1 D-5 am.1 T-1\(by) because train", "meetingRequested M-2 D-1->D-5 confirmed pm.1 T-1 because train"])
    try stage.given(move, by: actor)
    #expect(stage.stands(1) == "confirmed am.1 T-1 D-4+")
    #expect(stage.stands(2) == "confirmed pm.1 T-1")
  }

  @Test("Rule 12: a guest who has not said yes and moves out asks the host for another time")
  func movedOutUnanswered() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor)
    #expect(
      stage.when(MoveMeeting(meeting: first), by: .delegate(otherInvestor))
        == ["guestLeft M-1 D-5 am.1 T-1 by D-5", "meetingRequested M-2 D-1->D-5 am.2 T-1 awaits D-1 until 10T09:30"])
    #expect(
      stage.when(MoveMeeting(meeting: first, guest: otherInvestor), by: .delegate(host))
        == ["guestLeft M-1 D-5 am.1 T-1 by D-1", "meetingRequested M-2 D-1->D-5 am.2 T-1 awaits D-5 until 10T09:30"])
  }

  @Test("Rule 12: a guest does not move the others, nor another guest out; the host moves all")
  func movedByHost() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    #expect(stage.when(MoveMeeting(meeting: first, guest: otherInvestor), by: .delegate(investor)) == ["refused hostOnly meeting=M-1"])
    #expect(stage.when(MoveMeeting(meeting: first, guest: Stage.authority), by: .delegate(host)) == ["refused notGuest delegate=D-6"])
    #expect(stage.when(MoveMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(host)) == ["meetingMoved M-1 am.1 T-1 -> am.3 T-1 by D-1"])
    try stage.givenMeeting(Stage.otherMSME, otherInvestor, "am.3")
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(host))
        == ["refused otherIsBusy delegate=D-5 time=10T10:00", "or am.4 T-1", "or pm.1 T-1", "or pm.2 T-1"])
  }

  @Test("Rule 12: who has a meeting of two with the host already does not get another, nor a host more than they may (rules 5, 9)")
  func movedOutTwice() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    try stage.givenMeeting(host, otherInvestor, "pm.1")
    #expect(stage.when(MoveMeeting(meeting: first), by: .delegate(otherInvestor)) == ["refused alreadyMeeting meeting=M-2"])
    var full = try Stage { $0.limitsByKind = [.msme: .init(perForum: 1)] }
    try full.givenGroup(joined: investor, otherInvestor)
    #expect(full.when(MoveMeeting(meeting: first), by: .delegate(otherInvestor)) == ["refused limitReached limit=1"])
  }

  @Test("Rule 12: a new host comes from the same organisation")
  func newHost() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor)
    #expect(stage.when(HandOverMeeting(meeting: first, to: Stage.otherMSME), by: .delegate(host)) == ["refused notColleague delegate=D-3"])
    #expect(stage.when(HandOverMeeting(meeting: first, from: host, to: Stage.otherMSME)) == ["refused notColleague delegate=D-3"])
    #expect(stage.when(HandOverMeeting(meeting: first, to: Stage.colleague), by: .delegate(host)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1 by D-1"])
    try stage.given(HandOverMeeting(meeting: first, to: Stage.colleague), by: .delegate(host))
    #expect(stage.meeting(1)?.participants == [Stage.colleague, investor, otherInvestor])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(Stage.colleague)) == ["meetingCancelled M-1 by D-2"])
  }

  @Test("Rule 12: two of a group may have a meeting of their own")
  func beside() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor)
    #expect(stage.when(stage.request(host, investor), by: .delegate(host)).first?.hasPrefix("meetingRequested M-2 D-1->D-4 am.2") == true)
    #expect(stage.when(stage.request(investor, otherInvestor), by: .delegate(investor)).first?.hasPrefix("meetingRequested M-2 D-4->D-5 am.2") == true)
  }

  @Test("Rule 12: a group sits with its host, and leaves the table of a guest who leaves it (rule 10)")
  func tables() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(8), fixedTo: .delegate(otherInvestor))))
    try stage.given(SetTable(table: Table(id: TableID(9), fixedTo: .organisation(OrganisationID(2)))))
    #expect(stage.when(try stage.group(Stage.otherMSME, investor, otherInvestor)).first?.contains("am.1 T-9") == true)
    try stage.givenGroup(joined: investor, otherInvestor)
    #expect(stage.stands(1) == "confirmed am.1 T-8 D-4+ D-5+")
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(otherInvestor)) == ["guestLeft M-1 D-5 am.1 T-1 by D-5"])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(otherInvestor))
    #expect(stage.when(SetTable(table: Table(id: TableID(3)))) == ["tableSet T-3"])
  }
}
