import ForumCore
import Planning
import Testing
import Timetabling

@Suite("The organiser's timetable: where meetings may be")
struct PlaceTests {
  /// The slots of some placings, and their tables.
  private func slots(_ placings: [String]) -> [String] { placings.map { String($0.split(separator: " ")[1]) } }
  private func tables(_ placings: [String]) -> [String] { placings.map { $0.split(separator: " ").dropFirst(2).joined(separator: " ") } }

  @Test("All that is agreed gets a time; nobody waits between two meetings")
  func plain() throws {
    var small = try SmallForum()
    try small.agree((1, 2), (1, 4), (3, 2), (3, 4), (5, 6))
    #expect(try small.timetable().count == 5)
    #expect(small.forum.meetings.values.allSatisfy { $0.status == .confirmed })
    let plan = try MeetingPlan(small.forum, at: small.now)
    #expect(Score(plan.present, of: plan.problem).breaks == 0)
    #expect(try small.timetable() == [])
  }

  @Test("Those who matter most go first where not all find a place")
  func priority() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1))])
    try small.agree((1, 2), (3, 4), (5, 6), (1, 4), (3, 6))
    try small.perform(MarkMeeting(meeting: MeetingID(4), priority: 9))
    try small.perform(MarkMeeting(meeting: MeetingID(5), priority: 8))
    let placed = try small.timetable()
    #expect(placed.count == 3 && placed.contains { $0.hasPrefix("M-4 ") } && placed.contains { $0.hasPrefix("M-5 ") })
  }

  @Test("Sessions, absences and requests that hold a slot are in the way")
  func busy() throws {
    var small = try SmallForum()
    let slot = try #require(small.forum.index.slots.first)
    try small.perform(SetAvailability(delegate: DelegateID(1), blocks: nil, unavailable: [slot.span]))
    // D-2 and D-3 hold the second slot by a request that nobody has answered.
    var settings = try #require(small.forum.settings)
    settings.timeMode = .whenRequesting
    try small.perform(UpdateForum(settings: settings))
    try small.perform(RequestMeeting(requester: DelegateID(3), requested: DelegateID(2), slot: SlotID("day.2")), by: .delegate(DelegateID(3)))
    settings.timeMode = .organiser
    try small.perform(UpdateForum(settings: settings))
    try small.agree((1, 2))
    #expect(slots(try small.timetable()) == ["day.3"])
  }

  @Test("Who has a table of their own is met there; organisations' tables are theirs alone")
  func ownTables() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1)), Table(id: TableID(2), fixedTo: .delegate(DelegateID(2))), Table(id: TableID(3))])
    try small.agree((1, 2), (3, 2), (5, 4), (1, 4), (3, 6), (5, 6))
    let placed = try small.timetable()
    #expect(placed.count == 6)
    for line in placed { #expect(line.hasSuffix("T-2") == (line.hasPrefix("M-1 ") || line.hasPrefix("M-2 ")), "\(line)") }
  }

  @Test("Parallel blocks of two zones: each meeting where all of its people take part, at the zone's tables")
  func zones() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1), zone: "east"), Table(id: TableID(2), zone: "west"), Table(id: TableID(3), zone: "west")]) {
      guard let east = try? SmallForum.block("east", "09:00", minutes: 60, zone: "east"),
        let west = try? SmallForum.block("west", "09:00", minutes: 60, zone: "west")
      else { return }
      $0.blocks = [east, west]
    }
    try small.takesPart(1, only: "east")
    try small.takesPart(3, only: "west")
    try small.agree((1, 2), (3, 4), (3, 6), (5, 2))
    let placed = try small.timetable()
    #expect(placed.count == 4)
    #expect(placed.first { $0.hasPrefix("M-1 ") }?.hasSuffix("T-1") == true)
    for line in placed where line.hasPrefix("M-2 ") || line.hasPrefix("M-3 ") { #expect(line.contains("west.") && !line.hasSuffix("T-1")) }
  }

  @Test("Virtual blocks need no table, and give out links while there are some")
  func virtual() throws {
    var small = try SmallForum(people: 8, tables: [Table(id: TableID(1), link: "https://meet.example.org/1")]) {
      $0.blocks = [try? SmallForum.block("online", "09:00", minutes: 20, isVirtual: true)].compactMap { $0 }
    }
    try small.agree((1, 2), (3, 4), (5, 6), (7, 8))
    #expect(tables(try small.timetable()).sorted() == ["", "", "", "T-1"])
  }

  @Test("A virtual block beside a hall takes what has no table left")
  func overflow() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1))]) {
      $0.blocks = [try? SmallForum.block("hall", "09:00", minutes: 20), try? SmallForum.block("online", "09:00", minutes: 20, isVirtual: true)].compactMap {
        $0
      }
    }
    try small.agree((1, 2), (3, 4), (5, 6))
    #expect(Set(slots(try small.timetable())) == ["hall.1", "online.1"])
  }

  @Test("Slots that overlap another block's without being the same are left out, and the block is named")
  func overlapping() throws {
    var small = try SmallForum { $0.blocks += [try? SmallForum.block("long", "09:10", minutes: 60, slot: 30)].compactMap { $0 } }
    try small.agree((1, 2), (1, 4))
    let plan = try MeetingPlan(small.forum, at: small.now)
    #expect(plan.leftOut == [BlockID("long")])
    #expect(slots(try small.timetable()).allSatisfy { $0.hasPrefix("day.") })
  }

  @Test("Who shares no language gets somebody who interprets, one meeting at a time")
  func interpreters() throws {
    var small = try SmallForum { content in
      for index in content.registrations.indices { content.registrations[index].speaks = [index % 2 == 0 ? "ar" : "fr"] }
      content.registrations[4].role = .interpreter
      content.registrations[4].speaks = ["ar", "fr"]
    }
    try small.agree((1, 2), (3, 4), (1, 6))
    let placed = try small.timetable()
    #expect(placed.count == 3 && placed.allSatisfy { $0.hasSuffix("D-5") } && Set(slots(placed)).count == 3)
  }

  @Test("Nobody gets more meetings in a block than they may have; the less important ones stay without a time")
  func limits() throws {
    var small = try SmallForum { $0.settings?.limits.perBlock = 2 }
    try small.agree((1, 2), (1, 4), (1, 6))
    try small.perform(MarkMeeting(meeting: MeetingID(3), priority: 5))
    let placed = try small.timetable()
    #expect(placed.count == 2 && placed.contains { $0.hasPrefix("M-3 ") })
  }

  @Test("A locked meeting stays, one past the cut-off too; with nothing to move the others stay as well")
  func locked() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1))])
    try small.agree((1, 2))
    _ = try small.timetable()
    let before = try #require(small.forum.meetings[MeetingID(1)]?.place)
    try small.perform(MarkMeeting(meeting: MeetingID(1), isLocked: true))
    try small.agree((3, 4), (5, 6), (1, 4))
    try small.perform(MarkMeeting(meeting: MeetingID(4), priority: 9))
    let placed = try small.timetable()
    #expect(placed.count == 2 && placed.allSatisfy { !$0.hasPrefix("M-1 ") })
    #expect(small.forum.meetings[MeetingID(1)]?.place == before)
  }

  @Test("Two days: the night is no gap")
  func days() throws {
    var small = try SmallForum(tables: [Table(id: TableID(1))]) {
      $0.blocks = [try? SmallForum.block("one", "16:00", minutes: 20), try? SmallForum.block("two", "09:00", day: 11, minutes: 60)].compactMap { $0 }
    }
    try small.agree((1, 2), (1, 4), (1, 6), (3, 4))
    #expect(try small.timetable().count == 4)
    let plan = try MeetingPlan(small.forum, at: small.now)
    #expect(plan.problem.dayStarts.contains(1) && Score(plan.present, of: plan.problem).breaks == 0)
  }

  @Test("More times than a timetable can have are refused with a way out: some of the blocks")
  func tooMany() throws {
    let small = try SmallForum {
      $0.blocks = (10...13).compactMap { day in try? SmallForum.block("day\(day)", "08:00", day: day, minutes: 600, slot: 15) }
      if let day = CivilDate("2027-03-13") { $0.settings?.lastDay = day }
    }
    do {
      _ = try MeetingPlan(small.forum, at: small.now)
      Issue.record("it was taken")
    } catch {
      #expect(error.name == .badValue && "\(error.values)".contains("not 160"))
    }
    let plan = try MeetingPlan(small.forum, blocks: [BlockID("day10"), BlockID("day11")].compactMap { $0 }, at: small.now)
    #expect(plan.problem.slots == 80)
  }
}
