import ForumCore
import StrictJSON
import Testing

@Suite("Rule 28: a programme's indicators are counted from what happened")
struct ProgrammeRuleTests {
  private func programme(_ countries: [String] = [], _ targets: [Indicator: Int] = [:]) throws -> Programme {
    Programme(id: try key("green"), title: "Green", countries: countries, targets: targets)
  }

  /// A forum of the programme; people as in `Stage`.
  private func forum(_ name: String, _ kind: ForumSettings.Kind = .other, people: Int = 6) throws -> Stage {
    try Stage(named: name, people: people) { settings in
      settings.programme = "green"
      settings.kind = kind
    }
  }

  private func figure(_ indicator: Indicator, _ stages: Stage..., in countries: [String] = []) throws -> ProgrammeReport.Figure {
    try #require(ProgrammeReport(programme(countries), over: stages.map(\.forum))[indicator])
  }

  /// `2: Alpha = a/D-1 b/D-1 | Beta = a/D-3`
  private func line(_ figure: ProgrammeReport.Figure) -> String {
    "\(figure.value): " + figure.items.map { "\($0.name) = \($0.references.joined(separator: " "))" }.joined(separator: " | ")
  }

  private func parts(_ parts: [ProgrammeReport.Part]) -> String { parts.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }

  // MARK: - Who came

  @Test("Rule 28: who was checked in, at the forum or at a session, or held a meeting, has come; each person once")
  func participants() throws {
    var stage = try forum("a")
    try stage.givenAgenda(Stage.session("talk", "10T12:00"))
    try stage.given(CheckIn(delegate: Stage.msme))
    try stage.happened(#"{"type":"signupCheckedIn","session":"talk","delegate":"D-1"}"#)
    try stage.happened(#"{"type":"signupCheckedIn","session":"talk","delegate":"D-3"}"#)
    try stage.givenMeeting(Stage.investor, Stage.authority, "am.1")
    #expect(line(try figure(.networkParticipants, stage)) == "2: Alpha = a/D-1 | Beta = a/D-3")
    try stage.given(AnswerMeeting(meeting: MeetingID(1), answer: .held), by: .delegate(Stage.investor), at: "10T09:10")
    let figure = try figure(.networkParticipants, stage)
    #expect(line(figure) == "4: Alpha = a/D-1 | Beta = a/D-3 | Capital = a/D-4 | Energy Agency = a/D-6")
    #expect(parts(figure.byKind) == "msme 2, privateInvestor 1, publicAuthority 1")
    #expect(parts(figure.byCountry) == "TN 4")
    #expect(parts(figure.byForum) == "a 4")
  }

  @Test("Rule 28: a delegate of two forums is one person: by the person's key, or by the address whatever its case")
  func onePerson() throws {
    var first = try forum("a", people: 1)
    var second = try forum("b", people: 1)
    // Amel again with another key, and Bruna who has Amel's key under another address.
    var again = Stage.entry("AMEL", of: "Beta", .msme)
    again.person = PersonID("p-other")
    again.profile.email = "AMEL@example.org"
    try first.given(CheckIn(delegate: Stage.msme))
    try second.given(CancelRegistration(delegate: Stage.msme))
    try second.given(SubmitRegistration(entry: again))
    try second.given(CheckIn(delegate: DelegateID(2)))
    var third = try forum("c", people: 0)
    var byKey = Stage.entry("Bruna", of: "Gamma", .cluster)
    byKey.person = PersonID("p-other")
    try third.given(SubmitRegistration(entry: byKey))
    try third.given(CheckIn(delegate: DelegateID(1)))
    let figure = try figure(.networkParticipants, third, first, second)
    #expect(line(figure) == "1: Alpha, Beta, Gamma = a/D-1 b/D-2 c/D-1")
    #expect(parts(figure.byForum) == "a 1, b 1, c 1")
    #expect(parts(figure.byKind) == "cluster 1, msme 1")
  }

  @Test("Rule 28: registered is who applied and was not turned down or cancelled")
  func registered() throws {
    var stage = try forum("a", people: 2)
    for name in ["Farid", "Gaia"] { try stage.given(SubmitRegistration(entry: Stage.entry(name, of: "Gamma", .expert, approved: false)), by: .guest()) }
    try stage.given(RejectRegistration(delegate: DelegateID(4)))
    try stage.given(CancelRegistration(delegate: DelegateID(2)))
    #expect(line(try figure(.registeredPersons, stage)) == "2: Alpha = a/D-1 | Gamma = a/D-3")
  }

  @Test("Rules 28, 29: who was erased is still counted")
  func erased() throws {
    var first = try forum("a", people: 1)
    var second = try forum("b", people: 1)
    try first.given(CheckIn(delegate: Stage.msme))
    try second.given(CheckIn(delegate: Stage.msme))
    let before = try figure(.networkParticipants, first, second)
    try first.happened(#"{"type":"delegateErased","delegate":"D-1"}"#)
    #expect(try figure(.networkParticipants, first, second) == before)
    #expect(before.value == 1)
  }

  // MARK: - MSMEs

  @Test("Rule 28: an MSME is trained where somebody of it signed up to a training session and was checked in there; each once")
  func trained() throws {
    var stage = try forum("a")
    var training = try Stage.session("training", "10T12:00", blocks: false)
    training.kind = .training
    try stage.givenAgenda(training, Stage.session("talk", "10T13:00", blocks: false))
    for delegate in [Stage.msme, Stage.colleague, Stage.otherMSME, Stage.investor] {
      try stage.given(AddSignup(session: key("training"), delegate: delegate))
      try stage.given(AddSignup(session: key("talk"), delegate: delegate))
    }
    #expect(try figure(.msmesTrained, stage).value == 0)
    for delegate in [1, 2, 4, 6] { try stage.happened(#"{"type":"signupCheckedIn","session":"training","delegate":"D-\#(delegate)"}"#) }
    try stage.happened(#"{"type":"signupCheckedIn","session":"talk","delegate":"D-3"}"#)
    #expect(line(try figure(.msmesTrained, stage)) == "1: Alpha = a/O-1 a/D-1 a/training a/D-2")
  }

  @Test("Rule 28: at a forum of kind training who was checked in there needs no signup to its sessions")
  func trainedThere() throws {
    for (kind, trained) in [(ForumSettings.Kind.training, 1), (.clinic, 0)] {
      var stage = try forum("a", kind)
      var training = try Stage.session("training", "10T12:00")
      training.kind = .training
      try stage.givenAgenda(training)
      for delegate in [1, 3] { try stage.happened(#"{"type":"signupCheckedIn","session":"training","delegate":"D-\#(delegate)"}"#) }
      #expect(try figure(.msmesTrained, stage).value == 0)
      try stage.given(CheckIn(delegate: Stage.msme))
      #expect(try figure(.msmesTrained, stage).value == trained, "\(kind)")
    }
  }

  @Test("Rule 28: an organisation of two forums is one where name and country are the same, whatever case and spaces")
  func oneOrganisation() throws {
    func trained(_ name: String, _ organisation: String, _ country: String = "TN") throws -> Stage {
      var stage = try forum(name, .training, people: 0)
      var entry = Stage.entry(name, of: organisation, .msme)
      entry.country = country
      try stage.given(SubmitRegistration(entry: entry))
      var training = try Stage.session("training", "10T12:00")
      training.kind = .training
      try stage.givenAgenda(training)
      try stage.given(CheckIn(delegate: DelegateID(1)))
      try stage.happened(#"{"type":"signupCheckedIn","session":"training","delegate":"D-1"}"#)
      return stage
    }
    let figure = try figure(.msmesTrained, trained("a", "Sfax Water"), trained("b", "SFAX  water"), trained("c", "Sfax Water", "IT"))
    #expect(line(figure) == "2: Sfax Water = c/O-1 c/D-1 c/training | Sfax Water, SFAX  water = a/O-1 a/D-1 a/training b/O-1 b/D-1 b/training")
    #expect(parts(figure.byCountry) == "IT 1, TN 1")
    #expect(parts(figure.byForum) == "a 1, b 1, c 1")
  }

  @Test("Rule 28: an MSME is assisted by a held meeting with a helper at a clinic, or at a session of that kind anywhere")
  func assisted() throws {
    let atSession = "Beta = a/O-2 a/D-3 a/help"
    for (kind, expected) in [(ForumSettings.Kind.clinic, "2: Alpha = a/O-1 a/D-1 a/M-1 | \(atSession)"), (.training, "1: \(atSession)")] {
      var stage = try forum("a", kind)
      try stage.given(SubmitRegistration(entry: Stage.entry("Farid", of: "Advice", .expert)))
      var help = try Stage.session("help", "10T12:00")
      help.kind = .clinic
      try stage.givenAgenda(help)
      // With an expert, with an investor, and two that are not helped.
      try stage.givenMeeting(Stage.msme, DelegateID(7), "am.1")
      try stage.givenMeeting(Stage.colleague, Stage.investor, "am.1")
      try stage.givenMeeting(Stage.authority, DelegateID(7), "am.2")
      stage.now = Stage.clock("10T10:00")
      for meeting in 1...3 {
        let side = try #require(stage.forum.meetings[MeetingID(meeting)]?.requester)
        try stage.given(AnswerMeeting(meeting: MeetingID(meeting), answer: .held), by: .delegate(side))
      }
      for delegate in [3, 4] { try stage.happened(#"{"type":"signupCheckedIn","session":"help","delegate":"D-\#(delegate)"}"#) }
      #expect(line(try figure(.msmesAssisted, stage)) == expected, "\(kind)")
    }
  }

  // MARK: - Forums, meetings, alliances

  @Test("Rule 28: a framework event is held when somebody came")
  func frameworkEvents() throws {
    var held = try forum("a", .frameworkEvent)
    var other = try forum("b", .allianceForum)
    try held.given(CheckIn(delegate: Stage.msme))
    try other.given(CheckIn(delegate: Stage.msme))
    let figure = try figure(.frameworkEvents, held, other, forum("c", .frameworkEvent))
    #expect(line(figure) == "1: Alliance forum = a")
    #expect((parts(figure.byCountry), parts(figure.byKind), parts(figure.byForum)) == ("TN 1", "", "a 1, b 0, c 0"))
  }

  @Test("Rule 28: meetings requested, confirmed, held and not taken place")
  func meetings() throws {
    var stage = try forum("a")
    try stage.givenMeeting(Stage.msme, Stage.investor, "am.1")
    try stage.givenMeeting(Stage.otherMSME, Stage.otherInvestor, "am.1")
    try stage.givenMeeting(Stage.colleague, Stage.authority, "am.2")
    try stage.givenMeeting(Stage.msme, Stage.otherInvestor, "am.3")
    try stage.given(stage.request(Stage.otherMSME, Stage.investor, "am.4"), by: .delegate(Stage.otherMSME))
    try stage.given(CancelMeeting(meeting: MeetingID(4)), by: .delegate(Stage.msme))
    stage.now = Stage.clock("10T09:10")
    try stage.given(AnswerMeeting(meeting: MeetingID(1), answer: .held), by: .delegate(Stage.msme))
    try stage.given(AnswerMeeting(meeting: MeetingID(2), answer: .otherDidNotCome), by: .delegate(Stage.otherMSME))
    let report = ProgrammeReport(try programme(), over: [stage.forum])
    #expect(
      [.meetingsRequested, .meetingsConfirmed, .meetingsHeld, .meetingsNoShow].map { report[$0].map(line) } == [
        "5: Alpha, Capital = a/M-1 | Beta, Delta Fund = a/M-2 | Alpha, Energy Agency = a/M-3 | Alpha, Delta Fund = a/M-4 | Beta, Capital = a/M-5",
        "3: Alpha, Capital = a/M-1 | Beta, Delta Fund = a/M-2 | Alpha, Energy Agency = a/M-3",
        "1: Alpha, Capital = a/M-1",
        "1: Beta, Delta Fund = a/M-2",
      ])
    #expect(report[.meetingsRequested].map { parts($0.byKind) } == "msme 5, publicInvestor 2, privateInvestor 2, publicAuthority 1")
  }

  @Test("Rule 28: signed alliances by kind, and what was committed by currency; what was taken back does not count")
  func alliances() throws {
    var stage = try forum("a")
    let day = try #require(CivilDate("2027-03-08"))
    for (number, kind) in Alliance.Kind.allCases.enumerated() {
      let id = AllianceID(number + 1)
      try stage.given(CreateAlliance(title: "No. \(number + 1)", kind: kind, organisation: OrganisationID(1), role: .privatePartner))
      try stage.given(JoinAlliance(alliance: id, organisation: OrganisationID(5), role: .publicPartner, reason: "letter"))
      if kind != .clusteringProgramme { try stage.given(ReachMilestone(alliance: id, step: .signedAgreement, on: day)) }
    }
    for (amount, currency, organisation) in [(100, "EUR", 1), (200, "TND", 5), (400, "EUR", 5), (800, "EUR", 1)] {
      try stage.given(
        Commit(alliance: AllianceID(1), organisation: OrganisationID(organisation), amount: Money(amount: amount, currency: currency), what: "\(amount)"))
    }
    try stage.given(Commit(alliance: AllianceID(1), organisation: OrganisationID(1), what: "Staff"))
    try stage.given(WithdrawCommitment(alliance: AllianceID(1), number: 4, reason: "error"))
    try stage.given(WithdrawMilestone(alliance: AllianceID(2), step: .signedAgreement, reason: "error"))
    let report = ProgrammeReport(try programme(), over: [stage.forum])
    #expect(report[.investmentAlliances].map(line) == "1: No. 1 (Alpha, Energy Agency) = a/A-1")
    #expect(report[.investmentStrategies]?.value == 0)
    #expect(report[.clusteringProgrammes]?.value == 0)
    #expect(report[.circularEconomyProgrammes].map(line) == "1: No. 4 (Alpha, Energy Agency) = a/A-4")
    #expect(report[.agreementsSigned]?.items.map(\.signedOn) == [day, day])
    let amounts = try #require(report[.amountsCommitted])
    #expect(line(amounts) == "3: No. 1: Alpha = a/A-1#1 | No. 1: Energy Agency = a/A-1#2 | No. 1: Energy Agency = a/A-1#3")
    #expect(amounts.amounts == [Money(amount: 500, currency: "EUR"), Money(amount: 200, currency: "TND")])
    #expect(amounts.byKind.map { $0.amounts.map { "\($0)" } } == ["[100 EUR]", "[400 EUR, 200 TND]"])
  }

  @Test("Rule 28: sums stay numbers, however large")
  func largeSums() {
    let large = Money(amount: Int.max - 1, currency: "EUR")
    #expect(Money.sums(of: [large, large, Money(amount: 1, currency: "TND")]) == [Money(amount: .max, currency: "EUR"), Money(amount: 1, currency: "TND")])
  }

  // MARK: - Scope

  @Test("Rule 28: where the programme names countries, others' are told apart; targets stand beside")
  func countries() throws {
    var stage = try forum("a", people: 1)
    for (name, country) in [("Farid", "FI"), ("Gaia", "IT")] {
      var entry = Stage.entry(name, of: "\(name) Ltd", .msme)
      entry.country = country
      try stage.given(SubmitRegistration(entry: entry))
    }
    for delegate in 1...3 { try stage.given(CheckIn(delegate: DelegateID(delegate))) }
    try stage.givenMeeting(DelegateID(2), DelegateID(3), "am.1")
    let report = ProgrammeReport(try programme(["IT", "TN", "LB"], [.networkParticipants: 150]), over: [stage.forum])
    let came = try #require(report[.networkParticipants])
    #expect((came.value, came.elsewhere, came.target) == (2, 1, 150))
    #expect(parts(came.byCountry) == "IT 1, TN 1, LB 0")
    #expect(report[.meetingsConfirmed].map { "\($0.value) \($0.elsewhere) " + parts($0.byCountry) } == "1 0 IT 1, TN 0, LB 0, FI 1")
  }

  @Test("Rule 28: only the programme's forums count, in the order of their days")
  func forums() throws {
    let other = try Stage(named: "x") { $0.programme = "blue" }
    let none = try Stage(named: "y")
    let report = ProgrammeReport(try programme(), over: [other.forum, none.forum, try forum("b").forum, try forum("a").forum])
    #expect(report.forums.map(\.forum.value) == ["a", "b"])
    #expect(report.figures.map(\.indicator) == Indicator.allCases)
    #expect(report[.registeredPersons]?.value == 6)
  }

  @Test("Rule 28: a report on paper is read again as it was")
  func paper() throws {
    var stage = try forum("a", .frameworkEvent)
    try stage.given(CheckIn(delegate: Stage.msme))
    let report = ProgrammeReport(try programme(["TN"], [.frameworkEvents: 1]), over: [stage.forum])
    let text = try StrictJSONEncoder().encode(report)
    #expect(try StrictJSONDecoder().decode(ProgrammeReport.self, from: text) == report)
    #expect(!String(decoding: text, as: UTF8.self).contains("Amel"))
  }

  // MARK: - The programme itself

  @Test("Rule 28: an operator sets a programme; the same again changes nothing; it is kept by the house")
  func set() throws {
    var house = House()
    let command = SetProgramme(programme: try programme(["TN"], [.msmesTrained: 60]))
    let changes = try command.decide(house, by: .organiser(), at: Instant(seconds: 0))
    #expect(changes == [.programmeSet(command.programme)])
    for change in changes { house.apply(change, seq: 1, at: Instant(seconds: 0)) }
    #expect(try command.decide(house, by: .organiser(), at: Instant(seconds: 1)) == [])
    #expect(throws: Refusal(.organisersOnly)) { try command.decide(house, by: .guest(), at: Instant(seconds: 1)) }
    let paper = try StrictJSONEncoder().encode(changes[0])
    #expect(
      String(decoding: paper, as: UTF8.self) == #"{"type":"programmeSet","id":"green","title":"Green","countries":["TN"],"targets":{"msmesTrained":60}}"#)
    #expect(try StrictJSONDecoder().decode(HouseChange.self, from: paper) == changes[0])
    #expect(try StrictJSONDecoder().decode(House.self, from: try StrictJSONEncoder().encode(house)) == house)
    let older = Array(#"{"tokens":{},"lastToken":0,"byDigest":{}}"#.utf8)
    #expect(try StrictJSONDecoder().decode(House.self, from: older) == House())
  }

  @Test(
    "Rule 28: a programme is checked",
    arguments: [("", ["TN"], 1, "title"), ("Green", ["Tunisia"], 1, "countries"), ("Green", ["TN", "TN"], 1, "countries"), ("Green", ["TN"], -1, "targets")])
  func checked(title: String, countries: [String], target: Int, field: String) throws {
    let command = SetProgramme(programme: Programme(id: try key("green"), title: title, countries: countries, targets: [.msmesTrained: target]))
    do {
      _ = try command.decide(House(), by: .organiser(), at: Instant(seconds: 0))
      Issue.record("taken")
    } catch {
      #expect((error.name, error.values["field"]) == (.badValue, .text(field)))
    }
  }
}
