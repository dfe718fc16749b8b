import ForumCore
import Testing

@Suite("Who sees which change")
struct AudienceTests {
  /// One change of every kind that matters here, from a forum's life, with those who may see it.
  @Test("Every reader sees only what they may: all see releases and phases, the two their meeting, each their own, organisers everything")
  func audiences() throws {
    var stage = try Stage()
    let forum = try Self.life(&stage)
    let readers: [(String, Role, DelegateID?)] = [
      ("organiser", .organiser, nil), ("operator", .operator, nil), ("D-1", .attendee, Stage.msme), ("D-4", .investor, Stage.investor),
      ("D-6", .attendee, Stage.authority), ("observer", .observer, nil),
    ]
    let all = "organiser operator"
    let expected: [Change.Kind: String] = [
      .agendaPublished: all + " D-1 D-4 D-6 observer", .phaseSet: all + " D-1 D-4 D-6 observer",
      .announcementMade: all + " D-1 D-4 D-6 observer",
      .timetableApplied: all,
      .meetingRequested: all + " D-1 D-4", .meetingMoved: all + " D-1 D-4", .meetingConfirmed: all + " D-1 D-4", .meetingCancelled: all + " D-1 D-4",
      .meetingDeclined: all + " D-1 D-4", .meetingWithdrawn: all + " D-1 D-4", .meetingExpired: all + " D-1 D-4", .meetingAccepted: all + " D-1 D-4",
      .signupAdded: all + " D-1", .signupWaitlisted: all + " D-4", .signupPromoted: all + " D-4", .signupRemoved: all + " D-1",
      .signupReleased: all + " D-4", .signupCheckedIn: all + " D-6", .placesUnclaimed: all, .registrationPassedOver: all, .checkInCodeIssued: all,
      .registrationOffered: all, .registrationLapsed: all,
      .availabilitySet: all + " D-1", .delegateUpdated: all + " D-1", .delegateCheckedIn: all + " D-1", .chatLinked: all + " D-1",
      .chatUnlinked: all + " D-1", .linkCodeIssued: all, .blockSet: all, .blockRemoved: all, .tableSet: all, .tableRemoved: all,
      .reminderSent: all + " D-4", .remindersMissed: all, .forumUpdated: all, .forumCreated: all, .agendaReplaced: all, .agendaEdited: all,
      .organisationSet: all,
    ]
    var seen: Set<Change.Kind> = []
    for change in forum where seen.insert(change.kind).inserted {
      let audience = stage.forum.audience(of: change)
      let who = readers.filter { audience.includes($0.1, $0.2) }.map(\.0).joined(separator: " ")
      guard let right = expected[change.kind] else { continue }
      #expect(who == right, "\(change.type)")
    }
    #expect(seen.isSuperset(of: expected.keys))
  }

  @Test("A person's registration is seen by them and organisers")
  func registration() throws {
    var stage = try Stage()
    let submit = SubmitRegistration(entry: Stage.entry("Farid", of: "Alpha", .msme, approved: false))
    let changes = try submit.decide(stage.forum, by: .guest(), at: stage.now)
    try stage.given(submit, by: .guest())
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([DelegateID(7)])])
  }

  /// All changes of a forum in which everything happened once.
  static func life(_ stage: inout Stage) throws -> [Change] {
    var changes: [Change] = []
    func record(_ command: some Command<Forum>, _ actor: Actor = .organiser(), at clock: String? = nil) throws {
      if let clock { stage.now = Stage.clock(clock) }
      changes += try command.decide(stage.forum, by: actor, at: stage.now)
      try stage.given(command, by: actor)
    }
    let (msme, investor) = (Stage.msme, Stage.investor)
    changes += try CreateForum(forum: key("other"), settings: Stage.settings()).decide(Forum(), by: .organiser(), at: stage.now)
    try record(SetPhase(phase: .running))
    try record(ReplaceAgenda(agenda: Stage.agenda([Stage.session("talk", "10T12:00", room: "aula", speakers: ["guest"], capacity: 1)])))
    try record(EditAgenda(edits: [.setTrack(Track(id: key("food"), title: "Food", color: "#aabbcc"))]))
    try record(PublishAgenda())
    try record(Announce(text: "The buses leave at six."))
    try record(AddSignup(session: key("talk"), delegate: msme), .delegate(msme))
    try record(AddSignup(session: key("talk"), delegate: investor), .delegate(investor))
    try record(RemoveSignup(session: key("talk"), delegate: msme), .delegate(msme))
    try record(SetAvailability(delegate: msme, blocks: nil, unavailable: [Span(start: Stage.clock("11T09:00"), end: Stage.clock("11T10:00"))]), .delegate(msme))
    try record(UpdateDelegate(delegate: msme, language: "ar", speaks: ["ar", "fr"], offers: ["water"], seeks: ["finance"]), .delegate(msme))
    try record(CheckIn(delegate: msme))
    try record(IssueLinkCode(delegate: msme, digest: "abc"), .delegate(msme))
    try record(LinkChat(digest: "abc", bot: "matrix", account: ChatAccount(account: "@amel:example.org", chat: "!room:example.org")), .guest())
    try record(UnlinkChat(delegate: msme, bot: "matrix", account: "@amel:example.org"), .delegate(msme))
    try record(
      SetTable(table: Table(id: TableID(7), label: "window", zone: "hall", fixedTo: .organisation(OrganisationID(5)), link: "https://meet.example.org/7")))
    try record(RemoveTable(table: TableID(7)))
    try record(SetBlock(block: Stage.block("late", "10T17:00", "10T18:00", gap: 5, virtual: true)))
    try record(RemoveBlock(block: key("late")))
    func request(_ message: String? = nil) -> RequestMeeting { RequestMeeting(requester: msme, requested: investor, message: message) }
    func last() -> MeetingID { MeetingID(stage.forum.lastMeeting) }
    try record(request("Secret plan of Amel"), .delegate(msme))
    try record(MoveMeeting(meeting: last(), slot: SlotID("am.2"), reason: "train"), .delegate(investor))
    try record(ConfirmMeeting(meeting: last()), .delegate(msme))
    try record(CancelMeeting(meeting: last(), reason: "ill"), .delegate(msme))
    try record(request(), .delegate(msme))
    try record(DeclineMeeting(meeting: last()), .delegate(investor))
    try record(request(), .delegate(msme))
    try record(CancelMeeting(meeting: last()), .delegate(msme))
    var settings = try Stage.settings()
    settings.timeMode = .organiser
    settings.holdMinutes = 15
    settings.forbiddenRequests = [.init(from: .privateInvestor, to: .msme)]
    settings.limits = .init(perForum: 10, perBlock: 4, requests: 20)
    settings.limitsByKind = [.msme: .init(perForum: 9)]
    settings.places = [.msme: 50]
    try record(UpdateForum(settings: settings))
    try record(request(), .delegate(msme))
    try record(ConfirmMeeting(meeting: last()), .delegate(investor))
    let accepted = stage.forum.meetings[last()]?.version ?? 0
    try record(ApplyTimetable(placings: [.init(meeting: last(), version: accepted, slot: .init(block: key("am"), index: 4), table: TableID(1))]))
    try record(CancelMeeting(meeting: last()), .delegate(investor))
    try record(request(), .delegate(msme))
    try record(ExpireHolds(), .timer, at: "09T09:20")
    for name in ["Farid", "Gaia"] { try record(SubmitRegistration(entry: Stage.entry(name, of: "Alpha", .msme, approved: false)), .guest()) }
    try record(WaitlistRegistration(delegate: DelegateID(7)))
    try record(ApproveRegistration(delegate: DelegateID(7)))
    try record(RejectRegistration(delegate: DelegateID(8), reason: "late"))
    try record(EraseDelegate(delegate: DelegateID(8)), .delegate(DelegateID(8)))
    try record(CancelRegistration(delegate: DelegateID(7), reason: "ill"), .delegate(DelegateID(7)))
    try record(SubmitRegistration(entry: Stage.entry("Hedi", of: "Hotel", .expert)))
    settings.timeMode = .whenRequesting
    settings.holdMinutes = 120
    settings.reminders = .init(waiting: 60, ending: 0, starting: 10, none: 0)
    settings.quietHours = QuietHours(fromMinute: 1320, toMinute: 420)
    try record(UpdateForum(settings: settings))
    try record(request(), .delegate(msme))
    try record(ExpireHolds(), .timer, at: "09T10:20")
    try record(ConfirmMeeting(meeting: last()), .delegate(investor))
    try record(ExpireHolds(), .timer, at: "10T12:00")
    changes += try places(&stage)
    changes += try AllianceRuleTests.life(&stage)
    changes += try ReplayTests.life().journal.map(\.change)
    // In a forum of its own: what is erased here is to be found in the others.
    changes += try EraseDelegate(delegate: Stage.colleague).decide(Stage().forum, by: .organiser(), at: Stage.clock("09T09:00"))
    return changes
  }

  /// Places that are offered, lapse and pass a delegation over, codes, and a session whose place nobody claims.
  private static func places(_ stage: inout Stage) throws -> [Change] {
    var changes: [Change] = []
    func record(_ command: some Command<Forum>, _ actor: Actor = .organiser(), at clock: String? = nil) throws {
      if let clock { stage.now = Stage.clock(clock) }
      changes += try command.decide(stage.forum, by: actor, at: stage.now)
      try stage.given(command, by: actor)
    }
    func entry(_ name: String, of organisation: String) -> ForumContent.Entry {
      var entry = Stage.entry(name, of: organisation, .msme, approved: false)
      (entry.answers, entry.consents) = (["diet": "halal food"], ["privacy"])
      return entry
    }
    var settings = try stage.forum.requireSettings()
    settings.registrationMode = .automatic
    (settings.placesInAll, settings.offerMinutes, settings.unclaimedAfterMinutes) = (stage.forum.index.taken, 60, 10)
    settings.questions = [.init(id: "diet", text: "What do you eat?")]
    settings.consents = [.init(id: "privacy", wording: "Keep my data.", isRequired: true)]
    settings.lastDay = settings.firstDay
    try record(UpdateForum(settings: settings))
    try record(SubmitRegistration(entry: entry("Ines", of: "Iris")), .guest())
    try record(SubmitDelegation(people: [entry("Jamal", of: "Omega"), entry("Karim", of: "Omega")], together: true), .guest())
    try record(SubmitRegistration(entry: entry("Lina", of: "Lotus")), .guest())
    try record(CancelRegistration(delegate: Stage.colleague))
    try record(CancelRegistration(delegate: DelegateID(9)))
    try record(IssueCheckInCode(delegate: Stage.msme, code: "AB2C3DEF"))
    try record(AddSignup(session: key("talk"), delegate: Stage.authority), .delegate(Stage.authority))
    try record(ExpireHolds(), .timer, at: "10T12:10")
    try record(CheckInToSession(session: key("talk"), delegate: Stage.authority))
    try record(ExpireHolds(), .timer, at: "10T13:05")
    return changes
  }
}
