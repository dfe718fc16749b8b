import Chat
import ForumCore
import Testing

@Suite("What organisers do by chat")
struct OrganiserTests {
  private func world() async throws -> World {
    let world = try await World()
    _ = try await world.perform(UpdateRegistration(delegate: try await world.delegate("amira"), role: .organiser))
    var settings = try #require(try await world.desk.read(world.forum) { $0.settings })
    settings.registrationMode = .approval
    _ = try await world.perform(UpdateForum(settings: settings))
    for name in ["Farid", "Gaia"] {
      let profile = Profile(givenName: name, familyName: "Karoui", email: "\(name.lowercased())@example.org")
      let entry = ForumContent.Entry(
        person: PersonID("p-\(name)"), profile: profile, organisationName: "\(name) Ltd", organisationKind: .msme, country: "TN")
      _ = try await world.perform(SubmitRegistration(entry: entry), by: .guest())
    }
    return world
  }

  @Test("Who is no organiser learns that it is not theirs; “approve” means confirm for them")
  func others() async throws {
    try await play(
      """
      karim>publish
        Only organisers can do that.
      karim>announce: hello
        Only organisers can do that.
      karim>stats
        Only organisers can do that.
      karim>approve
        Nothing waits for your answer.
      """, in: try await world())
  }

  @Test("Registrations are seen and let in, by name, by button and all at once")
  func approving() async throws {
    let world = try await world()
    try await play(
      """
      amira>approve
        2 registrations wait:
        D-7 Farid Karoui, Farid Ltd (small or medium enterprise, Tunisia)
        D-8 Gaia Karoui, Gaia Ltd (small or medium enterprise, Tunisia)
        [1 Farid Karoui] [2 Gaia Karoui] [3 Approve all]
      amira>approve farid
        Approve Farid Karoui (Farid Ltd, small or medium enterprise)? They are told.
        [1 Yes] [2 No]
      amira>yes
        Approved: Farid Karoui (Farid Ltd). They are told.
      amira>approve karoui
        Approve Gaia Karoui (Gaia Ltd, small or medium enterprise)? They are told.
        [1 Yes] [2 No]
      amira>no
        Good, nothing was done.
      amira>approve all
        Approve 1 registration? They are told.
        [1 Yes] [2 No]
      amira>1
        1 registration is approved. They are told.
      amira>approve
        No registration waits for an answer.
      amira>approve nobody
        I know nobody called “nobody” here.
        No registration waits for an answer.
      """, in: world)
    let statuses = try await world.desk.read(world.forum) { forum in [7, 8].map { forum.registrations[DelegateID($0)]?.status } }
    #expect(statuses == [.approved, .approved])
  }

  @Test("What organisers do by chat is recorded as theirs, with who it was")
  func recorded() async throws {
    let world = try await world()
    _ = try await world.say("announce #! : The buses leave at 18:00.", as: "amira")
    let last = try #require(try world.desk.changes(world.forum, after: try await world.seq - 1, limit: 1).first)
    guard case .announcementMade(let it) = last.change else {
      Issue.record("\(last.change)")
      return
    }
    #expect(it.text == "The buses leave at 18:00." && it.isUrgent == nil)
    let amira = try await world.delegate("amira")
    #expect(last.actor.isOrganiser && last.actor.delegate == amira && last.actor.channel == "chat")
  }

  @Test("An announcement is asked for first and reaches everybody but who made it")
  func announcing() async throws {
    try await play(
      """
      amira>announce
        Type what you would like to tell everybody after a colon, for example “announce: the buses leave at 18:00”.
      amira>announce: The buses leave at 18:00.
        Send this to 5 people? “The buses leave at 18:00.”
        [1 Yes] [2 No]
      amira>yes
        Sent to 5 people.
      karim hears:
        The organisers of Green Forum Tunis write: “The buses leave at 18:00.”
      amira hears:
      """, in: try await world())
  }

  @Test("The draft is published after a look at how much is new")
  func publishing() async throws {
    let world = try await world()
    var draft = try await world.desk.read(world.forum) { $0.draft }
    let pitch = try #require(SessionID("pitch"))
    draft.sessions[pitch]?.title = "Pitches and prizes"
    try await play(
      """
      amira>publish
        Nothing has changed since release 1, so there is nothing to publish. Edit the draft first.
      """, in: world)
    _ = try await world.perform(ReplaceAgenda(agenda: draft))
    try await play(
      """
      amira>publish
        Publish the draft as release 2? 1 session is new, changed or gone.
        [1 Yes] [2 No]
      amira>yes
        Release 2 of the agenda is published. Those concerned are told.
      """, in: world)
  }

  @Test("How the forum stands")
  func stats() async throws {
    try await play(
      """
      amira>book karim first #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>stats
        Green Forum Tunis, Monday 1 March, 10:00 (Tunis time):
        registrations approved: 6
        registrations that wait: 2
        on the waitlist: 0
        checked in: 0
        meetings confirmed: 0
        meetings that wait for an answer: 1
        meetings that took place: 0
        meetings that did not take place: 0
        places taken in sessions: 0
        alliances: 0
        linked chats: 0
      """, in: try await world())
  }

  @Test("Help lists organisers' commands for organisers")
  func help() async throws {
    let world = try await world()
    #expect(try await world.say("help", as: "amira").first?.text.contains("announce: the buses leave at 18:00") == true)
    #expect(try await world.say("help", as: "karim").first?.text.contains("announce") == false)
  }

  @Test("Only organisers make somebody an organiser, and nobody an operator")
  func roles() async throws {
    let world = try await world()
    let karim = try await world.delegate("karim")
    await #expect(throws: Refusal(.organisersOnly)) {
      try await world.perform(UpdateRegistration(delegate: karim, role: .organiser), by: .delegate(karim))
    }
    await #expect { try await world.perform(UpdateRegistration(delegate: karim, role: .operator)) } throws: { ($0 as? Refusal)?.name == .badValue }
  }
}
