import ForumCore
import Testing

@Suite("Rules 17, 22 and 26: codes, check-in at sessions, and places that nobody claims")
struct CheckInRuleTests {
  /// A session `talk` from 12:00 to 13:00 with two places; D-1 speaks there where `speaks` says so. Claims end after 10 minutes.
  private static func stage(capacity: Int? = 2, speaks: Bool = false, minutes: Int = 10, _ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage {
      $0.unclaimedAfterMinutes = minutes
      settings(&$0)
    }
    try stage.givenAgenda(Stage.session("talk", "10T12:00", speakers: speaks ? ["chair"] : [], capacity: capacity))
    return stage
  }

  private static func signUp(_ stage: inout Stage, _ numbers: Int...) throws {
    for number in numbers { try stage.given(AddSignup(session: key("talk"), delegate: DelegateID(number)), by: .delegate(DelegateID(number))) }
  }

  private static func checkIn(_ number: Int) throws -> CheckInToSession { CheckInToSession(session: try key("talk"), delegate: DelegateID(number)) }

  // MARK: - Codes

  @Test("Rule 26: a badge has a code of eight signs, given once, to who is in")
  func code() throws {
    var stage = try Stage()
    let issue = IssueCheckInCode(delegate: Stage.msme, code: "ab2c-3def")
    #expect(stage.when(issue, by: .delegate(Stage.msme)) == ["checkInCodeIssued D-1 AB2C3DEF"])
    #expect(stage.when(issue) == ["checkInCodeIssued D-1 AB2C3DEF"])
    #expect(stage.when(issue, by: .delegate(Stage.investor)) == ["refused notYours"])
    for bad in ["AB2C-3DE", "AB2C-3DEFG", "AB2C-3DEU", "ÄB2C-3DEF", ""] {
      #expect(
        stage.when(IssueCheckInCode(delegate: Stage.msme, code: bad)) == ["refused badValue expected=8 letters and digits that nobody else has field=code"])
    }
    try stage.given(issue)
    #expect(stage.when(IssueCheckInCode(delegate: Stage.msme, code: "00000000")) == [])
    #expect(
      stage.when(IssueCheckInCode(delegate: Stage.investor, code: "AB2C3DEF"))
        == ["refused badValue expected=8 letters and digits that nobody else has field=code"])
    try stage.given(CancelRegistration(delegate: Stage.otherInvestor))
    #expect(stage.when(IssueCheckInCode(delegate: Stage.otherInvestor, code: "11111111")) == ["refused notApproved delegate=D-5"])
  }

  @Test("Rule 26: whoever reads a code checks in whose it is, however it was typed", arguments: ["AB1C-0DEF", "ab1c0def", "abic odef", "ABLC-ODEF"])
  func byCode(typed: String) throws {
    var stage = try Self.stage()
    try stage.given(IssueCheckInCode(delegate: Stage.msme, code: "AB1C0DEF"))
    #expect(stage.when(CheckIn(code: typed)) == ["delegateCheckedIn D-1"])
    #expect(stage.when(CheckInToSession(session: try key("talk"), .code(typed)), at: "10T12:00") == ["signupAdded D-1 talk", "signupCheckedIn D-1 talk"])
    #expect(stage.when(CheckIn(code: typed + "0")) == ["refused noSuchCode on=badge"])
    #expect(stage.when(CheckIn(code: typed), by: .delegate(Stage.msme)) == ["refused organisersOnly"])
  }

  @Test("Rule 26: a code is only of who is in; after a cancellation it opens nothing")
  func codeOfCancelled() throws {
    var stage = try Stage()
    try stage.given(IssueCheckInCode(delegate: Stage.msme, code: "AB1C0DEF"))
    try stage.given(CancelRegistration(delegate: Stage.msme))
    #expect(stage.when(CheckIn(code: "AB1C0DEF")) == ["refused wrongStatus delegate=D-1 status=cancelled"])
  }

  // MARK: - At a session

  @Test("Rule 26: a session is checked in to from half an hour before its start to its end, once, by organisers")
  func when() throws {
    var stage = try Self.stage()
    try Self.signUp(&stage, 4)
    let command = try Self.checkIn(4)
    #expect(stage.when(command, at: "10T11:29") == ["refused checkInNotOpen session=talk time=10T11:30"])
    #expect(stage.when(command, at: "10T11:30") == ["signupCheckedIn D-4 talk"])
    #expect(stage.when(command, at: "10T12:59") == ["signupCheckedIn D-4 talk"])
    #expect(stage.when(command, at: "10T13:00") == ["refused sessionOver session=talk"])
    #expect(stage.when(command, by: .delegate(Stage.investor), at: "10T12:00") == ["refused organisersOnly"])
    #expect(stage.when(CheckInToSession(session: try key("walk"), delegate: Stage.investor), at: "10T12:00") == ["refused noSuchSession reference=walk"])
    #expect(stage.when(try Self.checkIn(99), at: "10T12:00") == ["refused noSuchDelegate reference=D-99"])
    try stage.given(command, at: "10T11:45")
    #expect(stage.when(command, at: "10T12:00") == [])
    #expect(stage.forum.signups[try key("talk")]?.checkedIn == [Stage.investor: Stage.clock("10T11:45")])
  }

  @Test("Rule 22: who comes without a place gets one where there is room; who waits, or finds it full, hears what is possible")
  func room() throws {
    var stage = try Self.stage()
    try Self.signUp(&stage, 4)
    #expect(stage.when(try Self.checkIn(5), at: "10T11:50") == ["signupAdded D-5 talk", "signupCheckedIn D-5 talk"])
    try Self.signUp(&stage, 5)
    #expect(stage.when(try Self.checkIn(6), at: "10T11:50") == ["refused sessionFull delegate=D-6 places=2 session=talk time=10T12:10"])
    try Self.signUp(&stage, 6, 3)
    #expect(stage.when(try Self.checkIn(3), at: "10T11:50") == ["refused stillWaiting delegate=D-3 position=2 session=talk time=10T12:10"])
    #expect(stage.when(try Self.checkIn(2), at: "10T11:50") == ["refused sessionFull delegate=D-2 places=2 session=talk time=10T12:10"])
  }

  @Test("Rule 22: at the door the same holds as before: nobody is taken in who has a meeting then, or another session")
  func clash() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", capacity: 2), Stage.session("walk", "10T09:30", room: "foyer"))
    try stage.givenMeeting(Stage.investor, Stage.authority, "am.1")
    #expect(stage.when(try Self.checkIn(4), at: "10T09:00") == ["refused busyWithMeeting meeting=M-1 session=talk"])
    try stage.given(AddSignup(session: key("walk"), delegate: Stage.otherInvestor))
    #expect(stage.when(try Self.checkIn(5), at: "10T09:00") == ["refused signupClash other=walk session=talk"])
    var settings = try Stage.settings()
    settings.signupClash = .warn
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.when(try Self.checkIn(5), at: "10T09:00") == ["signupAdded D-5 talk despite walk", "signupCheckedIn D-5 talk"])
  }

  @Test("Rule 26: a session without counted places takes everybody; who speaks needs no place")
  func uncounted() throws {
    let open = try Self.stage(capacity: nil)
    #expect(open.when(try Self.checkIn(5), at: "10T12:00") == ["signupAdded D-5 talk", "signupCheckedIn D-5 talk"])
    let full = try Self.stage(capacity: 0, speaks: true)
    #expect(full.when(try Self.checkIn(1), at: "10T12:00") == ["signupCheckedIn D-1 talk"])
  }

  // MARK: - Rule 17

  @Test("Rule 17: so many minutes after the start unclaimed places go to who waits, the last signup's first, in one step by the clock")
  func released() throws {
    var stage = try Self.stage(capacity: 3, speaks: true)
    try Self.signUp(&stage, 1, 4, 5, 6, 3)
    #expect(clock(try #require(stage.forum.nextDue)) == "10T12:10")
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "10T12:10") == [
        "placesUnclaimed talk D-4 D-5", "signupReleased D-5 talk", "signupPromoted D-6 talk", "signupReleased D-4 talk", "signupPromoted D-3 talk",
      ])
    try stage.given(Self.checkIn(5), at: "10T12:05")
    try stage.given(ExpireHolds(), by: .timer, at: "10T12:10")
    // Never who speaks (D-1) and never who was checked in (D-5).
    #expect(stage.forum.signups[try key("talk")]?.placed == [DelegateID(1), DelegateID(5), DelegateID(6)])
    #expect(stage.forum.signups[try key("talk")]?.waiting == [DelegateID(3)])
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 17: only as many are released as there are who can come, and only as long as they are not there")
  func asMany() throws {
    var stage = try Self.stage(capacity: 3)
    try Self.signUp(&stage, 1, 4, 5, 6)
    try stage.given(ExpireHolds(), by: .timer, at: "10T12:10")
    #expect(stage.forum.signups[try key("talk")]?.placed == [DelegateID(1), DelegateID(4), DelegateID(6)])
    #expect(stage.forum.signups[try key("talk")]?.unclaimed == [DelegateID(1), DelegateID(4)])
    // Who comes late and still has the place keeps it; the other's goes to the next who comes, by signup or at the door.
    try stage.given(Self.checkIn(4), at: "10T12:15")
    #expect(
      stage.when(AddSignup(session: try key("talk"), delegate: Stage.otherMSME), by: .delegate(Stage.otherMSME))
        == ["signupReleased D-1 talk", "signupAdded D-3 talk"])
    #expect(stage.when(try Self.checkIn(3)) == ["signupReleased D-1 talk", "signupAdded D-3 talk", "signupCheckedIn D-3 talk"])
    try stage.given(Self.checkIn(3))
    #expect(stage.when(try Self.checkIn(1)) == ["refused sessionFull delegate=D-1 places=3 session=talk"])
    // Nobody is released who got a place after that.
    #expect(stage.when(AddSignup(session: try key("talk"), delegate: Stage.colleague), by: .delegate(Stage.colleague)) == ["signupWaitlisted D-2 talk"])
  }

  @Test("Rule 17: who waits and has no time now keeps their place in the line; nobody is released for them")
  func busy() throws {
    var stage = try Stage { $0.unclaimedAfterMinutes = 10 }
    try stage.givenAgenda(Stage.session("talk", "10T09:00", capacity: 1))
    try Self.signUp(&stage, 4, 5, 6)
    try stage.givenMeeting(Stage.otherInvestor, Stage.authority, "am.1")
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T09:10") == ["placesUnclaimed talk D-4"])
    try stage.given(ExpireHolds(), by: .timer, at: "10T09:10")
    #expect(
      stage.when(CancelMeeting(meeting: MeetingID(1), reason: "ill"))
        == ["meetingCancelled M-1 because ill", "signupReleased D-4 talk", "signupPromoted D-5 talk"])
  }

  @Test("Rule 17: without such minutes, without counted places and for sessions that are shorter nothing is released", arguments: [0, 60, 600])
  func never(minutes: Int) throws {
    var stage = try Self.stage(capacity: 1, minutes: minutes)
    try Self.signUp(&stage, 4, 5)
    #expect(stage.forum.nextDue == nil)
    var open = try Self.stage(capacity: nil)
    try Self.signUp(&open, 4, 5)
    #expect(open.forum.nextDue == nil)
  }

  @Test("Rule 17: a session that moves to another time is claimed anew")
  func moved() throws {
    var stage = try Self.stage(capacity: 1)
    try Self.signUp(&stage, 4, 5)
    try stage.given(ExpireHolds(), by: .timer, at: "10T12:10")
    #expect(stage.forum.signups[try key("talk")]?.placed == [DelegateID(5)])
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("talk", "10T16:00", capacity: 1))]))
    try stage.given(PublishAgenda())
    #expect(clock(try #require(stage.forum.nextDue)) == "10T16:10")
    #expect(stage.when(ExpireHolds(), by: .timer, at: "10T16:10") == ["placesUnclaimed talk D-5"])
  }

  @Test("Rule 22: of two who come for the last place one gets it, whoever is first", arguments: [true, false])
  func race(signupFirst: Bool) throws {
    var stage = try Self.stage(capacity: 1)
    stage.now = Stage.clock("10T12:00")
    let signup = AddSignup(session: try key("talk"), delegate: Stage.investor)
    let door = try Self.checkIn(5)
    #expect(stage.when(signup, by: .delegate(Stage.investor)) == ["signupAdded D-4 talk"])
    #expect(stage.when(door) == ["signupAdded D-5 talk", "signupCheckedIn D-5 talk"])
    if signupFirst {
      try stage.given(signup, by: .delegate(Stage.investor))
      #expect(stage.when(door) == ["refused sessionFull delegate=D-5 places=1 session=talk time=10T12:10"])
    } else {
      try stage.given(door)
      #expect(stage.when(signup, by: .delegate(Stage.investor)) == ["signupWaitlisted D-4 talk"])
    }
  }

  @Test("Rule 26: who was at a session was there, also where the registration is given back after it")
  func stays() throws {
    var stage = try Self.stage()
    try Self.signUp(&stage, 4)
    try stage.given(Self.checkIn(4), at: "10T12:00")
    #expect(stage.when(CancelRegistration(delegate: Stage.investor), at: "10T13:00") == ["registrationCancelled D-4"])
    #expect(stage.when(CancelRegistration(delegate: Stage.investor), at: "10T12:59") == ["signupRemoved D-4 talk", "registrationCancelled D-4"])
  }
}
