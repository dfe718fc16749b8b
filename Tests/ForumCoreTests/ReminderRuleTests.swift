import ForumCore
import Testing

@Suite("Rule 20: reminders and quiet hours")
struct ReminderRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  /// Only those reminders, a hold of four days, and no quiet hours but where a test says so.
  private func stage(
    waiting: Int = 0, ending: Int = 0, starting: Int = 0, none: Int = 0, _ settings: (inout ForumSettings) -> Void = { _ in }
  ) throws -> Stage {
    try Stage {
      $0.reminders = .init(waiting: waiting, ending: ending, starting: starting, none: none)
      $0.holdMinutes = 5760
      settings(&$0)
    }
  }

  @Test("Rule 20: a request that waits on somebody is told again every two days, all that wait in one message, until it is answered")
  func waiting() throws {
    var stage = try stage(waiting: 2880) { $0.holdMinutes = 14_400 }
    try stage.given(SetBlock(block: Stage.block("late", "20T09:00", "20T11:00")))
    try stage.given(stage.request(msme, investor, "late.1"), by: .delegate(msme), at: "09T09:00")
    try stage.given(stage.request(Stage.otherMSME, investor, "late.2"), by: .delegate(Stage.otherMSME), at: "10T10:00")
    #expect(try stage.pass(to: "12T00:00") == ["11T09:00 reminderSent waiting D-4 M-1 M-2"])
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    #expect(
      try stage.pass(to: "21T00:00") == [
        "13T09:00 reminderSent waiting D-4 M-2", "15T09:00 reminderSent waiting D-4 M-2", "17T09:00 reminderSent waiting D-4 M-2",
        "19T09:00 reminderSent waiting D-4 M-2", "20T09:30 meetingExpired M-2",
      ])
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: twelve hours before a request expires it is told once; of one that was asked later than that nothing is")
  func ending() throws {
    var stage = try stage(ending: 720)
    try stage.given(SetBlock(block: Stage.block("late", "20T09:00", "20T11:00")))
    try stage.given(stage.request(msme, investor, "late.1"), by: .delegate(msme), at: "09T09:00")
    try stage.given(stage.request(Stage.otherMSME, investor, "am.1"), by: .delegate(Stage.otherMSME), at: "09T22:00")
    #expect(try stage.pass(to: "21T00:00") == ["10T09:00 meetingExpired M-2", "12T21:00 reminderSent ending D-4 M-1", "13T09:00 meetingExpired M-1"])
  }

  @Test("Rule 20: what is about to expire is not told as waiting in the same moment, nor by itself again before it ends")
  func endingIsNotWaiting() throws {
    var stage = try stage(waiting: 60, ending: 90) { $0.holdMinutes = 180 }
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    try stage.given(stage.request(Stage.authority, investor, "am.1"), by: .delegate(Stage.authority), at: "09T09:30")
    let told = try stage.pass(to: "11T00:00")
    #expect(
      told == [
        "09T10:00 reminderSent waiting D-4 M-1 M-2", "09T10:30 reminderSent ending D-4 M-1", "09T11:00 reminderSent ending D-4 M-2",
        "09T12:00 meetingExpired M-1", "09T12:30 meetingExpired M-2",
      ])
  }

  @Test("Rule 20: ten minutes before a meeting both sides are told, once; one that is moved is told anew")
  func starting() throws {
    var stage = try stage(starting: 10)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    #expect(try stage.pass(to: "10T08:55") == ["10T08:50 reminderSent starting D-1 M-1", "10T08:50 reminderSent starting D-4 M-1"])
    try stage.given(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.3"), reason: "late"), by: .organiser())
    try stage.given(CancelMeeting(meeting: MeetingID(2), reason: "ill"), by: .organiser())
    #expect(try stage.pass(to: "11T00:00") == ["10T09:50 reminderSent starting D-1 M-1", "10T09:50 reminderSent starting D-4 M-1"])
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: a meeting that is agreed on within its last ten minutes is told at once; of one that has begun nobody is told")
  func late() throws {
    var stage = try stage(starting: 10)
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor), at: "10T08:56")
    #expect(try stage.pass(to: "10T08:58") == ["10T08:56 reminderSent starting D-1 M-1", "10T08:56 reminderSent starting D-4 M-1"])
    try stage.givenMeeting(Stage.otherMSME, investor, "am.3")
    stage.now = Stage.clock("10T10:00")
    #expect(try stage.pass(to: "11T00:00") == ["10T10:00 remindersMissed M-2"])
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: who has no meetings is told once, three days before the first slot, and not earlier than a day after they were approved")
  func none() throws {
    var stage = try stage(none: 4320)
    try stage.given(SetBlock(block: Stage.block("late", "20T09:00", "20T11:00")))
    for block in ["am", "pm"] { try stage.given(RemoveBlock(block: try key(block))) }
    try stage.givenMeeting(msme, investor, "late.1")
    try stage.given(UpdateDelegate(delegate: Stage.authority, takesMeetings: false))
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Fund", .privateInvestor)), at: "16T20:00")
    try stage.given(SubmitRegistration(entry: Stage.entry("Gaia", of: "Fund", .privateInvestor, approved: false)), at: "16T21:00")
    #expect(
      try stage.pass(to: "19T00:00") == [
        "17T09:00 reminderSent none D-2", "17T09:00 reminderSent none D-3", "17T09:00 reminderSent none D-5", "17T20:00 reminderSent none D-7",
      ])
    // Whose last meeting is called off has none; whoever was told is not told again.
    try stage.given(CancelMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    try stage.given(ApproveRegistration(delegate: DelegateID(8)), at: "19T12:00")
    #expect(
      try stage.pass(to: "25T00:00") == [
        "19T12:00 reminderSent none D-1", "19T12:00 reminderSent none D-4",
      ])
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: whoever loses their only request by its expiry is told in the same moment; after the last slot nobody is")
  func noneAfterExpiry() throws {
    var stage = try stage(none: 1440) { $0.holdMinutes = 60 }
    stage.now = Stage.clock("10T09:00")
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    #expect(try stage.pass(to: "10T09:30").map { $0.suffix(4) } == [" D-2", " D-3", " D-5", " D-6"])
    #expect(
      try stage.pass(to: "10T11:00") == [
        "10T10:00 meetingExpired M-1", "10T10:00 reminderSent none D-1", "10T10:00 reminderSent none D-4",
      ])
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Fund", .privateInvestor)))
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: a clock that did not run does not tell of meetings that are to come when there are none to come any more")
  func noneMissed() throws {
    var stage = try stage(none: 60)
    stage.now = Stage.clock("10T15:00")
    #expect(try stage.pass(to: "11T00:00") == ["10T15:00 remindersMissed D-1 D-2 D-3 D-4 D-5 D-6"])
    #expect(stage.forum.nextDue == nil)
  }

  // MARK: - Quiet hours

  private let night = QuietHours(fromMinute: 22 * 60, toMinute: 7 * 60)

  @Test("Rule 20: what can wait comes at the end of the hours that are quiet for whom it is meant for; a meeting that begins does not wait")
  func quiet() throws {
    var stage = try stage(waiting: 840, ending: 120, starting: 10) {
      $0.quietHours = self.night
      $0.holdMinutes = 2160
    }
    try stage.given(SetBlock(block: Stage.block("dawn", "12T06:00", "12T09:00")))
    try stage.given(UpdateDelegate(delegate: Stage.otherInvestor, quietHours: QuietHours(fromMinute: 0, toMinute: 480)), by: .delegate(Stage.otherInvestor))
    try stage.given(UpdateDelegate(delegate: Stage.authority, quietHours: .off), by: .delegate(Stage.authority))
    for (other, slot) in [(investor, "dawn.2"), (Stage.otherInvestor, "dawn.3"), (Stage.authority, "dawn.4")] {
      try stage.given(stage.request(msme, other, slot), by: .delegate(msme), at: "09T11:00")
    }
    try stage.givenMeeting(Stage.otherMSME, investor, "dawn.1")
    let told = try stage.pass(to: "13T00:00")
    #expect(
      told == [
        "10T01:00 reminderSent waiting D-6 M-3", "10T07:00 reminderSent waiting D-4 M-1", "10T08:00 reminderSent waiting D-5 M-2",
        "10T15:00 reminderSent waiting D-6 M-3", "10T21:00 reminderSent ending D-4 M-1", "10T21:00 reminderSent ending D-5 M-2",
        "10T21:00 reminderSent ending D-6 M-3", "10T23:00 meetingExpired M-1", "10T23:00 meetingExpired M-2", "10T23:00 meetingExpired M-3",
        "12T05:50 reminderSent starting D-3 M-4", "12T05:50 reminderSent starting D-4 M-4",
      ])
  }

  @Test("Rule 20: a reminder that quiet hours would put off beyond the expiry is left out")
  func quietTooLong() throws {
    var stage = try stage(ending: 120) {
      $0.quietHours = self.night
      $0.holdMinutes = 900
    }
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme), at: "09T15:00")
    #expect(try stage.pass(to: "11T00:00") == ["10T06:00 meetingExpired M-1"])
  }

  @Test("Rule 20: new settings, hours and phases enter what is due anew; before a forum opens and after it is over nobody is reminded")
  func reentering() throws {
    var stage = try stage(waiting: 60)
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    func due() -> [String] {
      #expect(stage.forum.index == stage.forum.recount())
      return stage.forum.index.dues.map { "\(clock($0.at)) \($0.task) \($0.number)" }
    }
    #expect(due() == ["09T10:00 waiting 1", "10T14:00 hold 1"])
    try stage.given(UpdateDelegate(delegate: investor, quietHours: QuietHours(fromMinute: 540, toMinute: 660)), by: .delegate(investor))
    #expect(due() == ["09T11:00 waiting 1", "10T14:00 hold 1"])
    var settings = try #require(stage.forum.settings)
    settings.quietHours = QuietHours(fromMinute: 540, toMinute: 720)
    settings.reminders.ending = 30
    try stage.given(UpdateForum(settings: settings))
    #expect(due() == ["09T11:00 waiting 1", "10T13:30 ending 1", "10T14:00 hold 1"])
    try stage.given(UpdateDelegate(delegate: investor, quietHours: .off), by: .delegate(investor))
    #expect(due() == ["09T10:00 waiting 1", "10T13:30 ending 1", "10T14:00 hold 1"])
    try stage.given(SetPhase(phase: .closed))
    #expect(due() == ["10T14:00 hold 1"])
    try stage.given(SetPhase(phase: .running))
    #expect(due() == ["09T10:00 waiting 1", "10T13:30 ending 1", "10T14:00 hold 1"])
  }

  @Test("Rule 20: reminders leave a meeting's version alone, so that buttons stay good")
  func version() throws {
    var stage = try stage(waiting: 60)
    try stage.given(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    _ = try stage.pass(to: "09T12:00")
    #expect(stage.when(ConfirmMeeting(meeting: MeetingID(1), version: 1), by: .delegate(investor)) == ["meetingConfirmed M-1 pm.1 T-1"])
  }

  @Test(
    "Rule 20: bounds of the settings",
    arguments: [
      (59, 0, 0, 0, "reminders.waiting"), (43_201, 0, 0, 0, "reminders.waiting"), (-1, 0, 0, 0, "reminders.waiting"), (0, 4, 0, 0, "reminders.ending"),
      (0, 14_401, 0, 0, "reminders.ending"), (0, 0, 1441, 0, "reminders.starting"), (0, 0, -1, 0, "reminders.starting"), (0, 0, 0, 59, "reminders.none"),
      (0, 0, 0, 86_401, "reminders.none"), (60, 5, 1, 60, nil), (43_200, 14_400, 1440, 86_400, nil),
    ])
  func bounds(waiting: Int, ending: Int, starting: Int, none: Int, field: String?) throws {
    let stage = try Stage()
    var settings = try #require(stage.forum.settings)
    settings.reminders = .init(waiting: waiting, ending: ending, starting: starting, none: none)
    let result = stage.when(UpdateForum(settings: settings))
    #expect(result.count == 1)
    #expect(result[0].hasPrefix(field == nil ? "forumUpdated" : "refused badValue"))
    if let field { #expect(result[0].hasSuffix("field=\(field)")) }
  }

  @Test("Rule 20: quiet hours are two minutes of the day", arguments: [(-1, 0), (0, 1440), (1440, 60)])
  func badHours(from: Int, to: Int) throws {
    let stage = try Stage()
    var settings = try #require(stage.forum.settings)
    settings.quietHours = QuietHours(fromMinute: from, toMinute: to)
    let refused = ["refused badValue expected=two minutes of the day, 0 to 1439 field=quietHours"]
    #expect(stage.when(UpdateForum(settings: settings)) == refused)
    let update = UpdateDelegate(delegate: msme, quietHours: QuietHours(fromMinute: from, toMinute: to))
    #expect(stage.when(update, by: .delegate(msme)) == refused)
  }

  @Test("Rule 20: one's own hours are for oneself and organisers to set; the same again is no change")
  func ownHours() throws {
    var stage = try Stage()
    let update = UpdateDelegate(delegate: msme, quietHours: night)
    #expect(stage.when(update, by: .delegate(investor)) == ["refused notYours"])
    try stage.given(update, by: .delegate(msme))
    #expect(stage.when(update, by: .delegate(msme)) == [])
    #expect(stage.forum.quietHours(of: msme) == night)
    #expect(stage.forum.quietHours(of: investor) == nil)
  }

  @Test("Rule 20: a replay gives the same reminders")
  func replay() throws {
    var stage = try stage(waiting: 60, ending: 30, starting: 10, none: 60) { $0.quietHours = self.night }
    var replayed = stage.forum
    var journal: [(Change, Instant)] = []
    func record(_ command: some Command<Forum>, by actor: Actor) throws {
      for change in try command.decide(stage.forum, by: actor, at: stage.now) { journal.append((change, stage.now)) }
      try stage.given(command, by: actor)
    }
    try record(stage.request(msme, investor, "pm.1"), by: .delegate(msme))
    try record(stage.request(Stage.otherMSME, Stage.otherInvestor, "am.1"), by: .delegate(Stage.otherMSME))
    try record(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(Stage.otherInvestor))
    while let due = stage.forum.nextDue {
      stage.now = max(stage.now, due)
      try record(ExpireHolds(), by: .timer)
    }
    for (change, at) in journal { replayed.apply(change, seq: replayed.seq + 1, at: at) }
    #expect(replayed == stage.forum)
    #expect(journal.count(where: { $0.0.kind == .reminderSent }) > 5)
  }
}
