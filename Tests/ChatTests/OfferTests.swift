import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Places that are offered, badges and warnings by chat")
struct OfferTests {
  private func entry(_ name: String, of organisation: String) throws -> ForumContent.Entry {
    ForumContent.Entry(
      person: PersonID("p-\(name)"), profile: Profile(givenName: name, familyName: "Test", email: "\(name)@example.org"), organisationName: organisation,
      organisationKind: .msme, country: "TN")
  }

  /// The six of the sample are in, and there are no more places.
  private func world(_ edit: (inout ForumSettings) -> Void = { _ in }) async throws -> World {
    let world = try await World()
    var settings = try await world.desk.read(world.forum) { try $0.requireSettings() }
    settings.registrationMode = .automatic
    settings.placesInAll = 6
    settings.reminders = .init(waiting: 0, ending: 0, starting: 0, none: 0)
    edit(&settings)
    _ = try await world.perform(UpdateForum(settings: settings))
    return world
  }

  private func cancel(_ name: String, in world: World) async throws {
    _ = try await world.perform(CancelRegistration(delegate: try await world.delegate(name)))
  }

  @Test("Rule 21: who waits hears of a place, takes it with a word, and sees nobody before")
  func taken() async throws {
    let world = try await world()
    _ = try await world.perform(SubmitRegistration(entry: try entry("Farid", of: "Falcon")), by: .guest())
    try await cancel("karim", in: world)
    try await play(
      """
      farid hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        A place at Green Forum Tunis is free, and it is kept for you until Tuesday 2 March, 10:00 (Tunis time). Do you take it?
        [1 Take the place] [2 No, thank you]
      farid>people
        A place at Green Forum Tunis is free, and it is kept for you until Tuesday 2 March, 10:00 (Tunis time). Do you take it?
        [1 Take the place] [2 No, thank you]
      farid>slots lucia
        A place at Green Forum Tunis is free, and it is kept for you until Tuesday 2 March, 10:00 (Tunis time). Do you take it?
        [1 Take the place] [2 No, thank you]
      farid>badge
        A place at Green Forum Tunis is free, and it is kept for you until Tuesday 2 March, 10:00 (Tunis time). Do you take it?
        [1 Take the place] [2 No, thank you]
      farid>accept
        Take the place at Green Forum Tunis that is kept for you until Tuesday 2 March, 10:00 (Tunis time)?
        [1 Yes] [2 No]
      farid>yes
        The place is yours. Welcome to Green Forum Tunis!
      farid>accept
        Nothing waits for your answer.
      farid hears:
      """, in: world)
  }

  @Test("Rule 21: who says no gives the place to the next; who says nothing hears that it is gone")
  func given() async throws {
    let world = try await world()
    for name in ["Farid", "Gaia", "Hedi"] { _ = try await world.perform(SubmitRegistration(entry: try entry(name, of: name)), by: .guest()) }
    try await cancel("karim", in: world)
    try await play(
      """
      farid>decline
        Give back your registration for Green Forum Tunis? The place goes to the next who waits.
        [1 Yes] [2 No]
      farid>1
        Your registration for Green Forum Tunis is given back.
      farid>accept #!
        The registration of Farid Test is cancelled, so that is not possible.
      @ 2027-03-03T09:00:00Z
      gaia hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        A place at Green Forum Tunis is free, and it is kept for you until Tuesday 2 March, 10:00 (Tunis time). Do you take it?
        The place at Green Forum Tunis that was kept for you was not taken in time, and goes to the next who waits. You can apply again.
      hedi hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        A place at Green Forum Tunis is free, and it is kept for you until Thursday 4 March, 10:00 (Tunis time). Do you take it?
        [1 Take the place] [2 No, thank you]
      hedi>decline
        Give back your registration for Green Forum Tunis? The place goes to the next who waits.
        [1 Yes] [2 No]
      """, in: world)
  }

  @Test("Rule 21: a delegation that comes together is asked as one")
  func together() async throws {
    let world = try await world()
    _ = try await world.perform(
      SubmitDelegation(people: [try entry("Farid", of: "Omega"), try entry("Gaia", of: "Omega")], together: true), by: .guest())
    for name in ["karim", "lucia"] { try await cancel(name, in: world) }
    try await play(
      """
      gaia hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        Places at Green Forum Tunis are free for all of your delegation, and they are kept for you until Tuesday 2 March, 10:00 (Tunis time). Whoever of you takes them takes them for all. Do you?
        [1 Take the place] [2 No, thank you]
      gaia>accept #!
        The place is yours. Welcome to Green Forum Tunis!
      farid hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        Places at Green Forum Tunis are free for all of your delegation, and they are kept for you until Tuesday 2 March, 10:00 (Tunis time). Whoever of you takes them takes them for all. Do you?
        A place at Green Forum Tunis is free, and it is yours. Welcome!
      """, in: world)
  }

  @Test("Rule 26: the code of one's badge, in several words, is always the same", arguments: ["badge", "check-in code", "my code", "/badge"])
  func badge(line: String) async throws {
    let world = try await World()
    let first = try await world.say(line, as: "amira").map(\.text)
    let code = try #require(first.first?.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}/)?.output)
    #expect(first == ["Your check-in code is \(code). Show it at the desk when you come."])
    #expect(try await world.say("badge", as: "amira").map(\.text) == first)
    #expect(try await world.say("badge", as: "karim").map(\.text) != first)
    _ = try await world.perform(CheckIn(code: String(code)))
    let amira = try await world.delegate("amira")
    #expect(try await world.desk.read(world.forum) { $0.registrations[amira]?.checkedInAt } == world.now)
  }

  @Test("Rule 22: a place beside another session is taken with a word of warning, where the forum warns")
  func warned() async throws {
    let world = try await world { $0.signupClash = .warn }
    var session = try #require(try await world.desk.read(world.forum) { $0.published.sessions.values.first { $0.id.value == "bonds" } })
    session.id = try #require(SessionID("walk"))
    session.uid = "uid-walk"
    session.title = "Site visit"
    session.room = nil
    session.start = session.start.adding(minutes: 30)
    _ = try await world.perform(EditAgenda(edits: [.setSession(session)]))
    _ = try await world.perform(PublishAgenda())
    try await play(
      """
      amira>signup bonds #!
        You have a place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      amira>signup walk #!
        You have a place in “Site visit”, Wednesday 10 March, 11:30 (Tunis time).
        Please note: “Site visit” is at the same time as “Green Bonds Workshop”, in which you take part.
      """, in: world)
  }

  @Test("Rule 17: who did not claim a place hears that it is gone, and who waited that it is theirs")
  func released() async throws {
    let world = try await world { $0.unclaimedAfterMinutes = 10 }
    try await play(
      """
      amira>signup bonds #!
        You have a place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      lucia>signup bonds #!
        “Green Bonds Workshop” is full. You are on its waitlist, and I write to you when a place is yours.
      @ 2027-03-10T10:10:00Z
      amira hears:
        Your place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time), was not claimed in time, and went to somebody who waited.
      lucia hears:
        A place is free: you are now signed up for “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      """, in: world)
  }

  @Test(
    "A refusal's sentence says what is so, whoever hears it",
    arguments: [
      (Refusal(.noSuchTrack, ["reference": .text("food")]), "There is no track food in the draft, so it can not be removed."),
      (
        Refusal(.noSuchTrack, ["reference": .text("food"), "session": .text("talk")]),
        "The session talk is to be of the track food, which is not there. Add the track first."
      ),
      (Refusal(.noSuchRoom, ["reference": .text("aula")]), "There is no room aula in the draft, so it can not be removed."),
      (Refusal(.noSuchCode, ["on": .text("badge")]), "No badge has that code. Read it again, or look for the person by name."),
      (
        Refusal(.noPlaceLeft, ["kind": .text("msme"), "places": .number(2), "taken": .number(3)]),
        "3 places for small or medium enterprise are taken already, so 2 are too few. Choose more, or cancel some first."
      ),
      (Refusal(.nothingToPublish), "There is no session in the draft yet, so there is nothing to publish. Add one first."),
      (
        Refusal(.nothingToPublish, ["release": .number(4)]),
        "Nothing has changed since release 4, so there is nothing to publish. Edit the draft first."
      ),
      (
        Refusal(.answerMissing, ["question": .text("diet"), "text": .text("What do you eat?"), "person": .number(2)]),
        "Person 2: “What do you eat?” has to be answered. Answer it as “diet”."
      ),
    ])
  func sentences(refusal: Refusal, sentence: String) { #expect(PhraseBook.english.sentence(for: refusal, in: Forum(), to: .organiser) == sentence) }
}
