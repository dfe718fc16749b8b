import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("Notices: everybody concerned is told, nobody of their own doing")
struct NoticeTests {
  @Test("A request, its confirmation, a move and a cancellation")
  func meeting() async throws {
    try await play(
      """
      amira>book karim day 1 10:30 #! : our solar pumps
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira hears:
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        They write: “our solar pumps”
        [1 Confirm] [2 Decline] [3 Another time]
      karim>confirm M-1 #!
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1.
      amira hears:
        Karim Haddad (Atlas Green Fund) confirmed M-1: Wednesday 10 March, 10:30 (Tunis time), table T-1.
      karim hears:
      amira>move M-1 day 1 11:30 #!
        Moved: M-1 with Karim Haddad is now on Wednesday 10 March, 11:30 (Tunis time), table T-1. They are told.
      karim hears:
        Amira Ben Salah (Sahel Solar) moved M-1 from Wednesday 10 March, 10:30, table T-1 to Wednesday 10 March, 11:30 (Tunis time), table T-1.
      karim>cancel M-1 #! : I fly home early
        Cancelled: M-1 with Amira Ben Salah. They are told.
      amira hears:
        Karim Haddad (Atlas Green Fund) cancelled M-1, Wednesday 10 March, 11:30 (Tunis time), table T-1.
        The reason given: “I fly home early”
      karim hears:
      """, in: try await World())
  }

  @Test("A request that is declined, taken back, answered with another time, or not answered")
  func requests() async throws {
    try await play(
      """
      amira>book karim day 1 10:30 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>decline M-1 #!
        Declined: M-1 with Amira Ben Salah. They are told.
      amira hears:
        Karim Haddad (Atlas Green Fund) can not take M-1, Wednesday 10 March, 10:30 (Tunis time), table T-1. “book” finds another time or somebody else.
      amira>book karim day 1 10:30 #!
        Asked: M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>undo
        Taken back: M-2 with Karim Haddad. They are told.
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-2, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        Amira Ben Salah (Sahel Solar) took back the request M-2, Wednesday 10 March, 10:30 (Tunis time), table T-1.
      amira>book karim day 1 10:30 #!
        Asked: M-3 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>move M-3 day 1 11:00 #!
        Proposed: M-3 with Amira Ben Salah on Wednesday 10 March, 11:00 (Tunis time), table T-1. I write to you when they answer.
      amira hears:
        Karim Haddad (Atlas Green Fund) proposes another time for M-3: Wednesday 10 March, 11:00 (Tunis time), table T-1 instead of Wednesday 10 March, 10:30, table T-1. Please answer by Wednesday 3 March, 10:00.
        [1 Confirm] [2 Decline] [3 Another time]
      @ 2027-03-05T08:00:00Z
      amira hears:
        M-3 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:00 (Tunis time), table T-1, was not answered in time and has ended. The time is free again.
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-3, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        M-3 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1, was not answered in time and has ended. The time is free again.
      """, in: try await World())
  }

  @Test("What organisers do is told to both sides")
  func organisers() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    let karim = try await world.delegate("karim")
    _ = try await world.perform(RequestMeeting(requester: amira, requested: karim, reason: "matched"))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)))
    _ = try await world.perform(MoveMeeting(meeting: MeetingID(1), slot: SlotID("d2-am.1"), reason: "the room floods"))
    _ = try await world.perform(CancelMeeting(meeting: MeetingID(1), reason: "the forum is shortened"))
    try await play(
      """
      amira hears:
        The organisers asked Karim Haddad (Atlas Green Fund) for a meeting on your behalf: M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The reason given: “matched”
        The organisers confirmed M-1 with Karim Haddad (Atlas Green Fund): Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The organisers moved M-1 with Karim Haddad (Atlas Green Fund) from Wednesday 10 March, 10:00, table T-1 to Thursday 11 March, 10:00 (Tunis time), table T-1.
        The reason given: “the room floods”
        The organisers ended M-1 with Karim Haddad (Atlas Green Fund), Thursday 11 March, 10:00 (Tunis time), table T-1.
        The reason given: “the forum is shortened”
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        The reason given: “matched”
        The organisers confirmed M-1 with Amira Ben Salah (Sahel Solar): Wednesday 10 March, 10:00 (Tunis time), table T-1.
        The organisers moved M-1 with Amira Ben Salah (Sahel Solar) from Wednesday 10 March, 10:00, table T-1 to Thursday 11 March, 10:00 (Tunis time), table T-1.
        The reason given: “the room floods”
        The organisers ended M-1 with Amira Ben Salah (Sahel Solar), Thursday 11 March, 10:00 (Tunis time), table T-1.
        The reason given: “the forum is shortened”
      """, in: world)
  }

  @Test("A place in a session that becomes free")
  func promotion() async throws {
    try await play(
      """
      amira>signup bonds #!
        You have a place in “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      lucia>signup bonds #!
        “Green Bonds Workshop” is full. You are on its waitlist, and I write to you when a place is yours.
      amira>leave bonds #!
        You gave back your place in “Green Bonds Workshop”.
      lucia hears:
        A place is free: you are now signed up for “Green Bonds Workshop”, Wednesday 10 March, 11:00 (Tunis time).
      amira hears:
      """, in: try await World())
  }

  @Test("A release is told once, and only to those whom it concerns")
  func release() async throws {
    let world = try await World()
    _ = try await world.say("signup bonds #!", as: "amira")
    var agenda = try await world.desk.read(world.forum) { $0.draft }
    let bonds = try #require(SessionID("bonds"))
    let pitch = try #require(SessionID("pitch"))
    agenda.sessions[bonds]?.start = try Sample.instant("2027-03-10T15:00", try #require(ForumZone("Africa/Tunis")))
    agenda.sessions[bonds]?.room = RoomID("hall")
    agenda.sessions[pitch]?.title = "Pitches of the day"
    _ = try await world.perform(ReplaceAgenda(agenda: agenda))
    _ = try await world.perform(PublishAgenda())
    try await play(
      """
      amira hears:
        The agenda of Green Forum Tunis has changed (release 2). 1 change concerns you:
        - “Green Bonds Workshop” is now Wednesday 10 March, 15:00, Aula Magna (before: Wednesday 10 March, 11:00, Lab)
        Times are Tunis time.
      lucia hears:
      """, in: world)
  }

  @Test("Of a release everybody reads exactly what is theirs: what moved, what is gone, and the place that they lose by it")
  func ownRelease() async throws {
    let world = try await World()
    for (line, name) in [("signup bonds #!", "amira"), ("signup pitch #!", "amira"), ("signup bonds #!", "lucia"), ("signup pitch #!", "karim")] {
      _ = try await world.say(line, as: name)
    }
    let zone = try #require(ForumZone("Africa/Tunis"))
    var agenda = try await world.desk.read(world.forum) { $0.draft }
    agenda.sessions[try #require(SessionID("pitch"))]?.start = try Sample.instant("2027-03-10T11:30", zone)
    _ = try await world.perform(ReplaceAgenda(agenda: agenda))
    _ = try await world.perform(PublishAgenda())
    agenda.sessions[try #require(SessionID("bonds"))] = nil
    agenda.sessions[try #require(SessionID("pitch"))]?.room = RoomID("lab")
    _ = try await world.perform(ReplaceAgenda(agenda: agenda))
    _ = try await world.perform(PublishAgenda())
    try await play(
      """
      amira hears:
        The agenda of Green Forum Tunis has changed (release 2). 2 changes concern you:
        - “Pitches” is now Wednesday 10 March, 11:30, Aula Magna (before: Thursday 11 March, 14:00, Aula Magna)
        - Your place in “Pitches”, Wednesday 10 March, 11:30, is given back: the session is now at the same time as another one of yours
        Times are Tunis time.
        The agenda of Green Forum Tunis has changed (release 3). 1 change concerns you:
        - “Green Bonds Workshop”, Wednesday 10 March, 11:00, Lab, is no longer on the agenda
        Times are Tunis time.
      lucia hears:
        The agenda of Green Forum Tunis has changed (release 3). 1 change concerns you:
        - “Green Bonds Workshop”, Wednesday 10 March, 11:00, Lab, is no longer on the agenda
        Times are Tunis time.
      karim hears:
        The agenda of Green Forum Tunis has changed (release 2). 1 change concerns you:
        - “Pitches” is now Wednesday 10 March, 11:30, Aula Magna (before: Thursday 11 March, 14:00, Aula Magna)
        Times are Tunis time.
        The agenda of Green Forum Tunis has changed (release 3). 1 change concerns you:
        - “Pitches” is now Wednesday 10 March, 11:30, Lab (before: Wednesday 10 March, 11:30, Aula Magna)
        Times are Tunis time.
      """, in: world)
  }

  @Test("Who is moved by a block, a table or a release reads which")
  func causes() async throws {
    let world = try await World()
    let amira = try await world.delegate("amira")
    _ = try await world.perform(RequestMeeting(requester: amira, requested: try await world.delegate("karim")))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)))
    _ = try await world.hear("amira")
    _ = try await world.perform(RemoveTable(table: TableID(1), moveMeetings: true))
    _ = try await world.perform(AddSignup(session: try #require(SessionID("pitch")), delegate: amira))
    var agenda = try await world.desk.read(world.forum) { $0.draft }
    agenda.sessions[try #require(SessionID("pitch"))]?.start = try Sample.instant("2027-03-10T10:00", try #require(ForumZone("Africa/Tunis")))
    _ = try await world.perform(ReplaceAgenda(agenda: agenda))
    _ = try await world.perform(PublishAgenda(moveMeetings: true))
    _ = try await world.perform(RemoveBlock(block: try #require(BlockID("d1-am")), moveMeetings: true))
    try await play(
      """
      amira hears:
        The tables have changed. M-1 with Karim Haddad (Atlas Green Fund) moved from Wednesday 10 March, 10:00, table T-1 to Wednesday 10 March, 10:00 (Tunis time), table T-2 (Olive).
        The agenda of Green Forum Tunis has changed (release 2). 1 change concerns you:
        - “Pitches” is now Wednesday 10 March, 10:00, Aula Magna (before: Thursday 11 March, 14:00, Aula Magna)
        Times are Tunis time.
        The agenda has changed, and a session takes the time of M-1 with Karim Haddad (Atlas Green Fund). It moved from Wednesday 10 March, 10:00, table T-2 (Olive) to Wednesday 10 March, 11:00 (Tunis time), table T-2 (Olive).
        The times for meetings have changed. M-1 with Karim Haddad (Atlas Green Fund) moved from Wednesday 10 March, 11:00, table T-2 (Olive) to Wednesday 10 March, 14:00 (Tunis time), table T-2 (Olive).
      """, in: world)
  }

  @Test("What became of a registration")
  func registration() async throws {
    let world = try await World()
    let content = try Sample.forum("again")
    for (name, approved) in [("Nadia", false), ("Omar", false)] {
      var entry = content.registrations[0]
      entry.profile = Profile(givenName: name, familyName: "Test", email: "\(name)@example.org")
      entry.person = PersonID("p-\(name)")
      entry.approved = approved
      _ = try await world.perform(SubmitRegistration(entry: entry))
    }
    _ = try await world.perform(WaitlistRegistration(delegate: try await world.delegate("nadia")))
    _ = try await world.perform(ApproveRegistration(delegate: try await world.delegate("nadia")))
    _ = try await world.perform(RejectRegistration(delegate: try await world.delegate("omar"), reason: "twice"))
    try await play(
      """
      nadia hears:
        Your registration for Green Forum Tunis is on the waitlist. I write to you when a place is yours.
        A place at Green Forum Tunis is free, and it is yours. Welcome!
      omar hears:
        Your registration for Green Forum Tunis was not accepted.
        The reason given: “twice”
      """, in: world)
  }

  @Test("Each side reads in their own language")
  func languages() async throws {
    let world = try await World(library: try Sample.withFrench())
    _ = try await world.perform(UpdateDelegate(delegate: try await world.delegate("karim"), language: "fr-TN"))
    try await play(
      """
      karim>who am i
        FR You are Karim Haddad of Atlas Green Fund (FR private investor), reference D-2, at Green Forum Tunis.
      karim>language en
        From now on I write in English.
      karim>undo
        FR From now on I write in Français.
      amira>book karim first #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim hears:
        FR Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, FR FR FR Wednesday 10 March, 10:00 (FR Tunis time), FR table T-1. Please answer by FR Wednesday 3 March, 10:00.
        [1 FR Confirm] [2 FR Decline] [3 FR Another time]
      karim>confirm M-1 #!
        FR Confirmed: M-1 with Amira Ben Salah (Sahel Solar), FR FR FR Wednesday 10 March, 10:00 (FR Tunis time), FR table T-1.
      amira hears:
        Karim Haddad (Atlas Green Fund) confirmed M-1: Wednesday 10 March, 10:00 (Tunis time), table T-1.
      """, in: world)
  }
}
