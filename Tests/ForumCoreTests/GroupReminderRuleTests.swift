import ForumCore
import Testing

@Suite("Rule 20: reminders of groups, proposals, swaps, seats that are handed over, and interpreters")
struct GroupReminderRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = MeetingID(1)

  private func stage(waiting: Int = 0, ending: Int = 0, starting: Int = 0) throws -> Stage {
    try Stage {
      $0.reminders = .init(waiting: waiting, ending: ending, starting: starting, none: 0)
      $0.holdMinutes = 240
    }
  }

  @Test("Rule 20: of a group every guest who has not answered is reminded, each by their own hours; those who come are told when it begins")
  func group() throws {
    var stage = try stage(waiting: 60, ending: 30, starting: 10)
    try stage.given(UpdateDelegate(delegate: Stage.authority, quietHours: QuietHours(fromMinute: 600, toMinute: 630)))
    let request = RequestMeeting(requester: msme, requested: investor, guests: [Stage.otherInvestor, Stage.authority], slot: SlotID("am.1"))
    try stage.given(request, by: .delegate(msme))
    #expect(try stage.pass(to: "09T10:00") == ["09T10:00 reminderSent waiting D-4 M-1", "09T10:00 reminderSent waiting D-5 M-1"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(investor), at: "09T10:10")
    try stage.given(InviteGuest(meeting: first, guest: Stage.otherMSME), by: .delegate(msme), at: "09T10:20")
    let told = try stage.pass(to: "11T00:00")
    #expect(
      told == [
        "09T10:30 reminderSent waiting D-6 M-1", "09T11:00 reminderSent waiting D-5 M-1", "09T11:20 reminderSent waiting D-3 M-1",
        "09T11:30 reminderSent waiting D-6 M-1", "09T12:00 reminderSent waiting D-5 M-1", "09T12:20 reminderSent waiting D-3 M-1",
        "09T12:30 reminderSent waiting D-6 M-1", "09T13:00 reminderSent waiting D-5 M-1", "09T13:20 reminderSent waiting D-3 M-1",
        "09T13:30 reminderSent waiting D-6 M-1", "09T13:50 reminderSent ending D-3 M-1", "09T13:50 reminderSent ending D-5 M-1",
        "09T13:50 reminderSent ending D-6 M-1", "09T14:20 guestLeft M-1 D-5 am.1 T-1", "09T14:20 guestLeft M-1 D-6 am.1 T-1",
        "09T14:20 guestLeft M-1 D-3 am.1 T-1",
        "10T08:50 reminderSent starting D-1 M-1", "10T08:50 reminderSent starting D-4 M-1",
      ])
  }

  @Test("Rule 20: whoever is to choose among other times is reminded as from then on")
  func proposal() throws {
    var stage = try stage(waiting: 60, ending: 30)
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    try stage.given(ProposeTimes(meeting: first, slots: ["am.2", "pm.1"].compactMap { SlotID($0) }), by: .delegate(investor), at: "09T09:50")
    #expect(try stage.pass(to: "09T11:00") == ["09T10:50 reminderSent waiting D-1 M-1"])
    try stage.given(ConfirmMeeting(meeting: first, slot: SlotID("pm.1")), by: .delegate(msme))
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 20: meetings that are swapped are reminded of at their new times")
  func swap() throws {
    var stage = try stage(starting: 10)
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(msme, Stage.otherInvestor, "am.3")
    #expect(try stage.pass(to: "10T08:52").count == 2)
    try stage.given(SwapMeetings(first: first, second: MeetingID(2), reason: "late"), by: .organiser())
    let told = try stage.pass(to: "11T00:00")
    #expect(
      told == [
        "10T08:52 reminderSent starting D-1 M-2", "10T08:52 reminderSent starting D-5 M-2", "10T09:50 reminderSent starting D-1 M-1",
        "10T09:50 reminderSent starting D-4 M-1",
      ])
  }

  @Test("Rule 20: who takes over a seat is reminded as from then on, and told of a meeting that is about to begin; the others are not told twice")
  func handedOver() throws {
    var stage = try stage(waiting: 60, starting: 10)
    try stage.given(stage.request(investor, msme, "am.1"), by: .organiser())
    try stage.given(HandOverMeeting(meeting: first, from: msme, to: Stage.colleague), by: .delegate(msme), at: "09T09:40")
    #expect(try stage.pass(to: "09T11:00") == ["09T10:40 reminderSent waiting D-2 M-1"])
    try stage.given(ConfirmMeeting(meeting: first), by: .delegate(Stage.colleague))
    #expect(try stage.pass(to: "10T08:55") == ["10T08:50 reminderSent starting D-2 M-1", "10T08:50 reminderSent starting D-4 M-1"])
    try stage.given(HandOverMeeting(meeting: first, from: Stage.colleague, to: msme, reason: "ill"), by: .organiser())
    #expect(try stage.pass(to: "11T00:00") == ["10T08:55 reminderSent starting D-1 M-1"])
  }

  @Test("Rules 19 and 20: who interprets is told of the beginning as the sides are, and never that they have no meetings")
  func interpreter() throws {
    var stage = try stage(starting: 10)
    var entry = Stage.entry("Ines", of: "Voices", .expert)
    entry.role = .interpreter
    entry.speaks = ["ar", "it"]
    try stage.given(SubmitRegistration(entry: entry))
    try stage.given(UpdateDelegate(delegate: msme, speaks: ["ar"]))
    try stage.given(UpdateDelegate(delegate: investor, speaks: ["it"]))
    try stage.givenMeeting(msme, investor, "am.1")
    var settings = try #require(stage.forum.settings)
    settings.reminders.none = 60
    try stage.given(UpdateForum(settings: settings))
    let told = try stage.pass(to: "10T09:00")
    #expect(
      told == [
        "10T08:50 reminderSent starting D-1 M-1", "10T08:50 reminderSent starting D-4 M-1", "10T08:50 reminderSent starting D-7 M-1",
        "10T09:00 reminderSent none D-2", "10T09:00 reminderSent none D-3", "10T09:00 reminderSent none D-5", "10T09:00 reminderSent none D-6",
      ])
    try stage.given(CancelMeeting(meeting: first, reason: "ill"), by: .organiser())
    #expect(try stage.pass(to: "10T09:01") == ["10T09:00 reminderSent none D-1", "10T09:00 reminderSent none D-4"])
  }

  @Test("Rules 16 and 20: a request that waits for a place is nobody's to answer; once it has one, the other side is reminded as from then on")
  func waitingForAPlace() throws {
    var stage = try stage(waiting: 60)
    for slot in ["am.1", "am.2", "am.3", "am.4", "pm.1", "pm.2"] {
      let from = ["am.1", "pm.1"].contains(slot) ? Stage.otherMSME : ["am.2", "pm.2"].contains(slot) ? Stage.colleague : Stage.authority
      if stage.when(stage.request(from, investor, slot), by: .delegate(from))[0].hasPrefix("refused") {
        try stage.given(
          SetAvailability(delegate: investor, blocks: nil, unavailable: [try #require(stage.forum.index.slots.first { $0.id == SlotID(slot) }).span]))
      } else {
        try stage.givenMeeting(from, investor, slot)
      }
    }
    try stage.given(
      SetAvailability(
        delegate: investor, blocks: [try key("am")], unavailable: ["am.4"].compactMap { slot in stage.forum.index.slots.first { $0.id == SlotID(slot) }?.span })
    )
    try stage.given(RequestMeeting(requester: msme, requested: investor, orWait: true), by: .delegate(msme))
    #expect(stage.forum.meetings[MeetingID(stage.forum.lastMeeting)]?.status == .waiting)
    #expect(try stage.pass(to: "09T12:00") == [])
    try stage.given(CancelMeeting(meeting: first), by: .delegate(Stage.otherMSME))
    #expect(try stage.pass(to: "09T13:00") == ["09T13:00 reminderSent waiting D-4 M-\(stage.forum.lastMeeting)"])
  }
}
