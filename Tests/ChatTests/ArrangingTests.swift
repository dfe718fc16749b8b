import Chat
import ForumCore
import Testing

@Suite("Arranging by chat")
struct ArrangingTests {
  @Test("Rule 6: instead of a yes up to three other times are proposed, and the other side picks one")
  func proposing() async throws {
    try await play(
      """
      amira>book karim day 1 10:30 #!
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:30 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>propose
        Which times for M-1 with Amira Ben Salah? Choose one, or type up to three, for example “propose M-1 10:30, 11:00”.
        [1 Wed 10:00] [2 Wed 11:00] [3 Wed 11:30] [4 Wed 14:00] [5 Wed 14:30] [6 Thu 10:00] [7 Thu 10:30]
      karim>propose day 1 11:00, day 2 10:00
        Propose to Amira Ben Salah (Sahel Solar) for M-1: Wednesday 10 March, 11:00 / Thursday 11 March, 10:00? They pick one.
        [1 Yes] [2 No]
      karim>yes
        Proposed for M-1 with Amira Ben Salah: Wednesday 10 March, 11:00 / Thursday 11 March, 10:00. All of it is kept for you until they answer.
      amira hears:
        Karim Haddad (Atlas Green Fund) offers other times for M-1 instead of Wednesday 10 March, 10:30, table T-1. Please choose one by Wednesday 3 March, 10:00:
        - Wednesday 10 March, 11:00, table T-1
        - Thursday 11 March, 10:00, table T-1
        Times are Tunis time.
        [1 Wed 11:00] [2 Thu 10:00] [3 Decline]
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 11:00 / Thursday 11 March, 10:00: Karim Haddad (Atlas Green Fund), waits for your answer until Wednesday 3 March, 10:00
        Times are Tunis time.
      amira>confirm
        Which of these times for M-1 with Karim Haddad (Atlas Green Fund)?
        [1 Wed 11:00] [2 Thu 10:00] [3 Decline]
      amira>2
        Confirmed: M-1 with Karim Haddad (Atlas Green Fund), Thursday 11 March, 10:00 (Tunis time), table T-1.
      karim hears:
        Amira Ben Salah (Sahel Solar) asks you for a meeting: M-1, Wednesday 10 March, 10:30 (Tunis time), table T-1. Please answer by Wednesday 3 March, 10:00.
        [1 Another time] [2 Cancel Amira Ben Salah]
        Amira Ben Salah (Sahel Solar) confirmed M-1: Thursday 11 March, 10:00 (Tunis time), table T-1.
      """, in: try await World())
  }

  @Test("Rule 15: two meetings of one person take each other's time")
  func swapping() async throws {
    try await play(
      """
      amira>book karim day 1 10:00
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>book lucia day 1 11:00
        Book Lucia Rossi (Po Cluster) on Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-2 with Lucia Rossi (Po Cluster), Wednesday 10 March, 11:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>confirm
        Confirm M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1.
      lucia>confirm
        Confirm M-2 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      lucia>yes
        Confirmed: M-2 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 11:00 (Tunis time), table T-1.
      amira>swap
        Which two meetings should change places? For example “swap M-12 M-15”.
      amira>swap M-1 M-2
        Swap: M-1 to Wednesday 10 March, 11:00, table T-1, and M-2 to Wednesday 10 March, 10:00 (Tunis time), table T-1? All are told.
        [1 Yes] [2 No]
      amira>yes
        Swapped: M-1 is now on Wednesday 10 March, 11:00, table T-1, and M-2 on Wednesday 10 March, 10:00 (Tunis time), table T-1. All are told.
      amira>swap M-1 M-9
        There is no meeting M-9 of yours. “meetings” shows them.
      """, in: try await World())
  }

  @Test("Rules 12, 13: a guest is invited, a colleague takes over")
  func company() async throws {
    let world = try await World()
    var entry = ForumContent.Entry(
      person: PersonID("p-yara"), profile: Profile(givenName: "Yara", familyName: "Trabelsi"), organisationName: "Sahel Solar", organisationKind: .msme,
      country: "TN")
    entry.approved = true
    _ = try await world.perform(SubmitRegistration(entry: entry))
    try await play(
      """
      amira>book karim day 1 10:00
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>confirm
        Confirm M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1.
      amira>invite M-1 lucia
        Invite Lucia Rossi to M-1 with Karim Haddad, Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      amira>yes
        Invited: Lucia Rossi to M-1, Wednesday 10 March, 10:00 (Tunis time), table T-1. I write to you when they answer.
      lucia>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:00, table T-1: Amira Ben Salah (Sahel Solar), waits for your answer until Wednesday 3 March, 10:00
        Times are Tunis time.
        [1 Confirm Amira Ben Salah] [2 Decline Amira Ben Salah]
      lucia>confirm
        Confirm M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      lucia>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1.
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:00, table T-1: Karim Haddad, Lucia Rossi (Atlas Green Fund, Po Cluster), confirmed
        Times are Tunis time.
      karim>invite M-1 luca
        Only the host of M-1 or an organiser may do that. You can leave it, or move to another time by yourself.
      amira>handover M-1
        To which colleague?
        [1 Yara Trabelsi (Sahel Solar)]
      amira>1
        Hand M-1 with Karim Haddad, Lucia Rossi (Atlas Green Fund, Po Cluster), Wednesday 10 March, 10:00 (Tunis time), table T-1, over to Yara Trabelsi? They are told.
        [1 Yes] [2 No]
      amira>yes
        Handed over: M-1 is now Yara Trabelsi's, Wednesday 10 March, 10:00 (Tunis time), table T-1.
      yara>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:00, table T-1: Karim Haddad, Lucia Rossi (Atlas Green Fund, Po Cluster), confirmed
        Times are Tunis time.
      lucia>cancel M-1
        Cancel M-1 with Yara Trabelsi (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1? They are told.
        [1 Yes] [2 No]
      lucia>yes
        You are out of M-1 with Yara Trabelsi. They are told.
      """, in: world)
  }

  @Test("Rule 16: who finds no time waits for one")
  func waiting() async throws {
    try await play(
      """
      amira>wait karim
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>1
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      amira>undo
        Taken back: M-1 with Karim Haddad. They are told.
      """, in: try await World())
    let world = try await World()
    let days = [Span(start: try #require(Instant("2027-03-10T00:00:00Z")), end: try #require(Instant("2027-03-12T00:00:00Z")))]
    _ = try await world.perform(SetAvailability(delegate: try await world.delegate("karim"), blocks: nil, unavailable: days))
    let said = try await world.say("wait karim", as: "amira").map(\.text)
    #expect(try await world.desk.read(world.forum) { $0.meetings[MeetingID(1)]?.status } == .waiting, "\(said)")
    let asked = try await world.say("cancel M-1", as: "amira").map(\.text)
    #expect(asked == ["Take back your wish M-1 to meet Karim Haddad (Atlas Green Fund)? They do not know of it."])
  }

  @Test("Rule 17: how a meeting went is said from its start on")
  func afterwards() async throws {
    try await play(
      """
      amira>book karim day 1 10:00
        Book Karim Haddad (Atlas Green Fund) on Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 Another time] [3 No]
      amira>yes
        Asked: M-1 with Karim Haddad (Atlas Green Fund), Wednesday 10 March, 10:00 (Tunis time), table T-1. The place is kept until Wednesday 3 March, 10:00; I write to you when they answer. “undo” takes it back.
      karim>confirm
        Confirm M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1?
        [1 Yes] [2 No]
      karim>yes
        Confirmed: M-1 with Amira Ben Salah (Sahel Solar), Wednesday 10 March, 10:00 (Tunis time), table T-1.
      amira>held M-1
        M-1 begins on Wednesday 10 March, 10:00. Say afterwards how it went; until then you can move or cancel it.
      @ 2027-03-10T09:20:00Z
      amira>meetings
        You have 1 meeting at Green Forum Tunis:
        M-1 Wednesday 10 March, 10:00, table T-1: Karim Haddad (Atlas Green Fund), confirmed
        Times are Tunis time.
      amira>held
        Noted: M-1 with Karim Haddad took place.
      karim>noshow
        Noted: Amira Ben Salah did not come to M-1.
      amira>missed M-1
        Noted: you could not come to M-1 with Karim Haddad.
      @ 2027-03-12T09:20:00Z
      amira>held M-1
        What was said of M-1 could be changed until Thursday 11 March, 10:30. Tell the organisers.
      amira>noshow
        There is no meeting of yours that you could say that of now.
      """, in: try await World())
  }
}
