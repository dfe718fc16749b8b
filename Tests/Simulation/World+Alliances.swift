import ForumCore

extension World {
  mutating func drawAlliance(_ kind: Act.Kind) -> Act {
    let id = dice.oneIn(30) ? AllianceID(forum.lastAlliance + 1) : AllianceID(dice.roll(in: 1...max(forum.lastAlliance, 1)))
    let known = forum.alliances[id]
    let members = known?.members.map(\.organisation) ?? []
    // Mostly one of those who may.
    let isGuest = kind == .joinAlliance || kind == .createAlliance
    let likely = isGuest ? known?.invited ?? [] : members
    let organisation = likely.isEmpty || dice.oneIn(isGuest ? 3 : 8) ? someOrganisation() : dice.pick(likely)
    let actor = someActor(someDelegate(of: organisation))
    let named = actor.isOrganiser ? (dice.oneIn(12) ? nil : organisation) : dice.oneIn(6) ? someOrganisation() : nil
    let reason = someText()
    var act = Act(kind: kind, command: ExpireHolds(), actor: actor, reasoned: reason?.isEmpty == false)
    switch kind {
    case .createAlliance:
      act.command = CreateAlliance(
        title: dice.oneIn(30) ? "" : dice.pick(Cast.titles), kind: dice.pick(Alliance.Kind.allCases), organisation: named, role: someRole(),
        meeting: dice.oneIn(3) ? someAgreedMeeting() : nil)
    case .inviteToAlliance: act.command = InviteToAlliance(alliance: id, organisation: someOrganisation())
    case .joinAlliance: act.command = JoinAlliance(alliance: id, organisation: named, role: someRole(), reason: reason)
    case .leaveAlliance: act.command = LeaveAlliance(alliance: id, organisation: named, reason: reason)
    case .commit:
      act.command = Commit(
        alliance: id, organisation: named, amount: dice.oneIn(3) ? nil : Money(amount: dice.roll(in: -1...900), currency: dice.oneIn(2) ? "EUR" : "TND"),
        what: dice.oneIn(30) ? "" : dice.pick(["land", "staff", "a plant"]))
    case .withdrawCommitment:
      act.command = WithdrawCommitment(alliance: id, number: dice.roll(in: 0...max(known?.commitments.count ?? 0, 1)), reason: reason)
    case .reachMilestone:
      let today = (forum.settings?.zone ?? .utc).wall(now).date
      let step = dice.oneIn(2) ? .signedAgreement : dice.pick(Alliance.Step.allCases)
      act.command = ReachMilestone(alliance: id, step: step, on: today.adding(days: dice.oneIn(20) ? 5 : dice.roll(in: -3...0)))
    default: act.command = WithdrawMilestone(alliance: id, step: dice.pick(Alliance.Step.allCases), reason: reason)
    }
    return act
  }

  mutating func drawOutcome() -> Act {
    let id = someAgreedMeeting()
    let side = forum.meetings[id].map { dice.pick($0.participants) } ?? someDelegate()
    let reason = someText()
    let opens = dice.oneIn(3) ? RecordOutcome.Opening(title: dice.pick(Cast.titles), kind: dice.pick(Alliance.Kind.allCases), role: someRole()) : nil
    let joins =
      dice.oneIn(4) && forum.lastAlliance > 0 ? RecordOutcome.Joining(alliance: AllianceID(dice.roll(in: 1...forum.lastAlliance)), role: someRole()) : nil
    let command = RecordOutcome(
      meeting: id, side: dice.oneIn(16) ? someDelegate() : side, interest: dice.pick(Outcome.Interest.allCases), nextStep: dice.pick(Outcome.NextStep.allCases),
      amount: dice.oneIn(2) ? Money(amount: dice.roll(in: 0...500), currency: dice.oneIn(30) ? "euro" : "EUR") : nil,
      note: dice.oneIn(2) ? "They send an offer" : nil, opens: opens, joins: joins, reason: reason)
    return Act(kind: .recordOutcome, command: command, actor: someActor(side), reasoned: reason?.isEmpty == false)
  }

  // MARK: - Picks

  private mutating func someRole() -> Alliance.MemberRole { dice.pick(Alliance.MemberRole.allCases) }

  private mutating func someOrganisation() -> OrganisationID {
    dice.oneIn(40) ? OrganisationID(forum.lastOrganisation + 1) : OrganisationID(dice.roll(in: 1...max(forum.lastOrganisation, 1)))
  }

  /// Mostly one who is approved there.
  private mutating func someDelegate(of organisation: OrganisationID) -> DelegateID {
    let first = dice.roll(max(forum.lastDelegate, 1))
    for step in 0..<forum.lastDelegate where !dice.oneIn(30) {
      let delegate = DelegateID(1 + (first + step) % max(forum.lastDelegate, 1))
      if referee.status[delegate] == .approved, forum.registrations[delegate]?.organisation == organisation { return delegate }
    }
    return someDelegate()
  }

  /// Mostly a meeting on which both sides agreed and that has begun.
  private mutating func someAgreedMeeting() -> MeetingID {
    for _ in 0..<16 {
      let id = MeetingID(dice.roll(in: 1...max(forum.lastMeeting, 1)))
      guard let meeting = forum.meetings[id], meeting.status == .held || meeting.status == .confirmed else { continue }
      if meeting.status == .held || meeting.place.map({ $0.span.start <= now }) ?? false { return id }
    }
    return MeetingID(dice.roll(in: 1...max(forum.lastMeeting, 1)))
  }
}
