import ForumCore
import Testing

@Suite("Rules 10 and 11: virtual tables and blocks, and how many tables are needed")
struct VirtualTableRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor
  private let first = Stage.first

  /// A virtual block of two slots from 16:00, and virtual tables of those numbers.
  private func online(_ tables: Int...) throws -> Stage {
    var stage = try Stage()
    try stage.given(SetBlock(block: Stage.block("web", "10T16:00", "10T17:00", virtual: true)))
    for number in tables { try stage.given(SetTable(table: Table(id: TableID(number), link: "https://meet.example.org/\(number)"))) }
    return stage
  }

  @Test("Rule 10: a virtual table carries a link, and stands in virtual blocks only; those of wood in all others")
  func kinds() throws {
    var stage = try online(1, 20)
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.stands(1) == "confirmed am.1 T-2")
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "web.1")
    #expect(stage.stands(2) == "confirmed web.1 T-1")
    #expect(stage.forum.tables[TableID(20)]?.link == "https://meet.example.org/20")
    let unsuitable = "refused badValue expected=a table of the block's zone that is not kept for somebody else field=table"
    #expect(stage.when(MoveMeeting(meeting: first, table: TableID(20))) == [unsuitable, "or am.1 T-2"])
    #expect(stage.when(MoveMeeting(meeting: Stage.second, table: TableID(20))) == ["meetingMoved M-2 web.1 T-1 -> web.1 T-20"])
    #expect(
      stage.when(MoveMeeting(meeting: Stage.second, slot: SlotID("am.2")), by: .delegate(Stage.otherMSME)) == ["meetingMoved M-2 web.1 T-1 -> am.2 T-2 by D-3"])
  }

  @Test("Rule 11: a virtual block takes its tables as long as one is free, and is never full")
  func neverFull() throws {
    var stage = try online(20)
    for (a, b) in [(1, 4), (2, 5), (3, 6)] { try stage.givenMeeting(DelegateID(a), DelegateID(b), "web.1") }
    #expect((1...3).map(stage.stands) == ["confirmed web.1 T-20", "confirmed web.1", "confirmed web.1"])
    #expect(stage.when(RemoveTable(table: TableID(20))) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 web.1 T-20 -> web.1"])
    #expect(stage.when(RemoveTable(table: TableID(20), moveMeetings: true)) == ["tableRemoved T-20", "meetingMoved M-1 web.1 T-20 -> web.1 for the table"])
  }

  @Test("Rule 10: a virtual table may be fixed to somebody and of a zone, like those of wood")
  func fixed() throws {
    var stage = try online(20)
    try stage.given(SetTable(table: Table(id: TableID(21), fixedTo: .delegate(investor), link: "https://meet.example.org/21")))
    try stage.given(SetTable(table: Table(id: TableID(9), fixedTo: .delegate(investor))))
    try stage.givenMeeting(msme, investor, "web.1")
    #expect(stage.stands(1) == "confirmed web.1 T-21")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.1")
    #expect(stage.stands(2) == "confirmed am.1 T-9")
    try stage.given(SetTable(table: Table(id: TableID(22), zone: "health", link: "https://meet.example.org/22")))
    try stage.given(SetBlock(block: Stage.block("health", "10T18:00", "10T19:00", zone: "health", virtual: true)))
    try stage.givenMeeting(msme, Stage.otherInvestor, "health.1")
    #expect(stage.stands(3) == "confirmed health.1 T-22")
  }

  @Test("Rule 10: a table that becomes virtual, or a block, takes its meetings along or is refused (rule 7)")
  func becomesVirtual() throws {
    var stage = try online()
    try stage.givenMeeting(msme, investor, "am.1")
    let table = Table(id: TableID(1), link: "https://meet.example.org/1")
    #expect(stage.when(SetTable(table: table)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1 T-2"])
    #expect(stage.when(SetTable(table: table, moveMeetings: true)) == ["tableSet T-1", "meetingMoved M-1 am.1 T-1 -> am.1 T-2 for the table"])
    let block = try Stage.block("am", "10T09:00", "10T11:00", virtual: true)
    #expect(stage.when(SetBlock(block: block)) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.1"])
    #expect(stage.when(SetBlock(block: block, moveMeetings: true)) == ["blockSet am", "meetingMoved M-1 am.1 T-1 -> am.1 for the block"])
  }

  @Test(
    "Rule 10: the link of a table is an address",
    arguments: [
      ("https://meet.example.org/1", true), ("http://127.0.0.1/1", true), ("meet.example.org/1", false), ("javascript:alert(1)", false), ("", false),
      ("https://a\nb", false), ("https://" + String(repeating: "a", count: 2000), false),
    ])
  func links(link: String, isGood: Bool) throws {
    let stage = try Stage()
    let lines = stage.when(SetTable(table: Table(id: TableID(5), link: link)))
    #expect(lines == [isGood ? "tableSet T-5" : "refused badValue expected=an address that begins with https:// field=link"])
  }

  @Test(
    "Rule 10: the tables needed are the meetings divided by the slots, and 10 to 20 per cent more",
    arguments: [(0, 0...0), (1, 1...1), (6, 2...2), (60, 11...12), (100, 19...20), (1000, 184...200)])
  func needed(meetings: Int, expected: ClosedRange<Int>) throws {
    let stage = try online(20)
    #expect(stage.forum.tablesNeeded(forMeetings: meetings) == expected)
  }

  @Test("Rule 10: where no slot has tables of wood, none are needed")
  func noneNeeded() throws {
    var stage = try online(20)
    for block in ["am", "pm"] { try stage.given(RemoveBlock(block: key(block))) }
    #expect(stage.forum.tablesNeeded(forMeetings: 100) == nil)
  }
}
