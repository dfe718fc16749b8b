import ForumCore
import StrictJSON
import Testing

@Suite("Rule 25: time")
struct TimeRuleTests {
  private func zone(_ name: String) throws -> ForumZone { try #require(ForumZone(name)) }
  private func resolve(_ text: String, _ name: String) throws -> String {
    let time = try #require(TimeText(text))
    let zone = try zone(name)
    do { return try zone.resolve(time).description } catch { return lines(error)[0] }
  }

  @Test(
    "Rule 25: a wall-clock time is one moment, none in a gap, or which of two is asked",
    arguments: [
      ("Europe/Rome", "2027-03-10T09:00", "2027-03-10T08:00:00Z"),
      ("Europe/Rome", "2027-03-28T01:59", "2027-03-28T00:59:00Z"),
      ("Europe/Rome", "2027-03-28T02:00", "refused noSuchTime time=2027-03-28T02:00 zone=Europe/Rome"),
      ("Europe/Rome", "2027-03-28T02:59", "refused noSuchTime time=2027-03-28T02:59 zone=Europe/Rome"),
      ("Europe/Rome", "2027-03-28T03:00", "2027-03-28T01:00:00Z"),
      ("Europe/Rome", "2027-10-31T01:59", "2027-10-30T23:59:00Z"),
      (
        "Europe/Rome", "2027-10-31T02:30",
        "refused ambiguousTime first=2027-10-31T02:30:00+02:00 second=2027-10-31T02:30:00+01:00 time=2027-10-31T02:30 zone=Europe/Rome"
      ),
      ("Europe/Rome", "2027-10-31T03:00", "2027-10-31T02:00:00Z"),
      ("Europe/Rome", "2027-10-31T02:30+01:00", "2027-10-31T01:30:00Z"),
      ("Europe/Rome", "2027-10-31T00:30:00Z", "2027-10-31T00:30:00Z"),
      ("Africa/Tunis", "2027-03-28T02:30", "2027-03-28T01:30:00Z"),
      ("Africa/Cairo", "2027-04-30T00:30", "refused noSuchTime time=2027-04-30T00:30 zone=Africa/Cairo"),
      ("Asia/Beirut", "2027-03-28T00:30", "refused noSuchTime time=2027-03-28T00:30 zone=Asia/Beirut"),
      ("Asia/Amman", "2027-03-28T00:30", "2027-03-27T21:30:00Z"),
    ])
  func walls(zone: String, text: String, expected: String) throws {
    #expect(try resolve(text, zone) == expected)
  }

  @Test(
    "Rule 25: local times are stable over a change of clocks: a wall shown is the wall that was meant",
    arguments: ["Europe/Rome", "Africa/Tunis", "Africa/Cairo"])
  func stable(name: String) throws {
    let zone = try zone(name)
    for day in 0..<366 {
      let date = try #require(CivilDate("2027-01-01")).adding(days: day)
      for minute in stride(from: 0, to: 1440, by: 30) {
        let wall = WallTime(date: date, minuteOfDay: minute)
        for instant in zone.instants(wall) { #expect(zone.wall(instant) == wall) }
        #expect(zone.instants(wall).count <= 2)
      }
    }
  }

  @Test("Rule 25: a moment is shown in the forum's zone with its own offset")
  func shown() throws {
    let rome = try zone("Europe/Rome")
    #expect(rome.text(try #require(Instant("2027-03-28T00:59:30Z"))) == "2027-03-28T01:59:30+01:00")
    #expect(rome.text(try #require(Instant("2027-03-28T01:00:00Z"))) == "2027-03-28T03:00:00+02:00")
    #expect(try zone("America/St_Johns").text(try #require(Instant("2027-01-01T00:00:00Z"))) == "2026-12-31T20:30:00-03:30")
    #expect(!ForumZone.dataVersion.isEmpty)
  }

  @Test("Rule 25: zones have names, abbreviations are not taken", arguments: ["CET", "EST", "Rome", "", "Europe/Atlantis", "GMT+1"])
  func zoneNames(name: String) { #expect(ForumZone(name) == nil) }

  @Test(
    "Rule 25: what is read as a time",
    arguments: [
      ("2027-03-10T09:00:00Z", "2027-03-10T09:00:00Z"), ("2027-03-10 09:00:00.5+01:00", "2027-03-10T08:00:00.500Z"),
      ("2027-03-10t09:00z", "2027-03-10T09:00:00Z"), ("2027-03-10T09:00:00.123456-0330", "2027-03-10T12:30:00.123Z"),
      ("2028-02-29T00:00Z", "2028-02-29T00:00:00Z"), ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
      ("2027-02-29T00:00Z", nil), ("2027-13-01T00:00Z", nil), ("2027-03-10T24:00Z", nil), ("2027-03-10T09:60Z", nil),
      ("2027-03-10T09:00:60Z", nil), ("2027-03-10T09:00:00.Z", nil), ("2027-03-10T09:00Zulu", nil), ("2027-03-10T9:00Z", nil),
      ("27-03-10T09:00Z", nil), ("2027-03-10T09:00+25:00", nil), ("2027-03-10T09:00+1", nil), ("", nil), ("2027-03-10T09:00", nil),
      ("２027-03-10T09:00Z", nil), ("1900-06-01T00:00Z", nil), ("2200-06-01T00:00Z", nil),
    ])
  func reading(text: String, expected: String?) { #expect(Instant(text)?.description == expected) }

  @Test("Rule 25: every moment that is read can be written and read again, at the ends of the range too")
  func readAgain() throws {
    for text in ["1901-01-01T00:00+23:59", "1901-01-01T00:00Z", "2199-12-31T23:59-23:59", "2199-12-31T23:59:59.999Z"] {
      let instant = try #require(Instant(text))
      let held = instant.adding(minutes: 14_400)
      for moment in [instant, Instant(milliseconds: min(held.milliseconds, Instant("2199-12-31T23:59:59Z")?.milliseconds ?? 0))]
      where Instant(moment.description) != nil {
        #expect(Instant(moment.description) == moment)
      }
    }
  }

  @Test(
    "Rule 25: days count by the calendar", arguments: [("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2027-03-10", 20_887, 3), ("1900-01-01", -25_567, 1)])
  func days(text: String, number: Int, weekday: Int) throws {
    let date = try #require(CivilDate(text))
    #expect(date.daysSince1970 == number)
    #expect(CivilDate(daysSince1970: number) == date)
    #expect(date.weekday == weekday)
  }

  @Test(
    "Rule 25: a session after midnight belongs to the evening before",
    arguments: [("11T00:30", "2027-03-10"), ("11T04:59", "2027-03-10"), ("11T05:00", "2027-03-11")])
  func programmeDay(at: String, day: String) throws {
    #expect(try Stage.settings().day(of: Stage.clock(at)).description == day)
  }

  @Test("Rule 25: sums with moments do not overflow")
  func sums() {
    #expect(Instant(milliseconds: .max).adding(minutes: .max) == Instant(milliseconds: .max))
    #expect(Instant(milliseconds: .min).adding(minutes: .min) == Instant(milliseconds: .min))
    #expect(Instant(seconds: .max).milliseconds == .max)
    #expect(Instant(milliseconds: .max).minutes(since: Instant(milliseconds: .min)) > 0)
  }

  @Test("Rule 25: a forum's zone stays once times were chosen on its clocks")
  func zoneStays() throws {
    let stage = try Stage()
    var settings = try Stage.settings()
    settings.zone = try #require(ForumZone("Asia/Tokyo"))
    let refused = stage.when(UpdateForum(settings: settings))
    #expect(refused.count == 1)
    #expect(refused.first?.hasPrefix("refused badValue") == true)
    #expect(refused.first?.hasSuffix("field=zone") == true)
  }
}
