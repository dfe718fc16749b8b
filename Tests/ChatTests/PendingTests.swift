import Chat
import ForumCore
import ForumDesk
import Testing

@Suite("What was asked, offered and done last")
struct PendingTests {
  // MARK: - Undo

  @Test("Undo takes back what was done last or says that this can not be taken back; never something older")
  func undo() async throws {
    try await play(
      """
      amira>quiet 22:00 7:00
        From 22:00 to 07:00 (Tunis time) you hear only of what can not wait; the rest comes at 07:00, in one message.
      amira>noshow
        Noted: Karim Haddad did not come to M-1.
      amira>undo
        “noshow M-1” can not be taken back.
        [1 We met] [2 I could not come]
      amira>1
        Noted: M-1 with Karim Haddad took place.
      amira>undo
        “held M-1” can not be taken back.
        [1 They did not come] [2 I could not come]
      amira>outcome M-1 strong proposal: they send an offer
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): strong interest; next step: a proposal. Say it again to change it; they are not told.
      amira>undo
        “outcome M-1” can not be taken back.
      amira>quiet
        You hear from me at once between 07:00 and 22:00 (Tunis time); from 22:00 to 07:00 only of what can not wait. “quiet off” turns that off.
      """, in: try await World.met(isHeard: false))
  }

  @Test("What only shows something leaves alone what can be taken back")
  func undoBehindBadge() async throws {
    let world = try await World()
    _ = try await world.say("quiet 22:00 7:00", as: "amira")
    _ = try await world.say("badge", as: "amira")
    try await play(
      """
      amira>undo
        From now on you hear from me at any hour.
      amira>undo
        There is nothing to take back.
      """, in: world)
  }

  @Test("The first language that somebody chooses can be taken back too")
  func undoLanguage() async throws {
    try await play(
      """
      amira>language fr
        Désormais, je vous écris en français.
      amira>undo
        From now on I write in English.
      """, in: try await World())
  }

  // MARK: - What is asked for

  @Test("What the bot asks for is understood without the command before it")
  func answers() async throws {
    try await play(
      """
      amira>book
        With whom? Type a name, an organisation or a reference such as D-7, for example “book karim haddad day 2 10:30: our solar pumps”.
      amira>lucia rossi
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>no
        Good, nothing was done.
      amira>book thursday 10:30
        With whom? Type a name, an organisation or a reference such as D-7, for example “book karim haddad day 2 10:30: our solar pumps”.
      amira>rossi
        Whom do you mean by “rossi”?
        [1 Luca Rossi (Blue Invest)] [2 Lucia Rossi (Po Cluster)]
      amira>po cluster
        Book Lucia Rossi (Po Cluster) on Thursday 11 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>another time
        You and Lucia Rossi are both free at these times:
        Wednesday 10 March: 10:00, 10:30, 11:00, 11:30, 14:00, 14:30
        Thursday 11 March: 10:00, 10:30
        Times are Tunis time.
        [1 Wed 10:00] [2 Wed 10:30] [3 Wed 11:00] [4 Wed 11:30] [5 Wed 14:00] [6 Wed 14:30] [7 Thu 10:00] [8 Thu 10:30]
      amira>14:30
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 14:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>signup
        Which session? “sessions” lists them.
        [1 Sign up: Green Bonds Workshop]
      amira>pitches
        Sign up for “Pitches”, Thursday 11 March, 14:00 (Tunis time)?
        [1 Yes] [2 No]
      amira>yesterday
        I did not understand “yesterday”. You can still choose:
        [1 Yes] [2 No]
      amira>no
        Good, nothing was done.
      """, in: try await World())
  }

  @Test("A part of a label chooses where it is of one alone")
  func labels() async throws {
    try await play(
      """
      amira>outcome M-1
        What came of M-1 with Karim Haddad (Atlas Green Fund): how much interest?
        [1 Strong interest] [2 Some interest] [3 No interest]
      amira>interest
        What came of M-1 with Karim Haddad (Atlas Green Fund): how much interest?
        [1 Strong interest] [2 Some interest] [3 No interest]
      amira>strong
        And what is the next step after M-1 with Karim Haddad (Atlas Green Fund)?
        [1 Exchange information] [2 A second meeting] [3 A visit on site] [4 A proposal] [5 Negotiations] [6 An agreement] [7 Nothing further]
      amira>proposal 250000 EUR
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): strong interest; next step: a proposal. Say it again to change it; they are not told. Intended amount: 250,000 EUR.
      """, in: try await World.met(isHeard: false))
  }

  @Test("Of several times that are proposed the second is taken by its place in the order, or by its name")
  func proposals() async throws {
    for (typed, place) in [("the second", "Thursday 11 March, 10:00"), ("11:00", "Wednesday 10 March, 11:00"), ("Thursday 10:00", "Thursday 11 March, 10:00")] {
      let world = try await World()
      _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
      _ = try await world.say("propose M-1 @d1-am.3 @d2-am.1 #!", as: "karim")
      try await hear("amira", in: world)
      try await play(
        """
        amira>\(typed)
          Confirmed: M-1 with Karim Haddad (Atlas Green Fund), \(place) (Tunis time), table T-1.
        """, in: world)
    }
  }

  // MARK: - What is offered

  @Test("A line that is not understood leaves the question as it was")
  func question() async throws {
    try await play(
      """
      amira>book karim day 1 10:30
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:30 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>what table is that?
        I did not understand “what table is that?”. You can still choose:
        [1 Yes] [2 Another time] [3 No]
      amira>bok karim
        I did not understand “bok karim”. You can still choose:
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>what table is that?
        I did not understand “what table is that?”. “help” lists what I do.
        [1 Help]
      amira>bok karim
        I did not understand “bok karim”. Did you mean “book karim”?
        [1 book karim] [2 Help]
      """, in: try await World())
  }

  @Test("After the notice of one request yes confirms it; of several it is asked which")
  func yes() async throws {
    let world = try await World()
    _ = try await world.say("book karim day 1 10:30 #!", as: "amira")
    try await hear("karim", in: world)
    try await play(
      """
      karim>what is that
        I did not understand “what is that”. You can still choose:
        [1 Confirm] [2 Decline] [3 Another time]
      karim>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:30 (Tunis time), table T-1.
      """, in: world)
    _ = try await world.say("book karim day 1 11:00 #!", as: "youssef")
    _ = try await world.say("propose M-2 @d1-am.4 @d2-am.1 #!", as: "karim")
    try await hear("youssef", in: world)
    try await play(
      """
      youssef>yes
        Please choose a number from 1 to 3.
        [1 Wed 11:30] [2 Thu 10:00] [3 Decline]
      youssef>1
        Confirmed: M-2 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 11:30 (Tunis time), table T-1.
      """, in: world)
  }

  /// The last notice reaches somebody's console.
  private func hear(_ name: String, in world: World) async throws {
    let notice = try #require(try await world.hear(name).last)
    try await world.house.heard(notice, forum: world.forum, delegate: try await world.delegate(name), chat: "console", channel: "chat")
  }
}
