import Chat
import ForumCore
import Testing

@Suite("Arranging by chat")
struct ArrangingTests {
  @Test("Rule 6: instead of a yes up to three other times are proposed, and the other side picks one")
  func proposing() async throws {
    try await play(
      """
      amira>book karim day 1 10:30 !
      amira>yes
      karim>propose
      karim>propose day 1 11:00, day 2 10:00
      karim>yes
      amira hears:
      amira>meetings
      amira>confirm
      amira>2
      amira>yes
      karim hears:
      """, in: try await World())
  }

  @Test("Rule 15: two meetings of one person take each other's time")
  func swapping() async throws {
    try await play(
      """
      amira>book karim day 1 10:00
      amira>yes
      amira>book lucia day 1 11:00
      amira>yes
      karim>confirm
      karim>yes
      lucia>confirm
      lucia>yes
      amira>swap
      amira>swap M-1 M-2
      amira>yes
      amira>swap M-1 M-9
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
      amira>yes
      karim>confirm
      karim>yes
      amira>invite M-1 lucia
      amira>yes
      lucia>meetings
      lucia>confirm
      lucia>yes
      amira>meetings
      karim>invite M-1 luca
      amira>handover M-1
      amira>1
      amira>yes
      yara>meetings
      lucia>cancel M-1
      lucia>yes
      """, in: world)
  }

  @Test("Rule 16: who finds no time waits for one")
  func waiting() async throws {
    try await play(
      """
      amira>wait karim
      amira>undo
      """, in: try await World())
  }

  @Test("Rule 17: how a meeting went is said from its start on")
  func afterwards() async throws {
    try await play(
      """
      amira>book karim day 1 10:00
      amira>yes
      karim>confirm
      karim>yes
      amira>held M-1
      @ 2027-03-10T09:20:00Z
      amira>meetings
      amira>held
      karim>noshow
      amira>missed M-1
      @ 2027-03-12T09:20:00Z
      amira>held M-1
      amira>noshow
      """, in: try await World())
  }
}
