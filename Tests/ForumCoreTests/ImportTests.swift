import ForumCore
import Testing

@Suite("Taking over a file")
struct ImportTests {
  private func content() throws -> ForumContent {
    var content = ForumContent(forum: try key("tunis"))
    content.settings = try Stage.settings()
    content.agenda = try Stage.agenda([Stage.session("talk", "10T12:00", speakers: ["guest"])])
    content.speakerEmails = [try key("guest"): "bruna@example.org"]
    content.blocks = [try Stage.block("am", "10T09:00", "10T11:00")]
    content.tables = [Table(id: TableID(1)), Table(id: TableID(2))]
    content.tableOwners = [TableID(2): "Beta"]
    content.registrations = [Stage.entry("Amel", of: "Alpha", .msme), Stage.entry("Bruna", of: "Beta", .msme, approved: false)]
    var nameless = Stage.entry("Carla", of: "Beta", .msme)
    nameless.profile.email = nil
    content.registrations.append(nameless)
    content.publish = true
    return content
  }

  /// What comes of an import where there is no forum yet.
  private func said(_ command: ImportForum) -> [String] {
    do { return try command.decide(Forum(), by: .organiser(), at: Stage.clock("09T09:00")).map(line) } catch { return lines(error) }
  }

  @Test("A file makes a forum whole, and the same file again changes nothing")
  func twice() throws {
    var forum = Forum()
    let now = Stage.clock("09T09:00")
    let command = ImportForum(content: try content())
    let changes = try command.decide(forum, by: .organiser(), at: now)
    #expect(
      changes.map(line) == [
        "forumCreated tunis", "organisationSet O-1 Alpha", "registrationSubmitted D-1 Amel", "registrationApproved D-1", "organisationSet O-2 Beta",
        "registrationSubmitted D-2 Bruna", "registrationSubmitted D-3 Carla", "registrationApproved D-3", "blockSet am", "tableSet T-1", "tableSet T-2",
        "agendaReplaced talk warns availability talk guest", "agendaPublished 1: added talk warns availability talk guest",
      ])
    for change in changes { forum.apply(change, seq: forum.seq + 1, at: now) }
    #expect(forum.tables[TableID(2)]?.fixedTo == .organisation(OrganisationID(2)))
    #expect(forum.published.speakers[try key("guest")]?.delegate == DelegateID(2))
    #expect(try command.decide(forum, by: .organiser(), at: now) == [])
  }

  @Test("A file with one fault changes nothing at all")
  func whole() throws {
    var bad = try content()
    bad.tableOwners = [TableID(2): "Nobody"]
    let now = Stage.clock("09T09:00")
    #expect(throws: Refusal(.noSuchOrganisation, ["reference": .text("Nobody")])) { try ImportForum(content: bad).decide(Forum(), by: .organiser(), at: now) }
    #expect(throws: Refusal(.organisersOnly)) { try ImportForum(content: bad).decide(Forum(), by: .guest(), at: now) }
    #expect(throws: Refusal(.noSuchForum)) { try ImportForum(content: bad, create: false).decide(Forum(), by: .organiser(), at: now) }
  }

  @Test("Rooms without sessions are no reason to refuse a file that is to be published")
  func roomsOnly() throws {
    var content = try content()
    content.agenda = try Stage.agenda([])
    let changes = try ImportForum(content: content).decide(Forum(), by: .organiser(), at: Stage.clock("09T09:00"))
    #expect(changes.map(line).suffix(2) == ["tableSet T-2", "agendaReplaced"])
  }

  @Test("Who or what comes twice in one file is refused by its place in it")
  func twiceInOneFile() throws {
    func refusal(_ edit: (inout ForumContent) throws -> Void) throws -> [String] {
      var content = try content()
      try edit(&content)
      return said(ImportForum(content: content))
    }
    let expected = "refused badValue expected=each once; registrations[%] is the same person, by address or by name and organisation field=registrations[3]"
    #expect(try refusal { $0.registrations.append(Stage.entry("AMEL", of: "Gamma", .msme)) } == [expected.replacing("%", with: "0")])
    #expect(try refusal { $0.registrations.append($0.registrations[2]) } == [expected.replacing("%", with: "2")])
    #expect(
      try refusal { $0.blocks.append(try Stage.block("am", "10T14:00", "10T15:00")) } == ["refused badValue expected=each once; am comes twice field=blocks"])
    #expect(try refusal { $0.tables.append(Table(id: TableID(1), label: "x")) } == ["refused badValue expected=each once; T-1 comes twice field=tables"])
    #expect(
      try refusal { $0.tableOwners = [TableID(2): "nobody@example.org"] }
        == ["refused badValue expected=the address of a registration field=tables.T-2.fixedTo"])
  }

  @Test("Before a forum is made there is nothing to do in it")
  func nothing() throws {
    let now = Stage.clock("09T09:00")
    let commands: [any Command<Forum>] = [
      SetPhase(phase: .open), UpdateForum(settings: try Stage.settings()), PublishAgenda(), EditAgenda(edits: []), SetTable(table: Table(id: TableID(1))),
      RequestMeeting(requester: Stage.msme, requested: Stage.investor), ConfirmMeeting(meeting: MeetingID(1)), CancelMeeting(meeting: MeetingID(1)),
      MoveMeeting(meeting: MeetingID(1)), DeclineMeeting(meeting: MeetingID(1)), AddSignup(session: try key("talk"), delegate: Stage.msme),
      SubmitRegistration(entry: Stage.entry("Amel", of: "Alpha", .msme)), CancelRegistration(delegate: Stage.msme),
    ]
    for command in commands {
      #expect(throws: Refusal(.noSuchForum), "\(command)") { try command.decide(Forum(), by: .organiser(), at: now) }
    }
  }

  @Test("A link code is short-lived and used once")
  func linkCodes() throws {
    var stage = try Stage()
    let account = ChatAccount(account: "@amel:example.org", chat: "!room:example.org")
    let link = LinkChat(digest: "abc", bot: "matrix", account: account)
    #expect(
      stage.when(IssueLinkCode(delegate: Stage.msme, digest: "abc", validMinutes: .max), by: .delegate(Stage.msme))
        == ["refused badValue expected=1 to 1440 minutes field=validMinutes"])
    #expect(stage.when(IssueLinkCode(delegate: Stage.msme, digest: "abc"), by: .delegate(Stage.investor)) == ["refused notYours"])
    #expect(
      stage.when(IssueLinkCode(delegate: Stage.msme, digest: "abc"), by: .delegate(Stage.msme)) == ["linkCodeIssued D-1 abc until 09T09:10"])
    try stage.given(IssueLinkCode(delegate: Stage.msme, digest: "abc"), by: .delegate(Stage.msme))
    #expect(stage.when(link, by: .guest(), at: "09T09:09") == ["chatLinked D-1 matrix @amel:example.org"])
    #expect(stage.when(link, by: .guest(), at: "09T09:10") == ["refused noSuchCode"])
    try stage.given(IssueLinkCode(delegate: Stage.msme, digest: "def"), by: .delegate(Stage.msme))
    #expect(stage.when(link, by: .guest()) == ["refused noSuchCode"])
    try stage.given(LinkChat(digest: "def", bot: "matrix", account: account), by: .guest())
    #expect(stage.when(LinkChat(digest: "def", bot: "matrix", account: account), by: .guest()) == ["refused noSuchCode"])
    #expect(
      stage.when(UnlinkChat(delegate: Stage.msme, bot: "matrix", account: "@amel:example.org"), by: .delegate(Stage.msme))
        == ["chatUnlinked D-1 matrix @amel:example.org"])
    #expect(stage.when(UnlinkChat(delegate: Stage.msme, bot: "matrix", account: "@other:example.org"), by: .delegate(Stage.msme)) == [])
  }
}
