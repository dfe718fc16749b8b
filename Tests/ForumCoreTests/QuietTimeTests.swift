import ForumCore
import Testing

@Suite("Rules 20 and 25: the end of quiet hours by the clocks of the forum")
struct QuietTimeTests {
  private func awake(_ zone: String, _ from: Int, _ to: Int, _ at: String) throws -> String {
    var settings = try Stage.settings()
    settings.zone = try #require(ForumZone(zone))
    settings.quietHours = QuietHours(fromMinute: from, toMinute: to)
    var forum = Forum()
    forum.apply(.forumCreated(try created(settings)), seq: 1, at: Stage.clock("01T00:00"))
    return forum.awake(DelegateID(1), from: try #require(Instant(at))).description
  }

  private func created(_ settings: ForumSettings) throws -> ForumCreated {
    guard
      case .forumCreated(let it)? = try CreateForum(forum: try key("quiet"), settings: settings).decide(Forum(), by: .organiser(), at: Stage.clock("01T00:00"))
        .first
    else { throw Missing() }
    return it
  }

  @Test(
    "Rules 20 and 25: quiet hours end when the clocks show it, also where they are set forward or back",
    arguments: [
      // Over midnight, and within a day.
      ("Europe/Rome", 1320, 420, "2027-03-10T20:59:59Z", "2027-03-10T20:59:59Z"), ("Europe/Rome", 1320, 420, "2027-03-10T21:00:00Z", "2027-03-11T06:00:00Z"),
      ("Europe/Rome", 1320, 420, "2027-03-11T05:59:59.999Z", "2027-03-11T06:00:00Z"),
      ("Europe/Rome", 1320, 420, "2027-03-11T06:00:00Z", "2027-03-11T06:00:00Z"),
      ("Europe/Rome", 720, 840, "2027-03-10T11:30:00Z", "2027-03-10T13:00:00Z"), ("Europe/Rome", 600, 600, "2027-03-10T09:00:00Z", "2027-03-10T09:00:00Z"),
      // The night in which an hour is missing, and the one in which one comes twice.
      ("Europe/Rome", 1320, 420, "2027-03-27T22:00:00Z", "2027-03-28T05:00:00Z"), ("Europe/Rome", 1320, 420, "2027-10-30T21:00:00Z", "2027-10-31T06:00:00Z"),
      // The end itself is missing: the clocks jump from two to three.
      ("Europe/Rome", 1320, 150, "2027-03-27T22:10:30Z", "2027-03-28T01:00:00Z"),
      // The end comes twice: quiet up to the first one, and from two to half past two again.
      ("Europe/Rome", 1320, 150, "2027-10-30T22:00:00Z", "2027-10-31T00:30:00Z"), ("Europe/Rome", 1320, 150, "2027-10-31T00:45:00Z", "2027-10-31T00:45:00Z"),
      ("Europe/Rome", 1320, 150, "2027-10-31T01:10:00Z", "2027-10-31T01:30:00Z"),
      // Where the clocks jump at midnight.
      ("Asia/Beirut", 1320, 30, "2027-03-27T21:00:00Z", "2027-03-27T22:00:00Z"), ("Africa/Cairo", 1320, 0, "2027-04-29T21:00:00Z", "2027-04-29T22:00:00Z"),
      ("Africa/Tunis", 1320, 420, "2027-03-28T00:00:00Z", "2027-03-28T06:00:00Z"),
    ])
  func ends(zone: String, from: Int, to: Int, at: String, expected: String) throws {
    #expect(try awake(zone, from, to, at) == expected)
  }

  @Test(
    "Rules 20 and 25: over the days on which clocks are set, the end is the first minute that is not quiet",
    arguments: ["Europe/Rome", "Asia/Beirut", "Africa/Cairo"])
  func everyMinute(name: String) throws {
    let zone = try #require(ForumZone(name))
    for (from, to) in [(1320, 420), (1380, 60), (60, 150), (1, 0), (120, 150), (0, 30)] {
      let hours = QuietHours(fromMinute: from, toMinute: to)
      for start in ["2027-03-26T12:00:00Z", "2027-04-29T12:00:00Z", "2027-10-28T12:00:00Z", "2027-10-30T12:00:00Z"] {
        var settings = try Stage.settings()
        settings.zone = zone
        settings.quietHours = hours
        var forum = Forum()
        forum.apply(.forumCreated(try created(settings)), seq: 1, at: Stage.clock("01T00:00"))
        let first = try #require(Instant(start))
        var expected: Instant?
        for minute in stride(from: 2880, through: 0, by: -1) {
          let instant = first.adding(minutes: minute)
          if !hours.contains(zone.wall(instant).minuteOfDay) { expected = instant }
          guard let expected, minute % 7 == 0 else { continue }
          #expect(forum.awake(DelegateID(1), from: instant) == expected, "\(name) \(from) \(to) \(instant)")
        }
      }
    }
  }
}
