import ForumCore
import StrictJSON
import Testing

@Suite("Rule 29: what a person wrote or is written of them is readable with their key only")
struct PrivacyTests {
  /// Every change to which people give words, each of which has a canary in it. Farid is D-7, Gaia D-8.
  private func life(_ stage: inout Stage) throws -> [Change] {
    var changes: [Change] = []
    func record(_ command: some Command<Forum>, _ actor: Actor = .organiser()) throws {
      changes += try command.decide(stage.forum, by: actor, at: stage.now)
      try stage.given(command, by: actor)
    }
    let (farid, gaia) = (DelegateID(7), DelegateID(8))
    for name in ["farid", "gaia", "hedi"] {
      var entry = Stage.entry(name, of: "\(name) Ltd", .msme, approved: false)
      entry.profile = Profile(givenName: "canary", familyName: "canary", email: "canary-\(name)@example.org", phone: "canary", position: "canary")
      (entry.speaks, entry.offers, entry.seeks, entry.about) = (["canary"], ["canary"], ["canary"], "canary")
      try record(SubmitRegistration(entry: entry), .guest())
    }
    for delegate in [farid, gaia] { try record(ApproveRegistration(delegate: delegate, reason: "canary")) }
    try record(WaitlistRegistration(delegate: DelegateID(9)))
    try record(RejectRegistration(delegate: DelegateID(9), reason: "canary"))
    try record(UpdateDelegate(delegate: farid, speaks: ["canary 1"], offers: ["canary 2"], seeks: ["canary 3"]), .delegate(farid))
    try record(IssueLinkCode(delegate: farid, digest: "abc"), .delegate(farid))
    try record(LinkChat(digest: "abc", bot: "matrix", account: ChatAccount(account: "canary", chat: "canary")), .guest())
    try record(UnlinkChat(delegate: farid, bot: "matrix", account: "canary"), .delegate(farid))
    let speaker = Speaker(
      id: try key("keynote"), profile: Personal(SpeakerProfile(name: "canary", organisation: "canary", biography: "canary"), of: Stage.person("gaia")))
    try record(ReplaceAgenda(agenda: Stage.agenda([Stage.session("talk", "10T12:00")])))
    try record(EditAgenda(edits: [.setSpeaker(speaker)]))
    try record(PublishAgenda())
    func request(_ actor: Actor) throws {
      try record(RequestMeeting(requester: farid, requested: gaia, message: "canary", reason: "canary"), actor)
    }
    func last() -> MeetingID { MeetingID(stage.forum.lastMeeting) }
    try request(.organiser())
    try record(MoveMeeting(meeting: last(), slot: SlotID("am.3"), reason: "canary"), .delegate(gaia))
    try record(DeclineMeeting(meeting: last(), reason: "canary"), .delegate(farid))
    try request(.delegate(farid))
    try record(CancelMeeting(meeting: last(), reason: "canary"), .delegate(farid))
    try request(.delegate(farid))
    try record(ConfirmMeeting(meeting: last()), .delegate(gaia))
    try record(CancelMeeting(meeting: last(), reason: "canary"))
    try request(.delegate(farid))
    try record(CancelRegistration(delegate: farid, reason: "canary"), .delegate(farid))
    return changes
  }

  private let carriers: Set<Change.Kind> = [
    .registrationSubmitted, .registrationApproved, .registrationRejected, .registrationCancelled, .delegateUpdated, .chatLinked, .chatUnlinked,
    .agendaEdited, .meetingRequested, .meetingMoved, .meetingDeclined, .meetingWithdrawn, .meetingCancelled,
  ]

  @Test("Nothing that people write is plain in what is stored, from the first change on")
  func canary() throws {
    var stage = try Stage()
    let changes = try life(&stage)
    let (encoder, decoder) = sealing()
    var carrying: Set<Change.Kind> = []
    for change in changes {
      if String(decoding: try StrictJSONEncoder().encode(change), as: UTF8.self).contains("canary") { carrying.insert(change.kind) }
      let sealed = try encoder.encode(change)
      #expect(!String(decoding: sealed, as: UTF8.self).contains("canary"), "\(change.type)")
      #expect(try decoder.decode(Change.self, from: sealed) == change)
    }
    #expect(carrying == carriers)
    #expect(!String(decoding: try encoder.encode(stage.forum), as: UTF8.self).contains("canary"))
  }

  @Test("A reason is personal to the delegate who gives it, and to the one concerned where an organiser does")
  func whose() throws {
    var stage = try Stage()
    let reasons = try life(&stage).compactMap { change -> String? in
      let reason: Personal<String>? =
        switch change {
        case .registrationApproved(let it): it.reason
        case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it): it.reason
        case .meetingRequested(let it): it.reason
        case .meetingMoved(let it): it.reason
        case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it): it.reason
        default: nil
        }
      return reason.map { reason in "\(change.type) \(["farid", "gaia", "hedi"].first { Stage.person($0) == reason.person } ?? "?")" }
    }
    #expect(
      reasons == [
        "registrationApproved farid", "registrationApproved gaia", "registrationRejected hedi", "meetingRequested farid", "meetingMoved gaia",
        "meetingDeclined farid", "meetingRequested farid", "meetingWithdrawn farid", "meetingRequested farid", "meetingCancelled farid",
        "meetingRequested farid", "meetingWithdrawn farid", "registrationCancelled farid",
      ])
  }

  @Test("Once the keys are erased all of it is gone, and everything else is there")
  func erased() throws {
    var stage = try Stage()
    let before = stage.forum
    let changes = try life(&stage)
    let (encoder, decoder) = sealing(erased: Stage.person("farid"), Stage.person("gaia"), Stage.person("hedi"))
    var forum = before
    for change in changes {
      let read = try decoder.decode(Change.self, from: try encoder.encode(change))
      #expect(!String(decoding: try StrictJSONEncoder().encode(read), as: UTF8.self).contains("canary"), "\(change.type)")
      forum.apply(read, seq: forum.seq + 1, at: stage.now)
    }
    #expect(forum.index == stage.forum.index)
    #expect(forum.meetings.mapValues(\.status) == stage.forum.meetings.mapValues(\.status))
    let gone = try #require(forum.registrations[DelegateID(7)])
    #expect((gone.displayName, gone.speaks + gone.offers + gone.seeks) == ("D-7", []))
    let snapshot = try decoder.decode(Forum.self, from: try encoder.encode(stage.forum))
    #expect(snapshot == forum)
  }

  @Test("Of a person who is erased nothing more is recorded, and what others do goes on")
  func nothingMore() throws {
    var stage = try Stage()
    _ = try life(&stage)
    let (encoder, decoder) = sealing(erased: Stage.person("gaia"))
    let forum = try decoder.decode(Forum.self, from: try encoder.encode(stage.forum))
    func said(_ command: some Command<Forum>, _ actor: Actor) throws -> [String] { try command.decide(forum, by: actor, at: stage.now).map(line) }
    let gaia = DelegateID(8)
    #expect(try said(CancelRegistration(delegate: gaia, reason: "gone"), .organiser()) == ["registrationCancelled D-8"])
    #expect(try said(UpdateDelegate(delegate: gaia, offers: ["water"]), .delegate(gaia)) == [])
    let request = RequestMeeting(requester: gaia, requested: Stage.investor, message: "hello")
    guard case .meetingRequested(let it)? = try request.decide(forum, by: .delegate(gaia), at: stage.now).first else { throw Missing() }
    #expect(it.meeting.message == nil)
  }

  @Test("A reason has at most 2000 bytes; an empty one is none")
  func bounds() throws {
    var stage = try Stage()
    try stage.givenMeeting(Stage.msme, Stage.investor)
    let long = String(repeating: "x", count: 2001)
    #expect(stage.when(CancelMeeting(meeting: MeetingID(1), reason: long)) == ["refused badValue expected=at most 2000 bytes field=reason"])
    #expect(stage.when(CancelMeeting(meeting: MeetingID(1), reason: "")) == ["meetingCancelled M-1"])
    #expect(
      stage.when(UpdateDelegate(delegate: Stage.msme, language: long), by: .delegate(Stage.msme))
        == ["refused badValue expected=the tag of a language such as fr field=language"])
  }
}
