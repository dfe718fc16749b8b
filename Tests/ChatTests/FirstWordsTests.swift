import Chat
import ForumCore
import ForumDesk
import Messaging
import Testing

@Suite("What is said to whom, and what is not offered")
struct FirstWordsTests {
  @Test("Who is not linked yet is told how to begin, and where to find the rest")
  func unlinked() async throws {
    let world = try await World()
    let message = IncomingMessage(bot: "matrix", chat: "!eve", account: "@eve:example.org", messageID: "1", text: "help", isPrivate: true)
    #expect(
      try await world.house.receive(message) == [
        ChatReply(
          """
          Hello. To use this chat, type “link” and the code from your registration, for example “link AB2C-3DEF”.
          “help all” lists everything that I understand, “help book” tells more about one command.
          """)
      ])
  }

  @Test("Short help is short in every language, and all of it is one word more", arguments: LanguageTests.languages)
  func help(language: String) async throws {
    let world = try await World()
    _ = try await world.perform(UpdateDelegate(delegate: try await world.delegate("amira"), language: language))
    let short = try #require(try await world.say("help", as: "amira").first)
    #expect(short.text.split(separator: "\n").count == 10)
    #expect(short.buttons.map(\.send) == ["agenda", "people", "meetings"])
    // What it says to type is understood.
    let line = try #require(short.text.split(separator: "\n").last)
    let typed = try #require(line.split { "“”«»\"".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }.first { !$0.isEmpty && $0 != "\u{200F}" })
    let all = try #require(try await world.say(typed, as: "amira").first)
    #expect(all.text.split(separator: "\n").count > 30, "\(typed): \(all.text)")
  }

  @Test("Whose registration waits is told that, and what can be done meanwhile; who has none any more is told that")
  func pending() async throws {
    let world = try await World()
    var settings = try await world.desk.read(world.forum) { try $0.requireSettings() }
    settings.registrationMode = .approval
    _ = try await world.perform(UpdateForum(settings: settings))
    let entry = ForumContent.Entry(
      person: PersonID("p-farid"), profile: Profile(givenName: "Farid", familyName: "Karoui", email: "farid@example.org"),
      organisationName: "Falcon", organisationKind: .msme, country: "TN")
    _ = try await world.perform(SubmitRegistration(entry: entry), by: .guest())
    try await play(
      """
      farid>book karim
        Your registration for Green Forum Tunis waits to be approved. I write to you as soon as that is decided.
        Until then you can use “agenda”, “sessions”, “language” and “my data”.
      farid>signup bonds
        Your registration for Green Forum Tunis waits to be approved. I write to you as soon as that is decided.
        Until then you can use “agenda”, “sessions”, “language” and “my data”.
      """, in: world)
    _ = try await world.perform(CancelRegistration(delegate: try await world.delegate("farid")))
    try await play(
      """
      farid>people
        Your registration for Green Forum Tunis is cancelled.
      """, in: world)
  }

  @Test("A day of another year is named with its year")
  func years() async throws {
    try await play(
      """
      amira>book karim 10 march 2026 10:30
        Tuesday, 10 March 2026 is not a day of this forum. You and Karim Haddad are both free at these times:
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00]
      """, in: try await World())
  }

  @Test("Rule 6: from the cut-off on no button offers what can only be refused")
  func cutoff() async throws {
    let world = try await World()
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    _ = try await world.say("confirm M-1 #!", as: "karim")
    try await play(
      """
      @ 2027-03-10T07:29:00Z
      amira>table
        M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:30 (Tunis time), table T-1.
        [1 Another time] [2 Cancel Karim Haddad]
      @ 2027-03-10T07:30:00Z
      amira>table
        M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:30 (Tunis time), table T-1.
      @ 2027-03-10T09:30:00Z
      amira>table
        M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:30 (Tunis time), table T-1.
        [1 We met] [2 They did not come] [3 I could not come]
      """, in: world)
  }

  @Test("Rule 6: who proposed other times hears which of them were declined")
  func declined() async throws {
    let world = try await World()
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    _ = try await world.say("propose M-1 @d1-am.3 @d2-am.1 #!", as: "karim")
    _ = try await world.hear("karim")
    try await play(
      """
      amira>decline M-1 #!
        Declined: M-1 with Karim Haddad. They are told.
      karim hears:
        Amira Ben Salah (Sahel Solar) can not take M-1, Wednesday 10 March, 11:00 / Thursday 11 March, 10:00. “book” finds another time or somebody else.
      """, in: world)
  }

  @Test("Quiet hours from a time to the same are asked about; days that the forum has not are not kept free; there is no code to part from here")
  func odds() async throws {
    try await play(
      """
      karim>quiet 7 7
        I need two times, from when to when it is to be quiet (Tunis time), for example “quiet 22:00 7:00”; or “quiet off”.
      karim>quiet 10 22
        From 10:00 to 22:00 (Tunis time) you hear only of what can not wait; the rest comes at 22:00, in one message.
      karim>away day 9 10:00 12:00
        Thursday 18 March is not a day of this forum, so nothing is to be kept free then.
      karim>day 2 10:00 12:00
        Keep Thursday 11 March, 10:00–12:00, free of meetings?
        [1 Yes] [2 No]
      karim>unlink
        This conversation is not linked: you are here by your own sign-in, and leave by signing out.
      """, in: try await World())
  }
}
