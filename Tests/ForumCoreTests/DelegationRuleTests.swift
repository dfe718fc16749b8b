import ForumCore
import Testing

@Suite("Rule 13: delegations, their manager and representatives")
struct DelegationRuleTests {
  private let manager = Stage.msme
  private let colleague = Stage.colleague
  private let investor = Stage.investor
  private let alpha = OrganisationID(1)
  private let first = Stage.first

  // MARK: - The manager

  @Test("Rule 13: an organisation's first approved delegate is its manager, the next one when they are gone")
  func firstDelegate() throws {
    var stage = try Stage()
    #expect(stage.forum.manager(of: alpha) == manager)
    #expect(stage.forum.manager(of: OrganisationID(2)) == Stage.otherMSME)
    #expect(stage.forum.manager(of: OrganisationID(99)) == nil)
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Foxtrot", .msme, approved: false)), by: .guest())
    #expect(stage.forum.manager(of: OrganisationID(6)) == nil)
    try stage.given(CancelRegistration(delegate: manager), by: .delegate(manager))
    #expect(stage.forum.manager(of: alpha) == colleague)
  }

  @Test("Rule 13: the manager hands the delegation on to an approved colleague, an organiser may decide, nobody else")
  func handedOn() throws {
    var stage = try Stage()
    let set = SetManager(organisation: alpha, manager: colleague)
    #expect(stage.when(set, by: .delegate(manager)) == ["managerSet O-1 D-2"])
    #expect(stage.when(set) == ["managerSet O-1 D-2"])
    for other in [colleague, investor] { #expect(stage.when(set, by: .delegate(other)) == ["refused notYours"]) }
    #expect(stage.when(set, by: .guest()) == ["refused notYours"])
    #expect(stage.when(SetManager(organisation: alpha, manager: manager), by: .delegate(manager)) == [])
    #expect(stage.when(SetManager(organisation: alpha, manager: investor), by: .delegate(manager)) == ["refused notColleague delegate=D-4"])
    #expect(stage.when(SetManager(organisation: alpha, manager: DelegateID(99)), by: .delegate(manager)) == ["refused noSuchDelegate reference=D-99"])
    #expect(stage.when(SetManager(organisation: OrganisationID(99), manager: colleague)) == ["refused noSuchOrganisation reference=O-99"])
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Alpha", .msme, approved: false)), by: .guest())
    #expect(stage.when(SetManager(organisation: alpha, manager: DelegateID(7)), by: .delegate(manager)) == ["refused notApproved delegate=D-7"])
    try stage.given(set, by: .delegate(manager))
    #expect(stage.forum.manager(of: alpha) == colleague)
    #expect(stage.when(SetManager(organisation: alpha, manager: manager), by: .delegate(manager)) == ["refused notYours"])
    try stage.given(CancelRegistration(delegate: colleague), by: .delegate(colleague))
    #expect(stage.forum.manager(of: alpha) == manager)
  }

  // MARK: - Representatives

  @Test("Rule 13: the manager adds representatives of their own organisation, with or without an address")
  func added() throws {
    var stage = try Stage()
    var entry = Stage.entry("Farid", of: "Somebody Else", .expert)
    entry.country = "FR"
    entry.profile.email = nil
    #expect(stage.when(AddRepresentative(entry: entry), by: .delegate(manager)) == ["registrationSubmitted D-7 Farid"])
    try stage.given(AddRepresentative(entry: entry), by: .delegate(manager))
    #expect(stage.forum.registrations[DelegateID(7)]?.organisation == alpha)
    #expect(stage.forum.registrations[DelegateID(7)]?.status == .pending)
    #expect(stage.forum.organisations[alpha]?.kind == .msme)
    #expect(stage.forum.organisations[alpha]?.country == "TN")
    #expect(stage.when(AddRepresentative(entry: Stage.entry("Amel", of: "Alpha", .msme)), by: .delegate(manager)) == ["refused alreadyRegistered"])
    for actor in [Actor.delegate(colleague), .guest(), .timer, .organiser()] {
      #expect(stage.when(AddRepresentative(entry: entry), by: actor) == ["refused notYours"])
    }
  }

  @Test("Rule 13: where registration is automatic a representative is in at once")
  func addedAutomatically() throws {
    let stage = try Stage { $0.registrationMode = .automatic }
    #expect(
      stage.when(AddRepresentative(entry: Stage.entry("Farid", of: "Alpha", .msme)), by: .delegate(manager))
        == ["registrationSubmitted D-7 Farid", "registrationApproved D-7"])
  }

  // MARK: - Acting for them

  @Test("Rule 13: the manager acts for a representative in everything that is theirs; a representative does not for the manager")
  func acting() throws {
    var stage = try Stage()
    let own = stage.request(colleague, investor, "am.1")
    #expect(stage.when(own, by: .delegate(manager)) == ["meetingRequested M-1 D-2->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
    #expect(stage.when(stage.request(manager, investor), by: .delegate(colleague)) == ["refused notYours"])
    #expect(stage.when(own, by: .delegate(Stage.otherMSME)) == ["refused notYours"])
    try stage.given(stage.request(investor, colleague, "am.1"), by: .delegate(investor))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(manager)) == ["meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(manager)) == ["meetingDeclined M-1 by D-2"])
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(manager))
        == ["meetingMoved M-1 am.1 T-1 -> am.2 T-1 awaits D-4 until 10T09:30 by D-2"])
    #expect(
      stage.when(ProposeTimes(meeting: first, slots: [SlotID("am.2")].compactMap { $0 }), by: .delegate(manager))
        == ["meetingProposed M-1 am.1 T-1 -> am.2 T-1 awaits D-4 until 10T09:30 by D-2"])
    #expect(stage.when(stage.away(colleague, "14:00", "15:00"), by: .delegate(manager)) == ["availabilitySet D-2 all not 10T14:00"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(manager))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(manager)) == ["meetingCancelled M-1 by D-2"])
    #expect(stage.when(AnswerMeeting(meeting: first, answer: .held), by: .delegate(manager), at: "10T09:10") == ["meetingAnswered M-1 D-2 held: held"])
    #expect(stage.when(CancelRegistration(delegate: colleague), by: .delegate(manager)) == ["meetingCancelled M-1 by D-2", "registrationCancelled D-2"])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(Stage.otherMSME)) == ["refused noSuchMeeting reference=M-1"])
  }

  @Test("Rule 13: in a meeting of their own the manager acts for themselves, and by name for a colleague in the same group")
  func ownSideFirst() throws {
    var stage = try Stage()
    try stage.given(try stage.group(investor, manager, colleague, at: "am.1"), by: .delegate(investor))
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(manager)) == ["guestAccepted M-1 D-1 by D-1", "meetingConfirmed M-1 am.1 T-1"])
    #expect(
      stage.when(ConfirmMeeting(meeting: first, guest: colleague), by: .delegate(manager)) == ["guestAccepted M-1 D-2 by D-2", "meetingConfirmed M-1 am.1 T-1"])
    #expect(stage.when(ConfirmMeeting(meeting: first, guest: manager), by: .delegate(colleague)) == ["refused notAwaited meeting=M-1"])
    #expect(stage.when(DeclineMeeting(meeting: first, guest: colleague), by: .delegate(manager)) == ["guestLeft M-1 D-2 am.1 T-1 by D-2"])
    #expect(stage.when(DeclineMeeting(meeting: first, guest: manager), by: .delegate(colleague)) == ["refused hostOnly meeting=M-1"])
    #expect(stage.when(CancelMeeting(meeting: first, guest: colleague), by: .delegate(manager)) == ["guestLeft M-1 D-2 am.1 T-1 by D-2"])
    try stage.given(ConfirmMeeting(meeting: first))
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("pm.1"), guest: colleague), by: .delegate(manager))
        == ["guestLeft M-1 D-2 am.1 T-1 by D-2", "meetingRequested M-2 D-4->D-2 confirmed pm.1 T-1"])
  }

  @Test("Rule 13: the manager of an organisation sees nothing of a request that waits for one of theirs unseen (rule 16)")
  func unseen() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.givenMeeting(Stage.otherMSME, colleague, "am.1")
    try stage.given(RequestMeeting(requester: investor, requested: colleague, orWait: true), by: .delegate(investor))
    #expect(stage.stands(2) == "waiting nowhere")
    for other in [manager, colleague] {
      #expect(stage.when(CancelMeeting(meeting: Stage.second), by: .delegate(other)) == ["refused noSuchMeeting reference=M-2"])
    }
  }

  // MARK: - Handing over

  @Test("Rule 13: a meeting is handed to another representative who has the time; confirmed stays confirmed, asked stays asked", arguments: [true, false])
  func handedOver(confirmed: Bool) throws {
    var stage = try Stage()
    try stage.given(stage.request(investor, manager, "am.1"), by: .delegate(investor))
    if confirmed { try stage.given(ConfirmMeeting(meeting: first), by: .delegate(manager)) }
    let hand = HandOverMeeting(meeting: first, to: colleague, reason: "ill")
    #expect(stage.when(hand, by: .delegate(manager)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1 by D-1 because ill"])
    #expect(stage.when(HandOverMeeting(meeting: first, from: manager, to: colleague)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1"])
    #expect(stage.when(HandOverMeeting(meeting: first, to: colleague)) == ["refused badValue expected=the side whose seat is handed over field=from"])
    try stage.given(hand, by: .delegate(manager))
    #expect(stage.stands(1) == (confirmed ? "confirmed am.1 T-1" : "requested am.1 T-1 until 10T09:00"))
    #expect(stage.meeting(1)?.participants == [investor, colleague])
    #expect(stage.when(ConfirmMeeting(meeting: first), by: .delegate(colleague)) == (confirmed ? [] : ["meetingConfirmed M-1 am.1 T-1"]))
    #expect(try stage.forum.feasiblePlaces(for: manager, with: Stage.otherInvestor, at: stage.now, most: 1).map(line) == ["am.1 T-2"])
    let back = HandOverMeeting(meeting: first, from: colleague, to: manager)
    let changes = try back.decide(stage.forum, by: .organiser(), at: stage.now)
    try stage.given(back)
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([investor, manager, colleague])])
  }

  @Test("Rule 13: a representative hands their own over, the manager any of theirs, others none")
  func whoHandsOver() throws {
    var stage = try Stage()
    try stage.givenMeeting(colleague, investor, "am.1")
    let hand = HandOverMeeting(meeting: first, from: colleague, to: manager)
    #expect(stage.when(hand, by: .delegate(colleague)) == ["meetingHandedOver M-1 D-2 -> D-1 am.1 T-1 by D-2"])
    #expect(stage.when(hand, by: .delegate(manager)) == ["meetingHandedOver M-1 D-2 -> D-1 am.1 T-1 by D-2"])
    #expect(stage.when(hand, by: .delegate(investor)) == ["refused notYours"])
    #expect(stage.when(hand, by: .delegate(Stage.otherMSME)) == ["refused noSuchMeeting reference=M-1"])
  }

  @Test("Rule 13: to whom a meeting is not handed over")
  func notHandedOver() throws {
    var stage = try Stage { $0.limitsByKind = [.msme: .init(perForum: 3, perBlock: 2)] }
    try stage.givenMeeting(manager, investor, "am.1")
    func hand(_ to: Int, from: DelegateID? = nil) -> HandOverMeeting { HandOverMeeting(meeting: first, from: from, to: DelegateID(to)) }
    let by = Actor.delegate(manager)
    #expect(stage.when(hand(1), by: by) == ["refused notColleague delegate=D-1"])
    #expect(stage.when(hand(3), by: by) == ["refused notColleague delegate=D-3"])
    #expect(stage.when(hand(99), by: by) == ["refused noSuchDelegate reference=D-99"])
    #expect(stage.when(hand(2, from: Stage.authority)) == ["refused notGuest delegate=D-6"])
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Alpha", .msme, approved: false)), by: .guest())
    #expect(stage.when(hand(7), by: by) == ["refused notApproved delegate=D-7"])
    try stage.given(stage.away(colleague, "09:00", "09:10"), by: .delegate(colleague))
    #expect(
      stage.when(hand(2), by: by) == ["refused otherIsBusy delegate=D-2 time=10T09:00", "or am.2 T-1", "or am.3 T-1", "or am.4 T-1"])
    try stage.given(SetAvailability(delegate: colleague, blocks: [key("pm")], unavailable: []))
    #expect(stage.when(hand(2), by: by) == ["refused noSharedBlock delegate=D-2 time=10T09:00", "or pm.1 T-1", "or pm.2 T-1"])
    try stage.given(SetAvailability(delegate: colleague, blocks: nil, unavailable: []))
    for slot in ["am.2", "am.3"] { try stage.givenMeeting(colleague, slot == "am.2" ? Stage.otherInvestor : Stage.authority, slot) }
    #expect(
      stage.when(hand(2), by: by) == ["refused otherLimitReached block=Block am limit=2 time=10T09:00", "or pm.1 T-1", "or pm.2 T-1"])
    try stage.given(CancelMeeting(meeting: MeetingID(3)))
    try stage.givenMeeting(colleague, investor, "pm.1")
    #expect(stage.when(hand(2), by: by) == ["refused alreadyMeeting meeting=M-4"])
    #expect(stage.when(hand(2), by: by, at: "10T09:30") == ["refused alreadyMeeting meeting=M-4"])
    try stage.given(CancelMeeting(meeting: MeetingID(4)))
    #expect(stage.when(hand(2), by: by, at: "10T09:30") == ["refused slotPast time=10T09:00"])
    try stage.given(CancelMeeting(meeting: first), by: by)
    #expect(stage.when(hand(2), by: by) == ["refused meetingOver meeting=M-1 status=cancelled"])
  }

  @Test("Rule 13: what is proposed is settled before it is handed over, and nobody has two seats in a group")
  func notWhileProposed() throws {
    var stage = try Stage()
    try stage.given(stage.request(investor, manager, "am.1"), by: .delegate(investor))
    try stage.given(ProposeTimes(meeting: first, slots: [SlotID("am.2")].compactMap { $0 }), by: .delegate(manager))
    #expect(stage.when(HandOverMeeting(meeting: first, to: colleague), by: .delegate(manager)) == ["refused chooseOne meeting=M-1", "or am.2 T-1"])
    try stage.given(try stage.group(investor, manager, colleague, at: "pm.1"), by: .delegate(investor))
    #expect(
      stage.when(HandOverMeeting(meeting: Stage.second, to: colleague), by: .delegate(manager)) == ["refused alreadyGuest delegate=D-2"])
  }

  @Test("Rule 13: the new one sits at their own table, and a table that was the other's alone is left (rule 10)")
  func tables() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(8), fixedTo: .delegate(manager))))
    try stage.givenMeeting(manager, investor, "am.1")
    #expect(stage.stands(1) == "confirmed am.1 T-8")
    let hand = HandOverMeeting(meeting: first, to: colleague)
    #expect(stage.when(hand, by: .delegate(manager)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1 by D-1"])
    try stage.given(SetTable(table: Table(id: TableID(9), fixedTo: .delegate(colleague))))
    #expect(stage.when(hand, by: .delegate(manager)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-9 by D-1"])
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "am.1")
    try stage.given(RemoveTable(table: TableID(9)))
    try stage.given(SetTable(table: Table(id: TableID(2), fixedTo: .delegate(Stage.authority))))
    #expect(stage.when(hand, by: .delegate(manager)) == ["refused noFreeTable time=10T09:00"])
    var organisation = try Stage()
    try organisation.given(SetTable(table: Table(id: TableID(8), fixedTo: .organisation(alpha))))
    try organisation.givenMeeting(manager, investor, "am.1")
    #expect(organisation.when(hand, by: .delegate(manager)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-8 by D-1"])
  }

  @Test("Rule 13: the time that the other has again goes to who waits for it (rule 16)")
  func refills() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.given(SetTable(table: Table(id: TableID(2))))
    try stage.givenMeeting(manager, investor, "am.1")
    try stage.given(RequestMeeting(requester: Stage.otherInvestor, requested: manager, orWait: true), by: .delegate(Stage.otherInvestor))
    #expect(
      stage.when(HandOverMeeting(meeting: first, to: colleague), by: .delegate(manager))
        == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1 by D-1", "meetingOffered M-2 am.1 T-2 awaits D-1 until 10T09:00"])
  }
}
