import ForumCore
import Testing

@Suite("Rule 27: alliances, from an invitation to a signed agreement")
struct AllianceRuleTests {
  // Alpha (O-1) of D-1 and D-2, Beta (O-2) of D-3, Capital (O-3) of D-4, Delta Fund (O-4) of D-5, Energy Agency (O-5) of D-6.
  private let msme = Stage.msme
  private let colleague = Stage.colleague
  private let investor = Stage.investor
  private let authority = Stage.authority
  private let alpha = OrganisationID(1)
  private let beta = OrganisationID(2)
  private let capital = OrganisationID(3)
  private let delta = OrganisationID(4)
  private let energy = OrganisationID(5)
  private let one = AllianceID(1)
  private let day = CivilDate("2027-03-09")

  /// A-1 of Alpha, to which Energy Agency is invited; where wanted with Energy Agency in it, and signed.
  private func allied(both: Bool = false, signed: Bool = false) throws -> Stage {
    var stage = try Stage()
    try stage.given(CreateAlliance(title: "Water", kind: .investmentAlliance, role: .privatePartner), by: .delegate(msme))
    try stage.given(InviteToAlliance(alliance: one, organisation: energy), by: .delegate(msme))
    if both || signed { try stage.given(JoinAlliance(alliance: one, role: .publicPartner), by: .delegate(authority)) }
    if signed { try stage.given(ReachMilestone(alliance: one, step: .signedAgreement, on: try #require(day)), by: .delegate(msme)) }
    return stage
  }

  // MARK: - Opening and inviting

  @Test("Rule 27: a delegate opens an alliance for their organisation, an organiser for any; each title once among one's own")
  func opens() throws {
    let stage = try allied()
    let other = CreateAlliance(title: "Sun", kind: .clusteringProgramme, role: .publicPartner)
    #expect(stage.when(other, by: .delegate(authority)) == ["allianceCreated A-2 clusteringProgramme Sun O-5 publicPartner"])
    #expect(stage.when(other) == ["refused badValue expected=the organisation that is meant, such as O-3 field=organisation"])
    var named = other
    named.organisation = energy
    #expect(stage.when(named) == ["allianceCreated A-2 clusteringProgramme Sun O-5 publicPartner"])
    #expect(stage.when(named, by: .delegate(msme)) == ["refused notYours"])
    named.organisation = OrganisationID(99)
    #expect(stage.when(named) == ["refused noSuchOrganisation reference=O-99"])
    let again = CreateAlliance(title: " water ", kind: .investmentStrategy, role: .adviser)
    #expect(stage.when(again, by: .delegate(colleague)) == ["refused allianceExists alliance=A-1"])
    #expect(stage.when(again, by: .delegate(authority)) == ["allianceCreated A-2 investmentStrategy water O-5 adviser"])
    #expect(
      stage.when(CreateAlliance(title: "Two\nlines", kind: .investmentAlliance, role: .adviser), by: .delegate(msme))
        == ["refused badValue expected=1 to 200 characters on one line field=title"])
  }

  @Test("Rule 27: an alliance can come from a meeting that both agreed to, and invites its other side")
  func fromMeeting() throws {
    var stage = try Stage()
    try stage.given(stage.request(msme, investor, "am.1"), by: .delegate(msme))
    let opening = CreateAlliance(title: "Sun", kind: .investmentAlliance, role: .investor, meeting: MeetingID(1))
    #expect(stage.when(opening, by: .delegate(investor)) == ["refused noSuchMeeting reference=M-1"])
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(investor))
    #expect(stage.when(opening, by: .delegate(investor)) == ["allianceCreated A-1 investmentAlliance Sun M-1 O-3 investor invites O-1"])
    #expect(stage.when(opening, by: .delegate(authority)) == ["refused noSuchMeeting reference=M-1"])
  }

  @Test("Rule 27: any member's delegate invites, others learn of no alliance")
  func invites() throws {
    let stage = try allied()
    let invitation = InviteToAlliance(alliance: one, organisation: capital)
    #expect(stage.when(invitation, by: .delegate(colleague)) == ["allianceInvited A-1 O-3"])
    #expect(stage.when(invitation) == ["allianceInvited A-1 O-3"])
    #expect(stage.when(invitation, by: .delegate(authority)) == ["refused noSuchAlliance reference=A-1"])
    #expect(stage.when(InviteToAlliance(alliance: one, organisation: energy), by: .delegate(msme)) == [])
    #expect(stage.when(InviteToAlliance(alliance: one, organisation: alpha), by: .delegate(msme)) == ["refused alreadyMember alliance=A-1 organisation=O-1"])
    #expect(stage.when(InviteToAlliance(alliance: one, organisation: OrganisationID(99)), by: .delegate(msme)) == ["refused noSuchOrganisation reference=O-99"])
    #expect(stage.when(InviteToAlliance(alliance: AllianceID(9), organisation: capital)) == ["refused noSuchAlliance reference=A-9"])
  }

  // MARK: - Joining and leaving

  @Test("Rule 27: one joins by an invitation, by a meeting with a member, or by an organiser with a reason; once")
  func joins() throws {
    var stage = try allied()
    #expect(stage.when(JoinAlliance(alliance: one, role: .publicPartner), by: .delegate(authority)) == ["allianceJoined A-1 O-5 publicPartner by D-6"])
    let join = JoinAlliance(alliance: one, role: .investor)
    #expect(stage.when(join, by: .delegate(investor)) == ["refused noSuchAlliance reference=A-1"])
    #expect(stage.when(JoinAlliance(alliance: one, organisation: capital, role: .investor)) == ["refused notInvited alliance=A-1 organisation=O-3"])
    #expect(
      stage.when(JoinAlliance(alliance: one, organisation: capital, role: .investor, reason: "letter of 5 March"))
        == ["allianceJoined A-1 O-3 investor because letter of 5 March"])
    try stage.given(stage.request(investor, colleague, "am.1"), by: .delegate(investor))
    #expect(stage.when(join, by: .delegate(investor)) == ["refused noSuchAlliance reference=A-1"])
    try stage.given(ConfirmMeeting(meeting: MeetingID(1)), by: .delegate(colleague))
    #expect(stage.when(join, by: .delegate(investor)) == ["allianceJoined A-1 O-3 investor by D-4"])
    try stage.given(join, by: .delegate(investor))
    #expect(stage.when(join, by: .delegate(investor)) == [])
    #expect(
      stage.when(JoinAlliance(alliance: one, role: .adviser), by: .delegate(investor)) == ["refused alreadyMember alliance=A-1 organisation=O-3"])
    #expect(stage.forum.alliances[one]?.members.map(\.organisation) == [alpha, capital])
  }

  @Test("Rule 27: whoever was invited and joins is invited no more; who left needs a new invitation")
  func invitedOnce() throws {
    var stage = try allied(both: true)
    #expect(stage.forum.alliances[one]?.invited == [])
    try stage.given(LeaveAlliance(alliance: one), by: .delegate(authority))
    #expect(stage.when(JoinAlliance(alliance: one, role: .publicPartner), by: .delegate(authority)) == ["refused noSuchAlliance reference=A-1"])
  }

  @Test("Rule 27: a member leaves and what it committed goes with it; the last one stays")
  func leaves() throws {
    var stage = try allied(both: true)
    let money = Money(amount: 1000, currency: "TND")
    try stage.given(Commit(alliance: one, amount: money, what: "A pump"), by: .delegate(authority))
    try stage.given(Commit(alliance: one, what: "Staff"), by: .delegate(msme))
    #expect(
      stage.when(LeaveAlliance(alliance: one, reason: "no budget"), by: .delegate(authority))
        == ["commitmentWithdrawn A-1 1 because no budget", "allianceLeft A-1 O-5 because no budget"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: energy)) == ["commitmentWithdrawn A-1 1", "allianceLeft A-1 O-5"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: energy), by: .delegate(msme)) == ["refused notYours"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: delta)) == ["refused notAMember alliance=A-1 organisation=O-4"])
    try stage.given(LeaveAlliance(alliance: one), by: .delegate(authority))
    #expect(stage.when(LeaveAlliance(alliance: one), by: .delegate(msme)) == ["refused lastMember alliance=A-1"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: alpha, reason: "so")) == ["refused lastMember alliance=A-1"])
    #expect(stage.when(LeaveAlliance(alliance: one), by: .delegate(authority)) == ["refused noSuchAlliance reference=A-1"])
  }

  @Test("Rule 27: after a signed agreement only organisers take a member out, with a reason, and both its sides stay")
  func leavesSigned() throws {
    var stage = try allied(signed: true)
    try stage.given(InviteToAlliance(alliance: one, organisation: delta), by: .delegate(msme))
    try stage.given(JoinAlliance(alliance: one, role: .adviser), by: .delegate(Stage.otherInvestor))
    #expect(stage.when(LeaveAlliance(alliance: one), by: .delegate(Stage.otherInvestor)) == ["refused agreementSigned alliance=A-1"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: delta)) == ["refused reasonNeeded"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: delta, reason: "dissolved")) == ["allianceLeft A-1 O-4 because dissolved"])
    #expect(stage.when(LeaveAlliance(alliance: one, organisation: energy, reason: "so")) == ["refused bothSidesNeeded alliance=A-1"])
  }

  // MARK: - Commitments

  @Test("Rule 27: members commit themselves, in money or not, each thing once")
  func commits() throws {
    var stage = try allied(both: true)
    let money = Money(amount: 250_000, currency: "EUR")
    #expect(stage.when(Commit(alliance: one, amount: money, what: " A plant "), by: .delegate(msme)) == ["commitmentMade A-1 1 O-1 250000 EUR A plant by D-1"])
    try stage.given(Commit(alliance: one, amount: money, what: "A plant"), by: .delegate(msme))
    #expect(stage.when(Commit(alliance: one, amount: money, what: "A plant"), by: .delegate(colleague)) == ["refused alreadyCommitted alliance=A-1 number=1"])
    #expect(stage.when(Commit(alliance: one, what: "A plant"), by: .delegate(colleague)) == ["commitmentMade A-1 2 O-1 A plant by D-2"])
    #expect(stage.when(Commit(alliance: one, organisation: energy, amount: money, what: "A plant")) == ["commitmentMade A-1 2 O-5 250000 EUR A plant"])
    #expect(stage.when(Commit(alliance: one, amount: money, what: "A plant"), by: .delegate(investor)) == ["refused noSuchAlliance reference=A-1"])
    #expect(stage.when(Commit(alliance: one, organisation: capital, what: "A plant")) == ["refused notAMember alliance=A-1 organisation=O-3"])
    #expect(
      stage.when(Commit(alliance: one, amount: Money(amount: 0, currency: "EUR"), what: "Air"), by: .delegate(msme))
        == ["refused badValue expected=more than 0; leave the amount out where it is no money field=amount.amount"])
    #expect(stage.when(Commit(alliance: one, what: " "), by: .delegate(msme)) == ["refused badValue expected=1 to 500 characters on one line field=what"])
  }

  @Test("Rule 27: a commitment is taken back once, by its organisation, or by an organiser with a reason; a signed one by organisers only")
  func withdraws() throws {
    var stage = try allied(both: true)
    try stage.given(Commit(alliance: one, what: "Staff"), by: .delegate(msme))
    let withdrawal = WithdrawCommitment(alliance: one, number: 1)
    #expect(stage.when(withdrawal, by: .delegate(authority)) == ["refused notYours"])
    #expect(stage.when(withdrawal) == ["refused reasonNeeded"])
    #expect(stage.when(WithdrawCommitment(alliance: one, number: 1, reason: "twice")) == ["commitmentWithdrawn A-1 1 because twice"])
    #expect(stage.when(withdrawal, by: .delegate(colleague)) == ["commitmentWithdrawn A-1 1"])
    #expect(stage.when(WithdrawCommitment(alliance: one, number: 2), by: .delegate(msme)) == ["refused noSuchCommitment alliance=A-1 number=2"])
    var signed = stage
    try signed.given(ReachMilestone(alliance: one, step: .signedAgreement, on: try #require(day)), by: .delegate(msme))
    #expect(signed.when(withdrawal, by: .delegate(msme)) == ["refused agreementSigned alliance=A-1"])
    try stage.given(withdrawal, by: .delegate(msme))
    #expect(stage.when(withdrawal, by: .delegate(msme)) == [])
    #expect(stage.when(Commit(alliance: one, what: "Staff"), by: .delegate(msme)) == ["commitmentMade A-1 2 O-1 Staff by D-1"])
  }

  // MARK: - Milestones

  @Test("Rule 27: each step is reached once, on a day that is not to come, by any member's delegate or an organiser; some may be left out")
  func milestones() throws {
    var stage = try allied()
    let today = try #require(CivilDate("2027-03-09"))
    let letter = ReachMilestone(alliance: one, step: .letterOfIntent, on: today)
    #expect(stage.when(letter, by: .delegate(colleague)) == ["milestoneReached A-1 letterOfIntent on 2027-03-09 by D-2"])
    #expect(stage.when(letter) == ["milestoneReached A-1 letterOfIntent on 2027-03-09"])
    #expect(stage.when(letter, by: .delegate(authority)) == ["refused noSuchAlliance reference=A-1"])
    // It is the 9th in Tunis, whatever it is in UTC.
    #expect(
      stage.when(ReachMilestone(alliance: one, step: .letterOfIntent, on: today.adding(days: 1)), by: .delegate(msme))
        == ["refused badValue expected=a day not after today, 2027-03-09 field=on"])
    #expect(
      stage.when(ReachMilestone(alliance: one, step: .letterOfIntent, on: today.adding(days: 1)), by: .delegate(msme), at: "10T00:10")
        == ["milestoneReached A-1 letterOfIntent on 2027-03-10 by D-1"])
    try stage.given(letter, by: .delegate(msme))
    #expect(stage.when(letter, by: .delegate(msme)) == [])
    #expect(
      stage.when(ReachMilestone(alliance: one, step: .letterOfIntent, on: today.adding(days: -1)), by: .delegate(msme))
        == ["refused alreadyReached alliance=A-1 day=2027-03-09 step=letterOfIntent"])
    #expect(stage.forum.alliances[one]?.furthest == .letterOfIntent)
  }

  @Test(
    "Rule 27: a signed agreement needs two members, a public partner and a private partner or investor",
    arguments: [
      ([], false), ([(Stage.authority, .adviser)], false), ([(Stage.authority, .privatePartner)], false),
      ([(Stage.authority, .publicPartner)], true),
    ] as [([(DelegateID, Alliance.MemberRole)], Bool)])
  func signing(others: [(DelegateID, Alliance.MemberRole)], isTaken: Bool) throws {
    var stage = try allied()
    for (delegate, role) in others { try stage.given(JoinAlliance(alliance: one, role: role), by: .delegate(delegate)) }
    let signing = ReachMilestone(alliance: one, step: .signedAgreement, on: try #require(day))
    let expected = isTaken ? "milestoneReached A-1 signedAgreement on 2027-03-09" : "refused bothSidesNeeded alliance=A-1"
    #expect(stage.when(signing) == [expected])
    #expect(stage.when(signing, by: .delegate(msme)) == [expected + (isTaken ? " by D-1" : "")])
  }

  @Test("Rule 27: a step recorded in error is taken back; a signed agreement by organisers only, with a reason")
  func milestoneWithdrawn() throws {
    var stage = try allied(signed: true)
    try stage.given(ReachMilestone(alliance: one, step: .memorandum, on: try #require(day)), by: .delegate(msme))
    #expect(stage.when(WithdrawMilestone(alliance: one, step: .memorandum), by: .delegate(authority)) == ["milestoneWithdrawn A-1 memorandum"])
    let never = WithdrawMilestone(alliance: one, step: .letterOfIntent)
    #expect(stage.when(never, by: .delegate(msme)) == ["refused notReached alliance=A-1 step=letterOfIntent"])
    let unsigned = WithdrawMilestone(alliance: one, step: .signedAgreement)
    #expect(stage.when(unsigned, by: .delegate(msme)) == ["refused agreementSigned alliance=A-1"])
    #expect(stage.when(unsigned) == ["refused reasonNeeded"])
    #expect(
      stage.when(WithdrawMilestone(alliance: one, step: .signedAgreement, reason: "wrong paper"))
        == ["milestoneWithdrawn A-1 signedAgreement because wrong paper"])
  }

  // MARK: - When, and who sees it

  @Test("Rule 27: alliances go on when the forum is over, and do not begin before it opens")
  func phases() throws {
    var stage = try allied(both: true)
    let commitment = Commit(alliance: one, what: "Staff")
    try stage.given(SetPhase(phase: .closed))
    #expect(stage.when(commitment, by: .delegate(msme)) == ["commitmentMade A-1 1 O-1 Staff by D-1"])
    try stage.given(SetPhase(phase: .preparing))
    #expect(stage.when(commitment, by: .delegate(msme)) == ["refused forumClosed"])
    #expect(stage.when(Commit(alliance: one, organisation: alpha, what: "Staff")) == ["commitmentMade A-1 1 O-1 Staff"])
  }

  @Test("Rule 27: who does not take part any more acts for no organisation; nor do guests")
  func notApproved() throws {
    var stage = try allied(both: true)
    try stage.given(CancelRegistration(delegate: colleague))
    #expect(stage.when(Commit(alliance: one, what: "Staff"), by: .delegate(colleague)) == ["refused noSuchAlliance reference=A-1"])
    #expect(
      stage.when(CreateAlliance(title: "Sun", kind: .investmentAlliance, role: .adviser), by: .delegate(colleague)) == ["refused notApproved delegate=D-2"])
    #expect(stage.when(CreateAlliance(title: "Sun", kind: .investmentAlliance, role: .adviser), by: .guest()) == ["refused notYours"])
  }

  @Test("Rule 27: what happens in an alliance is for its members' delegates, an invitation also for the invited, a leaving for who left")
  func audience() throws {
    var stage = try allied(both: true)
    func audience(_ command: some Command<Forum>, by actor: Actor) throws -> [Audience] {
      let changes = try command.decide(stage.forum, by: actor, at: stage.now)
      try stage.given(command, by: actor)
      return changes.map(stage.forum.audience)
    }
    let members = [msme, colleague, authority]
    #expect(try audience(Commit(alliance: one, what: "Staff"), by: .delegate(msme)) == [.delegates(members)])
    #expect(try audience(InviteToAlliance(alliance: one, organisation: capital), by: .delegate(msme)) == [.delegates(members + [investor])])
    #expect(try audience(LeaveAlliance(alliance: one), by: .delegate(authority)) == [.delegates([msme, colleague, authority])])
    #expect(try audience(Commit(alliance: one, what: "Land"), by: .delegate(msme)) == [.delegates([msme, colleague])])
  }

  /// One change of every kind of outcomes and alliances, after a confirmed meeting.
  static func life(_ stage: inout Stage) throws -> [Change] {
    var changes: [Change] = []
    func record(_ command: some Command<Forum>, _ actor: Actor = .organiser()) throws {
      changes += try command.decide(stage.forum, by: actor, at: stage.now)
      try stage.given(command, by: actor)
    }
    let money = Money(amount: 250_000, currency: "EUR")
    let (msme, authority) = (Stage.msme, Stage.authority)
    try record(RequestMeeting(requester: msme, requested: authority, slot: SlotID("pm.1")), .delegate(msme))
    let meeting = MeetingID(stage.forum.lastMeeting)
    try record(ConfirmMeeting(meeting: meeting))
    stage.now = Stage.clock("10T14:10")
    let opening = RecordOutcome.Opening(title: "Water", kind: .investmentAlliance, role: .privatePartner)
    try record(
      RecordOutcome(
        meeting: meeting, side: msme, interest: .strong, nextStep: .proposal, amount: money, note: "Secret plan of Amel", opens: opening,
        reason: "Secret plan"))
    try record(JoinAlliance(alliance: AllianceID(1), role: .publicPartner), .delegate(authority))
    try record(InviteToAlliance(alliance: AllianceID(1), organisation: OrganisationID(3)), .delegate(msme))
    try record(Commit(alliance: AllianceID(1), amount: money, what: "A plant"), .delegate(msme))
    try record(WithdrawCommitment(alliance: AllianceID(1), number: 1, reason: "Secret plan"), .delegate(msme))
    guard let day = CivilDate("2027-03-10") else { throw Missing() }
    try record(ReachMilestone(alliance: AllianceID(1), step: .signedAgreement, on: day), .delegate(msme))
    try record(WithdrawMilestone(alliance: AllianceID(1), step: .signedAgreement, reason: "Secret plan"))
    try record(LeaveAlliance(alliance: AllianceID(1), reason: "Secret plan"), .delegate(authority))
    return changes
  }
}
