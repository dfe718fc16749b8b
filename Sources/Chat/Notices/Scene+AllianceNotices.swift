import ForumCore
import Messaging

extension Notices {
  /// Whom an alliance's news concerns: the invited, and the delegates of its members as they are now.
  func allies(of change: Change, in forum: Forum) -> [DelegateID] {
    func members(_ id: AllianceID) -> [DelegateID] { (forum.alliances[id]?.members ?? []).flatMap { forum.delegation(of: $0.organisation) } }
    switch change {
    case .allianceCreated(let it): return it.alliance.invited.flatMap(forum.delegation)
    case .allianceInvited(let it): return forum.delegation(of: it.organisation)
    case .allianceJoined(let it): return members(it.alliance)
    case .allianceLeft(let it): return members(it.alliance)
    case .milestoneReached(let it): return members(it.alliance)
    case .milestoneWithdrawn(let it): return members(it.alliance)
    default: return []
    }
  }
}

extension Scene {
  /// What is told of an alliance; nil where there is nothing to tell.
  func notice(ofAlliance change: Change) -> Answer? {
    switch change {
    case .allianceCreated(let it): return invitation(it.alliance.id, from: it.alliance.members.first?.organisation)
    case .allianceInvited(let it): return invitation(it.alliance, from: nil)
    case .allianceJoined(let it):
      return news(it.alliance, .noticeAllianceJoined, ["organisation": name(it.member.organisation), "role": .phrase(role(it.member.role))])
    case .allianceLeft(let it): return news(it.alliance, .noticeAllianceLeft, ["organisation": name(it.organisation)], it.reason)
    case .milestoneReached(let it):
      return news(it.alliance, .noticeMilestone, ["step": .phrase(milestone(it.milestone.step)), "day": .day(it.milestone.on)])
    case .milestoneWithdrawn(let it): return news(it.alliance, .noticeMilestoneWithdrawn, ["step": .phrase(milestone(it.step))], it.reason)
    default: return nil
    }
  }

  private func name(_ organisation: OrganisationID) -> PhraseValue { .text(forum.organisations[organisation]?.name ?? organisation.description) }

  /// Only while it still stands: who has joined or is invited no more is told nothing.
  private func invitation(_ id: AllianceID, from host: OrganisationID?) -> Answer? {
    guard let alliance = forum.alliances[id], let own = organisation(of: me)?.id, alliance.invited.contains(own) else { return nil }
    var values = values(alliance)
    guard let host, let meeting = alliance.meeting else {
      return Answer(book.text(.noticeAllianceInvited, values), buttons: [joinButton(alliance)])
    }
    values["organisation"] = name(host)
    values["meeting"] = .text(meeting.description)
    return Answer(book.text(.noticeAllianceOpened, values), buttons: [joinButton(alliance)])
  }

  private func news(_ id: AllianceID, _ key: PhraseKey, _ more: [String: PhraseValue], _ reason: Personal<String>? = nil) -> Answer? {
    guard let alliance = forum.alliances[id], let own = organisation(of: me)?.id, alliance.has(own) else { return nil }
    let values = ["alliance": PhraseValue.text(id.description), "title": .text(alliance.title)].merging(more) { $1 }
    guard let reason = reason?.value, !reason.isEmpty else { return Answer(book.text(key, values)) }
    return Answer(book.text(key, values) + "\n" + book.text(.noticeReason, ["reason": .text(reason)]))
  }
}
