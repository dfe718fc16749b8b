import ForumCore

// How the faults of alliances are planted.

extension FaultyDecider {
  /// What the core does not see of alliances: that somebody is a member, or that a side is missing.
  func forgettingAlliances(_ act: Act, in forum: Forum) -> [any Command<Forum>] {
    switch (fault, act.command) {
    case (.memberTwice, let join as JoinAlliance):
      let organisation = act.actor.isOrganiser ? join.organisation : forum.organisation(of: act.actor)
      guard let alliance = forum.alliances[join.alliance], let organisation, alliance.has(organisation) else { return [] }
      return [
        LeaveAlliance(alliance: alliance.id, organisation: organisation, reason: "forgotten"),
        InviteToAlliance(alliance: alliance.id, organisation: organisation),
      ]
    case (.signedAlone, let reach as ReachMilestone):
      guard reach.step == .signedAgreement, let alliance = forum.alliances[reach.alliance], !alliance.hasBothSides else { return [] }
      let others = forum.organisations.keys.sorted().filter { !alliance.has($0) }
      return zip(others, [Alliance.MemberRole.publicPartner, .investor]).map { organisation, role in
        JoinAlliance(alliance: alliance.id, organisation: organisation, role: role, reason: "forgotten")
      }
    default: return []
    }
  }

  /// The same with a withdrawal recorded a second time; nil where there is none.
  func withdrawingTwice(_ changes: [Change]) -> [Change]? {
    guard fault == .withdrawnTwice, let withdrawal = changes.last(where: { $0.kind == .commitmentWithdrawn }) else { return nil }
    return changes.last?.kind == .commitmentWithdrawn ? changes + [withdrawal] : nil
  }
}

extension Change {
  /// Whether it is for the delegates of an alliance's members.
  var isOfAlliance: Bool {
    switch self {
    case .allianceCreated, .allianceInvited, .allianceJoined, .allianceLeft, .commitmentMade, .commitmentWithdrawn, .milestoneReached, .milestoneWithdrawn: true
    default: false
    }
  }
}
