import ForumCore
import Testing

@Suite("Rules 21 and 22: places, and who waits for them")
struct WaitlistRuleTests {
  private func entry(_ name: String, _ kind: OrganisationKind = .msme, of organisation: String? = nil) -> SubmitRegistration {
    SubmitRegistration(entry: Stage.entry(name, of: organisation ?? "\(name) Ltd", kind, approved: false))
  }

  // MARK: - Rule 21

  @Test("Rule 21: where registration needs approval a person waits for an organiser")
  func approval() throws {
    var stage = try Stage()
    #expect(stage.when(entry("Farid"), by: .guest()) == ["organisationSet O-6 Farid Ltd", "registrationSubmitted D-7 Farid"])
    try stage.given(entry("Farid"), by: .guest())
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(7)), by: .guest()) == ["refused organisersOnly"])
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(7))) == ["registrationApproved D-7"])
    #expect(stage.when(RejectRegistration(delegate: DelegateID(7), reason: "late")) == ["registrationRejected D-7 because late"])
    #expect(stage.when(WaitlistRegistration(delegate: DelegateID(7))) == ["registrationWaitlisted D-7"])
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(1))) == [])
    #expect(stage.when(RejectRegistration(delegate: DelegateID(1))) == ["refused wrongStatus delegate=D-1 status=approved"])
  }

  @Test("Rule 21: an address registers once, whatever its case; after a cancellation again; whose it is only organisers learn")
  func once() throws {
    var stage = try Stage()
    var again = entry("AMEL")
    for actor in [Actor.guest(), .delegate(Stage.investor)] { #expect(stage.when(again, by: actor) == ["refused alreadyRegistered"]) }
    #expect(stage.when(again) == ["refused alreadyRegistered delegate=D-1"])
    try stage.given(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme))
    again.entry.organisationName = " alpha "
    #expect(stage.when(again, by: .guest()) == ["registrationSubmitted D-7 AMEL"])
    try stage.given(again, by: .guest())
    #expect(stage.when(ApproveRegistration(delegate: Stage.msme)) == ["refused alreadyRegistered delegate=D-7"])
  }

  @Test(
    "Rule 21: what a person enters is checked",
    arguments: [
      ("country", "two letters of ISO 3166-1, such as TN"), ("email", "an e-mail address"), ("name", "1 to 100 characters on one line"),
      ("organisation", "1 to 200 characters on one line"), ("phone", "at most 50 characters on one line"), ("role", "a role of those who attend"),
    ])
  func checked(field: String, expected: String) throws {
    let stage = try Stage()
    var command = entry("Farid")
    switch field {
    case "country": command.entry.country = "Tunisia"
    case "email": command.entry.profile.email = "farid@@example"
    case "name": (command.entry.profile.givenName, command.entry.profile.familyName) = (" ", "")
    case "organisation": command.entry.organisationName = "Org\u{1B}]0;x\u{07}"
    case "phone": command.entry.profile.phone = String(repeating: "1", count: 51)
    default: command.entry.role = .organiser
    }
    #expect(stage.when(command, by: .guest()) == ["refused badValue expected=\(expected) field=\(field)"])
  }

  @Test(
    "Rule 21: nobody takes another's name by a character that is not seen",
    arguments: [
      "Giu\u{200B}lia", "Giulia\u{2060}", "Giu\u{AD}lia", "Giu\u{34F}lia", "Giulia\u{E0041}", "Giu\u{200D}lia", "Giu\u{200C}lia", "\u{FEFF}Giulia",
      "Giulia\u{3164}", "Giulia\u{FE0F}", "كريم\u{200D}",
    ])
  func invisible(name: String) throws {
    let stage = try Stage()
    let refused = { (field: String) in ["refused badValue expected=a name without invisible characters field=\(field)"] }
    var command = entry("Farid")
    command.entry.profile.givenName = name
    #expect(stage.when(command, by: .guest()) == refused("name"))
    command = entry("Farid")
    command.entry.organisationName = name
    #expect(stage.when(command, by: .guest()) == refused("organisation"))
    #expect(stage.when(UpdateRegistration(delegate: Stage.msme, familyName: name), by: .delegate(Stage.msme)) == refused("name"))
  }

  @Test(
    "Rule 21: joiners and selectors stay where a script or a picture needs them",
    arguments: ["می\u{200C}خواهم", "क्\u{200D}ष", "ශ්\u{200D}රී", "👩\u{200D}👩\u{200D}👧", "Solar ☀\u{FE0F}", "葛\u{E0100}城"])
  func visible(name: String) throws {
    var command = entry("Farid")
    command.entry.profile.givenName = name
    #expect(try Stage().when(command, by: .guest()).contains { $0.hasPrefix("registrationSubmitted") })
  }

  @Test("Rule 21: with automatic registration people are in while there are places, and then wait in line")
  func automatic() throws {
    var stage = try Stage {
      $0.registrationMode = .automatic
      $0.placesInAll = 7
    }
    #expect(
      stage.when(entry("Farid"), by: .guest()) == ["organisationSet O-6 Farid Ltd", "registrationSubmitted D-7 Farid", "registrationApproved D-7"])
    try stage.given(entry("Farid"), by: .guest())
    #expect(
      stage.when(entry("Gaia"), by: .guest()) == ["organisationSet O-7 Gaia Ltd", "registrationSubmitted D-8 Gaia", "registrationWaitlisted D-8"])
  }

  @Test("Rule 21: a place that becomes free goes to the first in line, in the same step")
  func promotion() throws {
    var stage = try Stage {
      $0.registrationMode = .automatic
      $0.placesInAll = 6
    }
    for name in ["Farid", "Gaia", "Hedi"] { try stage.given(entry(name), by: .guest()) }
    #expect(
      stage.when(CancelRegistration(delegate: Stage.msme, reason: "ill"), by: .delegate(Stage.msme))
        == ["registrationCancelled D-1 because ill", "registrationApproved D-7 from the waitlist"])
    try stage.given(RejectRegistration(delegate: DelegateID(7)))
    #expect(
      stage.when(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme))
        == ["registrationCancelled D-1", "registrationApproved D-8 from the waitlist"])
  }

  @Test("Rule 21: each kind has its own places; a free one goes to the first of that kind")
  func kinds() throws {
    var stage = try Stage {
      $0.registrationMode = .automatic
      $0.places = [.msme: 3, .privateInvestor: 1]
    }
    try stage.given(entry("Farid"), by: .guest())
    try stage.given(entry("Gaia", .privateInvestor), by: .guest())
    #expect(stage.forum.registrations[DelegateID(8)]?.status == .waitlisted)
    #expect(stage.when(entry("Hedi", .expert), by: .guest()).last == "registrationApproved D-9")
    #expect(
      stage.when(CancelRegistration(delegate: Stage.investor), by: .delegate(Stage.investor))
        == ["registrationCancelled D-4", "registrationApproved D-8 from the waitlist"])
  }

  @Test("Rule 21: a person counts for the kind that their organisation is known under, whatever they say of it")
  func knownKind() throws {
    let stage = try Stage {
      $0.registrationMode = .automatic
      $0.places = [.msme: 3]
    }
    #expect(stage.when(entry("Farid", .expert, of: "Alpha"), by: .guest()) == ["registrationSubmitted D-7 Farid", "registrationWaitlisted D-7"])
  }

  @Test("Rule 21: nobody who waits is passed over but with a recorded reason")
  func passedOver() throws {
    var stage = try Stage { $0.placesInAll = 6 }
    for name in ["Farid", "Gaia"] { try stage.given(entry(name), by: .guest()) }
    try stage.given(WaitlistRegistration(delegate: DelegateID(8)))
    try stage.given(WaitlistRegistration(delegate: DelegateID(7)))
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(7))) == ["refused noPlaceLeft kind=msme places=6"])
    var settings = try Stage.settings()
    settings.placesInAll = 7
    #expect(stage.when(UpdateForum(settings: settings)) == ["forumUpdated Alliance forum", "registrationApproved D-8 from the waitlist"])
    settings.placesInAll = nil
    try stage.given(UpdateForum(settings: settings))
    #expect(stage.forum.registrations[DelegateID(8)]?.status == .waitlisted)
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(7))) == ["refused notNextInLine delegate=D-8"])
    #expect(
      stage.when(ApproveRegistration(delegate: DelegateID(7), reason: "keynote")) == ["registrationApproved D-7 from the waitlist because keynote"])
  }

  @Test("Rule 21: places are not lowered below those who are in")
  func lowered() throws {
    let stage = try Stage()
    var settings = try Stage.settings()
    settings.placesInAll = 5
    #expect(stage.when(UpdateForum(settings: settings)) == ["refused noPlaceLeft kind=all places=5 taken=6"])
    settings.placesInAll = nil
    settings.places = [.msme: 2]
    #expect(stage.when(UpdateForum(settings: settings)) == ["refused noPlaceLeft kind=msme places=2 taken=3"])
  }

  @Test("Rule 21: who cancels gives everything back at once: meetings, signups, the place")
  func cancelled() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T14:00", capacity: 1))
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.msme), by: .delegate(Stage.msme))
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.authority), by: .delegate(Stage.authority))
    try stage.given(stage.request(Stage.msme, Stage.investor), by: .delegate(Stage.msme))
    try stage.given(stage.request(Stage.otherMSME, Stage.msme), by: .delegate(Stage.otherMSME))
    try stage.givenMeeting(Stage.msme, Stage.otherInvestor)
    #expect(
      stage.when(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme)) == [
        "meetingWithdrawn M-1 by D-1", "meetingDeclined M-2 by D-1", "meetingCancelled M-3 by D-1", "signupRemoved D-1 talk",
        "registrationCancelled D-1", "signupPromoted D-6 talk",
      ])
    try stage.given(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme))
    #expect(stage.when(CancelRegistration(delegate: Stage.msme), by: .delegate(Stage.msme)) == [])
    #expect(stage.when(CancelRegistration(delegate: Stage.investor), by: .delegate(Stage.msme)) == ["refused notYours"])
  }

  @Test("Rule 21: only who is approved is checked in, once")
  func checkIn() throws {
    var stage = try Stage()
    try stage.given(entry("Farid"), by: .guest())
    #expect(stage.when(CheckIn(delegate: DelegateID(7))) == ["refused wrongStatus delegate=D-7 status=pending"])
    #expect(stage.when(CheckIn(delegate: Stage.msme)) == ["delegateCheckedIn D-1"])
    try stage.given(CheckIn(delegate: Stage.msme))
    #expect(stage.when(CheckIn(delegate: Stage.msme)) == [])
  }

  // MARK: - Rule 22

  @Test("Rule 22: a full session has a waitlist; a place that is given back goes to the first in it")
  func sessions() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", capacity: 1))
    func signup(_ delegate: DelegateID) throws -> AddSignup { AddSignup(session: try key("talk"), delegate: delegate) }
    #expect(stage.when(try signup(Stage.msme), by: .delegate(Stage.msme)) == ["signupAdded D-1 talk"])
    try stage.given(signup(Stage.msme), by: .delegate(Stage.msme))
    #expect(stage.when(try signup(Stage.msme), by: .delegate(Stage.msme)) == ["refused alreadySignedUp session=talk"])
    #expect(stage.when(try signup(Stage.investor), by: .delegate(Stage.investor)) == ["signupWaitlisted D-4 talk"])
    try stage.given(signup(Stage.investor), by: .delegate(Stage.investor))
    try stage.given(signup(Stage.otherMSME), by: .delegate(Stage.otherMSME))
    func gone(_ delegate: DelegateID) throws -> RemoveSignup { RemoveSignup(session: try key("talk"), delegate: delegate) }
    #expect(stage.when(try gone(Stage.msme), by: .delegate(Stage.msme)) == ["signupRemoved D-1 talk", "signupPromoted D-4 talk"])
    #expect(stage.when(try gone(Stage.investor), by: .delegate(Stage.investor)) == ["signupRemoved D-4 talk"])
    #expect(stage.when(try gone(Stage.authority), by: .delegate(Stage.authority)) == ["refused notSignedUp session=talk"])
  }

  @Test("Rule 22: who is busy by now keeps their place in the line, and nobody is promoted past them")
  func busyFirst() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", minutes: 30, capacity: 1))
    for delegate in [Stage.msme, Stage.investor, Stage.otherMSME] {
      try stage.given(AddSignup(session: key("talk"), delegate: delegate), by: .delegate(delegate))
    }
    try stage.givenMeeting(Stage.investor, Stage.authority, "am.1")
    try stage.given(RemoveSignup(session: key("talk"), delegate: Stage.msme), by: .delegate(Stage.msme))
    #expect(stage.forum.signups[try key("talk")]?.placed == [])
    #expect(stage.forum.signups[try key("talk")]?.waiting == [Stage.investor, Stage.otherMSME])
    #expect(
      stage.when(AddSignup(session: try key("talk"), delegate: Stage.colleague), by: .delegate(Stage.colleague)) == ["signupWaitlisted D-2 talk"])
  }

  @Test("Rule 22: a release with more places lets those who wait move up; one with fewer than are taken is refused")
  func capacityChanges() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00", capacity: 2))
    for delegate in [Stage.msme, Stage.investor, Stage.otherMSME, Stage.authority] {
      try stage.given(AddSignup(session: key("talk"), delegate: delegate), by: .delegate(delegate))
    }
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("talk", "10T09:00", capacity: 1))]))
    #expect(stage.when(PublishAgenda()) == ["refused noPlaceLeft kind=Session talk places=1 taken=2"])
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("talk", "10T09:00", capacity: 3))]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: changed talk", "signupPromoted D-3 talk"])
    try stage.given(EditAgenda(edits: [.setSession(Stage.session("talk", "10T09:00"))]))
    #expect(stage.when(PublishAgenda()) == ["agendaPublished 2: changed talk", "signupPromoted D-3 talk", "signupPromoted D-6 talk"])
  }

  @Test(
    "Rule 22: signing up to two sessions at once is refused, taken with a warning, or taken, as the organiser sets",
    arguments: [
      (ForumSettings.ClashMode.block, "refused signupClash other=talk session=walk"), (.warn, "signupAdded D-1 walk despite talk"),
      (.off, "signupAdded D-1 walk"),
    ],
    [true, false])
  func twoAtOnce(mode: (ForumSettings.ClashMode, String), blocks: Bool) throws {
    var stage = try Stage { $0.signupClash = mode.0 }
    try stage.givenAgenda(
      Stage.session("talk", "10T09:00", blocks: blocks), Stage.session("walk", "10T09:30", room: "foyer", blocks: blocks),
      Stage.session("late", "10T10:00", room: "aula"))
    try stage.given(AddSignup(session: key("talk"), delegate: Stage.msme), by: .delegate(Stage.msme))
    #expect(stage.when(AddSignup(session: try key("walk"), delegate: Stage.msme), by: .delegate(Stage.msme)) == [mode.1])
    #expect(stage.when(AddSignup(session: try key("late"), delegate: Stage.msme), by: .delegate(Stage.msme)) == ["signupAdded D-1 late"])
  }

  @Test("Rule 22: only published sessions that are not over, and only for who is approved")
  func signupBounds() throws {
    var stage = try Stage()
    try stage.givenAgenda(Stage.session("talk", "10T09:00"))
    try stage.given(entry("Farid"), by: .guest())
    let talk: SessionID = try key("talk")
    #expect(stage.when(AddSignup(session: try key("walk"), delegate: Stage.msme), by: .delegate(Stage.msme)) == ["refused noSuchSession reference=walk"])
    #expect(stage.when(AddSignup(session: talk, delegate: Stage.msme), by: .delegate(Stage.msme), at: "10T10:00") == ["refused sessionOver session=talk"])
    #expect(stage.when(AddSignup(session: talk, delegate: Stage.msme), by: .delegate(Stage.msme), at: "10T09:59") == ["signupAdded D-1 talk"])
    #expect(
      stage.when(AddSignup(session: talk, delegate: DelegateID(7)), by: .delegate(DelegateID(7))) == ["refused notApproved delegate=D-7"])
    #expect(stage.when(AddSignup(session: talk, delegate: Stage.msme), by: .delegate(Stage.investor)) == ["refused notYours"])
  }
}
