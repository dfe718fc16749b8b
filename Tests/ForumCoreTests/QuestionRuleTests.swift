import ForumCore
import Testing

@Suite("Rule 21: questions and consents of a registration")
struct QuestionRuleTests {
  private static func stage() throws -> Stage {
    try Stage {
      $0.questions = [
        .init(id: "diet", text: "What do you eat?", isRequired: true, choices: ["everything", "vegetarian"]),
        .init(id: "staff", text: "How many work for you?", kinds: [.msme], isRequired: true), .init(id: "hotel", text: "Which hotel?"),
      ]
      $0.consents = [
        .init(id: "privacy", wording: "You keep my data for the forum.", isRequired: true),
        .init(id: "photos", wording: "I may be on photographs.", isRequired: false),
      ]
    }
  }

  private static func command(_ answers: [String: String], _ consents: [String], _ kind: OrganisationKind = .msme) -> SubmitRegistration {
    var entry = Stage.entry("Farid", of: "Farid Ltd", kind, approved: false)
    (entry.answers, entry.consents) = (answers, consents)
    return SubmitRegistration(entry: entry)
  }

  private static let whole = ["diet": "vegetarian", "staff": "12"]

  @Test("Rule 21: answers are kept as the person's own, and consents with their wording of then and the time")
  func recorded() throws {
    var stage = try Self.stage()
    try stage.given(Self.command(Self.whole.merging(["hotel": ""]) { $1 }, ["photos", "privacy"]), by: .guest())
    let registration = try #require(stage.forum.registrations[DelegateID(7)])
    #expect(registration.answers == Personal(Self.whole, of: registration.profile.person))
    let expected = [("privacy", "You keep my data for the forum."), ("photos", "I may be on photographs.")]
    #expect(registration.consents == expected.map { Registration.Consent(id: $0.0, wording: $0.1, at: stage.now) })
    // Another wording later does not change what was agreed to.
    try stage.given(UpdateForum(settings: Stage.settings()))
    #expect(stage.forum.registrations[DelegateID(7)] == registration)
  }

  @Test(
    "Rule 21: who leaves out what is required is told what, and an answer that is none is not taken",
    arguments: [
      (["staff": "12"], ["privacy"], "refused answerMissing question=diet text=What do you eat?"),
      (["diet": "everything"], ["privacy"], "refused answerMissing question=staff text=How many work for you?"),
      (["diet": "everything", "staff": "  "], ["privacy"], "refused answerMissing question=staff text=How many work for you?"),
      (whole, ["photos"], "refused consentMissing consent=privacy text=You keep my data for the forum."),
      (["diet": "insects", "staff": "12"], ["privacy"], "refused badValue expected=one of: everything, vegetarian field=answers.diet"),
      (["shoes": "42"], ["privacy"], "refused badValue expected=one of: diet, staff, hotel field=answers.shoes"),
      (
        ["diet": "everything", "staff": String(repeating: "1", count: 2001)], ["privacy"],
        "refused badValue expected=at most 2000 characters field=answers.staff"
      ),
      (whole, ["privacy", "cookies"], "refused badValue expected=one of: privacy, photos field=consents"),
    ])
  func refused(answers: [String: String], consents: [String], expected: String) throws {
    #expect(try Self.stage().when(Self.command(answers, consents), by: .guest()) == [expected])
  }

  @Test("Rule 21: questions go by the kind that the organisation is known as")
  func kinds() throws {
    let stage = try Self.stage()
    #expect(stage.when(Self.command(["diet": "everything"], ["privacy"], .expert), by: .guest()).last == "registrationSubmitted D-7 Farid")
    #expect(
      stage.when(Self.command(Self.whole, ["privacy"], .expert), by: .guest()) == ["refused badValue expected=one of: diet, hotel field=answers.staff"])
    var known = Self.command(Self.whole, ["privacy"], .expert)
    known.entry.organisationName = "Alpha"
    #expect(stage.when(known, by: .guest()) == ["registrationSubmitted D-7 Farid"])
  }

  @Test("Rule 21: organisers enter people without what only these can say")
  func organisers() throws {
    let stage = try Self.stage()
    #expect(stage.when(Self.command([:], [])).last == "registrationSubmitted D-7 Farid")
    #expect(stage.when(Self.command(["diet": "insects"], [])) == ["refused badValue expected=one of: everything, vegetarian field=answers.diet"])
  }

  @Test("Rule 21: of a delegation each answers; what is missing says of whom")
  func delegation() throws {
    let stage = try Self.stage()
    var second = Stage.entry("Gaia", of: "Farid Ltd", .msme, approved: false)
    let first = Self.command(Self.whole, ["privacy"]).entry
    #expect(
      stage.when(SubmitDelegation(people: [first, second]), by: .guest()) == ["refused answerMissing person=2 question=diet text=What do you eat?"])
    second.answers = Self.whole
    #expect(
      stage.when(SubmitDelegation(people: [first, second]), by: .guest())
        == ["refused consentMissing consent=privacy person=2 text=You keep my data for the forum."])
    second.consents = ["privacy"]
    second.answers["staff"] = String(repeating: "9", count: 3000)
    #expect(
      stage.when(SubmitDelegation(people: [first, second]), by: .guest())
        == ["refused badValue expected=at most 2000 characters field=people[2].answers.staff"])
  }

  @Test("Rule 21: what a forum asks is checked when it is set")
  func settings() throws {
    let stage = try Stage()
    func said(_ edit: (inout ForumSettings) -> Void) throws -> [String] {
      var settings = try Stage.settings()
      edit(&settings)
      return stage.when(UpdateForum(settings: settings))
    }
    func asked(_ question: ForumSettings.Question...) throws -> [String] { try said { $0.questions = question } }
    #expect(try asked(.init(id: "a b", text: "?")) == ["refused badValue expected=names of 1 to 64 letters, digits, '.', '_' or '-' field=questions"])
    #expect(try asked(.init(id: "a", text: "?"), .init(id: "a", text: "!")) == ["refused badValue expected=each name once field=questions"])
    #expect(try asked(.init(id: "a", text: " ")) == ["refused badValue expected=1 to 1000 characters field=questions.a.text"])
    #expect(try asked(.init(id: "a", text: "?", kinds: [])) == ["refused badValue expected=at least one kind, or none for all field=questions.a.kinds"])
    #expect(try asked(.init(id: "a", text: "?", choices: ["x"])) == ["refused badValue expected=2 to 100, each once field=questions.a.choices"])
    #expect(
      try asked(.init(id: "a", text: "?", choices: ["x", "\n"])) == ["refused badValue expected=1 to 200 characters on one line each field=questions.a.choices"]
    )
    #expect(
      try said { $0.questions = (1...51).map { .init(id: "q\($0)", text: "?") } } == ["refused badValue expected=at most 50 field=questions"])
    #expect(
      try said { $0.consents = [.init(id: "a", wording: "", isRequired: true)] } == ["refused badValue expected=1 to 5000 characters field=consents.a.wording"])
    #expect(try said { $0.offerMinutes = -1 } == ["refused badValue expected=0 to 43200 minutes field=offerMinutes"])
    #expect(try said { $0.unclaimedAfterMinutes = 1441 } == ["refused badValue expected=0 to 1440 minutes field=unclaimedAfterMinutes"])
  }

  @Test("Rule 24: days that leave sessions or blocks outside are taken, and what is outside now is recorded once")
  func outside() throws {
    var stage = try Stage()
    try stage.given(SetBlock(block: Stage.block("late", "11T09:00", "11T10:00")))
    var other = try Stage.session("b", "11T09:00")
    other.day = try #require(CivilDate("2027-03-11"))
    try stage.givenAgenda(Stage.session("a", "10T16:00"), other)
    var settings = try Stage.settings()
    settings.lastDay = settings.firstDay
    #expect(stage.when(UpdateForum(settings: settings)) == ["forumUpdated Alliance forum outside b late"])
    try stage.given(UpdateForum(settings: settings))
    settings.title = "Forum"
    #expect(stage.when(UpdateForum(settings: settings)) == ["forumUpdated Forum"])
  }
}
