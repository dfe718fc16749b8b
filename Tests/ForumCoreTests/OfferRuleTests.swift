import ForumCore
import Testing

@Suite("Rules 13 and 21: places that are offered, and delegations that come all or not at all")
struct OfferRuleTests {
  private static func entry(_ name: String, of organisation: String? = nil, _ kind: OrganisationKind = .msme) -> ForumContent.Entry {
    Stage.entry(name, of: organisation ?? "\(name) Ltd", kind, approved: false)
  }

  private static func delegation(_ names: [String], together: Bool = true, _ kind: OrganisationKind = .msme) -> SubmitDelegation {
    SubmitDelegation(people: names.map { entry($0, of: "Omega", kind) }, together: together)
  }

  /// Six are in and there are no more places; those named wait, from D-7 on. An offer holds for an hour.
  private static func full(_ names: String..., offer: Int = 60, places: Int = 6) throws -> Stage {
    var stage = try Stage {
      $0.registrationMode = .automatic
      $0.placesInAll = places
      $0.offerMinutes = offer
    }
    for name in names { try stage.given(SubmitRegistration(entry: entry(name)), by: .guest()) }
    return stage
  }

  private static func cancel(_ number: Int) -> CancelRegistration { CancelRegistration(delegate: DelegateID(number)) }

  private static func places(_ number: Int?, offer: Int = 60) throws -> UpdateForum {
    var settings = try Stage.settings()
    settings.registrationMode = .automatic
    settings.placesInAll = number
    settings.offerMinutes = offer
    return UpdateForum(settings: settings)
  }

  // MARK: - Offers

  @Test("Rule 21: a place that becomes free is kept for the first in line, for as long as the forum says", arguments: [60, 1440, 0])
  func offered(minutes: Int) throws {
    var stage = try Self.full("Farid", "Gaia", offer: minutes)
    let given = [60: "registrationOffered D-7 until 09T10:00", 1440: "registrationOffered D-7 until 10T09:00", 0: "registrationApproved D-7 from the waitlist"]
    #expect(stage.when(Self.cancel(1)) == ["registrationCancelled D-1", try #require(given[minutes])])
    try stage.given(Self.cancel(1))
    // It counts as taken: the next who comes does not get it.
    #expect(stage.forum.index.taken == 6)
    #expect(stage.when(SubmitRegistration(entry: Self.entry("Hedi")), by: .guest()).last == "registrationWaitlisted D-9")
  }

  @Test("Rule 21: whoever is offered a place takes it, once, or an organiser takes it for them")
  func accepted() throws {
    var stage = try Self.full("Farid")
    try stage.given(Self.cancel(1))
    let accept = AcceptOffer(delegate: DelegateID(7))
    for actor in [Actor.delegate(DelegateID(7)), .organiser()] { #expect(stage.when(accept, by: actor) == ["registrationApproved D-7 from the waitlist"]) }
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(7))) == ["registrationApproved D-7 from the waitlist"])
    #expect(stage.when(accept, by: .delegate(DelegateID(2))) == ["refused notYours"])
    #expect(stage.when(AcceptOffer(delegate: DelegateID(1)), by: .organiser()) == ["refused wrongStatus delegate=D-1 status=cancelled"])
    try stage.given(accept, by: .delegate(DelegateID(7)))
    #expect(stage.when(accept, by: .delegate(DelegateID(7))) == [])
    #expect(stage.forum.index.taken == 6)
    #expect(stage.forum.nextDue == nil)
  }

  @Test("Rule 21: whoever says no, or nothing in time, loses the place; the next in line gets it in the same step and they may apply again")
  func lapsed() throws {
    var stage = try Self.full("Farid", "Gaia", "Hedi")
    try stage.given(Self.cancel(1))
    #expect(
      stage.when(Self.cancel(7), by: .delegate(DelegateID(7)), at: "09T09:30") == ["registrationCancelled D-7", "registrationOffered D-8 until 09T10:30"])
    #expect(
      stage.when(RejectRegistration(delegate: DelegateID(7)), at: "09T09:30") == ["registrationRejected D-7", "registrationOffered D-8 until 09T10:30"])
    #expect(stage.when(ExpireHolds(), by: .timer, at: "09T09:59") == [])
    #expect(clock(try #require(stage.forum.nextDue)) == "09T10:00")
    let late = ["registrationLapsed D-7", "registrationOffered D-8 until 09T11:00"]
    #expect(stage.when(ExpireHolds(), by: .timer, at: "09T10:00") == late)
    try stage.given(ExpireHolds(), by: .timer, at: "09T10:00")
    #expect(stage.when(AcceptOffer(delegate: DelegateID(7)), by: .delegate(DelegateID(7))) == ["refused wrongStatus delegate=D-7 status=cancelled"])
    #expect(stage.when(SubmitRegistration(entry: Self.entry("Farid")), by: .guest()) == ["registrationSubmitted D-10 Farid", "registrationWaitlisted D-10"])
  }

  @Test("Rule 21: no place is kept beyond the forum's last day, and none is offered after it or while the forum is not open")
  func lastDay() throws {
    var stage = try Self.full("Farid", "Gaia", offer: 1440)
    #expect(stage.when(Self.cancel(1), at: "11T20:00") == ["registrationCancelled D-1", "registrationOffered D-7 until 12T00:00"])
    #expect(stage.when(Self.cancel(1), at: "12T00:00") == ["registrationCancelled D-1"])
    try stage.given(SetPhase(phase: .preparing))
    #expect(stage.when(Self.cancel(1)) == ["registrationCancelled D-1"])
    try stage.given(Self.cancel(1))
    #expect(stage.when(SetPhase(phase: .open)) == ["phaseSet open", "registrationOffered D-7 until 10T09:00"])
    #expect(stage.when(SetPhase(phase: .closed)) == ["phaseSet closed"])
  }

  @Test("Rule 21: more places are offered to as many as there are, in order; what was offered under other settings stays")
  func morePlaces() throws {
    var stage = try Self.full("Farid", "Gaia", "Hedi")
    #expect(
      stage.when(try Self.places(8))
        == ["forumUpdated Alliance forum", "registrationOffered D-7 until 09T10:00", "registrationOffered D-8 until 09T10:00"])
    try stage.given(Self.places(8))
    #expect(stage.when(try Self.places(7)) == ["refused noPlaceLeft kind=all places=7 taken=8"])
    try stage.given(Self.places(8, offer: 0))
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "09T10:00") == [
        "registrationLapsed D-7", "registrationLapsed D-8", "registrationApproved D-9 from the waitlist",
      ])
  }

  @Test("Rule 21: of two who race for the last place one wins, whoever comes first", arguments: [["Farid", "Gaia"], ["Gaia", "Farid"]])
  func race(names: [String]) throws {
    var stage = try Self.full(places: 7)
    let commands = names.map { SubmitRegistration(entry: Self.entry($0)) }
    for command in commands { #expect(stage.when(command, by: .guest()).last == "registrationApproved D-7") }
    for command in commands { try stage.given(command, by: .guest()) }
    #expect([7, 8].map { stage.forum.registrations[DelegateID($0)]?.status } == [.approved, .waitlisted])
  }

  @Test("Rule 21: a place that is kept for somebody nobody else gets, neither by an organiser nor by coming first")
  func kept() throws {
    var stage = try Self.full("Farid", "Gaia")
    try stage.given(Self.cancel(1))
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(8), reason: "keynote")) == ["refused noPlaceLeft kind=msme places=6"])
    #expect(stage.when(AcceptOffer(delegate: DelegateID(8)), by: .delegate(DelegateID(8))) == ["refused wrongStatus delegate=D-8 status=waitlisted"])
    try stage.given(ExpireHolds(), by: .timer, at: "09T10:00")
    #expect(stage.when(AcceptOffer(delegate: DelegateID(7)), by: .delegate(DelegateID(7))) == ["refused wrongStatus delegate=D-7 status=cancelled"])
    #expect(stage.when(AcceptOffer(delegate: DelegateID(8)), by: .delegate(DelegateID(8))) == ["registrationApproved D-8 from the waitlist"])
  }

  // MARK: - Delegations

  @Test("Rule 13: several of one organisation register in one step, all or none; only the first needs an address")
  func delegation() throws {
    let stage = try Stage()
    var command = Self.delegation(["Farid", "Gaia", "Hedi"], together: false)
    command.people[1].profile.email = nil
    command.people[2].profile.email = nil
    #expect(
      stage.when(command, by: .guest())
        == ["organisationSet O-6 Omega", "registrationSubmitted D-7 Farid", "registrationSubmitted D-8 Gaia", "registrationSubmitted D-9 Hedi"])
    command.people[2].organisationName = "Sigma"
    #expect(stage.when(command, by: .guest()) == ["refused badValue expected=the same organisation for all field=people[3].organisation"])
    command = Self.delegation(["Farid", "Gaia"])
    command.people[1].profile.email = "FARID@example.org"
    #expect(stage.when(command, by: .guest()) == ["refused badValue expected=an address of their own field=people[2].email"])
    command.people[1].profile.email = "amel@example.org"
    #expect(stage.when(command, by: .guest()) == ["refused alreadyRegistered person=2"])
    command.people[1].country = "Tunisia"
    #expect(stage.when(command, by: .guest()) == ["refused badValue expected=two letters of ISO 3166-1, such as TN field=people[2].country"])
    command.people[0].profile.email = nil
    #expect(stage.when(command, by: .guest()) == ["refused badValue expected=the address of who speaks for the others field=people[1].email"])
    #expect(stage.when(SubmitDelegation(people: []), by: .guest()) == ["refused badValue expected=1 to 50 people field=people"])
  }

  @Test("Rule 21: without the wish to come together each of a delegation stands alone", arguments: [true, false])
  func alone(together: Bool) throws {
    let stage = try Self.full(places: 7)
    let said = stage.when(Self.delegation(["Farid", "Gaia"], together: together), by: .guest()).filter { !$0.hasPrefix("organisation") }
    let apart = ["registrationSubmitted D-7 Farid", "registrationApproved D-7", "registrationSubmitted D-8 Gaia", "registrationWaitlisted D-8"]
    let bound = ["registrationSubmitted D-7 Farid", "registrationSubmitted D-8 Gaia", "registrationWaitlisted D-7", "registrationWaitlisted D-8"]
    #expect(said == (together ? bound : apart))
    let enough = try Self.full(places: 8)
    let all = enough.when(Self.delegation(["Farid", "Gaia"], together: together), by: .guest()).filter { $0.hasPrefix("registrationApproved") }
    #expect(all == ["registrationApproved D-7", "registrationApproved D-8"])
  }

  /// Farid waits, then the delegation of Gaia, Hedi and Ines, then Jamal, with D-7 to D-11.
  private static func withDelegation(offer: Int = 60) throws -> Stage {
    var stage = try full("Farid", offer: offer)
    try stage.given(delegation(["Gaia", "Hedi", "Ines"]), by: .guest())
    try stage.given(SubmitRegistration(entry: entry("Jamal")), by: .guest())
    return stage
  }

  @Test("Rule 21: those who come all or not at all are offered places only when there are some for all of them; who fits is not held up, which is recorded")
  func allOrNone() throws {
    var stage = try Self.withDelegation()
    try stage.given(Self.cancel(1))
    #expect(stage.forum.registrations[DelegateID(7)]?.status == .offered)
    #expect(
      stage.when(Self.cancel(2)) == ["registrationCancelled D-2", "registrationPassedOver D-8 D-9 D-10 places 1", "registrationOffered D-11 until 09T10:00"])
    #expect(
      stage.when(try Self.places(8)).dropFirst()
        == ["registrationPassedOver D-8 D-9 D-10 places 2", "registrationOffered D-11 until 09T10:00"])
    #expect(
      stage.when(try Self.places(10)) == ["forumUpdated Alliance forum"] + (8...11).map { "registrationOffered D-\($0) until 09T10:00" })
  }

  @Test("Rule 21: that a delegation is passed over is said once a step, however many come before it")
  func onceAStep() throws {
    var stage = try Self.full("Farid")
    try stage.given(Self.delegation(["Gaia", "Hedi", "Ines"]), by: .guest())
    for name in ["Jamal", "Karim"] { try stage.given(SubmitRegistration(entry: Self.entry(name)), by: .guest()) }
    try stage.given(Self.cancel(7))
    #expect(
      stage.when(try Self.places(8)).dropFirst() == [
        "registrationPassedOver D-8 D-9 D-10 places 2", "registrationOffered D-11 until 09T10:00", "registrationOffered D-12 until 09T10:00",
      ])
    var new = try Self.full("Farid")
    try new.given(Self.delegation(["Gaia", "Hedi", "Ines"]), by: .guest())
    try new.given(SetPhase(phase: .preparing))
    for number in [1, 2, 7] { try new.given(Self.cancel(number)) }
    let said = new.when(Self.delegation(["Jamal", "Karim"], together: false), by: .organiser()).filter { $0.contains("PassedOver") || $0.contains("Approved") }
    #expect(said == ["registrationPassedOver D-8 D-9 D-10 places 2", "registrationApproved D-11", "registrationApproved D-12"])
  }

  @Test("Rule 21: who comes new takes a place that is too few for a delegation in line, which is recorded")
  func newcomer() throws {
    var stage = try Self.full()
    try stage.given(Self.delegation(["Gaia", "Hedi", "Ines"]), by: .guest())
    try stage.given(Self.cancel(1))
    #expect(
      stage.when(SubmitRegistration(entry: Self.entry("Jamal")), by: .guest()).suffix(2)
        == ["registrationPassedOver D-7 D-8 D-9 places 1", "registrationApproved D-10"])
    #expect(
      stage.when(Self.delegation(["Jamal", "Karim"]), by: .guest()).suffix(2) == ["registrationWaitlisted D-10", "registrationWaitlisted D-11"])
    // Another delegation of theirs is one of its own, behind them.
    var later = stage
    try later.given(Self.delegation(["Jamal", "Karim"]), by: .guest())
    #expect(
      later.when(try Self.places(7)).dropFirst()
        == ["registrationPassedOver D-7 D-8 D-9 places 2", "registrationOffered D-10 until 09T10:00", "registrationOffered D-11 until 09T10:00"])
  }

  @Test("Rule 21: where one of a delegation gives up, the others may fit, and get their places in the same step")
  func smaller() throws {
    var stage = try Self.full()
    try stage.given(Self.delegation(["Gaia", "Hedi", "Ines"]), by: .guest())
    try stage.given(Self.places(8))
    let offered = ["registrationOffered D-7 until 09T10:00", "registrationOffered D-8 until 09T10:00"]
    #expect(stage.when(Self.cancel(9), by: .delegate(DelegateID(9))) == ["registrationCancelled D-9"] + offered)
    #expect(stage.when(RejectRegistration(delegate: DelegateID(9))) == ["registrationRejected D-9"] + offered)
  }

  @Test("Rule 21: whoever of a delegation takes the places takes them for all; together they lapse too")
  func acceptedTogether() throws {
    var stage = try Self.withDelegation()
    try stage.given(Self.places(10))
    try stage.given(AcceptOffer(delegate: DelegateID(7)), by: .delegate(DelegateID(7)))
    #expect(
      stage.when(AcceptOffer(delegate: DelegateID(9)), by: .delegate(DelegateID(9)))
        == ["registrationApproved D-8 from the waitlist", "registrationApproved D-9 from the waitlist", "registrationApproved D-10 from the waitlist"])
    #expect(
      stage.when(ExpireHolds(), by: .timer, at: "09T10:00")
        == ["registrationLapsed D-8", "registrationLapsed D-9", "registrationLapsed D-10", "registrationOffered D-11 until 09T11:00"])
  }

  @Test("Rule 21: an organiser takes a delegation in as a whole and in its turn, or with a reason one of it")
  func approved() throws {
    var stage = try Self.withDelegation(offer: 0)
    try stage.given(SetPhase(phase: .preparing))
    try stage.given(Self.cancel(7))
    try stage.given(Self.places(nil))
    let all = (8...10).map { "registrationApproved D-\($0) from the waitlist" }
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(9))) == all)
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(9), reason: "keynote")) == ["registrationApproved D-9 from the waitlist because keynote"])
    #expect(stage.when(ApproveRegistration(delegate: DelegateID(11))) == ["refused notNextInLine delegate=D-8"])
    var tight = try Self.withDelegation()
    try tight.given(SetPhase(phase: .preparing))
    for number in [1, 2, 7] { try tight.given(Self.cancel(number)) }
    #expect(tight.when(ApproveRegistration(delegate: DelegateID(8))) == ["refused noPlaceLeft kind=msme places=6"])
    #expect(
      tight.when(ApproveRegistration(delegate: DelegateID(11)))
        == ["registrationPassedOver D-8 D-9 D-10 places 2", "registrationApproved D-11 from the waitlist"])
  }

  @Test("Rule 21: organisers who approve or put off one of those who come all or not at all do it for all of them, or with a reason for one")
  func decidedTogether() throws {
    var stage = try Stage { $0.placesInAll = 8 }
    try stage.given(Self.delegation(["Farid", "Gaia", "Hedi"]), by: .guest())
    let (first, second) = (DelegateID(7), DelegateID(8))
    let wait = (7...9).map { "registrationWaitlisted D-\($0)" }
    #expect(stage.when(WaitlistRegistration(delegate: second)) == wait)
    #expect(stage.when(ApproveRegistration(delegate: second)) == ["refused noPlaceLeft kind=msme places=8"])
    #expect(stage.when(ApproveRegistration(delegate: second, reason: "keynote")) == ["registrationApproved D-8 because keynote"])
    try stage.given(Self.cancel(1))
    #expect(stage.when(ApproveRegistration(delegate: first)) == (7...9).map { "registrationApproved D-\($0)" })
    // Who was refused once comes with the others, when they are taken in after all.
    try stage.given(RejectRegistration(delegate: first))
    #expect(stage.when(ApproveRegistration(delegate: first)) == (7...9).map { "registrationApproved D-\($0)" })
    #expect(stage.when(ApproveRegistration(delegate: second)) == (8...9).map { "registrationApproved D-\($0)" })
  }

  @Test("Rule 21: a delegation is of one kind and counts against its places")
  func kinds() throws {
    var stage = try Stage {
      $0.registrationMode = .automatic
      $0.offerMinutes = 60
      $0.places = [.expert: 2, .msme: 4]
    }
    try stage.given(Self.delegation(["Gaia", "Hedi", "Ines"], .expert), by: .guest())
    // Another kind's places are not theirs: nobody is passed over.
    #expect(stage.when(SubmitRegistration(entry: Self.entry("Jamal")), by: .guest()).suffix(1) == ["registrationApproved D-10"])
    #expect(
      stage.when(SubmitRegistration(entry: Self.entry("Jamal", .expert)), by: .guest()).suffix(2)
        == ["registrationPassedOver D-7 D-8 D-9 places 2", "registrationApproved D-10"])
  }
}
