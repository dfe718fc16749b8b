import Chat
import ForumCore
import Testing

@Suite("When the clocks change")
struct ClockChangeTests {
  @Test("A time in the gap is refused; one that comes twice is asked about, each with its offset")
  func romeInMarchAndOctober() async throws {
    var content = try Sample.forum("rome", zone: "Europe/Rome", blocks: [])
    let rome = try #require(ForumZone("Europe/Rome"))
    content.settings?.zone = rome
    content.settings?.firstDay = try #require(CivilDate("2027-10-30"))
    content.settings?.lastDay = try #require(CivilDate("2027-10-31"))
    content.agenda = nil
    content.publish = false
    let start = try #require(Instant("2027-10-31T00:00:00Z"))
    content.blocks = [Block(id: try #require(BlockID("night")), title: "Night", start: start, end: start.adding(minutes: 180), slotMinutes: 30)]
    try await play(
      """
      amira>slots karim
        You and Karim Haddad are both free at these times:
        Sunday 31 October: 02:00 (UTC+2), 02:30 (UTC+2), 02:00 (UTC+1), 02:30 (UTC+1), 03:00, 03:30
        Times are Rome time.
        [1 Sun 02:00 (UTC+2)] [2 Sun 02:30 (UTC+2)] [3 Sun 02:00 (UTC+1)] [4 Sun 02:30 (UTC+1)] [5 Sun 03:00] [6 Sun 03:30]
      amira>book karim 2:30
        Which 02:30 do you mean, for Karim Haddad (Atlas Green Fund)?
        [1 Sun 02:30 (UTC+2)] [2 Sun 02:30 (UTC+1)]
      amira>1
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Sunday 31 October, 02:30 (UTC+2) (Rome time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      """, in: try await World(content))

    content.settings?.firstDay = try #require(CivilDate("2027-03-27"))
    content.settings?.lastDay = try #require(CivilDate("2027-03-28"))
    let spring = try #require(Instant("2027-03-28T00:00:00Z"))
    content.blocks = [Block(id: try #require(BlockID("night")), title: "Night", start: spring, end: spring.adding(minutes: 180), slotMinutes: 30)]
    try await play(
      """
      amira>slots karim
        You and Karim Haddad are both free at these times:
        Sunday 28 March: 01:00, 01:30, 03:00, 03:30, 04:00, 04:30
        Times are Rome time.
        [1 Sun 01:00] [2 Sun 01:30] [3 Sun 03:00] [4 Sun 03:30] [5 Sun 04:00] [6 Sun 04:30]
      amira>book karim sunday 2:30
        There is no 2027-03-28 02:30 in Europe/Rome: the clocks jump over it that day. Choose a time before or after.
      amira>book karim sunday 3:00
        Book Karim Haddad (Atlas Green Fund) on Sunday 28 March, 03:00 (Rome time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      """, in: try await World(content))
  }
}
