import ForumCore
import StrictJSON
import Testing

@Suite("Rule 29: a person is erased, and the counts stay right")
struct ErasureRuleTests {
  @Test("Rule 29: who is erased gives everything back, whatever the cut-offs and the phase, in the name of whoever wants it")
  func givesBack() throws {
    var stage = try Stage { $0.cutoffMinutes = 1440 }
    try stage.givenAgenda(Stage.session("talk", "10T12:00", capacity: 1))
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.msme), by: .delegate(Stage.msme))
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.colleague), by: .delegate(Stage.colleague))
    try stage.givenMeeting(Stage.msme, Stage.investor, "am.1")
    try stage.given(stage.request(Stage.msme, Stage.otherInvestor, "am.2"), by: .delegate(Stage.msme))
    try stage.given(stage.request(Stage.authority, Stage.msme, "am.3"), by: .delegate(Stage.authority))
    try stage.given(SetPhase(phase: .closed))
    func gone(by side: String) -> [String] {
      [
        "meetingCancelled M-1\(side)", "meetingWithdrawn M-2\(side)", "meetingDeclined M-3\(side)",
        "signupRemoved D-1 talk", "registrationCancelled D-1", "signupPromoted D-2 talk", "delegateErased D-1",
      ]
    }
    #expect(stage.when(EraseDelegate(delegate: Stage.msme), by: .delegate(Stage.msme), at: "10T08:59") == gone(by: " by D-1"))
    #expect(stage.when(EraseDelegate(delegate: Stage.msme), at: "10T08:59") == gone(by: ""))
  }

  @Test("Rule 29: only they themselves and organisers erase a person; a second time there is nothing to do")
  func who() throws {
    var stage = try Stage()
    let erase = EraseDelegate(delegate: Stage.msme)
    for actor in [Actor.delegate(Stage.colleague), .delegate(Stage.investor), .guest(), .timer] {
      #expect(stage.when(erase, by: actor) == ["refused notYours"])
    }
    #expect(stage.when(EraseDelegate(delegate: DelegateID(99))) == ["refused noSuchDelegate reference=D-99"])
    try stage.given(erase, by: .delegate(Stage.msme))
    #expect(stage.when(erase, by: .delegate(Stage.msme)) == [])
    #expect(stage.forum.erased == [Stage.msme])
  }

  @Test("Rule 29: whoever was erased is nobody any more: nothing is set, approved or moved for them")
  func nobody() throws {
    var stage = try Stage()
    try stage.givenMeeting(Stage.msme, Stage.investor, "am.1")
    try stage.given(EraseDelegate(delegate: Stage.msme), at: "10T12:00")
    let refused = ["refused noSuchDelegate reference=D-1"]
    #expect(stage.when(UpdateDelegate(delegate: Stage.msme, language: "fr")) == refused)
    #expect(stage.when(ApproveRegistration(delegate: Stage.msme)) == refused)
    #expect(stage.when(SetAvailability(delegate: Stage.msme, blocks: nil, unavailable: [])) == refused)
    #expect(stage.when(MoveMeeting(meeting: MeetingID(1), reason: "again")) == ["refused notApproved delegate=D-1"])
  }

  @Test("Rule 29: a speaker who comes back after an erasure gets a new name once, however often the same is said of them")
  func speakerAgain() throws {
    var stage = try Stage()
    let speaker = Speaker(
      id: try key("ada"), profile: Personal(SpeakerProfile(name: "Ada"), of: try #require(stage.forum.registrations[Stage.msme]?.profile.person)))
    try stage.given(EraseDelegate(delegate: Stage.msme))
    try stage.given(EditAgenda(edits: [.setSpeaker(speaker)]))
    let name = stage.forum.draft.speakers[speaker.id]?.profile.person
    #expect(name != nil && name != speaker.profile.person)
    #expect(stage.when(EditAgenda(edits: [.setSpeaker(speaker)])) == [])
  }

  @Test("Rule 29: one who was turned down or had left is erased as well")
  func notTakingPart() throws {
    var stage = try Stage()
    try stage.given(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme))
    try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Farid Ltd", .msme, approved: false)))
    try stage.given(SubmitRegistration(entry: Stage.entry("Gaia", of: "Gaia Ltd", .msme, approved: false)))
    try stage.given(RejectRegistration(delegate: DelegateID(7)))
    #expect(stage.when(EraseDelegate(delegate: Stage.msme)) == ["delegateErased D-1"])
    #expect(stage.when(EraseDelegate(delegate: DelegateID(7))) == ["delegateErased D-7"])
    #expect(stage.when(EraseDelegate(delegate: DelegateID(8))) == ["registrationCancelled D-8", "delegateErased D-8"])
  }

  /// A forum in which Amel (D-1) left a word everywhere, as a delegate and as a speaker who was at first not known to be her.
  private func life() throws -> (stage: Stage, changes: [(Change, Instant)]) {
    var stage = try Stage(people: 0)
    var changes: [(Change, Instant)] = []
    func record(_ command: some Command<Forum>, _ actor: Actor = .organiser()) throws {
      changes += try command.decide(stage.forum, by: actor, at: stage.now).map { ($0, stage.now) }
      try stage.given(command, by: actor)
    }
    var entry = Stage.entry("canary", of: "Alpha", .msme)
    entry.profile = Profile(givenName: "canary", familyName: "canary", email: "canary@example.org", phone: "canary", position: "canary")
    (entry.speaks, entry.offers, entry.seeks) = (["canary"], ["canary"], ["canary"])
    try record(SubmitRegistration(entry: entry))
    try record(SubmitRegistration(entry: Stage.entry("Chiara", of: "Capital", .privateInvestor)))
    let (amel, chiara) = (Stage.msme, DelegateID(2))
    for (whose, digest) in [(chiara, "c"), (amel, "a")] {
      try record(IssueLinkCode(delegate: whose, digest: digest), .delegate(whose))
      try record(LinkChat(digest: digest, bot: "matrix", account: ChatAccount(account: "canary", chat: "canary")), .guest())
    }
    func speaker(_ delegate: DelegateID?) throws -> Speaker {
      Speaker(id: try key("canary"), profile: Personal(SpeakerProfile(name: "canary", biography: "canary"), of: PersonID("p-unknown")), delegate: delegate)
    }
    var agenda = try Stage.agenda([Stage.session("talk", "10T12:00", speakers: ["canary", "guest"])])
    agenda.apply(.removeSpeaker(try key("chair")))
    agenda.apply(.setSpeaker(try speaker(nil)))
    try record(ReplaceAgenda(agenda: agenda))
    try record(PublishAgenda())
    try record(EditAgenda(edits: [.setSpeaker(speaker(amel))]))
    try record(PublishAgenda())
    try record(EditAgenda(edits: [.removeSession(key("talk")), .removeSpeaker(key("canary"))]))
    try record(RequestMeeting(requester: amel, requested: chiara, message: "canary"), .delegate(amel))
    try record(MoveMeeting(meeting: MeetingID(1), slot: SlotID("am.3"), reason: "canary"), .delegate(amel))
    try record(CancelMeeting(meeting: MeetingID(1), reason: "canary"), .delegate(amel))
    return (stage, changes)
  }

  @Test("Rule 29: after an erasure no word of theirs is in the state, as a speaker neither, in no release; others' words are")
  func everywhere() throws {
    var (stage, _) = try life()
    func text() throws -> String { String(decoding: try StrictJSONEncoder().encode(stage.forum), as: UTF8.self) }
    #expect(try text().contains("canary"))
    #expect(stage.forum.persons(of: Stage.msme) == [Stage.person("canary"), PersonID("p-unknown")])
    let before = stage.forum
    try stage.given(EraseDelegate(delegate: Stage.msme))
    #expect(try !text().contains("canary"))
    #expect(try text().contains("Chiara") && text().contains("Guest"))
    let forum = stage.forum
    #expect(forum.persons(of: Stage.msme) == before.persons(of: Stage.msme))
    #expect(forum.registrations[Stage.msme]?.displayName == "D-1")
    #expect((forum.releases.count, forum.draft.speakers.keys.map(\.value)) == (2, ["guest"]))
    #expect(forum.releases.allSatisfy { $0.agenda.sessions.values.first?.speakers.map(\.value) == ["guest"] })
    #expect(forum.chatLinks.isEmpty && forum.linkCodes.isEmpty)
    #expect(forum.recount() == forum.index)
    #expect(
      stage.when(SubmitRegistration(entry: Stage.entry("canary", of: "Alpha", .msme, approved: false)), by: .guest()) == ["registrationSubmitted D-3 canary"])
  }

  @Test("Rule 29: a replay that reads nothing of the person leads where life did; so do a snapshot and what came after it")
  func replay() throws {
    var (stage, changes) = try life()
    let (encoder, _) = sealing()
    let snapshot = try encoder.encode(stage.forum)
    let tail = try EraseDelegate(delegate: Stage.msme).decide(stage.forum, by: .organiser(), at: stage.now).map { ($0, stage.now) }
    let start = try Stage(people: 0).forum
    let (_, decoder) = sealing(erased: Stage.person("canary"), PersonID("p-unknown"))
    changes += tail
    var replayed = start
    for (change, at) in changes { replayed.apply(try decoder.decode(Change.self, from: try encoder.encode(change)), seq: replayed.seq + 1, at: at) }
    var resumed = try decoder.decode(Forum.self, from: snapshot)
    for (change, at) in tail { resumed.apply(change, seq: resumed.seq + 1, at: at) }
    try stage.given(EraseDelegate(delegate: Stage.msme))
    #expect(replayed == stage.forum)
    #expect(resumed == stage.forum)
    #expect(replayed.chatLinks.isEmpty)
  }

  @Test("Rule 29: what an organiser says of a speaker is that delegate's own; one who is erased is no speaker any more")
  func speakers() throws {
    var stage = try Stage()
    let speaker = Speaker(id: try key("keynote"), profile: Personal(SpeakerProfile(name: "Chiara"), of: PersonID("p-new")), delegate: Stage.investor)
    try stage.given(EditAgenda(edits: [.setSpeaker(speaker)]))
    #expect(stage.forum.draft.speakers[speaker.id]?.profile.person == Stage.person("Chiara"))
    #expect(stage.forum.persons(of: Stage.investor) == [Stage.person("Chiara")])
    try stage.given(EraseDelegate(delegate: Stage.investor))
    #expect(stage.forum.draft.speakers.isEmpty)
    #expect(stage.when(EditAgenda(edits: [.setSpeaker(speaker)])) == ["refused noSuchDelegate reference=D-4 speaker=keynote"])
  }

  @Test("Rule 29: whoever comes again after an erasure is kept under another name; what is new of them stays readable")
  func again() throws {
    var stage = try Stage()
    try stage.given(EraseDelegate(delegate: Stage.msme))
    try stage.given(SubmitRegistration(entry: Stage.entry("Amel", of: "Alpha", .msme)))
    let again = try #require(stage.forum.registrations[DelegateID(7)])
    #expect(again.profile.person != Stage.person("Amel"))
    #expect(again.wishes.person == again.profile.person)
    let (encoder, decoder) = sealing(erased: Stage.person("Amel"))
    let read = try decoder.decode(Forum.self, from: try encoder.encode(stage.forum))
    #expect(read == stage.forum)
    #expect((read.registrations[DelegateID(7)]?.displayName, read.registrations[Stage.msme]?.displayName) == ("Amel Test", "D-1"))
  }

  @Test("Rule 29: whoever had cancelled and registered again is erased with both registrations")
  func twice() throws {
    var stage = try Stage()
    try stage.given(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme))
    try stage.given(SubmitRegistration(entry: Stage.entry("Amel", of: "Alpha", .msme)))
    let again = DelegateID(7)
    #expect(stage.forum.registrations[again]?.profile.person == Stage.person("Amel"))
    #expect(stage.when(EraseDelegate(delegate: again), by: .delegate(again)) == ["delegateErased D-1", "registrationCancelled D-7", "delegateErased D-7"])
    try stage.given(EraseDelegate(delegate: again), by: .delegate(again))
    let (encoder, decoder) = sealing(erased: Stage.person("Amel"))
    #expect(try decoder.decode(Forum.self, from: try encoder.encode(stage.forum)) == stage.forum)
  }
}
