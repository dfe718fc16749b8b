import ForumCore
import Testing

/// What the random simulation found where places and interpreters become free, each with the history that shows it.
@Suite("Meetings: freed places, interpreters and answers, as the simulation found them wrong")
struct FreedPlaceFaultTests {
  private let msme = Stage.msme
  private let otherMSME = Stage.otherMSME
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let authority = Stage.authority
  private let first = MeetingID(1)
  private let second = MeetingID(2)

  private func day(_ from: String, _ to: String) -> [Span] { [Span(start: Stage.clock("10T\(from)"), end: Stage.clock("10T\(to)"))] }

  // MARK: - Rule 16

  @Test("Rule 16: of times that were proposed those that are not picked go to who waits")
  func notPicked() throws {
    var stage = try Stage()
    try stage.given(SetAvailability(delegate: investor, blocks: nil, unavailable: day("10:30", "15:00")), by: .delegate(investor))
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) }), by: .delegate(investor))
    try stage.given(stage.request(authority, investor, "am.1"), by: .delegate(authority))
    try stage.given(RequestMeeting(requester: otherMSME, requested: investor, orWait: true), by: .delegate(otherMSME))
    #expect(
      stage.when(ConfirmMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(msme))
        == ["meetingConfirmed M-1 am.2 T-1", "meetingOffered M-3 am.3 T-1 awaits D-4 until 10T10:00"])
  }

  @Test("Rule 16: who waits is offered a place as soon as the other side has more time")
  func moreTime() throws {
    var stage = try Stage()
    try stage.givenWaiting(msme, investor)
    #expect(
      stage.when(SetAvailability(delegate: investor, blocks: nil, unavailable: []), by: .delegate(investor))
        == ["availabilitySet D-4 all", "meetingOffered M-1 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 16: where several meetings are called off in one step, all their places go to who waits together, who matters most first")
  func calledOffTogether() throws {
    var stage = try Stage { $0.limitsByKind = [.publicAuthority: .init(perForum: 1)] }
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(otherMSME, investor, "am.2")
    try stage.given(SetAvailability(delegate: msme, blocks: nil, unavailable: day("09:30", "15:00")), by: .delegate(msme))
    try stage.given(
      SetAvailability(delegate: otherMSME, blocks: nil, unavailable: day("09:00", "09:30") + day("10:00", "15:00")), by: .delegate(otherMSME))
    for asker in [msme, otherMSME] { try stage.given(RequestMeeting(requester: asker, requested: authority, orWait: true), by: .delegate(asker)) }
    try stage.given(MarkMeeting(meeting: MeetingID(4), priority: 5))
    #expect(
      stage.when(SetAvailability(delegate: investor, blocks: nil, unavailable: day("09:00", "11:00"), meetings: .cancel), by: .delegate(investor)) == [
        "availabilitySet D-4 all not 10T09:00", "meetingCancelled M-1 by D-4", "meetingCancelled M-2 by D-4",
        "meetingOffered M-4 am.2 T-1 awaits D-6 until 10T09:30",
      ])
  }

  @Test("Rule 16: a request that waits ends with the registration of the one who was asked")
  func askedIsGone() throws {
    var stage = try Stage()
    try stage.givenWaiting(msme, investor)
    #expect(stage.when(CancelRegistration(delegate: investor), by: .delegate(investor)) == ["meetingDeclined M-1", "registrationCancelled D-4"])
  }

  @Test("Rule 16: what somebody interprets for the other side is no meeting of the two, and a request of theirs waits on")
  func interpretedForThem() throws {
    var stage = try interpreted()
    let interpreter = DelegateID(7)
    try stage.givenLanguages([authority: "it"])
    try stage.givenWaiting(interpreter, authority)
    try stage.given(RequestMeeting(requester: msme, requested: authority, slot: SlotID("am.2"), reason: "minister", override: true))
    #expect(stage.stands(2) == "requested am.2 T-1 with D-7 until 10T09:30")
    #expect(
      stage.when(stage.away(authority, "10:00", "15:00"), by: .delegate(authority))
        == ["availabilitySet D-6 all not 10T10:00", "meetingOffered M-1 am.1 T-1 awaits D-6 until 10T09:00"])
  }

  @Test("Rule 16: who waits for somebody gets the time that a place in a session took which was not claimed")
  func timeOfUnclaimedPlace() throws {
    var stage = try Stage { $0.unclaimedAfterMinutes = 10 }
    let talk: SessionID = try key("talk")
    try stage.given(stage.away(msme, "14:00", "15:00"), by: .delegate(msme))
    try stage.givenAgenda(Stage.session("talk", "10T09:00", minutes: 120, capacity: 1))
    for delegate in [msme, otherMSME] { try stage.given(AddSignup(session: talk, delegate: delegate), by: .delegate(delegate)) }
    try stage.given(RequestMeeting(requester: investor, requested: msme, orWait: true), by: .delegate(investor))
    #expect(stage.stands(1) == "waiting nowhere")
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "10T09:10") == [
        "placesUnclaimed talk D-1", "signupReleased D-1 talk", "signupPromoted D-3 talk", "meetingOffered M-1 am.2 T-1 awaits D-1 until 10T09:30",
      ])
  }

  @Test("Rule 4: a place that became free after its start is held until its end, also when its table changes meanwhile")
  func begunPlaceChangesTable() throws {
    var stage = try Stage()
    try stage.given(RemoveTable(table: TableID(2)))
    try stage.given(stage.away(otherMSME, "09:30", "15:00"), by: .delegate(otherMSME))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(RequestMeeting(requester: otherMSME, requested: otherInvestor, orWait: true), by: .delegate(otherMSME))
    try stage.given(AnswerMeeting(meeting: first, answer: .otherDidNotCome), by: .delegate(msme), at: "10T09:10")
    #expect(stage.stands(2) == "requested am.1 T-1 until 10T09:30")
    try stage.given(SetTable(table: Table(id: TableID(3))))
    #expect(
      stage.when(RemoveTable(table: TableID(1), moveMeetings: true))
        == ["tableRemoved T-1", "meetingMoved M-2 am.1 T-1 -> am.1 T-3 awaits D-5 until 10T09:30 for the table"])
  }

  @Test("Rule 12: guests may still answer where their group gets a place that has begun, until its end")
  func begunPlaceOfGroup() throws {
    var stage = try Stage { $0.timeMode = .organiser }
    try stage.given(RemoveTable(table: TableID(2)))
    try stage.given(stage.away(otherMSME, "09:30", "15:00"), by: .delegate(otherMSME))
    try stage.given(RequestMeeting(requester: msme, requested: investor), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    try stage.given(MoveMeeting(meeting: first, slot: SlotID("am.1")))
    try stage.given(RequestMeeting(requester: otherMSME, requested: otherInvestor, guests: [authority]), by: .delegate(otherMSME))
    try stage.given(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(otherInvestor))
    try stage.given(SetPhase(phase: .running))
    try stage.given(AnswerMeeting(meeting: first, answer: .otherDidNotCome), by: .delegate(msme), at: "10T09:10")
    #expect(stage.stands(2) == "confirmed am.1 T-1 D-5+ D-6 until 10T09:30")
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:30") == ["guestLeft M-2 D-6"])
  }

  @Test("Rule 7: a guest of two groups of one host moves out of one; of the other it is said that there is no place for it, by the name that they know")
  func guestOfTwoGroups() throws {
    var stage = try Stage()
    try stage.givenGroup(msme, [investor, otherInvestor], "am.1")
    try stage.givenGroup(msme, [investor, authority], "am.2")
    let away = SetAvailability(delegate: investor, blocks: nil, unavailable: day("09:00", "10:00"), meetings: .move)
    #expect(stage.when(away, by: .delegate(investor)) == ["refused meetingsInTheWay meetings=M-2", "could move M-2 am.2 T-1 -> nowhere"])
  }

  @Test("Rule 7: a meeting that goes on while its table is taken away, and that a side has left, is not moved to another time")
  func leftWhileItGoesOn() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(AnswerMeeting(meeting: first, answer: .held), by: .delegate(msme), at: "10T09:10")
    try stage.given(CancelRegistration(delegate: investor), by: .delegate(investor))
    try stage.given(AnswerMeeting(meeting: first, answer: .couldNotCome), by: .delegate(msme))
    #expect(stage.when(RemoveTable(table: TableID(1), moveMeetings: true)) == ["tableRemoved T-1"])
  }

  // MARK: - Rule 19

  /// D-1 and D-4 share no language; D-7 and D-8 interpret.
  private func interpreted() throws -> Stage {
    var stage = try Stage()
    _ = try stage.givenInterpreter("Farid", "fr", "it")
    _ = try stage.givenInterpreter("Gaia", "fr", "it", "ar")
    try stage.givenLanguages([msme: "fr", investor: "it", otherInvestor: "ar"])
    return stage
  }

  @Test("Rule 19: times that are proposed get another interpreter when theirs is gone")
  func proposedInterpreter() throws {
    var stage = try interpreted()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) }), by: .delegate(investor))
    let gone = CancelRegistration(delegate: DelegateID(7))
    #expect(
      stage.when(gone, by: .delegate(DelegateID(7))) == [
        "registrationCancelled D-7", "meetingProposed M-1 nowhere -> am.2 T-1 with D-8 or am.3 T-1 with D-8 awaits D-1 until 10T09:30",
      ])
  }

  @Test("Rule 19: nobody interprets any more where the guest did not answer who needed it")
  func interpreterNotNeeded() throws {
    var stage = try interpreted()
    try stage.givenLanguages([investor: "fr"])
    try stage.given(RequestMeeting(requester: msme, requested: investor, guests: [otherInvestor], slot: SlotID("am.1")), by: .delegate(msme))
    #expect(stage.forum.meetings[first]?.place?.interpreter == DelegateID(8))
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor))
    try stage.given(ExpireHolds(), by: .timer, at: "10T09:00")
    #expect(stage.forum.meetings[first].map { [$0.place.map(line), $0.wantsInterpreter.map { "\($0)" }] } == ["am.1 T-1", nil])
  }

  @Test("Rule 19: a group that has no time yet wants an interpreter as soon as a guest needs one")
  func wantedBeforeThePlace() throws {
    var stage = try Stage { $0.timeMode = .whenAccepting }
    try stage.givenLanguages([msme: "fr", investor: "fr", otherInvestor: "ar"])
    try stage.given(stage.request(msme, investor), by: .delegate(msme))
    try stage.given(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(msme))
    #expect(stage.forum.meetings[first]?.wantsInterpreter == true)
    try stage.given(DeclineMeeting(meeting: first), by: .delegate(otherInvestor))
    #expect(stage.forum.meetings[first]?.wantsInterpreter == nil)
  }

  @Test("Rule 22: an interpreter who is first in a session's line moves up when the meeting is called off, or needs another one")
  func interpreterMovesUp() throws {
    var stage = try interpreted()
    let interpreter = DelegateID(7)
    try stage.givenAgenda(Stage.session("talk", "10T09:00", minutes: 30, capacity: 1))
    for delegate in [authority, interpreter] { try stage.given(AddSignup(session: key("talk"), delegate: delegate), by: .delegate(delegate)) }
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(RemoveSignup(session: key("talk"), delegate: authority), by: .delegate(authority))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingCancelled M-1 by D-1", "signupPromoted D-7 talk"])
    #expect(
      stage.when(InviteGuest(meeting: first, guest: otherInvestor), by: .delegate(msme))
        == ["guestInvited M-1 D-5 until 10T09:00 am.1 T-1 with D-8 by D-1", "signupPromoted D-7 talk"])
  }

  // MARK: - Rules 6 and 17

  @Test("Rule 6: the same times proposed once more change nothing, by an organiser either")
  func proposedAgain() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    let propose = ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) })
    try stage.given(propose)
    #expect(stage.when(propose) == [])
  }

  @Test("Rule 17: a no-show is held after all only where its people and its interpreter were nowhere else")
  func heldAfterAll() throws {
    var stage = try Stage()
    _ = try stage.givenInterpreter("Farid", "fr", "it")
    try stage.givenLanguages([msme: "fr", investor: "it", otherMSME: "fr", otherInvestor: "it"])
    try stage.given(SetBlock(block: Stage.block("x", "10T09:15", "10T09:45")))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(AnswerMeeting(meeting: first, answer: .otherDidNotCome), by: .delegate(msme), at: "10T09:05")
    let held = AnswerMeeting(meeting: first, answer: .held)
    #expect(stage.when(held, by: .delegate(msme)) == ["meetingAnswered M-1 D-1 held: held"])
    try stage.givenMeeting(otherMSME, otherInvestor, "x.1")
    #expect(stage.when(held, by: .delegate(msme)) == ["refused otherIsBusy delegate=D-7 time=10T09:00"])
    #expect(stage.when(held, by: .delegate(msme), at: "10T11:00") == ["refused otherIsBusy delegate=D-7 time=10T09:00"])
    try stage.given(CancelMeeting(meeting: second, reason: "ill"))
    try stage.givenMeeting(authority, investor, "x.1")
    #expect(stage.when(held, by: .delegate(msme), at: "10T11:00") == ["refused otherIsBusy delegate=D-4 time=10T09:00"])
  }

  @Test("Rule 17: time that was given up does not keep a meeting from having taken place")
  func heldInKeptTime() throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(SetAvailability(delegate: investor, blocks: nil, unavailable: day("09:00", "10:00"), meetings: .keep), by: .delegate(investor))
    try stage.given(AnswerMeeting(meeting: first, answer: .couldNotCome), by: .delegate(investor), at: "10T09:05")
    #expect(stage.when(AnswerMeeting(meeting: first, answer: .held), by: .delegate(investor)) == ["meetingAnswered M-1 D-4 held: held"])
  }
}
