import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Rule 20: what is gathered in quiet hours, and how one sets them by chat")
struct QuietHoursTests {
  private static let amira = DelegateID(1)
  private static let karim = DelegateID(2)
  private static let youssef = DelegateID(3)
  private static let lucia = DelegateID(4)

  /// In Tunis, quiet from ten to seven; Karim and Amira have linked their chats.
  private func days(_ settings: (inout ForumSettings) -> Void = { _ in }) async throws -> Days {
    let zone = try #require(ForumZone("Africa/Tunis"))
    var content = try Sample.forum()
    content.settings?.quietHours = QuietHours(fromMinute: 22 * 60, toMinute: 7 * 60)
    content.settings?.reminders = .init(waiting: 0, ending: 0, starting: 10, none: 0)
    content.settings?.cutoffMinutes = 0
    if var own = content.settings {
      settings(&own)
      content.settings = own
    }
    let days = try await Days(content, at: "2027-03-01T09:00:00Z", zone: zone)
    for (delegate, name) in [(Self.amira, "amira"), (Self.karim, "karim")] { try await days.link(delegate, as: name) }
    return days
  }

  private func request(_ from: DelegateID, _ to: DelegateID, _ slot: String) -> RequestMeeting {
    RequestMeeting(requester: from, requested: to, slot: SlotID(slot))
  }

  private func told(_ days: Days, _ chat: String) -> [String] { days.platform.told.filter { $0.chat == chat }.map { "\($0.at.dropFirst(8)) \($0.text)" } }

  @Test("Rule 20: several requests of a night are one message in the morning, in their order, each with what answers it")
  func gathered() async throws {
    let days = try await days()
    try await days.pass(to: "2027-03-02T22:00")
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.pass(to: "2027-03-03T03:00")
    try await days.perform(request(Self.youssef, Self.karim, "d1-am.2"), by: .delegate(Self.youssef))
    try await days.pass(to: "2027-03-04T12:00")
    #expect(
      told(days, "karim") == [
        """
        03T07:00 Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1. Please answer by Thursday 4 March, 22:00.
        Youssef Nasser (Nile Pumps) asks you for a meeting: M-2, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Friday 5 March, 03:00.
        [Confirm Amira Ben Salah]
        [Decline Amira Ben Salah]
        [Confirm Youssef Nasser]
        [Decline Youssef Nasser]
        """
      ])
  }

  @Test("Rule 20: what is not true any more in the morning is not told, and what changed is told as it is")
  func asItIs() async throws {
    let days = try await days()
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.perform(request(Self.lucia, Self.karim, "d1-am.2"), by: .delegate(Self.lucia))
    try await days.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(Self.karim))
    try await days.perform(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(Self.karim))
    let before = told(days, "karim").count
    try await days.pass(to: "2027-03-01T23:00")
    // Moved and moved back; moved and called off; asked and taken back; asked, and moved by the one who asks.
    try await days.perform(MoveMeeting(meeting: MeetingID(1), slot: SlotID("d2-am.1")), by: .delegate(Self.amira))
    try await days.perform(MoveMeeting(meeting: MeetingID(1), slot: SlotID("d1-am.1")), by: .delegate(Self.amira))
    try await days.perform(MoveMeeting(meeting: MeetingID(2), slot: SlotID("d2-am.2")), by: .delegate(Self.lucia))
    try await days.perform(CancelMeeting(meeting: MeetingID(2), reason: "ill"), by: .delegate(Self.lucia))
    try await days.perform(request(Self.youssef, Self.karim, "d1-am.3"), by: .delegate(Self.youssef))
    try await days.perform(CancelMeeting(meeting: MeetingID(3)), by: .delegate(Self.youssef))
    try await days.perform(request(Self.youssef, Self.karim, "d1-am.3"), by: .delegate(Self.youssef))
    try await days.perform(MoveMeeting(meeting: MeetingID(4), slot: SlotID("d1-pm.1")), by: .delegate(Self.youssef))
    try await days.pass(to: "2027-03-02T12:00")
    #expect(
      Array(told(days, "karim").dropFirst(before)) == [
        """
        02T07:00 Lucia Rossi (Po Cluster) cancelled M-2, Thursday 11 March, 10:30 (Tunis time), table T-1.
        The reason given: “ill”
        Youssef Nasser (Nile Pumps) asks you for a meeting: M-4, Wednesday 10 March, 14:00 (Tunis time), table T-1. Please answer by Wednesday 3 March, 23:00.
        [Confirm]
        [Decline]
        """
      ])
  }

  @Test("Rule 20: a night in which nothing is left to tell is not told of")
  func nothing() async throws {
    let days = try await days()
    try await days.pass(to: "2027-03-01T23:00")
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.perform(CancelMeeting(meeting: MeetingID(1)), by: .delegate(Self.amira))
    try await days.pass(to: "2027-03-03T12:00")
    #expect(days.platform.told == [])
    #expect(days.runner.nextRelease == nil)
  }

  @Test("Rule 20: what can not wait is told at once, and what was held back of the same meeting is not told after it")
  func urgent() async throws {
    let days = try await days {
      $0.quietHours = QuietHours(fromMinute: 0, toMinute: 9 * 60 + 30)
      $0.holdMinutes = 14_400
    }
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(Self.karim))
    try await days.perform(request(Self.lucia, Self.karim, "d1-am.2"), by: .delegate(Self.lucia))
    try await days.perform(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(Self.karim))
    let before = told(days, "karim").count
    try await days.pass(to: "2027-03-10T07:59")
    try await days.perform(MoveMeeting(meeting: MeetingID(1), slot: SlotID("d1-am.3")), by: .delegate(Self.amira))
    try await days.perform(MoveMeeting(meeting: MeetingID(2), slot: SlotID("d1-am.4")), by: .delegate(Self.lucia))
    try await days.pass(to: "2027-03-10T08:30")
    try await days.perform(CancelMeeting(meeting: MeetingID(2)), by: .delegate(Self.lucia))
    try await days.pass(to: "2027-03-10T09:01")
    try await days.perform(CancelMeeting(meeting: MeetingID(1)), by: .delegate(Self.amira))
    try await days.pass(to: "2027-03-10T12:00")
    #expect(
      Array(told(days, "karim").dropFirst(before)) == [
        "10T09:01 Amira Ben Salah (Sahel Solar) cancelled M-1, Wednesday 10 March, 11:00 (Tunis time), table T-1.",
        "10T09:30 Lucia Rossi (Po Cluster) cancelled M-2, Wednesday 10 March, 11:30 (Tunis time), table T-1.",
      ])
  }

  @Test("Rule 20: a block that goes is one message for everybody, with a line for each meeting that moved")
  func oneCommand() async throws {
    let days = try await days()
    for (from, slot) in [(Self.amira, "d1-am.1"), (Self.youssef, "d1-am.2"), (Self.lucia, "d1-am.3")] {
      try await days.perform(request(from, Self.karim, slot), by: .delegate(from))
      let last = MeetingID(try await days.desk.read(days.forum) { $0.lastMeeting })
      try await days.perform(ConfirmMeeting(meeting: last), by: .delegate(Self.karim))
    }
    try await days.perform(RemoveBlock(block: try #require(BlockID("d1-am")), moveMeetings: true))
    let told = days.platform.told.filter { $0.text.contains("The times") }
    #expect(
      told.map { "\($0.chat): \($0.text)" } == [
        """
        amira: The times for meetings have changed. M-1 with Karim Haddad (Atlas Green Fund) moved from Wednesday 10 March, 10:00, table T-1 to Wednesday 10 March, 14:00 (Tunis time), table T-1.
        """,
        """
        karim: The times for meetings have changed. 3 of your meetings have moved:
        - M-1 with Amira Ben Salah (Sahel Solar): Wednesday 10 March, 14:00, table T-1 instead of Wednesday 10 March, 10:00, table T-1
        - M-2 with Youssef Nasser (Nile Pumps): Wednesday 10 March, 14:30, table T-1 instead of Wednesday 10 March, 10:30, table T-1
        - M-3 with Lucia Rossi (Po Cluster): Thursday 11 March, 10:00, table T-1 instead of Wednesday 10 March, 11:00, table T-1
        Times are Tunis time.
        """,
      ])
  }

  @Test("Rule 20: whoever ends their quiet hours is told at once what was kept for them")
  func turnedOff() async throws {
    let days = try await days()
    try await days.pass(to: "2027-03-01T23:00")
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    #expect(told(days, "karim") == [])
    try await days.perform(UpdateDelegate(delegate: Self.karim, quietHours: .off), by: .delegate(Self.karim))
    #expect(told(days, "karim").map { $0.prefix(30) } == ["01T23:00 Amira Ben Salah (Sahe"])
  }

  @Test("A message that arrived although its answer was lost is sent again with the same key, and what came meanwhile with another")
  func answerLost() async throws {
    let days = try await days()
    days.platform.setLosing(2)
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.perform(request(Self.lucia, Self.karim, "d1-am.2"), by: .delegate(Self.lucia))
    #expect(told(days, "karim").map { $0.dropFirst(9).prefix(5) } == ["Amira", "Lucia"])
    #expect(days.platform.again == 2)
  }

  @Test("A node that ends while a message is on its way sends that message again as it was, and the rest after it")
  func endedWhileSending() async throws {
    let days = try await days()
    try await days.pass(to: "2027-03-01T23:00")
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    try await days.perform(request(Self.lucia, Self.karim, "d1-am.2"), by: .delegate(Self.lucia))
    days.clock.set("2027-03-02T06:00:00Z")
    // It arrives, and the node ends before it hears so.
    days.platform.setLosing(.max)
    let dying = Task { [runner = days.runner] in try await runner.round() }
    while days.platform.told.isEmpty { await Task.yield() }
    days.platform.setLosing(0)
    dying.cancel()
    try await days.restart()
    try await days.perform(request(Self.youssef, Self.karim, "d1-am.3"), by: .delegate(Self.youssef))
    _ = try? await dying.value
    let texts = told(days, "karim")
    #expect(texts.count == 2)
    #expect(texts.first?.contains("M-1") == true && texts.first?.contains("M-2") == true && texts.last?.contains("M-3") == true)
  }

  @Test("Who unlinks their chat in the night is told nothing in the morning, and nothing is kept for them")
  func unlinked() async throws {
    let days = try await days()
    try await days.pass(to: "2027-03-01T23:00")
    try await days.perform(request(Self.amira, Self.karim, "d1-am.1"), by: .delegate(Self.amira))
    let link = try await days.desk.read(days.forum) { $0.chatLinks.first { $0.delegate == Self.karim }?.position ?? 0 }
    #expect(try days.desk.note("outbox:fake:tunis:\(link)") != nil)
    try await days.perform(UnlinkChat(delegate: Self.karim, bot: "fake", account: "@karim:example.org"), by: .delegate(Self.karim))
    try await days.pass(to: "2027-03-02T12:00")
    #expect(told(days, "karim") == [])
    #expect(try days.desk.note("outbox:fake:tunis:\(link)") == nil)
  }

  // MARK: - By chat

  @Test("Rule 20: quiet hours are shown, set, taken back and turned off by chat, in the forms that people type")
  func byChat() async throws {
    try await play(
      """
      karim>quiet
        You hear from me at any hour. “quiet 22:00 7:00” keeps what can wait until the morning (Tunis time).
      karim>quiet 22:00 7:00
        From 22:00 to 07:00 (Tunis time) you hear only of what can not wait; the rest comes at 07:00, in one message.
      karim>quiet
        You hear from me at once between 07:00 and 22:00 (Tunis time); from 22:00 to 07:00 only of what can not wait. “quiet off” turns that off.
      karim>quiet from 9 pm to 6.30
        From 21:00 to 06:30 (Tunis time) you hear only of what can not wait; the rest comes at 06:30, in one message.
      karim>undo
        From 22:00 to 07:00 (Tunis time) you hear only of what can not wait; the rest comes at 07:00, in one message.
      karim>quiet hours 23-8
        From 23:00 to 08:00 (Tunis time) you hear only of what can not wait; the rest comes at 08:00, in one message.
      karim>quiet soon
        I need two times, from when to when it is to be quiet (Tunis time), for example “quiet 22:00 7:00”; or “quiet off”.
      karim>quiet 22:00
        I need two times, from when to when it is to be quiet (Tunis time), for example “quiet 22:00 7:00”; or “quiet off”.
      karim>quiet 25:00 7:00
        I need two times, from when to when it is to be quiet (Tunis time), for example “quiet 22:00 7:00”; or “quiet off”.
      karim>quiet off
        From now on you hear from me at any hour.
      """, in: try await World())
  }

  @Test("Rule 20: the forum's hours are shown as its own until somebody sets theirs")
  func forumHours() async throws {
    var content = try Sample.forum()
    content.settings?.quietHours = QuietHours(fromMinute: 22 * 60, toMinute: 7 * 60)
    try await play(
      """
      karim>quiet
        As Green Forum Tunis has it, you hear from me at once between 07:00 and 22:00 (Tunis time); from 22:00 to 07:00 only of what can not wait. “quiet 23:00 8:00” sets your own hours, “quiet off” turns them off.
      karim>quiet off
        From now on you hear from me at any hour.
      karim>undo
        From 22:00 to 07:00 (Tunis time) you hear only of what can not wait; the rest comes at 07:00, in one message.
      """, in: try await World(content))
  }
}
