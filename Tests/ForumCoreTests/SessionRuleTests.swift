import ForumCore
import Testing

@Suite("Rule 8: sessions and meetings")
struct SessionRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  @Test("Rule 8: a session always keeps its speakers' slots free", arguments: [true, false])
  func speakers(blocks: Bool) throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:15", speakers: ["chair"], blocks: blocks))
    #expect(
      stage.when(stage.request(msme, investor, "am.1"), by: .delegate(msme))
        == ["refused youAreBusy by=talk time=10T09:00", "or am.4 T-1", "or pm.1 T-1", "or pm.2 T-1"])
    #expect(
      stage.when(stage.request(investor, msme, "am.3"), by: .delegate(investor))
        == ["refused otherIsBusy delegate=D-1 time=10T10:00", "or am.4 T-1", "or pm.1 T-1", "or pm.2 T-1"])
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.4 T-1 awaits D-4 until 10T10:30"])
  }

  @Test("Rule 8: a session keeps the slots of those signed up where it says so", arguments: [(true, "am.3 T-1", "10T10:00"), (false, "am.1 T-1", "10T09:00")])
  func signedUp(blocks: Bool, place: String, until: String) throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", blocks: blocks))
    try stage.given(AddSignup(session: key("talk"), delegate: msme), by: .delegate(msme))
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 \(place) awaits D-4 until \(until)"])
  }

  @Test("Rule 8: who waits for a place keeps their slots")
  func waiting() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", capacity: 0))
    try stage.given(AddSignup(session: key("talk"), delegate: msme), by: .delegate(msme))
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
  }

  @Test("Rule 8: a draft keeps nobody's time; its release does")
  func draft() throws {
    var stage = try Stage()
    try stage.given(ReplaceAgenda(agenda: Stage.agenda([Stage.session("talk", "10T09:00", speakers: ["chair"])])))
    try stage.givenMeeting(msme, investor, "am.1")
    #expect(stage.when(PublishAgenda()) == ["refused meetingsInTheWay meetings=M-1", "could move M-1 am.1 T-1 -> am.3 T-1"])
    #expect(
      stage.when(PublishAgenda(moveMeetings: true)) == ["agendaPublished 1: added talk", "meetingMoved M-1 am.1 T-1 -> am.3 T-1 for the release"])
  }

  @Test("Rule 8: a meeting in the way of a signup is named")
  func meetingFirst() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00"), Stage.session("stroll", "10T09:00", room: "foyer", blocks: false))
    try stage.givenMeeting(msme, investor, "am.2")
    #expect(stage.when(AddSignup(session: try key("talk"), delegate: msme), by: .delegate(msme)) == ["refused busyWithMeeting meeting=M-1 session=talk"])
    #expect(stage.when(AddSignup(session: try key("stroll"), delegate: msme), by: .delegate(msme)) == ["signupAdded D-1 stroll"])
  }

  @Test("Rule 8: giving the place back frees the slots")
  func removed() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00"))
    try stage.given(AddSignup(session: key("talk"), delegate: msme), by: .delegate(msme))
    try stage.given(RemoveSignup(session: key("talk"), delegate: msme), by: .delegate(msme))
    #expect(
      stage.when(stage.request(msme, investor), by: .delegate(msme)) == ["meetingRequested M-1 D-1->D-4 am.1 T-1 awaits D-4 until 10T09:00"])
  }
}
