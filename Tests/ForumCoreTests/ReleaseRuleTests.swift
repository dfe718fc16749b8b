import ForumCore
import StrictJSON
import Testing

@Suite("Rules 22 and 24: what a release means for those who speak or signed up")
struct ReleaseRuleTests {
  private func signup(_ stage: inout Stage, _ delegate: DelegateID, _ sessions: String...) throws {
    for session in sessions { try stage.given(AddSignup(session: key(session), delegate: delegate), by: .delegate(delegate)) }
  }

  private func edit(_ stage: inout Stage, _ sessions: Session...) throws {
    try stage.given(EditAgenda(edits: sessions.map(AgendaEdit.setSession)))
  }

  /// Three sessions after each other; D-4 signs up for the later ones first.
  private func threeInARow(_ clash: ForumSettings.ClashMode = .block) throws -> Stage {
    var stage = try Stage { $0.signupClash = clash }
    try stage.givenAgenda(
      Stage.session("a", "10T09:00", room: "aula", speakers: ["chair"]), Stage.session("b", "10T10:00", room: "aula"),
      Stage.session("c", "10T11:00", room: "aula", capacity: 1))
    try signup(&stage, Stage.investor, "c", "b", "a")
    return stage
  }

  @Test("Rule 24: everybody is told of exactly their own sessions, also of those that are gone")
  func exactlyTheirOwn() throws {
    var stage = try Stage()
    try stage.givenAgenda(
      Stage.session("a", "10T09:00", speakers: ["chair"]), Stage.session("b", "10T10:00"), Stage.session("c", "10T11:00"), Stage.session("d", "10T12:00"))
    try signup(&stage, Stage.investor, "a", "b", "d")
    try signup(&stage, Stage.authority, "b", "c")
    try signup(&stage, Stage.otherMSME, "d")
    try stage.given(EditAgenda(edits: [.removeSession(key("b")), .setSession(Stage.session("a", "10T08:00", speakers: ["chair"]))]))
    try edit(&stage, Stage.session("c", "10T11:00", room: "foyer"), Stage.session("d", "10T12:00", capacity: 50))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: removed b moved a moved c changed d for D-1(a) D-4(b,a) D-6(b,c)"])
  }

  @Test("Rule 24: of whom else a release concerns, and of what clashes in it, delegates learn nothing")
  func shown() throws {
    var stage = try threeInARow()
    try edit(&stage, Stage.session("a", "10T08:00", speakers: ["chair", "guest"]))
    let change = try #require(try PublishAgenda().decide(stage.forum, by: .organiser(), at: stage.now).first)
    #expect(line(change.shown(to: .organiser, nil)) == "agendaPublished 2: moved a for D-1(a) D-4(a) warns availability a guest")
    #expect(line(change.shown(to: .operator, nil)) == "agendaPublished 2: moved a for D-1(a) D-4(a) warns availability a guest")
    #expect(line(change.shown(to: .investor, Stage.investor)) == "agendaPublished 2: moved a for D-4(a)")
    #expect(line(change.shown(to: .attendee, Stage.authority)) == "agendaPublished 2: moved a")
    #expect(line(change.shown(to: .observer, nil)) == "agendaPublished 2: moved a")
  }

  @Test(
    "Rule 22: whom a release would put into two sessions at once keeps what they signed up to first",
    arguments: [
      (ForumSettings.ClashMode.block, ["agendaPublished 2: moved a for D-1(a) D-4(a lost:a)", "signupRemoved D-4 a"]),
      (.warn, ["agendaPublished 2: moved a for D-1(a) D-4(a)"]), (.off, ["agendaPublished 2: moved a for D-1(a) D-4(a)"]),
    ])
  func earlierStays(clash: ForumSettings.ClashMode, expected: [String]) throws {
    var stage = try threeInARow(clash)
    try edit(&stage, Stage.session("a", "10T10:30", minutes: 15, room: "foyer", speakers: ["chair"]))
    #expect(stage.when(PublishAgenda()) == expected)
  }

  @Test("Rule 22: a place that a release takes goes to the first who waits, in the same step")
  func nextInLine() throws {
    var stage = try threeInARow()
    try stage.given(RemoveSignup(session: key("c"), delegate: Stage.investor))
    try signup(&stage, Stage.investor, "c")
    try signup(&stage, Stage.authority, "c")
    try edit(&stage, Stage.session("c", "10T10:30", room: "foyer", capacity: 1))
    #expect(
      stage.when(PublishAgenda()) == ["agendaPublished 2: moved c for D-4(c lost:c) D-6(c)", "signupRemoved D-4 c", "signupPromoted D-6 c"])
    try edit(&stage, Stage.session("c", "10T10:30", room: "foyer", capacity: 0))
    #expect(stage.when(PublishAgenda()) == ["refused noPlaceLeft kind=Session c places=0 taken=1"])
  }

  @Test("Rule 22: who speaks is never moved; a signup at the same time gives way to it, however early it was")
  func speaking() throws {
    var stage = try threeInARow()
    try signup(&stage, Stage.msme, "b")
    try edit(&stage, Stage.session("a", "10T10:00", room: "foyer", speakers: ["chair"]))
    #expect(
      stage.when(PublishAgenda())
        == ["agendaPublished 2: moved a for D-1(a lost:b) D-4(a lost:a)", "signupRemoved D-1 b", "signupRemoved D-4 a"])
  }

  @Test("Rule 22: what clashed before a release stays as it is, and what is over too")
  func before() throws {
    var stage = try threeInARow(.warn)
    try edit(&stage, Stage.session("a", "10T10:30", minutes: 15, room: "foyer", speakers: ["chair"]))
    try stage.given(PublishAgenda())
    try stage.given(UpdateForum(settings: Stage.settings()))
    try edit(&stage, Stage.session("a", "10T10:15", minutes: 15, room: "foyer", speakers: ["chair"]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 3: moved a for D-1(a) D-4(a)"])
    try edit(&stage, Stage.session("a", "10T11:15", minutes: 15, room: "foyer", speakers: ["chair"]))
    #expect(stage.when(PublishAgenda(), at: "10T12:00") == ["agendaPublished 3: moved a for D-1(a) D-4(a)"])
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 3: moved a for D-1(a) D-4(a lost:a)", "signupRemoved D-4 a"])
  }

  @Test("Rule 22: of two places that clashed before, none is taken because whoever has them speaks now in the one that is over")
  func beforeAndOver() throws {
    var stage = try Stage { $0.signupClash = .warn }
    try stage.givenAgenda(Stage.session("a", "10T10:00", room: "aula"), Stage.session("b", "10T10:00", room: "foyer"))
    try signup(&stage, Stage.msme, "a", "b")
    try stage.given(UpdateForum(settings: Stage.settings()))
    try edit(&stage, Stage.session("a", "10T09:00", minutes: 75, room: "aula", speakers: ["chair"]))
    #expect(stage.when(PublishAgenda(), at: "10T10:30") == ["agendaPublished 2: moved a for D-1(a)"])
  }

  @Test("Rule 22: a meeting is not in the way of a place that is given back")
  func meetingStays() throws {
    var stage = try threeInARow()
    try stage.givenMeeting(Stage.investor, Stage.msme, "pm.1")
    try edit(&stage, Stage.session("a", "10T10:30", minutes: 300, room: "foyer"))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: moved a for D-1(a) D-4(a lost:a)", "signupRemoved D-4 a"])
  }

  @Test("Rule 8: a speaker who is said to be a delegate is one of the forum")
  func unknownDelegate() throws {
    var stage = try Stage()
    let ghost = Speaker(id: try key("ghost"), profile: Personal(SpeakerProfile(name: "Ghost"), of: PersonID("p-ghost")), delegate: DelegateID(99))
    let refused = ["refused noSuchDelegate reference=D-99 speaker=ghost"]
    #expect(stage.when(EditAgenda(edits: [.setSpeaker(ghost)])) == refused)
    var agenda = try Stage.agenda([])
    agenda.apply(.setSpeaker(ghost))
    #expect(stage.when(ReplaceAgenda(agenda: agenda)) == refused)
    try edit(&stage, Stage.session("a", "10T09:00"))
    var draft = stage.forum
    let text = #"{"type":"agendaEdited","edits":[{"setSpeaker":{"id":"ghost","profile":{"person":"p-1"},"delegate":"D-99","available":[]}}]}"#
    draft.apply(try StrictJSONDecoder().decode(Change.self, from: Array(text.utf8)), seq: draft.seq + 1, at: stage.now)
    #expect(throws: Refusal(.noSuchDelegate, ["reference": .text("D-99"), "speaker": .text("ghost")])) {
      try PublishAgenda().decide(draft, by: .organiser(), at: stage.now)
    }
  }
}
