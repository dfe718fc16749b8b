import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Rules 20 and 25: a fortnight of a forum, over the night in which the clocks are set forward")
struct FortnightTests {
  private static let amira = DelegateID(1)
  private static let karim = DelegateID(2)
  private static let youssef = DelegateID(3)
  private static let lucia = DelegateID(4)
  private static let luca = DelegateID(5)
  private static let elodie = DelegateID(6)

  /// In Rome, on Monday 29 March 2027, the day after the clocks were set forward. From ten in the evening to seven it is quiet there;
  /// for Karim from eight to nine, for Amira never.
  private func days() async throws -> Days {
    let zone = try #require(ForumZone("Europe/Rome"))
    var content = try Sample.forum(
      "rome", title: "Green Forum Rome", zone: zone.name,
      blocks: [
        ("early", "2027-03-29T07:00", "2027-03-29T08:00"), ("am", "2027-03-29T10:00", "2027-03-29T12:00"),
        ("pm", "2027-03-29T14:00", "2027-03-29T16:00"),
      ])
    content.agenda = nil
    content.publish = false
    content.settings?.quietHours = QuietHours(fromMinute: 22 * 60, toMinute: 7 * 60)
    content.settings?.holdMinutes = 7200
    content.settings?.cutoffMinutes = 0
    let days = try await Days(content, at: "2027-03-16T08:00:00Z", zone: zone)
    try await days.perform(UpdateDelegate(delegate: Self.karim, quietHours: QuietHours(fromMinute: 20 * 60, toMinute: 9 * 60)))
    try await days.perform(UpdateDelegate(delegate: Self.amira, quietHours: .off))
    for (delegate, name) in [(Self.amira, "amira"), (Self.karim, "karim"), (Self.lucia, "lucia"), (Self.elodie, "elodie")] {
      try await days.link(delegate, as: name)
    }
    return days
  }

  /// What people do in these days.
  /// - Parameter then: called after everything that is done or due.
  private func play(_ days: Days, then: () async throws -> Void = {}) async throws {
    func ask(_ from: DelegateID, _ to: DelegateID, _ slot: String) async throws {
      try await days.perform(RequestMeeting(requester: from, requested: to, slot: SlotID(slot)), by: .delegate(from))
    }
    func at(_ time: String) async throws {
      try await then()
      try await days.pass(to: "2027-03-\(time)", then: then)
    }
    try await at("16T10:00")
    try await ask(Self.amira, Self.karim, "am.1")  // M-1
    // In Karim's quiet hours: one request that stays, and one that is taken back before they end.
    try await at("17T23:30")
    try await ask(Self.lucia, Self.karim, "am.2")  // M-2
    try await at("17T23:40")
    try await ask(Self.youssef, Self.karim, "am.3")  // M-3
    try await at("18T06:00")
    try await days.perform(CancelMeeting(meeting: MeetingID(3)), by: .delegate(Self.youssef))
    try await at("19T12:00")
    try await days.perform(ConfirmMeeting(meeting: MeetingID(2)), by: .delegate(Self.karim))
    // The organisers book for Lucia, at times that some would sleep through.
    try await at("22T15:00")
    for (other, slot) in [(Self.luca, "early.1"), (Self.youssef, "early.2"), (Self.amira, "am.4")] {  // M-4, M-5, M-6
      try await days.perform(RequestMeeting(requester: Self.lucia, requested: other, slot: SlotID(slot)))
      let last = MeetingID(try await days.desk.read(days.forum) { $0.lastMeeting })
      try await days.perform(ConfirmMeeting(meeting: last))
    }
    // In the night in which an hour is missing, the morning goes; what was there moves to the afternoon.
    try await at("27T23:00")
    try await days.perform(RemoveBlock(block: try #require(BlockID("am")), moveMeetings: true))
    // Half an hour before it would have begun.
    try await at("29T06:30")
    try await days.perform(CancelMeeting(meeting: MeetingID(4), reason: "the room is flooded"))
    try await at("29T13:40")
    try await days.perform(MoveMeeting(meeting: MeetingID(2), slot: SlotID("pm.4"), reason: "a train is late"))
    try await at("30T12:00")
    try await then()
  }

  @Test("Rule 20: everything is told at its moment, once, in one message where it belongs together; in quiet hours only what can not wait")
  func told() async throws {
    let days = try await days()
    try await play(days)
    let told = days.platform.told
    #expect(told.map(\.description).joined(separator: "\n") == Self.expected, "\n\(told.map(\.description).joined(separator: "\n"))\n")
    #expect(days.platform.again == 0)
    for message in told where message.isInQuietHours { #expect(message.text.hasPrefix("Soon:") || message.text.contains("flooded"), "\(message)") }
  }

  @Test("Rule 20: it is the same where the node is ended after every step and begins again on what is stored")
  func restarted() async throws {
    let days = try await days()
    var seq = -1
    try await play(days) {
      // Only where something has happened since.
      let now = try await days.desk.read(days.forum) { $0.seq }
      if now != seq { try await days.restart() }
      seq = now
    }
    #expect(days.platform.told.map(\.description).joined(separator: "\n") == Self.expected)
  }

  @Test("Rule 20: a replay of the journal gives the same reminders, and the same state")
  func replayed() async throws {
    let days = try await days()
    try await play(days)
    let changes = try days.desk.changes(days.forum, after: 0, limit: .max)
    var replayed = Forum()
    for change in changes {
      if change.actor.kind == .timer, let due = replayed.nextDue, due <= change.at {
        #expect(replayed.due(at: change.at).contains(change.change))
      }
      replayed.apply(change.change, seq: change.seq, at: change.at)
    }
    let live = try await days.desk.read(days.forum) { $0 }
    #expect(replayed == live)
    #expect(changes.count { $0.change.kind == .reminderSent } == 11)
  }

  private static let expected = """
    2027-03-16T10:00 karim: Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Monday 29 March, 10:00 (Rome time), table T-1. Please answer by Sunday 21 March, 10:00. | [Confirm] | [Decline] | [Another time]
    2027-03-18T09:00 karim: Lucia Rossi (Po Cluster) asks you for a meeting: M-2, Monday 29 March, 10:30 (Rome time), table T-1. Please answer by Monday 22 March, 23:30. | [Confirm] | [Decline] | [Another time]
    2027-03-18T10:00 karim: 2 requests wait for your answer: | - M-1 with Amira Ben Salah (Sahel Solar), Monday 29 March, 10:00, table T-1: until Sunday 21 March, 10:00 | - M-2 with Lucia Rossi (Po Cluster), Monday 29 March, 10:30, table T-1: until Monday 22 March, 23:30 | Times are Rome time. | [Confirm Amira Ben Salah] | [Decline Amira Ben Salah] | [Confirm Lucia Rossi] | [Decline Lucia Rossi]
    2027-03-19T12:00 lucia: Karim Haddad (Atlas Green Fund) confirmed M-2: Monday 29 March, 10:30 (Rome time), table T-1.
    2027-03-20T10:00 karim: A request waits for your answer: | - M-1 with Amira Ben Salah (Sahel Solar), Monday 29 March, 10:00, table T-1: until Sunday 21 March, 10:00 | Times are Rome time. | [Confirm] | [Decline]
    2027-03-21T09:00 karim: A request ends soon without your answer: | - M-1 with Amira Ben Salah (Sahel Solar), Monday 29 March, 10:00, table T-1: until Sunday 21 March, 10:00 | Times are Rome time. | [Confirm] | [Decline]
    2027-03-21T10:00 amira: M-1 with Karim Haddad (Atlas Green Fund), Monday 29 March, 10:00 (Rome time), table T-1, was not answered in time and has ended. The time is free again.
    2027-03-21T10:00 karim: M-1 with Amira Ben Salah (Sahel Solar), Monday 29 March, 10:00 (Rome time), table T-1, was not answered in time and has ended. The time is free again.
    2027-03-22T15:00 amira: Lucia Rossi (Po Cluster) asks you for a meeting: M-6, Monday 29 March, 11:30 (Rome time), table T-1. Please answer by Saturday 27 March, 15:00. | [Confirm] | [Decline] | [Another time]
    2027-03-22T15:00 amira: The organisers confirmed M-6 with Lucia Rossi (Po Cluster): Monday 29 March, 11:30 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers asked Luca Rossi (Blue Invest) for a meeting on your behalf: M-4, Monday 29 March, 07:00 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers confirmed M-4 with Luca Rossi (Blue Invest): Monday 29 March, 07:00 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers asked Youssef Nasser (Nile Pumps) for a meeting on your behalf: M-5, Monday 29 March, 07:30 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers confirmed M-5 with Youssef Nasser (Nile Pumps): Monday 29 March, 07:30 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers asked Amira Ben Salah (Sahel Solar) for a meeting on your behalf: M-6, Monday 29 March, 11:30 (Rome time), table T-1.
    2027-03-22T15:00 lucia: The organisers confirmed M-6 with Amira Ben Salah (Sahel Solar): Monday 29 March, 11:30 (Rome time), table T-1.
    2027-03-26T07:00 elodie: You have no meetings at Green Forum Rome at the moment; the next time for meetings is Monday 29 March, 07:00 (Rome time). “people” shows who is here, and “book” asks for a meeting. | [People]
    2027-03-27T23:00 amira: The times for meetings have changed. M-6 with Lucia Rossi (Po Cluster) moved from Monday 29 March, 11:30, table T-1 to Monday 29 March, 14:30 (Rome time), table T-1.
    2027-03-28T07:00 lucia: The times for meetings have changed. 2 of your meetings have moved: | - M-2 with Karim Haddad (Atlas Green Fund): Monday 29 March, 14:00, table T-1 instead of Monday 29 March, 10:30, table T-1 | - M-6 with Amira Ben Salah (Sahel Solar): Monday 29 March, 14:30, table T-1 instead of Monday 29 March, 11:30, table T-1 | Times are Rome time.
    2027-03-28T09:00 karim: The times for meetings have changed. M-2 with Lucia Rossi (Po Cluster) moved from Monday 29 March, 10:30, table T-1 to Monday 29 March, 14:00 (Rome time), table T-1.
    2027-03-29T06:30 lucia: The organisers ended M-4 with Luca Rossi (Blue Invest), Monday 29 March, 07:00 (Rome time), table T-1. | The reason given: “the room is flooded”
    2027-03-29T07:20 lucia: Soon: M-5 with Youssef Nasser (Nile Pumps), Monday 29 March, 07:30 (Rome time), table T-1.
    2027-03-29T13:40 karim: The organisers moved M-2 with Lucia Rossi (Po Cluster) from Monday 29 March, 14:00, table T-1 to Monday 29 March, 15:30 (Rome time), table T-1. | The reason given: “a train is late”
    2027-03-29T13:40 lucia: The organisers moved M-2 with Karim Haddad (Atlas Green Fund) from Monday 29 March, 14:00, table T-1 to Monday 29 March, 15:30 (Rome time), table T-1. | The reason given: “a train is late”
    2027-03-29T14:20 amira: Soon: M-6 with Lucia Rossi (Po Cluster), Monday 29 March, 14:30 (Rome time), table T-1.
    2027-03-29T14:20 lucia: Soon: M-6 with Amira Ben Salah (Sahel Solar), Monday 29 March, 14:30 (Rome time), table T-1.
    2027-03-29T15:20 karim: Soon: M-2 with Lucia Rossi (Po Cluster), Monday 29 March, 15:30 (Rome time), table T-1.
    2027-03-29T15:20 lucia: Soon: M-2 with Karim Haddad (Atlas Green Fund), Monday 29 March, 15:30 (Rome time), table T-1.
    """
}

extension Days.Told {
  var isInQuietHours: Bool {
    guard let hour = Int(at.dropFirst(11).prefix(2)) else { return false }
    return chat == "karim" ? hour >= 20 || hour < 9 : chat == "amira" ? false : hour >= 22 || hour < 7
  }
}
