import Chat
import ForumCore
import Testing

@Suite("What comes of a meeting, and alliances, by chat")
struct AllianceTests {
  @Test("An outcome is asked for part by part, or said in one line; the other side is told nothing")
  func outcome() async throws {
    let world = try await World.met()
    try await play(
      """
      amira>outcome
        What came of M-1 with Karim Haddad (Atlas Green Fund): how much interest?
        [1 Strong interest] [2 Some interest] [3 No interest]
      amira>1
        And what is the next step after M-1 with Karim Haddad (Atlas Green Fund)?
        [1 Exchange information] [2 A second meeting] [3 A visit on site] [4 A proposal] [5 Negotiations] [6 An agreement] [7 Nothing further]
      amira>4
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): strong interest; next step: a proposal. Say it again to change it; they are not told.
      amira>outcome
        There is no meeting of yours of which you have not said yet what came of it. After one, “outcome” and its number tells it.
      amira>outcome M-1 some second meeting 250,000 EUR: they send an offer
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): some interest; next step: a second meeting. Say it again to change it; they are not told. Intended amount: 250,000 EUR.
      amira>outcome karim strong 40 000 TND
        And what is the next step after M-1 with Karim Haddad (Atlas Green Fund)?
        [1 Exchange information] [2 A second meeting] [3 A visit on site] [4 A proposal] [5 Negotiations] [6 An agreement] [7 Nothing further]
      amira>5
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): strong interest; next step: negotiations. Say it again to change it; they are not told. Intended amount: 40,000 TND.
      amira>outcome M-1 strong proposal 250000
        I did not understand “250000”. Say what came of M-1 with Karim Haddad, for example “outcome M-1 strong proposal 250000 EUR”.
      karim hears:
      karim>outcome M-9 strong
        There is no meeting M-9 of yours. “meetings” shows them.
      """, in: world)
    let outcome = try await world.desk.read(world.forum) { $0.meetings[MeetingID(1)]?.outcomes?[DelegateID(1)] }
    #expect(outcome?.amount == Money(amount: 40_000, currency: "TND"))
    #expect(outcome?.note == nil)
  }

  @Test("Before a meeting there is nothing to say of it")
  func tooEarly() async throws {
    try await play(
      """
      amira>outcome M-1 strong proposal
        M-1 begins on Wednesday 10 March, 10:30. Say afterwards how it went; until then you can move or cancel it.
      amira>outcome
        There is no meeting of yours of which you have not said yet what came of it. After one, “outcome” and its number tells it.
      """, in: try await Self.before())
  }

  private static func before() async throws -> World {
    let world = try await World()
    let (amira, karim) = (try await world.delegate("amira"), try await world.delegate("karim"))
    _ = try await world.perform(RequestMeeting(requester: amira, requested: karim, slot: SlotID("d1-am.2")), by: .delegate(amira))
    _ = try await world.perform(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(karim))
    return world
  }

  @Test("An invitation is told and joined by buttons; members hear of joins, steps and leavings, each in their turn")
  func alliances() async throws {
    let world = try await World.met()
    let amira = try await world.delegate("amira")
    let opening = RecordOutcome.Opening(title: "Water for Sfax", kind: .investmentAlliance, role: .privatePartner)
    let record = RecordOutcome(meeting: MeetingID(1), side: amira, interest: .strong, opens: opening)
    _ = try await world.perform(record, by: .delegate(amira))
    try await play(
      """
      amira>alliances
        The alliances of your organisation:
        A-1 Water for Sfax (investment alliance): Sahel Solar (private partner)
      karim hears:
        After M-1 Sahel Solar opens an alliance and invites you: A-1 “Water for Sfax” (investment alliance).
        [1 Join Water for Sfax]
      karim>alliances
        Your organisation is invited to:
        A-1 Water for Sfax (investment alliance), by Sahel Solar (private partner)
        [1 Join Water for Sfax]
      karim>1
        What will Atlas Green Fund be in A-1 “Water for Sfax”, of Sahel Solar (private partner)?
        [1 Public partner] [2 Private partner] [3 Investor] [4 Adviser]
      karim>join A-1 as an investor
        Join A-1 “Water for Sfax” for Atlas Green Fund, as investor? Its members are told.
        [1 Yes] [2 No]
      karim>yes
        Your organisation is in A-1 “Water for Sfax” now, as investor. “undo” takes it back.
      karim>join A-1 investor
        Your organisation is in A-1 “Water for Sfax” already, as investor.
      karim>undo
        Your organisation has left A-1 “Water for Sfax”.
      karim>join A-1 investor #!
        Your organisation is in A-1 “Water for Sfax” now, as investor. “undo” takes it back.
      luca>join A-1
        There is no alliance A-1 of yours. “alliances” shows them. One joins by an invitation of a member, or after a confirmed meeting with one.
      luca>alliances
        Your organisation is in no alliance and invited to none. One can come of a meeting.
      amira hears:
        Atlas Green Fund is in your alliance A-1 “Water for Sfax” now, as investor.
        Atlas Green Fund has left your alliance A-1 “Water for Sfax”.
        Atlas Green Fund is in your alliance A-1 “Water for Sfax” now, as investor.
      """, in: world)
    let luca = try await world.delegate("luca")
    let organisation = try #require(try await world.desk.read(world.forum) { $0.registrations[luca]?.organisation })
    let day = try #require(CivilDate("2027-03-10"))
    _ = try await world.perform(InviteToAlliance(alliance: AllianceID(1), organisation: organisation), by: .delegate(amira))
    _ = try await world.perform(JoinAlliance(alliance: AllianceID(1), role: .publicPartner), by: .delegate(luca))
    _ = try await world.perform(
      Commit(alliance: AllianceID(1), amount: Money(amount: 250_000, currency: "EUR"), what: "A plant"), by: .delegate(luca))
    _ = try await world.perform(ReachMilestone(alliance: AllianceID(1), step: .signedAgreement, on: day), by: .delegate(amira))
    try await play(
      """
      karim hears:
        Blue Invest is in your alliance A-1 “Water for Sfax” now, as public partner.
        Your alliance A-1 “Water for Sfax” has reached a step: signed agreement, on Wednesday 10 March.
      luca hears:
        You have no meetings at Green Forum Tunis at the moment; the next time for meetings is Wednesday 10 March, 11:30 (Tunis time). “people” shows who is here, and “book” asks for a meeting.
        [1 People]
        Atlas Green Fund is in your alliance A-1 “Water for Sfax” now, as investor.
        Atlas Green Fund has left your alliance A-1 “Water for Sfax”.
        Atlas Green Fund is in your alliance A-1 “Water for Sfax” now, as investor.
        Your alliance A-1 “Water for Sfax” has reached a step: signed agreement, on Wednesday 10 March.
      karim>alliances
        The alliances of your organisation:
        A-1 Water for Sfax (investment alliance): Sahel Solar (private partner), Atlas Green Fund (investor), Blue Invest (public partner); signed agreement on Wed 10 Mar; 250,000 EUR committed
      karim>leave A-1
        A-1 has a signed agreement, so only organisers may do that, with a reason. Ask them.
      """, in: world)
  }

  @Test("Whoever meets a member may join by what came of it")
  func joinsAfterMeeting() async throws {
    let world = try await World.met()
    let karim = try await world.delegate("karim")
    _ = try await world.perform(CreateAlliance(title: "Sun", kind: .circularEconomyProgramme, role: .investor), by: .delegate(karim))
    try await play(
      """
      amira>outcome M-1 strong agreement
        Recorded of M-1 with Karim Haddad (Atlas Green Fund): strong interest; next step: an agreement. Say it again to change it; they are not told.
        [1 Join Sun]
      amira>1
        What will Sahel Solar be in A-1 “Sun”, of Atlas Green Fund (investor)?
        [1 Public partner] [2 Private partner] [3 Investor] [4 Adviser]
      amira>2
        Your organisation is in A-1 “Sun” now, as private partner. “undo” takes it back.
      """, in: world)
  }

  @Test(
    "What came of a meeting is read in any order; what is not understood is told",
    arguments: [
      ("outcome M-42 strong proposal 250000 EUR: they send an offer", 42, "strong proposal 250000 EUR they send an offer -"),
      ("/outcome m-42 proposal, strong, EUR 250.000", 42, "strong proposal 250000 EUR - -"),
      ("outcome M-42 not interested", 42, "none - - - -"), ("outcome M-42 none none", 42, "none none - - -"),
      ("outcome M-42 some interest and a site visit", 42, "some siteVisit - - -"), ("outcome M-42 strong lunch", 42, "strong - - - lunch"),
      ("outcome strong", nil, "strong - - - -"), ("outcome", nil, "- - - - -"), ("result M42: nice", 42, "- - - nice -"),
    ] as [(String, Int?, String)])
  func reading(line: String, meeting: Int?, expected: String) {
    guard case .outcome(let target, let findings) = Grammar(.standard).read(line).intent else {
      Issue.record("no outcome")
      return
    }
    #expect(target == (meeting.map { .meeting(MeetingID($0)) } ?? .any))
    let parts = [findings.interest?.rawValue, findings.nextStep?.rawValue, findings.amount?.description, findings.note, findings.unread]
    #expect(parts.map { $0 ?? "-" }.joined(separator: " ") == expected)
  }
}
