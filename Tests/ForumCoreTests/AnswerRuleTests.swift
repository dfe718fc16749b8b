import ForumCore
import Testing

@Suite("Rule 17: what the sides say of a meeting afterwards")
struct AnswerRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let otherInvestor = Stage.otherInvestor
  private let first = Stage.first

  private func answer(_ answer: Meeting.Answer, of side: DelegateID? = nil, meeting: Int = 1) -> AnswerMeeting {
    AnswerMeeting(meeting: MeetingID(meeting), answer: answer, side: side)
  }

  /// D-1 met D-4 in `am.1`, or was to.
  private func met() throws -> Stage {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    stage.now = Stage.clock("10T10:00")
    return stage
  }

  @Test(
    "Rule 17: each side may say held, the other did not come, or I could not come; one of the latter makes a no-show",
    arguments: [
      (nil, .held, "held", [0, 0, 0, 0], [0, 0, 0, 0]), (.held, .held, "held", [1, 0, 0, 0], [1, 0, 0, 0]),
      (.held, .otherDidNotCome, "noShow", [0, 1, 0, 0], [0, 0, 1, 0]), (.held, .couldNotCome, "noShow", [0, 0, 1, 0], [0, 1, 0, 0]),
      (.otherDidNotCome, .held, "noShow", [0, 0, 1, 0], [0, 1, 0, 0]), (.otherDidNotCome, .otherDidNotCome, "noShow", [0, 1, 0, 0], [0, 1, 0, 0]),
      (.otherDidNotCome, .couldNotCome, "noShow", [0, 0, 1, 0], [0, 1, 0, 0]), (.couldNotCome, .held, "noShow", [0, 1, 0, 0], [0, 0, 1, 0]),
      (.couldNotCome, .otherDidNotCome, "noShow", [0, 1, 0, 0], [0, 0, 1, 0]), (.couldNotCome, .couldNotCome, "noShow", [0, 1, 0, 0], [0, 1, 0, 0]),
    ] as [(Meeting.Answer?, Meeting.Answer, String, [Int], [Int])])
  func pairs(host: Meeting.Answer?, other: Meeting.Answer, status: String, ofHost: [Int], ofOther: [Int]) throws {
    var stage = try met()
    if let host { try stage.given(answer(host), by: .delegate(msme)) }
    #expect(stage.when(answer(other), by: .delegate(investor)) == ["meetingAnswered M-1 D-4 \(other.rawValue): \(status)"])
    try stage.given(answer(other), by: .delegate(investor))
    guard host != nil else { return }
    #expect([counts(stage, msme), counts(stage, investor)] == [ofHost, ofOther])
  }

  /// Held, missed, stood up, unanswered.
  private func counts(_ stage: Stage, _ delegate: DelegateID) -> [Int] {
    let sum = stage.forum.attendance(of: delegate, at: stage.now)
    return [sum.held, sum.missed, sum.stoodUp, sum.unanswered]
  }

  @Test("Rule 17: the last word of a side counts, the same again is nothing, and one held is enough until somebody denies it")
  func changed() throws {
    var stage = try met()
    try stage.given(answer(.held), by: .delegate(msme))
    #expect(stage.meeting(1)?.status == .held)
    #expect(stage.when(answer(.held), by: .delegate(msme)) == [])
    #expect(stage.when(answer(.couldNotCome), by: .delegate(msme)) == ["meetingAnswered M-1 D-1 couldNotCome: noShow"])
    try stage.given(answer(.otherDidNotCome), by: .delegate(investor))
    #expect(stage.when(answer(.held), by: .delegate(investor)) == ["meetingAnswered M-1 D-4 held: held"])
    #expect(stage.when(CancelMeeting(meeting: first), by: .delegate(msme)) == ["refused meetingOver meeting=M-1 status=noShow"])
  }

  @Test(
    "Rule 17: answers are taken from the start until a day after the end; an organiser's later too",
    arguments: [
      ("10T08:59", "refused notBegun meeting=M-1 time=10T09:00", "refused notBegun meeting=M-1 time=10T09:00"),
      ("10T09:00", "meetingAnswered M-1 D-1 held: held", "meetingAnswered M-1 D-1 held: held"),
      ("11T09:30", "meetingAnswered M-1 D-1 held: held", "meetingAnswered M-1 D-1 held: held"),
      ("11T09:31", "refused answerClosed meeting=M-1 time=11T09:30", "meetingAnswered M-1 D-1 held: held"),
    ])
  func window(at clock: String, delegate: String, organiser: String) throws {
    let stage = try met()
    #expect(stage.when(answer(.held), by: .delegate(msme), at: clock) == [delegate])
    #expect(stage.when(answer(.held, of: msme), at: clock) == [organiser])
  }

  @Test("Rule 17: a side answers for itself, its manager for it, an organiser for either; nobody else learns that there was a meeting")
  func who() throws {
    var stage = try met()
    #expect(stage.when(answer(.held, of: investor), by: .delegate(msme)) == ["refused notYours"])
    #expect(stage.when(answer(.held), by: .delegate(Stage.authority)) == ["refused noSuchMeeting reference=M-1"])
    #expect(stage.when(answer(.held)) == ["refused badValue expected=the side whose answer it is field=side"])
    #expect(stage.when(answer(.held, of: Stage.authority)) == ["refused notGuest delegate=D-6"])
    try stage.givenMeeting(Stage.colleague, investor, "am.4")
    #expect(stage.when(answer(.held, meeting: 2), by: .delegate(msme), at: "10T10:40") == ["meetingAnswered M-2 D-2 held: held"])
    #expect(stage.when(answer(.held, meeting: 9), by: .delegate(msme)) == ["refused noSuchMeeting reference=M-9"])
  }

  @Test("Rule 17: what never was to take place is not answered, and answers are taken when the forum is closed already")
  func notConfirmed() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(stage.when(answer(.held), by: .delegate(msme), at: "10T10:00") == ["refused meetingOver meeting=M-1 status=requested"])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(msme))
    #expect(stage.when(answer(.held), by: .delegate(msme), at: "10T10:00") == ["refused meetingOver meeting=M-1 status=withdrawn"])
    var closed = try met()
    try closed.given(SetPhase(phase: .closed))
    #expect(closed.when(answer(.held), by: .delegate(msme)) == ["meetingAnswered M-1 D-1 held: held"])
  }

  @Test("Rule 17: statistics of each side, those counted of whom nothing was said, too")
  func statistics() throws {
    var stage = try met()
    try stage.givenMeeting(msme, otherInvestor, "am.4")
    try stage.givenMeeting(msme, Stage.authority, "pm.1")
    try stage.given(answer(.otherDidNotCome), by: .delegate(msme))
    stage.now = Stage.clock("10T14:10")
    #expect(counts(stage, msme) == [0, 0, 1, 1])
    #expect(counts(stage, investor) == [0, 1, 0, 0])
    #expect(counts(stage, otherInvestor) == [0, 0, 0, 1])
    #expect(counts(stage, Stage.authority) == [0, 0, 0, 0])
    try stage.given(answer(.held, meeting: 3), by: .delegate(Stage.authority))
    #expect(counts(stage, msme) == [1, 0, 1, 1])
  }

  // MARK: - A place that was given up

  @Test("Rule 17: who said no-show and whose time or table is somebody else's by now can not have met there after all", arguments: ["10T09:20", "10T12:00"])
  func takenBack(at clock: String) throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.given(RequestMeeting(requester: Stage.otherMSME, requested: investor, orWait: true), by: .delegate(Stage.otherMSME))
    try stage.given(answer(.otherDidNotCome), by: .delegate(investor), at: "10T09:05")
    #expect(stage.stands(2) == "requested am.1 T-1 until 10T09:30")
    try stage.given(ConfirmMeeting(meeting: Stage.second), by: .delegate(investor))
    #expect(stage.when(answer(.held), by: .delegate(investor), at: clock) == ["refused youAreBusy by=M-2 time=10T09:00"])
    #expect(stage.when(answer(.held), by: .delegate(msme), at: clock) == ["meetingAnswered M-1 D-1 held: noShow"])
    var table = try Stage()
    try table.givenOnly(slots: 1)
    try table.givenMeeting(msme, investor, "am.1")
    try table.given(RequestMeeting(requester: Stage.otherMSME, requested: otherInvestor, orWait: true), by: .delegate(Stage.otherMSME))
    try table.given(answer(.otherDidNotCome), by: .delegate(investor), at: "10T09:05")
    #expect(table.stands(2) == "requested am.1 T-1 until 10T09:30")
    #expect(table.when(answer(.held), by: .delegate(investor)) == ["refused noFreeTable time=10T09:00"])
    try table.given(DeclineMeeting(meeting: Stage.second), by: .delegate(otherInvestor))
    #expect(table.when(answer(.held), by: .delegate(investor), at: clock) == ["meetingAnswered M-1 D-4 held: held"])
  }

  // MARK: - Groups

  @Test(
    "Rule 17: a group took place with the host and at least one guest; who could not come missed it alone",
    arguments: [
      ([(4, .couldNotCome)], "confirmed", [], []), ([(4, .couldNotCome), (5, .held)], "held", [1, 5], [4]),
      ([(4, .couldNotCome), (5, .couldNotCome)], "noShow", [], [4, 5]), ([(1, .couldNotCome)], "noShow", [], [1]),
      ([(1, .held), (4, .couldNotCome)], "held", [1, 5], [4]),
      ([(4, .otherDidNotCome)], "noShow", [], [1]), ([(1, .otherDidNotCome)], "noShow", [], [4, 5]),
      ([(1, .otherDidNotCome), (4, .held)], "noShow", [], [5]), ([(1, .held), (4, .held), (5, .held)], "held", [1, 4, 5], []),
    ] as [([(Int, Meeting.Answer)], String, [Int], [Int])])
  func groups(answers: [(Int, Meeting.Answer)], status: String, held: [Int], missed: [Int]) throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    stage.now = Stage.clock("10T09:10")
    for (side, said) in answers { try stage.given(answer(said), by: .delegate(DelegateID(side))) }
    #expect(stage.meeting(1)?.status.rawValue == status)
    let all = [1, 4, 5]
    #expect(all.filter { stage.forum.attendance(of: DelegateID($0), at: stage.now).held == 1 } == held)
    #expect(all.filter { stage.forum.attendance(of: DelegateID($0), at: stage.now).missed == 1 } == missed)
  }

  @Test("Rule 17: a meeting that a side has left meanwhile is not to come again, whatever is said of it before its end")
  func left() throws {
    var stage = try Stage()
    try stage.givenGroup(joined: investor, otherInvestor)
    stage.now = Stage.clock("10T09:10")
    try stage.given(answer(.otherDidNotCome), by: .delegate(investor))
    try stage.given(EraseDelegate(delegate: otherInvestor), by: .delegate(otherInvestor))
    #expect(stage.when(answer(.couldNotCome), by: .delegate(investor)) == ["refused notApproved delegate=D-5"])
    #expect(stage.when(answer(.couldNotCome), by: .delegate(investor), at: "10T09:31") == ["meetingAnswered M-1 D-4 couldNotCome: confirmed"])
  }

  @Test("Rule 17: a guest who could not come gives nobody's time away: the others sit there (rule 16)")
  func groupStays() throws {
    var stage = try Stage()
    try stage.givenOnly(slots: 1)
    try stage.givenGroup(joined: investor, otherInvestor)
    try stage.given(RequestMeeting(requester: Stage.otherMSME, requested: Stage.authority, orWait: true), by: .delegate(Stage.otherMSME))
    #expect(stage.when(answer(.couldNotCome), by: .delegate(investor), at: "10T09:05") == ["meetingAnswered M-1 D-4 couldNotCome: confirmed"])
    #expect(
      stage.when(answer(.couldNotCome), by: .delegate(msme), at: "10T09:05")
        == ["meetingAnswered M-1 D-1 couldNotCome: noShow", "meetingOffered M-2 am.1 T-1 awaits D-6 until 10T09:30"])
  }
}
