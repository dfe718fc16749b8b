import ForumCore
import Testing

@Suite("Rules 21 and 29: what a registration says is corrected")
struct CorrectionRuleTests {
  private static func stage() throws -> Stage {
    try Stage {
      $0.questions = [.init(id: "diet", text: "Do you eat meat?", choices: ["yes", "no"]), .init(id: "staff", text: "How many?", isRequired: true)]
      $0.consents = [.init(id: "data", wording: "Keep my data.", isRequired: true), .init(id: "photos", wording: "Show me.", isRequired: false)]
    }
  }

  @Test("Rule 21: names, telephone and position are corrected by the person, their manager or an organiser; addresses by organisers alone")
  func profile() throws {
    var stage = try Self.stage()
    let colleague = Stage.colleague
    for actor in [Actor.delegate(colleague), .delegate(Stage.msme), .organiser()] {
      #expect(stage.when(UpdateRegistration(delegate: colleague, familyName: "Trabelsi", phone: "555"), by: actor) == ["delegateUpdated D-2"])
      #expect(stage.when(UpdateRegistration(delegate: colleague), by: actor) == [])
    }
    #expect(stage.when(UpdateRegistration(delegate: colleague, phone: "555"), by: .delegate(Stage.investor)) == ["refused notYours"])
    #expect(stage.when(UpdateRegistration(delegate: colleague, email: "new@example.org"), by: .delegate(colleague)) == ["refused organisersOnly"])
    #expect(stage.when(UpdateRegistration(delegate: colleague, email: "<new@example.org>")) == ["refused badValue expected=an e-mail address field=email"])
    let taken = try #require(stage.forum.registrations[Stage.msme]?.profile.value?.email)
    #expect(stage.when(UpdateRegistration(delegate: colleague, email: taken)) == ["refused alreadyRegistered delegate=D-1"])
    try stage.given(UpdateRegistration(delegate: colleague, givenName: "Noor", email: "new@example.org", position: "Head"))
    let corrected = stage.forum.registrations[colleague]?.profile.value
    #expect([corrected?.givenName, corrected?.email, corrected?.position] == ["Noor", "new@example.org", "Head"])
  }

  @Test("Rule 21: answers and consents are given later too, in the wording of then, and may be withdrawn where they are not required")
  func given() throws {
    var stage = try Self.stage()
    let msme = Stage.msme
    func update(_ answers: [String: String]? = nil, _ consents: [String]? = nil) -> UpdateRegistration {
      UpdateRegistration(delegate: msme, answers: answers, consents: consents)
    }
    #expect(stage.when(update(["diet": "no"]), by: .delegate(msme)) == ["refused answerMissing question=staff text=How many?"])
    #expect(stage.when(update(["staff": "3"], ["photos"]), by: .delegate(msme)) == ["refused consentMissing consent=data text=Keep my data."])
    #expect(
      stage.when(update(["diet": "perhaps", "staff": "3"], ["data"]), by: .delegate(msme)) == ["refused badValue expected=one of: yes, no field=answers.diet"])
    #expect(stage.when(update(["staff": "3"], ["data"]), by: .delegate(Stage.colleague)) == ["refused notYours"])
    try stage.given(update(["staff": "3", "diet": "no"], ["data", "photos"]), by: .delegate(msme))
    try stage.given(update(["diet": ""], ["data"]), by: .delegate(msme), at: "09T10:00")
    let known = try #require(stage.forum.registrations[msme])
    #expect(known.answers?.value == ["staff": "3"])
    #expect(known.consents == [.init(id: "data", wording: "Keep my data.", at: Stage.clock("09T09:00"))])
  }

  @Test("Rule 13: managers enter colleagues without what only these can say")
  func representative() throws {
    let stage = try Self.stage()
    let entry = Stage.entry("Farid", of: "Alpha", .msme)
    #expect(stage.when(AddRepresentative(entry: entry), by: .delegate(Stage.msme)) == ["registrationSubmitted D-7 Farid"])
  }

  @Test("Rule 29: what speaks as somebody is for them and organisers, and for the manager of who has no address")
  func codes() throws {
    var stage = try Stage()
    let (manager, colleague) = (Actor.delegate(Stage.msme), Stage.colleague)
    #expect(stage.when(IssueLinkCode(delegate: colleague, digest: "x"), by: manager) == ["refused notYours"])
    #expect(stage.when(IssueCheckInCode(delegate: colleague, code: "ABCD2345"), by: manager) == ["refused notYours"])
    try stage.given(UpdateRegistration(delegate: colleague, email: ""))
    #expect(stage.when(IssueLinkCode(delegate: colleague, digest: "x"), by: manager).count == 1)
    #expect(stage.when(IssueCheckInCode(delegate: colleague, code: "ABCD2345"), by: manager).count == 1)
  }

  @Test("Rule 5: what people write to each other has lines, and nothing that a screen obeys", arguments: ["\u{0}", "\u{202E}", "\u{7}", "\u{2066}"])
  func control(character: String) throws {
    let stage = try Stage()
    let request = RequestMeeting(requester: Stage.msme, requested: Stage.investor, message: "a\(character)b")
    #expect(stage.when(request, by: .delegate(Stage.msme)) == ["refused badValue expected=text without control characters field=message"])
  }

  @Test("Rule 24: links in the agenda lead to pages", arguments: ["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org", ""])
  func links(url: String) throws {
    let stage = try Stage()
    var session = try Stage.session("talk", "10T09:00")
    session.links = [.init(title: "l", url: url)]
    #expect(
      stage.when(EditAgenda(edits: [.setSession(session)])) == ["refused badValue expected=addresses that begin with https:// or http:// field=talk.links"])
  }
}
