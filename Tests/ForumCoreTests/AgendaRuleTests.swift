import ForumCore
import Testing

@Suite("Rules 23 and 24: clashes and releases")
struct AgendaRuleTests {
  // MARK: - Rule 23

  @Test(
    "Rule 23: a clash is refused where its rule blocks, taken and recorded where it warns, taken without a word where it is off",
    arguments: [ForumSettings.ClashMode.block, .warn, .off],
    [
      ("room", "refused roomClash first=a second=b what=aula", "warns room a b aula"),
      ("speaker", "refused speakerClash first=a second=b what=chair", "warns speaker a b chair"),
      ("availability", "refused availabilityClash first=c second=c what=guest", "warns availability c guest"),
    ])
  func clashes(mode: ForumSettings.ClashMode, what: (String, String, String)) throws {
    var stage = try Stage {
      ($0.roomClash, $0.speakerClash, $0.availabilityClash) = (mode, mode, mode)
    }
    let sessions: [Session] =
      switch what.0 {
      case "room": [try Stage.session("a", "10T09:00", room: "aula"), try Stage.session("b", "10T09:59", room: "aula")]
      case "speaker": [try Stage.session("a", "10T09:00", speakers: ["chair"]), try Stage.session("b", "10T09:59", speakers: ["chair"])]
      default: [try Stage.session("c", "10T11:30", speakers: ["guest"])]
      }
    let agenda = try Stage.agenda(sessions)
    #expect(agenda.clashes().map(\.kind.rawValue) == [what.0])
    let warning = mode == .warn ? " " + what.2 : ""
    let edits = EditAgenda(
      edits: agenda.rooms.values.map(AgendaEdit.setRoom) + agenda.speakers.values.map(AgendaEdit.setSpeaker) + sessions.map(AgendaEdit.setSession))
    let expected = mode == .block ? [what.1] : ["agendaReplaced " + sessions.map(\.id.value).joined(separator: " ") + warning]
    #expect(stage.when(ReplaceAgenda(agenda: agenda)) == expected)
    #expect(stage.when(edits) == (mode == .block ? [what.1] : ["agendaEdited \(edits.edits.count)" + warning]))
    guard mode != .block else { return }
    try stage.given(ReplaceAgenda(agenda: agenda))
    let published = "agendaPublished 1: " + sessions.map { "added \($0.id)" }.joined(separator: " ") + warning
    #expect(stage.when(PublishAgenda()) == [published])
    // What is known is not said again.
    let other = EditAgenda(edits: [.setSession(try Stage.session("z", "11T09:00"))])
    #expect(stage.when(other) == ["agendaEdited 1"])
    var later = stage
    try later.given(PublishAgenda())
    try later.given(other)
    #expect(later.when(PublishAgenda()) == ["agendaPublished 2: added z"])
    var settings = try Stage.settings()
    (settings.roomClash, settings.speakerClash, settings.availabilityClash) = (.block, .block, .block)
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.when(PublishAgenda()) == [what.1])
  }

  @Test("Rule 23: sessions back to back, in other rooms or with other speakers do not clash")
  func noClash() throws {
    let agenda = try Stage.agenda([
      Stage.session("a", "10T09:00", room: "aula", speakers: ["chair"]), Stage.session("b", "10T10:00", room: "aula", speakers: ["chair"]),
      Stage.session("c", "10T09:00", room: "foyer", speakers: ["guest"]), Stage.session("d", "10T09:00"), Stage.session("e", "10T09:00"),
    ])
    #expect(agenda.clashes() == [])
  }

  @Test("Rule 23: a long session clashes with every later one inside it, not only with the next")
  func longSession() throws {
    let agenda = try Stage.agenda([
      Stage.session("a", "10T09:00", minutes: 180, room: "aula"), Stage.session("b", "10T09:30", room: "foyer"),
      Stage.session("c", "10T11:00", room: "aula"),
    ])
    #expect(agenda.clashes().map { "\($0.first) \($0.second?.value ?? "")" } == ["a c"])
  }

  @Test("Rule 23: a draft with a clash that is known can be mended step by step")
  func mending() throws {
    var stage = try Stage { $0.roomClash = .warn }
    try stage.given(ReplaceAgenda(agenda: Stage.agenda([Stage.session("a", "10T09:00", room: "aula"), Stage.session("b", "10T09:30", room: "aula")])))
    try stage.given(UpdateForum(settings: Stage.settings()))
    #expect(stage.when(EditAgenda(edits: [.setSession(try Stage.session("c", "10T12:00", room: "aula"))])) == ["agendaEdited 1"])
    #expect(
      stage.when(EditAgenda(edits: [.setSession(try Stage.session("c", "10T09:45", room: "aula"))])) == ["refused roomClash first=a second=c what=aula"])
  }

  @Test("Rule 23: what a session names has to be there, and what is named is not removed")
  func references() throws {
    var stage = try Stage()
    try stage.given(ReplaceAgenda(agenda: Stage.agenda([Stage.session("a", "10T09:00", room: "aula", speakers: ["chair"])])))
    func edit(_ edits: AgendaEdit...) -> [String] { stage.when(EditAgenda(edits: edits)) }
    #expect(edit(.setSession(try Stage.session("b", "10T09:00", room: "attic"))) == ["refused noSuchRoom reference=attic session=b"])
    #expect(edit(.setSession(try Stage.session("b", "10T09:00", speakers: ["ghost"]))) == ["refused noSuchSpeaker reference=ghost session=b"])
    #expect(edit(.removeRoom(try key("aula"))) == ["refused inUse reference=aula session=Session a"])
    #expect(edit(.removeSpeaker(try key("chair"))) == ["refused inUse reference=chair session=Session a"])
    #expect(edit(.removeRoom(try key("attic"))) == ["refused noSuchRoom reference=attic"])
    #expect(edit(.removeTrack(try key("attic"))) == ["refused noSuchTrack reference=attic"])
    #expect(edit(.removeSpeaker(try key("ghost"))) == ["refused noSuchSpeaker reference=ghost"])
    #expect(edit(.removeSession(try key("ghost"))) == ["refused noSuchSession reference=ghost"])
    #expect(edit(.removeSession(try key("a")), .removeRoom(try key("aula"))) == ["agendaEdited 2"])
    #expect(edit(.setSession(try Stage.session("b", "10T09:00", minutes: 0))) == ["refused badValue expected=1 to 2880 minutes field=b.durationMinutes"])
    #expect(edit(.setSession(try Stage.session("b", "10T09:00", capacity: -1))) == ["refused badValue expected=0 to 1000000 field=b.capacity"])
  }

  @Test("Rule 23: of several edits all are taken or none")
  func allOrNone() throws {
    let stage = try Stage()
    #expect(
      stage.when(EditAgenda(edits: [.setRoom(Room(id: try key("attic"), title: "Attic")), .removeRoom(try key("aula"))]))
        == ["refused noSuchRoom reference=aula"])
    #expect(stage.when(EditAgenda(edits: [])) == [])
  }

  // MARK: - Rule 24

  @Test("Rule 24: editing never changes what is published")
  func editing() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("a", "10T09:00"))
    let published = stage.forum.published
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("a", "10T12:00")), .setSession(Stage.session("b", "10T09:00"))]))
    #expect(stage.forum.published == published)
    #expect(stage.forum.draft.sessions.count == 2)
  }

  @Test("Rule 24: a release has a number, a time and a list of changes")
  func release() throws {
    var stage = try Stage()
    #expect(stage.when(PublishAgenda()) == ["refused nothingToPublish"])
    try stage.givenAgenda(Stage.session("a", "10T09:00", room: "aula"), Stage.session("b", "10T10:00"), Stage.session("c", "10T11:00"))
    #expect(stage.when(PublishAgenda()) == ["refused nothingToPublish release=1"])
    try stage.given(
      EditAgenda(edits: [
        .setSession(Stage.session("a", "10T09:00", room: "foyer")), .removeSession(key("b")), .setSession(Stage.session("c", "10T11:00", capacity: 9)),
        .setSession(Stage.session("d", "10T08:00")),
      ]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: removed b added d moved a changed c"])
    try stage.given(PublishAgenda(), at: "09T12:00")
    let release = try #require(stage.forum.releases.last)
    #expect(release.number == 2)
    #expect(clock(release.at) == "09T12:00")
    #expect(release.differences.map(\.fields) == [[], [], ["room"], ["capacity"]])
    #expect(release.agenda == stage.forum.draft)
  }

  @Test("Rule 24: those concerned by a move or removal are told, speakers of before and now, placed and waiting")
  func concerned() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("a", "10T09:00", speakers: ["chair"], capacity: 1), Stage.session("b", "10T12:00"))
    for delegate in [Stage.investor, Stage.authority] { try stage.given(AddSignup(session: key("a"), delegate: delegate), by: .delegate(delegate)) }
    try stage.given(AddSignup(session: key("b"), delegate: Stage.otherMSME), by: .delegate(Stage.otherMSME))
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("a", "10T16:00", speakers: ["guest"], capacity: 1))]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: moved a for D-1(a) D-4(a) D-6(a) warns availability a guest"])
    try stage.given(EditAgenda(edits: [.removeSession(key("a"))]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: removed a for D-1(a) D-4(a) D-6(a)"])
    try stage.given(PublishAgenda())
    #expect(stage.forum.signups[try key("a")] == nil)
  }

  @Test("Rule 24: a session's identifier in exports never changes between releases")
  func identifiers() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("a", "10T09:00"))
    var other = try Stage.session("a", "10T09:00")
    other.uid = "another"
    #expect(stage.when(EditAgenda(edits: [.setSession(other)])) == ["refused badValue expected=uid-a, as it was published field=a.uid"])
    #expect(stage.when(ReplaceAgenda(agenda: try Stage.agenda([other]))) == ["refused badValue expected=uid-a, as it was published field=a.uid"])
    var twin = try Stage.session("b", "10T12:00")
    twin.uid = "uid-a"
    #expect(stage.when(EditAgenda(edits: [.setSession(twin)])) == ["refused badValue expected=an identifier of its own field=b.uid"])
  }

  @Test("Rule 24: only organisers edit and publish", arguments: [Actor.delegate(DelegateID(1)), .guest(), .timer])
  func organisersOnly(actor: Actor) throws {
    let stage = try Stage()
    #expect(stage.when(EditAgenda(edits: []), by: actor) == ["refused organisersOnly"])
    #expect(stage.when(ReplaceAgenda(agenda: Agenda()), by: actor) == ["refused organisersOnly"])
    #expect(stage.when(PublishAgenda(), by: actor) == ["refused organisersOnly"])
  }
}
