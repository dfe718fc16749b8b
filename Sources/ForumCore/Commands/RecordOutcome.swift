/// A side says what came of a meeting (rule 27): interest, next step, an intended amount, a note. It may say so again, and the last word
/// counts.
///
/// In the same step an outcome can open an alliance or join one. The organisations of the other sides are invited to an alliance that
/// is opened so.
public struct RecordOutcome: Command {
  /// An alliance that comes of a meeting.
  public struct Opening: Hashable, Sendable, Codable {
    public var title: String
    public var kind: Alliance.Kind
    public var role: Alliance.MemberRole

    public init(title: String, kind: Alliance.Kind, role: Alliance.MemberRole) {
      self.title = title
      self.kind = kind
      self.role = role
    }
  }

  /// An alliance that the side's organisation becomes a member of.
  public struct Joining: Hashable, Sendable, Codable {
    public var alliance: AllianceID
    public var role: Alliance.MemberRole

    public init(alliance: AllianceID, role: Alliance.MemberRole) {
      self.alliance = alliance
      self.role = role
    }
  }

  public var meeting: MeetingID
  /// Whose word it is.
  public var side: DelegateID
  public var interest: Outcome.Interest
  public var nextStep: Outcome.NextStep
  public var amount: Money?
  public var note: String?
  public var opens: Opening?
  public var joins: Joining?
  /// Why an organiser records it for a side (rule 14).
  public var reason: String?

  public init(
    meeting: MeetingID, side: DelegateID, interest: Outcome.Interest, nextStep: Outcome.NextStep = .none, amount: Money? = nil, note: String? = nil,
    opens: Opening? = nil, joins: Joining? = nil, reason: String? = nil
  ) {
    self.meeting = meeting
    self.side = side
    self.interest = interest
    self.nextStep = nextStep
    self.amount = amount
    self.note = note
    self.opens = opens
    self.joins = joins
    self.reason = reason
  }

  public func decide(_ forum: Forum, by actor: Actor, at now: Instant) throws(Refusal) -> [Change] {
    try forum.requireBegun(for: actor)
    let current = try forum.meeting(meeting, for: actor)
    try forum.require(actor, actsFor: side)
    guard current.agreed.contains(side) else {
      let sides = current.agreed.map(\.description).joined(separator: " or ")
      throw Refusal(.badValue, ["field": .text("side"), "expected": .text("a side of \(meeting): \(sides)")])
    }
    try checkBegun(current, at: now)
    try forum.requireReason(reason, of: actor)
    try amount?.check("amount")
    try note?.checkWords("note")
    guard opens == nil || joins == nil else {
      throw Refusal(.badValue, ["field": .text("joins"), "expected": .text("one of opens and joins: an outcome opens an alliance or joins one")])
    }

    let registration = try forum.delegate(side)
    let outcome = Outcome(
      interest: interest, nextStep: nextStep, amount: amount, note: note.flatMap { $0.isEmpty ? nil : registration.personal($0) }, recordedAt: now)
    var changes: [Change] = []
    if current.outcomes?[side]?.says(outcome) != true {
      changes.append(
        .outcomeRecorded(OutcomeRecorded(meeting: meeting, side: side, outcome: outcome, reason: try forum.recorded(reason, by: actor, about: side))))
    }
    let organisation = actor.isOrganiser ? registration.organisation : nil
    if let opens {
      let opening = CreateAlliance(title: opens.title, kind: opens.kind, organisation: organisation, role: opens.role, meeting: meeting)
      changes += try opening.isDone(in: forum, for: registration.organisation) ? [] : opening.decide(forum, by: actor, at: now)
    }
    if let joins {
      changes += try JoinAlliance(alliance: joins.alliance, organisation: organisation, role: joins.role, reason: reason).decide(forum, by: actor, at: now)
    }
    return changes
  }

  /// - Throws: `didNotTakePlace`, or `notBegun` with the time from which on it is possible.
  private func checkBegun(_ current: Meeting, at now: Instant) throws(Refusal) {
    guard current.status != .held else { return }
    guard current.status == .confirmed else {
      throw Refusal(.didNotTakePlace, ["meeting": .meeting(meeting), "status": .text(current.status.rawValue)])
    }
    guard let start = current.place?.span.start, start > now else { return }
    throw Refusal(.notBegun, ["meeting": .meeting(meeting), "time": .instant(start)])
  }
}

extension Outcome {
  /// Whether it says the same, whenever that was.
  func says(_ other: Outcome) -> Bool {
    (interest, nextStep, amount, note) == (other.interest, other.nextStep, other.amount, other.note)
  }
}

extension [DelegateID: Outcome]? {
  mutating func set(_ outcome: Outcome, of side: DelegateID) {
    var all = self ?? [:]
    all[side] = outcome
    self = all
  }
}
