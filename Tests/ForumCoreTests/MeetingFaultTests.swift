import ForumCore
import Testing

/// What the random simulation found in the rules of meetings, each with the history that shows it.
@Suite("Meetings: tables, limits, groups and swaps, as the simulation found them wrong")
struct MeetingFaultTests {
  private let msme = Stage.msme
  private let colleague = Stage.colleague
  private let otherMSME = Stage.otherMSME
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let authority = Stage.authority
  private let first = MeetingID(1)
  private let second = MeetingID(2)

  // MARK: - Tables

  @Test("Rule 10: whoever takes a seat over does not sit at the table of who gave it away; where no other is free it is refused")
  func tableHandedOver() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(2), fixedTo: .delegate(msme))))
    try stage.givenMeeting(msme, investor, "am.1")
    let handOver = HandOverMeeting(meeting: first, to: colleague)
    #expect(stage.when(handOver, by: .delegate(msme)) == ["meetingHandedOver M-1 D-1 -> D-2 am.1 T-1 by D-1"])
    try stage.givenMeeting(otherMSME, otherInvestor, "am.1")
    #expect(stage.when(handOver, by: .delegate(msme)) == ["refused noFreeTable time=10T09:00"])
  }

  @Test("Rule 10: a group does not stay at the table of a guest who leaves, as long as another is free")
  func tableOfWhoLeft() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(2), fixedTo: .delegate(investor))))
    try stage.givenGroup(msme, [investor, otherInvestor], "am.1")
    let leave = CancelMeeting(meeting: first)
    #expect(stage.when(leave, by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-1 by D-4"])
    try stage.givenMeeting(otherMSME, authority, "am.1")
    #expect(stage.when(leave, by: .delegate(investor)) == ["guestLeft M-1 D-4 am.1 T-2 by D-4"])
  }

  @Test("Rule 10: whose own table is of wood sits at their organisation's virtual one in a virtual block")
  func virtualTableOfOrganisation() throws {
    var stage = try Stage()
    try stage.given(SetBlock(block: Stage.block("web", "10T16:00", "10T17:00", virtual: true)))
    try stage.given(SetTable(table: Table(id: TableID(1), fixedTo: .delegate(investor))))
    try stage.given(SetTable(table: Table(id: TableID(7), fixedTo: .organisation(OrganisationID(3)), link: "https://meet.example.org/7")))
    #expect(
      stage.when(stage.request(msme, investor, "web.1"), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 web.1 T-7 awaits D-4 until 10T16:00"])
  }

  @Test("Rule 12: a guest who is taken out of a meeting that is over changes nothing of where it was")
  func pastIsPast() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(2), fixedTo: .delegate(investor))))
    try stage.givenGroup(msme, [investor, otherInvestor], "am.1")
    #expect(
      stage.when(CancelMeeting(meeting: first, guest: investor, reason: "was not there"), at: "10T12:00") == ["guestLeft M-1 D-4 because was not there"])
  }

  @Test("Rule 13: a host who moves a guest out whose manager they are asks the guest, not themselves")
  func hostAndManager() throws {
    var stage = try Stage()
    try stage.given(try stage.group(msme, colleague, investor, at: "am.1"), by: .delegate(msme))
    #expect(
      stage.when(MoveMeeting(meeting: first, slot: SlotID("am.2"), guest: colleague), by: .delegate(msme))
        == ["guestLeft M-1 D-2 am.1 T-1 by D-1", "meetingRequested M-2 D-1->D-2 am.2 T-1 awaits D-2 until 10T09:30"])
  }

  // MARK: - Limits

  @Test("Rule 9: who takes a seat over has no more meetings in a block than they may")
  func blockLimitHandedOver() throws {
    var stage = try Stage { $0.limits.perBlock = 1 }
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(colleague, otherInvestor, "am.2")
    #expect(
      stage.when(HandOverMeeting(meeting: first, to: colleague), by: .delegate(msme)) == [
        "refused otherLimitReached block=Block am limit=1 time=10T09:00", "or pm.1 T-1", "or pm.2 T-1",
      ])
  }

  @Test("Rule 9: what somebody interprets does not count when they are asked into a group")
  func interpretingGuest() throws {
    var stage = try Stage { $0.limits.perForum = 1 }
    let interpreter = try stage.givenInterpreter("Farid", "fr", "it")
    try stage.givenLanguages([msme: "fr", investor: "it"])
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(otherMSME, otherInvestor, "am.2")
    #expect(
      stage.when(InviteGuest(meeting: second, guest: interpreter), by: .delegate(otherMSME)) == ["guestInvited M-2 D-7 until 10T09:30 am.2 T-1 by D-3"])
  }

  @Test("Rule 9: a host whose guest is moved out has one meeting more")
  func hostLimit() throws {
    var stage = try Stage { $0.limits.perForum = 1 }
    try stage.givenGroup(msme, [investor, otherInvestor], "am.1")
    let move = MoveMeeting(meeting: first, guest: investor)
    #expect(stage.when(move, by: .delegate(msme)) == ["refused limitReached limit=1"])
    #expect(stage.when(move) == ["refused limitReached limit=1"])
  }

  @Test("Rule 5: a guest who meets the host already is not moved out for a second meeting of the two")
  func movedOutTwice() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.2")
    try stage.givenGroup(msme, [investor, otherInvestor], "am.1")
    #expect(stage.when(MoveMeeting(meeting: second, guest: investor), by: .delegate(msme)) == ["refused alreadyMeeting meeting=M-1"])
  }

  // MARK: - Swap

  @Test("Rule 15: two meetings whose times overlap never swap into one interpreter or one table")
  func swapOverlapping() throws {
    var stage = try Stage()
    _ = try stage.givenInterpreter("Farid", "fr", "it")
    _ = try stage.givenInterpreter("Gaia", "fr", "it")
    try stage.givenLanguages([msme: "fr", investor: "it", otherMSME: "fr", otherInvestor: "it"])
    try stage.given(SetBlock(block: Stage.block("x", "10T09:15", "10T09:45")))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(otherMSME, otherInvestor, "x.1")
    #expect(stage.when(SwapMeetings(first: first, second: second)) == ["meetingsSwapped M-1 -> x.1 T-1 with D-7, M-2 -> am.1 T-2 with D-8"])
  }

  @Test("Rule 15: only meetings to come swap their times: the slot of one that is over may be at another time by now")
  func swapPast() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(otherMSME, otherInvestor, "pm.1")
    try stage.given(SetBlock(block: Stage.block("am", "10T10:00", "10T11:00")), at: "10T09:40")
    #expect(stage.when(SwapMeetings(first: first, second: second, reason: "late")) == ["refused slotPast time=10T09:00"])
  }

  // MARK: - Holds

  @Test("Rule 4: guests who have not answered are awaited until the start at most, also when a swap brings it forward")
  func holdAfterSwap() throws {
    var stage = try Stage()
    try stage.given(RequestMeeting(requester: msme, requested: investor, guests: [otherInvestor], slot: SlotID("pm.1")), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    try stage.givenMeeting(otherMSME, authority, "am.1")
    try stage.given(SwapMeetings(first: first, second: second))
    #expect(stage.forum.nextDue == Stage.clock("10T09:00"))
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:00") == ["guestLeft M-1 D-5 am.1 T-1"])
  }

  @Test("Rule 4: guests who have not answered are awaited until the start at most, also when the time is chosen last")
  func holdAfterChoice() throws {
    var stage = try Stage { $0.timeMode = .whenAccepting }
    try stage.given(RequestMeeting(requester: msme, requested: investor, guests: [otherInvestor]), by: .delegate(msme))
    #expect(stage.forum.nextDue == Stage.clock("11T09:00"))
    try stage.given(ConfirmMeeting(meeting: first, slot: SlotID("am.1")), by: .delegate(investor))
    #expect(stage.forum.nextDue == Stage.clock("10T09:00"))
  }

  // MARK: - What is told

  @Test("Rule 18: with whom a colleague meets is not told to who would hand a meeting over, but to their manager")
  func heirsMeeting() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(colleague, investor, "am.2")
    let handOver = HandOverMeeting(meeting: second, from: colleague, to: msme)
    #expect(stage.when(handOver, by: .delegate(colleague)) == ["refused cannotTakeOver delegate=D-1"])
    #expect(stage.when(handOver, by: .delegate(msme)) == ["refused alreadyMeeting meeting=M-1"])
  }

  @Test("Rule 16: who is asked learns nothing of a request that waits, also when the seat of who asked is handed over")
  func unseenHandedOver() throws {
    var stage = try Stage()
    try stage.givenWaiting(msme, investor)
    let handOver = HandOverMeeting(meeting: first, to: colleague)
    let changes = try handOver.decide(stage.forum, by: .delegate(msme), at: stage.now)
    try stage.given(handOver, by: .delegate(msme))
    #expect(changes.map(line) == ["meetingHandedOver M-1 D-1 -> D-2 by D-1"])
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([colleague, msme])])
  }

  @Test("Rule 29: a change of a meeting is for those whom it concerned then; who comes later does not see it, who left still does")
  func audienceOfThen() throws {
    var stage = try Stage()
    let before = stage.forum.seq
    var changes: [Change] = []
    let acts: [(any Command<Forum>, DelegateID)] = [
      (stage.request(msme, investor, "am.1"), msme), (ConfirmMeeting(meeting: first), investor), (HandOverMeeting(meeting: first, to: colleague), msme),
      (InviteGuest(meeting: first, guest: authority), colleague), (DeclineMeeting(meeting: first), authority), (CancelMeeting(meeting: first), colleague),
    ]
    for (command, actor) in acts {
      changes += try command.decide(stage.forum, by: .delegate(actor), at: stage.now)
      try stage.given(command, by: .delegate(actor))
    }
    let audiences = changes.enumerated().map { stage.forum.audience(of: $0.element, at: before + 1 + $0.offset) }
    let all: [[DelegateID]] = [
      [msme, investor], [msme, investor], [colleague, investor, msme], [colleague, investor, authority], [colleague, investor, authority],
      [colleague, investor],
    ]
    #expect(audiences == all.map { .delegates($0) })
  }
}
