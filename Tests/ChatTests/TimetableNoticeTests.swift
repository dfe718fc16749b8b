import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Rule 20: of a timetable everybody hears once, with all of their meetings")
struct TimetableNoticeTests {
  private let world: World

  /// M-1 of Amira and Karim and M-2 of Amira and Youssef are agreed, without a time.
  init() async throws {
    world = try await World()
    var settings = try await world.desk.read(world.forum) { try $0.requireSettings() }
    settings.timeMode = .organiser
    _ = try await world.perform(UpdateForum(settings: settings))
    let amira = try await world.delegate("amira")
    for other in ["karim", "youssef"] {
      let other = try await world.delegate(other)
      _ = try await world.perform(RequestMeeting(requester: amira, requested: other), by: .delegate(amira))
      let last = try await world.desk.read(world.forum) { MeetingID($0.lastMeeting) }
      _ = try await world.perform(ConfirmMeeting(meeting: last), by: .delegate(other))
    }
  }

  private func apply(_ places: (Int, String, Int)...) async throws -> [Notice] {
    let before = try await world.seq
    let placings = try await world.desk.read(world.forum) { forum in
      try places.map { number, slot, table in
        guard let meeting = forum.meetings[MeetingID(number)], let slot = SlotID(slot) else { throw Sample.Malformed() }
        return ApplyTimetable.Placing(meeting: meeting.id, version: meeting.version, slot: slot, table: TableID(table))
      }
    }
    _ = try await world.perform(ApplyTimetable(placings: placings))
    let changes = try await world.hearing.next(for: DelegateID(0), upTo: try await world.seq).filter { $0.seq > before }
    return try await world.desk.read(world.forum) { [world] in Notices(library: world.library).of(changes, in: $0, now: world.now) }
  }

  @Test("First places, then others: one message each")
  func once() async throws {
    let names = try await [world.delegate("amira"), world.delegate("karim"), world.delegate("youssef")]
    let placed = try await apply((1, "d1-am.1", 1), (2, "d1-am.2", 1))
    #expect(placed.map(\.recipient) == names)
    #expect(
      placed.first?.reply.text == """
        The organisers' timetable is there. 2 of your meetings have their times:
        - M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00, table T-1
        - M-2 with Youssef Nasser (Nile Pumps), Wednesday 10 March, 10:30, table T-1
        Times are Tunis time.
        """)
    let moved = try await apply((1, "d1-am.2", 1), (2, "d1-am.1", 1))
    #expect(moved.map(\.recipient) == names)
    #expect(
      moved.map(\.reply.text) == [
        """
        The organisers changed the timetable. 2 of your meetings have moved:
        - M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:30, table T-1 instead of Wednesday 10 March, 10:00, table T-1
        - M-2 with Youssef Nasser (Nile Pumps): Wednesday 10 March, 10:00, table T-1 instead of Wednesday 10 March, 10:30, table T-1
        Times are Tunis time.
        """,
        "The organisers changed the timetable. M-1 with Amira Ben Salah (Sahel Solar) moved from Wednesday 10 March, 10:00, table T-1 to Wednesday 10 March, 10:30 (Tunis time), table T-1.",
        "The organisers changed the timetable. M-2 with Amira Ben Salah (Sahel Solar) moved from Wednesday 10 March, 10:30, table T-1 to Wednesday 10 March, 10:00 (Tunis time), table T-1.",
      ])
  }
}
