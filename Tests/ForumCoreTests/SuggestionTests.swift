import ForumCore
import StrictJSON
import Testing

@Suite("Suggestions: whom to meet, and why")
struct SuggestionTests {
  /// What somebody brings; `house` is their organisation.
  private struct Guest {
    var name: String
    var kind: OrganisationKind = .other
    var country = "TN"
    var house: String?
    var wishes = Wishes()
    var approved = true
    var takesMeetings = true
    var role = Role.attendee
  }

  /// A forum of these alone, D-1 first.
  private func stage(_ guests: [Guest], _ settings: (inout ForumSettings) -> Void = { _ in }) throws -> Stage {
    var stage = try Stage(people: 0, settings)
    for guest in guests {
      var entry = Stage.entry(guest.name, of: guest.house ?? "House of \(guest.name)", guest.kind, approved: guest.approved)
      (entry.country, entry.takesMeetings, entry.role) = (guest.country, guest.takesMeetings, guest.role)
      (entry.speaks, entry.offers, entry.seeks) = (guest.wishes.speaks, guest.wishes.offers, guest.wishes.seeks)
      (entry.topics, entry.about, entry.ticket, entry.need) = (guest.wishes.topics, guest.wishes.about, guest.wishes.ticket, guest.wishes.need)
      try stage.given(SubmitRegistration(entry: entry))
    }
    return stage
  }

  private func suggestions(_ stage: Stage, for delegate: Int = 1, most: Int = 10) throws -> [MeetingSuggestion] {
    try SuggestionIndex(stage.forum).suggestions(for: DelegateID(delegate), in: stage.forum, at: stage.now, most: most)
  }

  /// Why the second of two is suggested to the first.
  private func reasons(_ a: Guest, _ b: Guest) throws -> [MeetingSuggestion.Reason] { try suggestions(stage([a, b])).first?.reasons ?? [] }

  private static let ticket = Ticket(smallest: 100_000, largest: 500_000, currency: "EUR")
  private static let need = Money(amount: 250_000, currency: "EUR")

  // MARK: - Reasons

  @Test("What they offer meets what one seeks, in any language, and the other way round")
  func topics() throws {
    let a = Guest(name: "A", country: "IT", wishes: Wishes(offers: ["pannelli solari"], seeks: ["traitement des eaux usées"]))
    let b = Guest(name: "B", wishes: Wishes(offers: ["Wastewater"], seeks: ["photovoltaics"]))
    #expect(try reasons(a, b) == [.theyOfferWhatYouSeek(["waste-water"]), .theySeekWhatYouOffer(["solar"])])
    #expect(try reasons(b, a) == [.theyOfferWhatYouSeek(["solar"]), .theySeekWhatYouOffer(["waste-water"])])
  }

  @Test("Case, accents, endings, small words and the order of two words do not matter; Arabic is read")
  func writing() throws {
    let a = Guest(name: "A", country: "IT", wishes: Wishes(seeks: ["plastics recycling"]))
    for text in ["RECYCLING OF PLASTIC", "recyclage des plastiques", "Riciclo della plastica", "recycled plastics", "تدوير البلاستيك", "Muovin kierrätys"] {
      #expect(try reasons(a, Guest(name: "B", wishes: Wishes(offers: [text]))) == [.theyOfferWhatYouSeek(["plastics-recycling"])], "\(text)")
    }
  }

  @Test("The same topic counts more than a narrower one, that more than a broader one, that more than one beside it, and a strange one nothing")
  func nearness() throws {
    let offers = ["food waste", "recycling", "plastics", "waste management", "tourism"]
    let guests = [Guest(name: "A", country: "IT", wishes: Wishes(seeks: ["recycling"]))]
    let found = try suggestions(
      stage(guests + offers.enumerated().map { Guest(name: "B\($0.offset)", wishes: Wishes(offers: [$0.element])) }))
    // `food-waste` is two steps off, over a topic that is beside recycling.
    #expect(found.map(\.delegate.value) == [3, 4, 5])
    #expect(
      found.map(\.reasons) == [[.theyOfferWhatYouSeek(["recycling"])], [.theyOfferWhatYouSeek(["plastics-recycling"])], [.theyOfferWhatYouSeek(["waste"])]])
    #expect(found.map(\.score) == found.map(\.score).sorted(by: >))
  }

  @Test("Topics that are ticked count on both sides, less than words that say which side")
  func ticked() throws {
    let a = Guest(name: "A", country: "IT", wishes: Wishes(seeks: ["biogas"]))
    let found = try suggestions(
      stage([a, Guest(name: "B", wishes: Wishes(topics: ["biogas", "solar"])), Guest(name: "C", wishes: Wishes(offers: ["biogas", "solar"]))]))
    #expect(found.map(\.delegate.value) == [3, 2])
    #expect(found.map(\.reasons) == [[.theyOfferWhatYouSeek(["biogas"])], [.theyOfferWhatYouSeek(["biogas"])]])
  }

  @Test("Words that no list knows are found too, rare ones, as one wrote them")
  func words() throws {
    let a = Guest(name: "A", country: "IT", wishes: Wishes(seeks: ["Élastomère graphène"]))
    let others = (0..<4).map { Guest(name: "C\($0)", wishes: Wishes(offers: ["something else"])) }
    let found = try suggestions(stage([a, Guest(name: "B", wishes: Wishes(about: "We make elastomeres with graphene."))] + others))
    #expect(found.map(\.delegate.value) == [2])
    #expect(found.first?.reasons == [.wordsInCommon(["Élastomère", "graphène"])])
  }

  @Test("A ticket fits a need within its bounds and in its currency, from both sides")
  func money() throws {
    let a = Guest(name: "A", country: "IT", wishes: Wishes(need: Self.need))
    let b = Guest(name: "B", wishes: Wishes(ticket: Self.ticket))
    #expect(try reasons(a, b) == [.ticketFitsNeed(ticket: Self.ticket, need: Self.need)])
    #expect(try reasons(b, a) == [.needFitsTicket(need: Self.need, ticket: Self.ticket)])
    for need in [Money(amount: 2_000_000, currency: "EUR"), Money(amount: 20_000, currency: "EUR"), Money(amount: 250_000, currency: "TND")] {
      #expect(try reasons(Guest(name: "A", country: "IT", wishes: Wishes(need: need)), b) == [], "\(need)")
    }
  }

  @Test("An amount that does not fit puts an investor behind one whose ticket does, though all else is the same")
  func wrongAmount() throws {
    let small = Ticket(smallest: 1_000, largest: 5_000, currency: "EUR")
    let found = try suggestions(
      stage([
        Guest(name: "A", kind: .msme, country: "IT", wishes: Wishes(offers: ["solar"], seeks: ["equity"], need: Self.need)),
        Guest(name: "B", kind: .privateInvestor, wishes: Wishes(offers: ["equity"], seeks: ["solar"], ticket: small)),
        Guest(name: "C", kind: .privateInvestor, wishes: Wishes(offers: ["equity"], seeks: ["solar"])),
        Guest(name: "D", kind: .privateInvestor, wishes: Wishes(offers: ["equity"], seeks: ["solar"], ticket: Self.ticket)),
      ]))
    #expect(found.map(\.delegate.value) == [4, 3, 2])
  }

  @Test("Kinds count: those that are sought by name, those that seek one's own, and those that complement each other")
  func kinds() throws {
    let a = Guest(name: "A", kind: .msme, country: "IT", wishes: Wishes(seeks: ["a municipality in Egypt"]))
    #expect(try reasons(a, Guest(name: "B", kind: .publicAuthority, country: "EG")) == [.theyAreWhomYouSeek(.publicAuthority), .countryYouSeek("EG")])
    #expect(
      try reasons(Guest(name: "A", kind: .publicAuthority), Guest(name: "B", kind: .msme, country: "EG", wishes: a.wishes)) == [
        .theySeekYourKind(.publicAuthority)
      ])
    #expect(
      try reasons(Guest(name: "A", kind: .msme, country: "IT"), Guest(name: "B", kind: .privateInvestor)) == [.kindsComplement(.privateInvestor, .msme)])
    #expect(try reasons(Guest(name: "A", kind: .expert, country: "IT"), Guest(name: "B", kind: .expert)) == [])
  }

  @Test("A country and languages in common are reasons of last resort; no common language counts against somebody")
  func countryAndLanguages() throws {
    let a = Guest(name: "A", wishes: Wishes(speaks: ["fr-TN", "Arabic"], seeks: ["solar"]))
    #expect(try reasons(a, Guest(name: "B", wishes: Wishes(speaks: ["ar", "FR", "en"]))) == [.sameCountry("TN"), .sharedLanguages(["ar", "fr"])])
    let found = try suggestions(
      stage([
        a, Guest(name: "B", country: "IT", wishes: Wishes(speaks: ["it"], offers: ["solar"])),
        Guest(name: "C", country: "IT", wishes: Wishes(offers: ["solar"])),
      ]))
    #expect(found.map(\.delegate.value) == [3, 2])
  }

  @Test("On paper a reason says its kind and its values")
  func paper() throws {
    let reasons: [MeetingSuggestion.Reason] = [
      .theyOfferWhatYouSeek(["solar"]), .ticketFitsNeed(ticket: Self.ticket, need: Self.need), .kindsComplement(.cluster, .msme), .sharedLanguages(["fr"]),
    ]
    #expect(
      try reasons.map { String(decoding: try StrictJSONEncoder().encode($0), as: UTF8.self) } == [
        #"{"kind":"theyOfferWhatYouSeek","topics":["solar"]}"#,
        #"{"kind":"ticketFitsNeed","ticket":{"smallest":100000,"largest":500000,"currency":"EUR"},"need":{"amount":250000,"currency":"EUR"}}"#,
        #"{"kind":"kindsComplement","theirs":"cluster","yours":"msme"}"#, #"{"kind":"sharedLanguages","languages":["fr"]}"#,
      ])
  }

  // MARK: - Who is left out

  private static let seeker = Guest(name: "A", kind: .msme, wishes: Wishes(seeks: ["solar"]))
  private static func offering(_ name: String, _ edit: (inout Guest) -> Void = { _ in }) -> Guest {
    var guest = Guest(name: name, kind: .msme, wishes: Wishes(offers: ["solar"]))
    edit(&guest)
    return guest
  }

  @Test("Rule 2: left out are oneself, one's own house, whoever is not approved, takes no meetings or only interprets, and kinds one may not ask")
  func leftOut() throws {
    let guests = [
      Self.seeker, Self.offering("B"), Self.offering("C") { $0.house = "House of A" }, Self.offering("D") { $0.approved = false },
      Self.offering("E") { $0.takesMeetings = false }, Self.offering("F") { $0.role = .interpreter }, Self.offering("G") { $0.kind = .privateInvestor },
    ]
    #expect(try suggestions(stage(guests)).map(\.delegate.value) == [7, 2])
    #expect(try suggestions(stage(guests) { $0.forbiddenRequests = [.init(from: .msme, to: .privateInvestor)] }).map(\.delegate.value) == [2])
    #expect(try suggestions(stage(guests) { $0.forbiddenRequests = [.init(from: .privateInvestor, to: .msme)] }).map(\.delegate.value) == [7, 2])
  }

  @Test("Rule 2: whoever shares no block is left out; rule 9: so is whoever has all the meetings they may have")
  func notToBeHad() throws {
    var stage = try stage([Self.seeker, Self.offering("B"), Self.offering("C"), Self.offering("D")]) { $0.limits.perForum = 1 }
    try stage.given(SetAvailability(delegate: DelegateID(1), blocks: [key("am")], unavailable: []))
    try stage.given(SetAvailability(delegate: DelegateID(2), blocks: [key("pm")], unavailable: []))
    #expect(try suggestions(stage).map(\.delegate.value) == [3, 4])
    try stage.givenMeeting(DelegateID(3), DelegateID(2), "pm.1")
    #expect(try suggestions(stage).map(\.delegate.value) == [4])
  }

  @Test("Left out is with whom there is a meeting or was one, and who declined; a request that was taken back does not count")
  func met() throws {
    var stage = try stage([Self.seeker] + ["B", "C", "D", "E"].map { Self.offering($0) })
    let asker = DelegateID(1)
    try stage.given(stage.request(asker, DelegateID(2)), by: .delegate(asker))
    try stage.givenMeeting(DelegateID(3), asker)
    for other in [4, 5] { try stage.given(stage.request(asker, DelegateID(other)), by: .delegate(asker)) }
    #expect(try suggestions(stage).map(\.delegate.value) == [])
    try stage.given(DeclineMeeting(meeting: MeetingID(3)), by: .delegate(DelegateID(4)))
    try stage.given(CancelMeeting(meeting: MeetingID(4)), by: .delegate(asker))
    #expect(try suggestions(stage).map(\.delegate.value) == [5])
    stage.now = Stage.clock("11T09:00")
    #expect(try suggestions(stage).map(\.delegate.value) == [5], "whom one has met one knows")
  }

  @Test("Rule 29: what somebody hides is neither said nor counted", arguments: [Registration.Field.offers, .seeks, .topics, .about, .ticket, .need, .speaks])
  func hidden(field: Registration.Field) throws {
    let whole = Wishes(
      speaks: ["fr"], offers: ["solar"], seeks: ["biogas"], topics: ["ceramics"], about: "graphene", ticket: Self.ticket,
      need: Money(amount: 5, currency: "EUR"))
    let asker = Wishes(
      speaks: ["fr"], offers: ["biogas"], seeks: ["solar", "ceramics", "graphene"], ticket: Ticket(smallest: 1, largest: 9, currency: "EUR"), need: Self.need)
    var without = whole
    switch field {
    case .speaks: without.speaks = []
    case .offers: without.offers = []
    case .seeks: without.seeks = []
    case .topics: without.topics = nil
    case .about: without.about = nil
    case .ticket: without.ticket = nil
    default: without.need = nil
    }
    let a = Guest(name: "A", country: "IT", wishes: asker)
    let before = try stage([a, Guest(name: "B", wishes: whole)])
    var forum = before.forum
    let hiding = try StrictJSONDecoder().decode(DelegateUpdated.self, from: Array(#"{"delegate":"D-2","hidden":["\#(field.rawValue)"]}"#.utf8))
    forum.apply(.delegateUpdated(hiding), seq: forum.seq + 1, at: before.now)
    let shown = try SuggestionIndex(forum).suggestions(for: DelegateID(1), in: forum, at: before.now)
    #expect(try shown == suggestions(stage([a, Guest(name: "B", wishes: without)])))
    // Of the others more is said than fits into three reasons and two figures.
    if [.offers, .seeks, .topics, .ticket].contains(field) { #expect(try shown != suggestions(before)) }
  }

  @Test("Whoever is not approved or takes no meetings gets a refusal, not an empty list; one whom nobody suits gets an empty list")
  func askers() throws {
    let stage = try stage([
      Self.offering("B") { $0.approved = false }, Self.offering("C") { $0.takesMeetings = false }, Guest(name: "D", kind: .expert, country: "FR"),
    ])
    func refusal(_ delegate: Int) -> Refusal.Name? {
      do throws(Refusal) {
        _ = try SuggestionIndex(stage.forum).suggestions(for: DelegateID(delegate), in: stage.forum, at: stage.now)
        return nil
      } catch { return error.name }
    }
    #expect([1, 2, 9].map(refusal) == [.notApproved, .notActivated, .noSuchDelegate])
    #expect(try suggestions(stage, for: 3) == [])
  }

  // MARK: - The index

  @Test("An index that was kept gives the same as one made afresh, whatever has changed")
  func refreshed() throws {
    var stage = try stage([Self.seeker, Self.offering("B"), Self.offering("C"), Guest(name: "D", country: "FR")])
    var index = SuggestionIndex(stage.forum)
    func check(_ expected: [Int], sourceLocation: SourceLocation = #_sourceLocation) throws {
      index.refresh(from: stage.forum)
      let kept = try index.suggestions(for: DelegateID(1), in: stage.forum, at: stage.now)
      #expect(try kept == suggestions(stage), sourceLocation: sourceLocation)
      #expect(kept.map(\.delegate.value) == expected, sourceLocation: sourceLocation)
    }
    try check([2, 3])
    try stage.given(UpdateDelegate(delegate: DelegateID(2), offers: ["tourism"]))
    try check([3, 2])
    try stage.given(UpdateDelegate(delegate: DelegateID(4), offers: ["solar panels"]))
    try check([3, 4, 2])
    try stage.given(UpdateDelegate(delegate: DelegateID(3), takesMeetings: false))
    try check([4, 2])
    try stage.given(CancelRegistration(delegate: DelegateID(4)))
    try stage.given(UpdateDelegate(delegate: DelegateID(3), takesMeetings: true))
    try check([3, 2])
    try stage.given(SubmitRegistration(entry: Stage.entry("F", of: "F Solar", .msme)))
    try check([3, 5, 2])
    #expect(index.count == 4)
  }

  @Test("No more are listed than are asked for")
  func most() throws {
    let stage = try stage([Self.seeker] + ["B", "C", "D", "E"].map { Self.offering($0) })
    #expect(try suggestions(stage, most: 2).map(\.delegate.value) == [2, 3])
    #expect(try suggestions(stage, most: 0) == [])
  }
}
