import ForumCore
import Testing

@Suite("Rules 10 and 11: tables and blocks")
struct TableAndBlockRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  // MARK: - Rule 10

  @Test(
    "Rule 10: who sits where",
    arguments: [
      ("nobody has a table", [], "T-1"),
      ("the one who asks has one", [(9, Table.Owner.delegate(DelegateID(1)))], "T-9"),
      ("the one who is asked has one", [(9, .delegate(DelegateID(4)))], "T-9"),
      ("both have one", [(8, .delegate(DelegateID(1))), (9, .delegate(DelegateID(4)))], "T-9"),
      ("both organisations have one", [(8, .organisation(OrganisationID(1))), (9, .organisation(OrganisationID(3)))], "T-9"),
      ("a delegate's own goes before the organisation's", [(8, .organisation(OrganisationID(3))), (9, .delegate(DelegateID(4)))], "T-9"),
      ("the organisation asked goes before the delegate who asks", [(8, .delegate(DelegateID(1))), (9, .organisation(OrganisationID(3)))], "T-9"),
      ("somebody else's table is left alone", [(1, .delegate(DelegateID(6)))], "T-2"),
    ] as [(String, [(Int, Table.Owner)], String)])
  func fixed(what: String, tables: [(Int, Table.Owner)], expected: String) throws {
    var stage = try Stage()
    for (number, owner) in tables { try stage.given(SetTable(table: Table(id: TableID(number), fixedTo: owner))) }
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 \(expected) awaits D-4 until 10T09:00"],
      "\(what)")
  }

  @Test("Rule 10: meetings of a fixed table all sit there; when it is taken there is no other")
  func fixedTaken() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(9), fixedTo: .organisation(OrganisationID(1)))))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(stage.request(Stage.colleague, Stage.otherInvestor, "am.1"), by: .delegate(Stage.colleague))
        == ["refused noFreeTable time=10T09:00", "or am.2 T-9", "or am.3 T-9", "or am.4 T-9"])
  }

  @Test(
    "Rule 10: whoever gets a fixed table sits there with the meetings that they have already, too",
    arguments: [Table.Owner.delegate(DelegateID(1)), .delegate(DelegateID(4)), .organisation(OrganisationID(3))])
  func fixedLater(owner: Table.Owner) throws {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, investor, "am.2")
    try stage.givenMeeting(Stage.authority, Stage.otherMSME, "am.3")
    let table = Table(id: TableID(9), fixedTo: owner)
    let both = owner != .delegate(msme)
    let second = both ? ["could move M-2 am.2 T-1 -> am.2 T-9"] : []
    #expect(
      stage.when(SetTable(table: table))
        == ["refused meetingsInTheWay meetings=M-1" + (both ? ",M-2" : ""), "could move M-1 am.1 T-1 -> am.1 T-9"] + second)
    #expect(
      stage.when(SetTable(table: table, moveMeetings: true))
        == ["tableSet T-9", "meetingMoved M-1 am.1 T-1 -> am.1 T-9 for the table"] + (both ? ["meetingMoved M-2 am.2 T-1 -> am.2 T-9 for the table"] : []))
    #expect(
      stage.when(SetTable(table: Table(id: TableID(1), fixedTo: owner)))
        == ["refused meetingsInTheWay meetings=" + (both ? "M-3" : "M-2,M-3")] + (both ? [] : ["could move M-2 am.2 T-1 -> am.2 T-2"])
        + ["could move M-3 am.3 T-1 -> am.3 T-2"])
    #expect(stage.when(SetTable(table: table), at: "10T09:10") == (both ? ["refused meetingsInTheWay meetings=M-2"] + second : ["tableSet T-9"]))
  }

  @Test("Rule 10: the table of the one who was asked goes before, also when it comes later; what an organiser seated elsewhere stays")
  func fixedForBoth() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(8), fixedTo: .delegate(msme))))
    try stage.givenMeeting(msme, investor, "am.1")
    let later = SetTable(table: Table(id: TableID(9), fixedTo: .delegate(investor)), moveMeetings: true)
    #expect(stage.when(later) == ["tableSet T-9", "meetingMoved M-1 am.1 T-8 -> am.1 T-9 for the table"])
    try stage.given(MoveMeeting(meeting: MeetingID(1), table: TableID(2)))
    #expect(stage.when(later) == ["tableSet T-9"])
    #expect(stage.when(RemoveTable(table: TableID(1))) == ["tableRemoved T-1"])
  }

  @Test("Rule 10: a block of a zone uses that zone's tables, lowest first")
  func zones() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(5), zone: "hall")))
    try stage.given(SetTable(table: Table(id: TableID(4), zone: "hall")))
    try stage.given(SetBlock(block: Stage.block("am", "10T09:00", "10T11:00", zone: "hall")))
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 T-4 awaits D-4 until 10T09:00"])
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(
      stage.when(SetTable(table: Table(id: TableID(4), zone: "foyer"))) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-4 -> am.1 T-5"])
    #expect(
      stage.when(SetTable(table: Table(id: TableID(4), zone: "foyer"), moveMeetings: true)) == [
        "tableSet T-4", "meetingMoved M-1 am.1 T-4 -> am.1 T-5 for the table",
      ])
  }

  @Test("Rule 10: an organiser chooses a table that is free and suits; nobody else chooses one")
  func chosen() throws {
    var stage = try Stage()
    try stage.given(SetTable(table: Table(id: TableID(8), fixedTo: .delegate(Stage.authority))))
    try stage.given(SetBlock(block: Stage.block("online", "10T16:00", "10T17:00", virtual: true)))
    try stage.givenMeeting(msme, investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "am.2")
    let unsuitable = "refused badValue expected=a table of the block's zone that is not kept for somebody else field=table"
    func move(_ slot: String?, _ table: Int) -> MoveMeeting { MoveMeeting(meeting: MeetingID(1), slot: slot.flatMap { SlotID($0) }, table: TableID(table)) }
    #expect(stage.when(move(nil, 2)) == ["meetingMoved M-1 am.1 T-1 -> am.1 T-2"])
    #expect(stage.when(move(nil, 1)) == [])
    #expect(stage.when(move("am.2", 1)) == ["refused tableTaken table=T-1", "or am.2 T-2"])
    #expect(stage.when(move("am.3", 8)) == [unsuitable, "or am.3 T-1"])
    #expect(stage.when(move("online.1", 1)) == [unsuitable, "or online.1"])
    #expect(stage.when(move("am.3", 77)) == ["refused noSuchTable table=T-77"])
    #expect(stage.when(move(nil, 2), by: .delegate(msme)) == ["refused organisersOnly"])
  }

  @Test("Rule 10: a table is fixed to somebody who is there, and has a number from 1 to 100000")
  func badTables() throws {
    let stage = try Stage()
    #expect(stage.when(SetTable(table: Table(id: TableID(3), fixedTo: .delegate(DelegateID(99))))) == ["refused noSuchDelegate reference=D-99"])
    #expect(
      stage.when(SetTable(table: Table(id: TableID(3), fixedTo: .organisation(OrganisationID(99))))) == ["refused noSuchOrganisation reference=O-99"])
    #expect(stage.when(SetTable(table: Table(id: TableID(0)))) == ["refused badValue expected=a number from 1 to 100000 field=table"])
    #expect(stage.when(RemoveTable(table: TableID(3))) == ["refused noSuchTable table=T-3"])
  }

  // MARK: - Rule 11

  @Test(
    "Rule 11: a block has as many slots as whole lengths fit",
    arguments: [
      ("10T09:00", "10T11:00", 45, 0, ["09:00-09:45", "09:45-10:30"]),
      ("10T09:00", "10T11:00", 60, 0, ["09:00-10:00", "10:00-11:00"]),
      ("10T09:00", "10T11:00", 50, 10, ["09:00-09:50", "10:00-10:50"]),
      ("10T09:00", "10T11:00", 55, 10, ["09:00-09:55", "10:05-11:00"]),
      ("10T09:00", "10T11:00", 55, 11, ["09:00-09:55"]),
      ("10T09:00", "10T09:20", 20, 120, ["09:00-09:20"]),
      ("10T23:30", "11T00:30", 30, 0, ["23:30-00:00", "00:00-00:30"]),
    ])
  func cutting(start: String, end: String, minutes: Int, gap: Int, expected: [String]) throws {
    let block = try Stage.block("x", start, end, slot: minutes, gap: gap)
    #expect(block.slots.map { "\(clock($0.span.start).suffix(5))-\(clock($0.span.end).suffix(5))" } == expected)
    #expect(block.slots.map(\.id.index) == Array(1...expected.count))
  }

  @Test(
    "Rule 11: lengths are 5 to 120 minutes, gaps 0 to 120, and at least one slot fits",
    arguments: [
      (4, 0, "10T10:00", "expected=5 to 120 minutes field=slotMinutes"), (121, 0, "10T14:00", "expected=5 to 120 minutes field=slotMinutes"),
      (30, -1, "10T10:00", "expected=0 to 120 minutes field=gapMinutes"), (30, 121, "10T10:00", "expected=0 to 120 minutes field=gapMinutes"),
      (30, 0, "10T09:00", "expected=a time after the start field=end"), (30, 0, "11T09:01", "expected=within a day of the start field=end"),
      (30, 0, "10T09:29", "expected=at least one slot that fits into the block field=slotMinutes"),
    ])
  func bounds(minutes: Int, gap: Int, end: String, expected: String) throws {
    let stage = try Stage()
    #expect(stage.when(SetBlock(block: try Stage.block("x", "10T09:00", end, slot: minutes, gap: gap))) == ["refused badValue \(expected)"])
  }

  @Test("Rule 11: virtual blocks have no table limit, but nobody is twice in them either")
  func virtual() throws {
    var stage = try Stage()
    for table in 1...2 { try stage.given(RemoveTable(table: TableID(table))) }
    try stage.given(RemoveBlock(block: key("am")))
    try stage.given(SetBlock(block: Stage.block("online", "10T09:00", "10T10:00", virtual: true)))
    for (a, b) in [(1, 4), (2, 5), (3, 6)] {
      #expect(
        stage.when(stage.request(DelegateID(a), DelegateID(b)), by: .delegate(DelegateID(a))).first?.contains("D-\(a)->D-\(b) online.1 awaits") == true)
      try stage.givenMeeting(DelegateID(a), DelegateID(b), "online.1")
    }
    #expect(
      stage.when(stage.request(msme, Stage.otherInvestor, "online.1"), by: .delegate(msme)) == ["refused youAreBusy by=M-1 time=10T09:00", "or online.2"])
    #expect(stage.when(stage.request(msme, Stage.otherInvestor, "pm.1"), by: .delegate(msme)) == ["refused noFreeTable time=10T14:00", "or online.2"])
  }
}
