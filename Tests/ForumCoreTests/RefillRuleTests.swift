import ForumCore
import Testing

@Suite("Rule 16: who waits gets the place that becomes free")
struct RefillRuleTests {
  private let msme = Stage.msme
  private let otherMSME = Stage.otherMSME
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let authority = Stage.authority
  private let first = Stage.first

  private func waits(_ a: DelegateID, _ b: DelegateID) -> RequestMeeting { RequestMeeting(requester: a, requested: b, orWait: true) }

  /// One table and one slot, in which D-1 meets D-4; D-3 and D-6 wait for D-4, D-5 for D-1 (M-2, M-3 and M-4).
  private func full(_ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(settings)
    try stage.givenOnly(slots: 1)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(waits(otherMSME, investor), by: .delegate(otherMSME))
    try stage.given(waits(authority, investor), by: .delegate(authority))
    try stage.given(waits(otherInvestor, msme), by: .delegate(otherInvestor))
    return stage
  }

  // MARK: - Waiting

  @Test("Rule 16: a request that finds no place waits where it is asked to, and only who asked knows of it")
  func waiting() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(stage.request(otherMSME, investor), by: .delegate(otherMSME)) == ["refused noFreeSlot delegate=D-4"])
    #expect(stage.when(waits(otherMSME, investor), by: .delegate(otherMSME)) == ["meetingRequested M-2 D-3->D-4 waiting nowhere"])
    let asked = try #require(try? waits(otherMSME, investor).decide(stage.forum, by: .delegate(otherMSME), at: stage.now).first)
    try stage.given(waits(otherMSME, investor), by: .delegate(otherMSME))
    #expect(stage.forum.audience(of: asked) == .delegates([otherMSME]))
    #expect(stage.forum.meetings(of: investor).map(\.id) == [first])
    #expect(stage.forum.meetings(of: otherMSME).map(\.id) == [Stage.second])
    #expect(stage.when(ConfirmMeeting(meeting: Stage.second), by: .delegate(investor)) == ["refused noSuchMeeting reference=M-2"])
    #expect(stage.when(DeclineMeeting(meeting: Stage.second), by: .delegate(investor)) == ["refused noSuchMeeting reference=M-2"])
    #expect(stage.when(CancelMeeting(meeting: Stage.second), by: .delegate(otherMSME)) == ["meetingWithdrawn M-2 by D-3"])
    let ended = try CancelMeeting(meeting: Stage.second).decide(stage.forum, by: .delegate(otherMSME), at: stage.now)
    try stage.given(CancelMeeting(meeting: Stage.second), by: .delegate(otherMSME))
    #expect(ended.map { stage.forum.audience(of: $0) } == [.delegates([otherMSME])])
    #expect(stage.when(CancelMeeting(meeting: Stage.second), by: .delegate(otherMSME)) == [])
  }

  @Test("Rule 16: nobody waits where there is a place, at a time that they name, or who may not ask at all")
  func notWaiting() throws {
    var stage = try full { $0.limitsByKind = [.publicInvestor: .init(perForum: 1, requests: 1), .cluster: .init()] }
    #expect(
      stage.when(RequestMeeting(requester: Stage.colleague, requested: investor, slot: SlotID("am.1"), orWait: true), by: .delegate(Stage.colleague))
        == ["refused otherIsBusy delegate=D-4 time=10T09:00"])
    #expect(stage.when(waits(msme, investor), by: .delegate(msme)) == ["refused alreadyMeeting meeting=M-1"])
    #expect(stage.when(waits(otherInvestor, authority), by: .delegate(otherInvestor)) == ["refused quotaReached limit=1"])
    #expect(stage.when(waits(Stage.colleague, otherMSME), by: .delegate(Stage.colleague)) == ["meetingRequested M-5 D-2->D-3 waiting nowhere"])
    try stage.given(SetTable(table: Table(id: TableID(2))))
    #expect(stage.when(waits(Stage.colleague, otherMSME), by: .delegate(Stage.colleague)).first?.hasPrefix("meetingRequested M-5 D-2->D-3 am.1 T-2") == true)
  }

  @Test("Rule 16: what waits does not count for who is asked, but for who asks (rule 9)")
  func counting() throws {
    let stage = try full { $0.limitsByKind = [.privateInvestor: .init(perForum: 2), .publicAuthority: .init(perForum: 1)] }
    #expect(stage.when(stage.request(investor, otherInvestor), by: .delegate(investor)) == ["refused noFreeSlot delegate=D-5"])
    #expect(stage.when(stage.request(authority, Stage.colleague), by: .delegate(authority)) == ["refused limitReached limit=1"])
  }

  // MARK: - Who is next

  @Test("Rule 16: when a meeting is cancelled, the oldest waiting request that fits is offered the place, and held like any request")
  func oldest() throws {
    var stage = try full()
    let cancelled = ["meetingCancelled M-1 by D-4", "meetingOffered M-2 am.1 T-1 awaits D-4 until 10T09:00"]
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)) == cancelled)
    let changes = try CancelMeeting(meeting: first).decide(stage.forum, by: .delegate(investor), at: stage.now)
    try stage.given(CancelMeeting(meeting: first), by: .delegate(investor))
    #expect(stage.stands(2) == "requested am.1 T-1 until 10T09:00")
    #expect([stage.stands(3), stage.stands(4)] == ["waiting nowhere", "waiting nowhere"])
    #expect(changes.last.map { stage.forum.audience(of: $0) } == .delegates([otherMSME, investor]))
    #expect(
      stage.when(DeclineMeeting(meeting: Stage.second), by: .delegate(investor)) == [
        "meetingDeclined M-2 by D-4", "meetingOffered M-3 am.1 T-1 awaits D-4 until 10T09:00",
      ])
    #expect(stage.when(ConfirmMeeting(meeting: Stage.second), by: .delegate(investor)) == ["meetingConfirmed M-2 am.1 T-1"])
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "10T09:00") == ["meetingExpired M-2", "meetingOffered M-3 am.1 T-1 awaits D-4 until 10T09:30"])
  }

  @Test("Rule 16: who matters more to the organisers goes before who waits longer")
  func priority() throws {
    var stage = try full()
    try stage.given(MarkMeeting(meeting: MeetingID(4), priority: 1))
    #expect(
      stage.when(CancelMeeting(meeting: first), by: .delegate(investor)) == [
        "meetingCancelled M-1 by D-4", "meetingOffered M-4 am.1 T-1 awaits D-1 until 10T09:00",
      ])
    try stage.given(MarkMeeting(meeting: MeetingID(3), priority: 9))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)).last == "meetingOffered M-3 am.1 T-1 awaits D-4 until 10T09:00")
    try stage.given(MarkMeeting(meeting: MeetingID(3), priority: 0))
    try stage.given(MarkMeeting(meeting: MeetingID(4), priority: 0))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)).last == "meetingOffered M-2 am.1 T-1 awaits D-4 until 10T09:00")
  }

  @Test("Rule 16: one that does not fit keeps its turn, and the next that fits is offered the place; where there are more places each gets one")
  func fitting() throws {
    var stage = try full()
    try stage.given(stage.away(otherMSME, "09:00", "09:30"), by: .delegate(otherMSME))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)).last == "meetingOffered M-3 am.1 T-1 awaits D-4 until 10T09:00")
    #expect(
      try full().when(SetBlock(block: Stage.block("am", "10T09:00", "10T10:30")))
        == ["blockSet am", "meetingOffered M-2 am.2 T-1 awaits D-4 until 10T09:30", "meetingOffered M-3 am.3 T-1 awaits D-4 until 10T10:00"])
    #expect(
      try full().when(SetBlock(block: Stage.block("am", "10T09:00", "10T10:30")), at: "10T09:30")
        == ["blockSet am", "meetingOffered M-2 am.3 T-1 awaits D-4 until 10T10:00"])
  }

  @Test("Rule 16: in automatic mode the place is theirs at once (rule 1)")
  func automatic() throws {
    let stage = try full { $0.requestMode = .automatic }
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(investor)) == ["meetingCancelled M-1 by D-4", "meetingConfirmed M-2 am.1 T-1"])
  }

  // MARK: - What frees a place

  @Test(
    "Rule 16: a no-show ahead of its slot's end frees table and people for who waits; afterwards there is nothing to give",
    arguments: [("10T09:05", true), ("10T09:29", true), ("10T09:30", false), ("10T12:00", false)])
  func noShow(at clock: String, isOffered: Bool) throws {
    let stage = try full()
    let answered = "meetingAnswered M-1 D-4 otherDidNotCome: noShow"
    #expect(
      stage.when(AnswerMeeting(meeting: first, answer: .otherDidNotCome), by: .delegate(investor), at: clock)
        == [answered] + (isOffered ? ["meetingOffered M-2 am.1 T-1 awaits D-4 until 10T09:30"] : []))
    #expect(
      stage.when(AnswerMeeting(meeting: first, answer: .held), by: .delegate(investor), at: clock) == ["meetingAnswered M-1 D-4 held: held"])
  }

  @Test("Rule 16: a meeting that is over frees nothing when it is cancelled")
  func over() throws {
    let stage = try full()
    #expect(stage.when(CancelMeeting(meeting: first, reason: "in error"), at: "10T09:30") == ["meetingCancelled M-1 because in error"])
  }

  @Test("Rule 16: what is declined, taken back, not answered, moved or given up with the registration frees a place too")
  func otherWays() throws {
    func asked() throws -> Stage {
      var stage = try Stage { $0.holdMinutes = 60 }
      try stage.givenOnly(slots: 1)
      try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
      try stage.given(waits(otherMSME, otherInvestor), by: .delegate(otherMSME))
      return stage
    }
    let offered = ["meetingOffered M-2 am.1 T-1 awaits D-5 until 09T10:00"]
    var stage = try asked()
    #expect(stage.stands(2) == "waiting nowhere")
    #expect(stage.when(DeclineMeeting(meeting: first), by: .delegate(investor)) == ["meetingDeclined M-1 by D-4"] + offered)
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingWithdrawn M-1 by D-1"] + offered)
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "09T10:00") == ["meetingExpired M-1", "meetingOffered M-2 am.1 T-1 awaits D-5 until 09T11:00"])
    #expect(stage.when(CancelRegistration(delegate: msme), by: .delegate(msme)) == ["meetingWithdrawn M-1 by D-1", "registrationCancelled D-1"] + offered)
    #expect(stage.when(SetTable(table: Table(id: TableID(2)))) == ["tableSet T-2", "meetingOffered M-2 am.1 T-2 awaits D-5 until 09T10:00"])
    try stage.given(SetBlock(block: Stage.block("late", "10T16:00", "10T16:30", virtual: true)))
    #expect(stage.stands(2) == "requested late.1 until 09T10:00")
  }

  @Test("Rule 16: a meeting that moves leaves its place to who waits, and so do the times that are not picked of a proposal")
  func moved() throws {
    var stage = try full()
    try stage.given(SetBlock(block: Stage.block("late", "10T16:00", "10T17:00", virtual: true)))
    #expect(
      (2...4).map(stage.stands) == ["requested late.1 until 10T16:00", "requested late.2 until 10T16:30", "requested late.1 until 10T16:00"])
    var other = try Stage()
    try other.givenOnly(slots: 3)
    try other.given(other.request(msme, investor, "am.1"), by: .delegate(msme))
    try other.givenMeeting(otherMSME, otherInvestor, "am.2")
    try other.given(CancelMeeting(meeting: Stage.second), by: .delegate(otherMSME))
    try other.given(ProposeTimes(meeting: first, slots: ["am.2", "am.3"].compactMap { SlotID($0) }), by: .delegate(investor))
    try other.givenMeeting(msme, authority, "am.1")
    try other.given(waits(otherMSME, otherInvestor), by: .delegate(otherMSME))
    #expect(other.stands(4) == "waiting nowhere")
    #expect(
      other.when(ConfirmMeeting(meeting: first, slot: SlotID("am.3")), by: .delegate(msme))
        == ["meetingConfirmed M-1 am.3 T-1", "meetingOffered M-4 am.2 T-1 awaits D-5 until 10T09:30"])
    #expect(other.when(DeclineMeeting(meeting: first), by: .delegate(msme)).last == "meetingOffered M-4 am.2 T-1 awaits D-5 until 10T09:30")
    try other.given(ConfirmMeeting(meeting: first, slot: SlotID("am.2")), by: .delegate(msme))
    #expect(other.stands(4) == "requested am.3 T-1 until 10T10:00")
  }

  @Test("Rule 16: when people have more time, or may have more, who waits for them is offered it")
  func moreTime() throws {
    var stage = try Stage { $0.limitsByKind = [.privateInvestor: .init(perBlock: 1)] }
    try stage.given(SetAvailability(delegate: investor, blocks: [key("am")], unavailable: []))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(waits(otherMSME, investor), by: .delegate(otherMSME))
    #expect(stage.stands(2) == "waiting nowhere")
    #expect(
      stage.when(SetAvailability(delegate: investor, blocks: nil, unavailable: []), by: .delegate(investor))
        == ["availabilitySet D-4 all", "meetingOffered M-2 pm.1 T-1 awaits D-4 until 10T14:00"])
    #expect(
      stage.when(UpdateForum(settings: try Stage.settings())) == ["forumUpdated Alliance forum", "meetingOffered M-2 am.2 T-1 awaits D-4 until 10T09:30"])
  }

  @Test("Rule 16: a place given back in a session frees its time for who waits")
  func session() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.givenAgenda(Stage.session("talk", "10T09:00"))
    try stage.given(AddSignup(session: key("talk"), delegate: investor), by: .delegate(investor))
    try stage.given(waits(msme, investor), by: .delegate(msme))
    #expect(
      stage.when(RemoveSignup(session: try key("talk"), delegate: investor), by: .delegate(investor))
        == ["signupRemoved D-4 talk", "meetingOffered M-1 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 16: on the days of the forum what is agreed and had no time gets one that becomes free; before, the timetable gives it")
  func accepted() throws {
    var stage = try Stage { $0.timeMode = .organiser }
    try stage.givenOnly(slots: 1)
    try stage.givenMeeting(msme, investor)
    try stage.given(MoveMeeting(meeting: first))
    try stage.givenMeeting(otherMSME, otherInvestor)
    #expect([stage.stands(1), stage.stands(2)] == ["confirmed am.1 T-1", "accepted nowhere"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingCancelled M-1 by D-1"])
    try stage.given(SetPhase(phase: .running))
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["meetingCancelled M-1 by D-1", "meetingConfirmed M-2 am.1 T-1"])
  }

  // MARK: - Who waits for nothing

  @Test("Rule 16: who waits for somebody who is gone waits for nothing, and is told; who is gone themselves waits for nobody")
  func gone() throws {
    let stage = try full()
    #expect(
      stage.when(CancelRegistration(delegate: investor), by: .delegate(investor))
        == [
          "meetingCancelled M-1 by D-4", "meetingDeclined M-2", "meetingDeclined M-3", "registrationCancelled D-4",
          "meetingOffered M-4 am.1 T-1 awaits D-1 until 10T09:00",
        ])
    #expect(stage.when(CancelRegistration(delegate: otherMSME), by: .delegate(otherMSME)) == ["meetingWithdrawn M-2 by D-3", "registrationCancelled D-3"])
  }

  @Test("Rule 16: two who have a meeting by now are not offered another (rule 5), nor who has as many as they may (rule 9)")
  func notTwice() throws {
    var stage = try full()
    try stage.given(waits(investor, otherMSME), by: .delegate(investor))
    var settings = try Stage.settings()
    settings.limitsByKind = [.publicInvestor: .init(perForum: 0)]
    try stage.given(UpdateForum(settings: settings))
    try stage.given(CancelMeeting(meeting: first), by: .delegate(investor))
    #expect((2...5).map(stage.stands) == ["requested am.1 T-1 until 10T09:00", "waiting nowhere", "waiting nowhere", "waiting nowhere"])
    try stage.given(DeclineMeeting(meeting: Stage.second), by: .delegate(investor))
    #expect((2...5).map(stage.stands) == ["declined am.1 T-1", "requested am.1 T-1 until 10T09:00", "waiting nowhere", "waiting nowhere"])
    try stage.given(DeclineMeeting(meeting: MeetingID(3)), by: .delegate(investor))
    #expect((2...5).map(stage.stands) == ["declined am.1 T-1", "declined am.1 T-1", "waiting nowhere", "requested am.1 T-1 until 10T09:00"])
  }

  @Test("Rule 16: who waits for somebody who asked them meanwhile, and whom they met, is not offered another meeting")
  func crossed() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 2)
    try stage.givenMeeting(msme, otherMSME, "am.1")
    try stage.givenMeeting(msme, authority, "am.2")
    try stage.given(waits(investor, msme), by: .delegate(investor))
    try stage.given(waits(msme, investor), by: .delegate(msme))
    #expect([stage.stands(3), stage.stands(4)] == ["waiting nowhere", "waiting nowhere"])
    try stage.given(MarkMeeting(meeting: MeetingID(4), priority: 1))
    try stage.given(CancelMeeting(meeting: first), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: MeetingID(4)), by: .delegate(investor))
    #expect([stage.stands(3), stage.stands(4)] == ["waiting nowhere", "confirmed am.1 T-1"])
    #expect(stage.when(CancelMeeting(meeting: Stage.second, reason: "ill"), at: "10T09:30") == ["meetingCancelled M-2 because ill"])
    try stage.given(UpdateDelegate(delegate: msme, takesMeetings: false))
    try stage.given(CancelMeeting(meeting: MeetingID(4)), by: .delegate(msme))
    #expect(stage.stands(3) == "waiting nowhere")
  }

  @Test("Rule 16: several places that become free go to several who wait, and no place is given twice (rule 5)")
  func several() throws {
    var stage = try full()
    try stage.given(SetTable(table: Table(id: TableID(2))))
    #expect([stage.stands(2), stage.stands(3), stage.stands(4)] == ["waiting nowhere", "waiting nowhere", "waiting nowhere"])
    #expect(
      stage.when(CancelMeeting(meeting: first), by: .delegate(msme))
        == [
          "meetingCancelled M-1 by D-1", "meetingOffered M-2 am.1 T-1 awaits D-4 until 10T09:00", "meetingOffered M-4 am.1 T-2 awaits D-1 until 10T09:00",
        ])
  }
}
