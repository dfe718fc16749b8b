import ForumCore
import Interchange
import Testing

@Suite("schedule.json in")
struct ScheduleJSONTests {
  static let small = """
    {"schedule": {"version": "1", "conference": {"title": "Camp", "acronym": "camp", "start": "2027-07-01", "end": "2027-07-01", "daysCount": 1,
      "time_zone_name": "Europe/Helsinki", "timeslot_duration": "00:15",
      "rooms": [{"name": "Sali", "slug": "iso-sali", "guid": "1", "capacity": 120}],
      "tracks": [{"name": "Kaikki", "slug": "kaikki", "color": "#AABBCC"}],
      "days": [{"index": 1, "date": "2027-07-01", "day_start": "2027-07-01T09:00:00+03:00", "day_end": "2027-07-02T03:00:00+03:00", "rooms": {"Sali": [
        {"id": 3, "guid": "g3", "date": "2027-07-02T00:15:00+03:00", "start": "00:15", "duration": "00:30", "room": "Sali", "slug": "s", "url": "https://x.example",
         "title": "Yö\\u0000puhe", "subtitle": null, "track": "Kaikki", "type": "lecture", "language": "fi", "abstract": null, "description": "a\\r\\nb",
         "persons": [{"id": 1, "public_name": "Åke"}, {"code": "ABC", "name": "Bo", "biography": "Lives."}],
         "links": [{"url": "https://l.example", "title": "L", "type": "web"}],
         "attachments": [{"url": "/files/1.pdf", "title": "Slides"}], "do_not_record": true}]}}]}}}
    """

  @Test func `everything that the format says goes in`() throws {
    let (content, notes) = try read(Self.small, as: .scheduleJSON)
    #expect(notes == [])
    let agenda = try #require(content.agenda)
    #expect(content.settings?.zone.name == "Europe/Helsinki")
    #expect(agenda.rooms.values.map { "\($0.id) \($0.title) \($0.capacity ?? 0)" } == ["iso-sali Sali 120"])
    #expect(agenda.tracks.values.map { "\($0.id) \($0.title) \($0.color ?? "")" } == ["kaikki Kaikki #aabbcc"])
    let session = try #require(agenda.inOrder.first)
    #expect(session.day == CivilDate("2027-07-01"))
    #expect(session.start == Instant("2027-07-01T21:15:00Z"))
    #expect((session.title, session.description) == ("Yöpuhe", "a\nb"))
    #expect(session.speakers.map(\.value) == ["1", "ABC"])
    #expect(agenda.speakers.values.compactMap(\.profile.value?.name).sorted() == ["Bo", "Åke"])
    #expect(
      session.extra == [
        "slug": "s", "url": "https://x.example", "do_not_record": "true", "link_types": "[\"web\"]",
        "attachments": "[{\"url\":\"/files/1.pdf\",\"title\":\"Slides\"}]",
      ])
  }

  @Test(arguments: [
    ("", "line 1, column 1: not JSON: expected a value, but the document ends"), ("{}", "schedule: expected an object with the member \"schedule\""),
    ("{\"schedule\": {}}", "schedule.conference: expected an object"),
    ("{\"schedule\": {\"conference\": {\"days\": 3}}}", "schedule.conference.days: expected an array"),
    ("{\"schedule\": {\"conference\": {\"days\": []}}}", "schedule.conference: the schedule has no days"),
    (
      "{\"schedule\": {\"conference\": {\"days\": [{\"date\": \"2027-07-01\"}]}}}",
      "schedule.conference.days[0].rooms: expected an object with a member for each room"
    ),
    ("{\n \"a\": tru}", "line 2, column 7: not JSON: expected a value"),
  ])
  func `what is no schedule is refused with its place`(text: String, fault: String) {
    #expect(faults(text, as: .scheduleJSON) == [fault])
  }

  @Test func `a session that can not be is named by its path`() {
    let text = Self.small.replacing("\"00:30\"", with: "\"x\"")
    #expect(
      faults(text, as: .scheduleJSON) == [
        "schedule.conference.days[0].rooms[\"Sali\"][0]: expected a duration such as 01:30 of at most 48 hours, found \"x\""
      ])
  }

  @Test func `a file cut off anywhere is refused`() {
    let text = Array(Self.small.utf8)
    for length in stride(from: 0, to: text.count - 1, by: 5) {
      #expect(!faults(String(decoding: text[..<length], as: UTF8.self), as: .scheduleJSON).isEmpty, "cut at \(length)")
    }
  }

  @Test func `a forum has to be named for a schedule`() {
    #expect(faults(Self.small, as: .scheduleJSON, forum: nil) == ["say into which forum the schedule is to be taken"])
  }
}
