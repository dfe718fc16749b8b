import ForumCore
import StrictJSON
import Testing

@Suite("Rule 27: what comes of a meeting")
struct OutcomeRuleTests {
  private let msme = Stage.msme
  private let investor = Stage.investor

  /// M-1 of D-1 and D-4 at 09:00, at that clock.
  private func met(at clock: String = "10T09:00") throws -> Stage {
    var stage = try Stage()
    try stage.givenMeeting(msme, investor, "am.1")
    stage.now = Stage.clock(clock)
    return stage
  }

  private func outcome(
    _ side: DelegateID, _ interest: Outcome.Interest = .strong, _ step: Outcome.NextStep = .proposal, amount: Money? = nil, note: String? = nil,
    opens: RecordOutcome.Opening? = nil, joins: RecordOutcome.Joining? = nil, reason: String? = nil
  ) -> RecordOutcome {
    RecordOutcome(
      meeting: MeetingID(1), side: side, interest: interest, nextStep: step, amount: amount, note: note, opens: opens, joins: joins, reason: reason)
  }

  @Test("Rule 27: each side says what came of a meeting, from its slot's start on")
  func eachSide() throws {
    let stage = try met()
    let amount = Money(amount: 250_000, currency: "EUR")
    #expect(stage.when(outcome(msme), by: .delegate(msme), at: "10T08:59") == ["refused notBegun meeting=M-1 time=10T09:00"])
    #expect(
      stage.when(outcome(msme, amount: amount, note: "They send an offer"), by: .delegate(msme))
        == ["outcomeRecorded M-1 D-1 strong proposal 250000 EUR They send an offer"])
    #expect(stage.when(outcome(investor, .some, .secondMeeting), by: .delegate(investor)) == ["outcomeRecorded M-1 D-4 some secondMeeting"])
  }

  @Test("Rule 27: an outcome may be changed later, also when the forum is over; the same again changes nothing")
  func changed() throws {
    var stage = try met()
    try stage.given(outcome(msme), by: .delegate(msme))
    #expect(stage.when(outcome(msme), by: .delegate(msme)) == [])
    try stage.given(SetPhase(phase: .closed), at: "20T09:00")
    #expect(stage.when(outcome(msme, .some, .agreement), by: .delegate(msme)) == ["outcomeRecorded M-1 D-1 some agreement"])
    try stage.given(outcome(msme, .some, .agreement), by: .delegate(msme))
    #expect(stage.forum.meetings[MeetingID(1)]?.outcomes?[msme]?.nextStep == .agreement)
    // Nothing that the other side could act on has changed.
    #expect(stage.forum.meetings[MeetingID(1)]?.version == 2)
  }

  @Test("Rule 27: nothing comes of a meeting that was called off or never agreed to")
  func notHeld() throws {
    var asked = try Stage()
    try asked.given(asked.request(msme, investor, "am.1"), by: .delegate(msme))
    #expect(asked.when(outcome(msme), by: .delegate(msme)) == ["refused didNotTakePlace meeting=M-1 status=requested"])
    var cancelled = try Stage()
    try cancelled.givenMeeting(msme, investor, "am.1")
    try cancelled.given(CancelMeeting(meeting: MeetingID(1)), by: .delegate(msme))
    #expect(cancelled.when(outcome(msme), by: .delegate(msme), at: "10T10:00") == ["refused didNotTakePlace meeting=M-1 status=cancelled"])
  }

  @Test("Rule 27: a side speaks for itself only; others learn nothing of the meeting; organisers give a reason")
  func whose() throws {
    let stage = try met()
    #expect(stage.when(outcome(investor), by: .delegate(msme)) == ["refused notYours"])
    #expect(stage.when(outcome(Stage.otherMSME), by: .delegate(Stage.otherMSME)) == ["refused noSuchMeeting reference=M-1"])
    #expect(stage.when(outcome(msme)) == ["refused reasonNeeded"])
    #expect(stage.when(outcome(msme, reason: "on paper")) == ["outcomeRecorded M-1 D-1 strong proposal because on paper"])
    #expect(stage.when(outcome(Stage.otherMSME, reason: "on paper")) == ["refused badValue expected=a side of M-1: D-1 or D-4 field=side"])
  }

  @Test(
    "Rule 27: amounts and notes within bounds",
    arguments: [
      (Money(amount: -1, currency: "EUR"), "", "refused badValue expected=0 to 1000000000000000, in whole units field=amount.amount"),
      (Money(amount: 1, currency: "EURO"), "", "refused badValue expected=three letters of ISO 4217, such as EUR field=amount.currency"),
      (Money(amount: 1, currency: "TND"), String(repeating: "é", count: 1001), "refused badValue expected=at most 2000 bytes field=note"),
    ])
  func bounds(amount: Money, note: String, refusal: String) throws {
    #expect(try met().when(outcome(msme, amount: amount, note: note), by: .delegate(msme)) == [refusal])
  }

  @Test("Rule 27: an outcome opens an alliance in the same step, and the other side's organisation is invited; once")
  func opens() throws {
    var stage = try met()
    let opening = RecordOutcome.Opening(title: "Water for Sfax", kind: .investmentAlliance, role: .privatePartner)
    #expect(
      stage.when(outcome(msme, opens: opening), by: .delegate(msme))
        == [
          "outcomeRecorded M-1 D-1 strong proposal",
          "allianceCreated A-1 investmentAlliance Water for Sfax M-1 O-1 privatePartner invites O-3",
        ])
    try stage.given(outcome(msme, opens: opening), by: .delegate(msme))
    #expect(stage.when(outcome(msme, opens: opening), by: .delegate(msme)) == [])
    #expect(stage.when(outcome(msme, .some, opens: opening), by: .delegate(msme)) == ["outcomeRecorded M-1 D-1 some proposal"])
    #expect(stage.when(outcome(msme, opens: opening, reason: "on paper")) == [])
  }

  @Test("Rule 27: an outcome joins the other side's alliance in the same step; not another one's; refused, nothing of it is recorded")
  func joins() throws {
    var stage = try met()
    try stage.given(CreateAlliance(title: "Water", kind: .investmentAlliance, role: .investor), by: .delegate(investor))
    try stage.given(CreateAlliance(title: "Energy", kind: .investmentAlliance, role: .publicPartner), by: .delegate(Stage.authority))
    let joining = RecordOutcome.Joining(alliance: AllianceID(1), role: .privatePartner)
    #expect(
      stage.when(outcome(msme, joins: joining), by: .delegate(msme))
        == ["outcomeRecorded M-1 D-1 strong proposal", "allianceJoined A-1 O-1 privatePartner by D-1"])
    #expect(
      stage.when(outcome(msme, joins: .init(alliance: AllianceID(2), role: .privatePartner)), by: .delegate(msme))
        == ["refused noSuchAlliance reference=A-2"])
    let both = outcome(msme, opens: .init(title: "Both", kind: .investmentAlliance, role: .investor), joins: joining)
    #expect(
      stage.when(both, by: .delegate(msme)) == ["refused badValue expected=one of opens and joins: an outcome opens an alliance or joins one field=joins"])
  }

  @Test("Rule 29: an outcome's note is its side's own, and goes with the person")
  func note() throws {
    var stage = try met()
    let changes = try outcome(msme, note: "canary").decide(stage.forum, by: .delegate(msme), at: stage.now)
    try stage.given(outcome(msme, note: "canary"), by: .delegate(msme))
    #expect(changes.map { stage.forum.audience(of: $0) } == [.delegates([msme])])
    guard case .outcomeRecorded(let it)? = changes.first else { return #expect(Bool(false)) }
    #expect(it.outcome.note?.person == Stage.person("Amel"))
    let (encoder, decoder) = sealing(erased: Stage.person("Amel"))
    var erased = stage.forum
    let erasure = try StrictJSONDecoder().decode(Change.self, from: Array(#"{"type":"delegateErased","delegate":"D-1"}"#.utf8))
    erased.apply(erasure, seq: erased.seq + 1, at: stage.now)
    let read = try decoder.decode(Forum.self, from: try encoder.encode(stage.forum))
    #expect(read.meetings[MeetingID(1)]?.outcomes == erased.meetings[MeetingID(1)]?.outcomes)
    #expect(erased.meetings[MeetingID(1)]?.outcomes?[msme]?.note?.value == nil)
    #expect(erased.meetings[MeetingID(1)]?.outcomes?[msme]?.interest == .strong)
  }
}
