import ForumCore
import Interchange
import Testing

@Suite("Times in forum files (rule 25)")
struct ForumFileTimeTests {
  private func session(_ fields: String) -> String {
    "sessions:\n  - {id: one, title: One, kind: panel, \(fields)}\n"
  }

  @Test func `a time that a change of clocks skips is refused`() {
    let text = forumFile(session("start: 2027-03-28T02:30, minutes: 30"))
    #expect(
      faults(text) == [
        "line 8, column 47, sessions[0].start: 2027-03-28T02:30 does not exist in Europe/Rome: the clocks are put forward over it"
      ])
  }

  @Test func `a time that comes twice asks which, and an offset answers`() throws {
    let text = forumFile(first: "2027-10-30", last: "2027-10-31", session("start: 2027-10-31T02:30, minutes: 30"))
    #expect(
      faults(text) == [
        "line 8, column 47, sessions[0].start: 2027-10-31T02:30 comes twice in Europe/Rome, where clocks are put back: "
          + "write 2027-10-31T02:30:00+02:00 or 2027-10-31T02:30:00+01:00"
      ])
    let answered = forumFile(first: "2027-10-30", last: "2027-10-31", session("start: 2027-10-31T02:30:00+01:00, minutes: 30"))
    #expect(try read(answered).content.agenda?.inOrder.map(\.start.description) == ["2027-10-31T01:30:00Z"])
  }

  @Test func `a clock time after midnight belongs to the night after its day`() throws {
    let text = forumFile(zone: "Africa/Tunis", session("day: 2027-03-27, start: \"00:30\", end: \"01:15\""))
    let session = try #require(try read(text).content.agenda?.inOrder.first)
    #expect(session.day == CivilDate("2027-03-27"))
    #expect(session.start == Instant("2027-03-27T23:30:00Z"))
    #expect(session.durationMinutes == 45)
  }

  @Test func `a session that ends after midnight keeps its day and its length`() throws {
    let text = forumFile(zone: "Africa/Tunis", session("day: 2027-03-27, start: \"20:00\", end: \"00:30\""))
    let session = try #require(try read(text).content.agenda?.inOrder.first)
    #expect(session.day == CivilDate("2027-03-27"))
    #expect(session.durationMinutes == 270)
  }

  @Test(arguments: [
    ("start: \"09:00\", minutes: 30", "sessions[0].start: a clock time needs the day beside it; give \"day\", or the whole time such as 2027-03-10T09:00"),
    ("day: 2027-03-27, start: \"25:00\", minutes: 30", "sessions[0].start: expected a time such as 09:00 or 2027-03-10T09:00, found \"25:00\""),
    ("day: 2027-03-27, start: \"10:00\", end: \"09:00\"", "sessions[0].end: the end is not within two days after the start"),
    ("day: 2027-03-27, start: \"10:00\"", "sessions[0].end: \"end\" is missing"),
    ("day: 2027-03-27, start: \"10:00\", end: \"11:00\", minutes: 60", "sessions[0].end: give either \"end\" or \"minutes\""),
    ("day: 2027-04-01, start: \"10:00\", minutes: 60", "sessions[0].day: 2027-04-01 is not a day of the forum (2027-03-27 to 2027-03-29)"),
    ("day: 2027-03-27, start: 2027-03-29T10:00, minutes: 60", "sessions[0].start: the session starts on 2027-03-29, which is not near its day 2027-03-27"),
  ])
  func `a wrong time is a fault that says what is wrong`(fields: String, fault: String) {
    let found = faults(forumFile(session(fields)))
    #expect(found.count == 1)
    #expect(found.first?.hasSuffix(", " + fault) == true, "\(found)")
  }
}
