import ForumCore

// Places that are offered, delegations, badges and check-in at sessions; people who are erased.

extension World {
  mutating func drawDesk(_ kind: Act.Kind) -> Act {
    var act = Act(kind: kind, command: ExpireHolds(), actor: organiser())
    switch kind {
    case .acceptOffer:
      let offered = referee.waits.offers.keys.sorted()
      let delegate = offered.isEmpty || dice.oneIn(8) ? someDelegate() : dice.pick(offered)
      act.command = AcceptOffer(delegate: delegate)
      act.actor = someActor(delegate)
    case .submitDelegation:
      act.command = SubmitDelegation(people: drawPeople(), together: !dice.oneIn(3))
      act.actor = dice.oneIn(3) ? .organiser() : .guest()
    case .issueCheckInCode:
      let delegate = someDelegate()
      act.command = IssueCheckInCode(delegate: delegate, code: dice.oneIn(20) ? "O0" : drawCode())
      act.actor = someActor(delegate)
    case .updateRegistration:
      let delegate = someDelegate()
      var entry = drawEntry()
      if dice.oneIn(2) { entry.profile.email = nil }
      act.command = UpdateRegistration(
        delegate: delegate, givenName: entry.profile.givenName, familyName: dice.oneIn(2) ? nil : "Bianchi", email: entry.profile.email,
        phone: dice.oneIn(2) ? "555" : "", answers: dice.oneIn(2) ? entry.answers : nil, consents: dice.oneIn(2) ? entry.consents : nil)
      act.actor = someActor(delegate)
    case .eraseDelegate:
      let delegate = someDelegate()
      act.command = EraseDelegate(delegate: delegate)
      act.actor = someActor(delegate)
    default: act.command = CheckInToSession(session: someSession(), someBadge())
    }
    return act
  }

  /// Mostly one that is on, or about to be.
  private mutating func someSession() -> SessionID {
    let near = forum.published.sessions.values.filter { $0.start.adding(minutes: -40) <= now && now < $0.end }.map(\.id).sorted()
    return near.isEmpty || dice.oneIn(12) ? dice.pick(Cast.sessions) : dice.pick(near)
  }

  mutating func someBadge() -> Badge {
    let codes = referee.doors.codes.sorted { $0.key < $1.key }.map(\.value)
    if codes.isEmpty || !dice.oneIn(4) { return .delegate(someDelegate()) }
    return .code(dice.oneIn(20) ? "00000000" : dice.pick(codes).lowercased())
  }

  private mutating func drawCode() -> String {
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return String((0..<8).map { _ in dice.pick(letters) })
  }

  private mutating func drawPeople() -> [ForumContent.Entry] {
    let organisation = dice.pick(Cast.organisations)
    return (0...dice.roll(in: 1...2)).map { position in
      var entry = drawEntry()
      if position == 0, entry.profile.email == nil, !dice.oneIn(8) { entry.profile.email = dice.pick(Cast.emails) }
      if position > 0, dice.oneIn(2) { entry.profile.email = nil }
      if !dice.oneIn(40) { entry.organisationName = organisation }
      return entry
    }
  }

  /// Answers and consents as the forum asks for them, now and then something else.
  mutating func answer(_ entry: inout ForumContent.Entry) {
    guard let settings = forum.settings else { return }
    for question in settings.questions where !dice.oneIn(10) { entry.answers[question.id] = dice.oneIn(20) ? "?" : question.choices?.first ?? "42" }
    entry.consents = settings.consents.filter { _ in !dice.oneIn(10) }.map(\.id)
  }

  /// What forums ask, and how long they keep places.
  mutating func askAndOffer(_ settings: inout ForumSettings) {
    settings.offerMinutes = dice.oneIn(3) ? 0 : dice.pick([20, 60, 240, 4000])
    settings.unclaimedAfterMinutes = dice.oneIn(3) ? 0 : dice.roll(in: 5...20)
    if dice.oneIn(3) {
      settings.questions = [
        .init(id: "diet", text: "What do you eat?", isRequired: true, choices: ["everything", "vegetarian"]),
        .init(id: "staff", text: "How many are you?", kinds: [.msme], isRequired: dice.oneIn(2)),
      ]
    }
    if dice.oneIn(3) { settings.consents = [.init(id: "privacy", wording: "Keep my data.", isRequired: true)] }
  }
}
