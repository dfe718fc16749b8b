import ForumCore
import ForumDesk
import Messaging

/// Who is told what of a change. Pure: the change, and the forum as it is now.
///
/// Nobody is told of what they did themselves; everybody in their own language.
public struct Notices: Sendable {
  let library: PhraseLibrary

  public init(library: PhraseLibrary = .standard) {
    self.library = library
  }

  /// What one change says by itself, one notice a recipient.
  /// - Parameters:
  ///   - forum: a state after the change, maybe well after it; buttons go by what can still be done.
  public func of(_ committed: CommittedChange, in forum: Forum, now: Instant) -> [Notice] {
    told(of: committed, in: forum).compactMap { recipient in
      guard let scene = scene(of: recipient, in: forum, now: now), let answer = scene.notice(of: committed) else { return nil }
      return Notice(recipient, answer.reply, exceptAccount: Self.exceptAccount(committed.change))
    }
  }

  /// What several changes say together, as things stand now: one message for each recipient, in the order of their numbers.
  ///
  /// What is not true any more is left out; of several changes of one thing the last counts.
  public func of(_ changes: [CommittedChange], in forum: Forum, now: Instant) -> [Notice] {
    var own: [DelegateID: [CommittedChange]] = [:]
    for change in changes {
      for recipient in told(of: change, in: forum) { own[recipient, default: []].append(change) }
    }
    return own.keys.sorted().compactMap { recipient in
      reply(to: recipient, of: own[recipient] ?? [], in: forum, now: now).map { Notice(recipient, $0) }
    }
  }

  /// One message of all those changes for somebody who is told of each; nil where nothing of them is to be told any more.
  func reply(to recipient: DelegateID, of changes: [CommittedChange], in forum: Forum, now: Instant) -> ChatReply? {
    scene(of: recipient, in: forum, now: now)?.gathered(changes)?.reply
  }

  /// Who is told of a change, by the way in which it concerns them; nobody of what they did themselves.
  func told(of committed: CommittedChange, in forum: Forum) -> [DelegateID] {
    var seen: Set<DelegateID> = []
    return recipients(of: committed.change, in: forum).filter { $0 != committed.actor.delegate && seen.insert($0).inserted }
  }

  /// An account that is not told, because it did it.
  static func exceptAccount(_ change: Change) -> String? {
    if case .chatLinked(let it) = change { it.link.account.value?.account } else { nil }
  }

  private func scene(of recipient: DelegateID, in forum: Forum, now: Instant) -> Scene? {
    forum.registrations[recipient].map { registration in
      Scene(forum: forum, me: recipient, book: library.book(for: registration.language), library: library, now: now)
    }
  }

  private func recipients(of change: Change, in forum: Forum) -> [DelegateID] {
    if let id = change.meeting { return forum.told(of: change, id) }
    switch change {
    case .reminderSent(let it): return [it.delegate]
    case .meetingsSwapped(let it): return forum.told(of: change, it.first) + forum.told(of: change, it.second)
    case .registrationApproved(let it): return [it.delegate]
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it): return [it.delegate]
    case .agendaPublished(let it): return it.concerned.map(\.delegate)
    case .registrationOffered(let it): return [it.delegate]
    case .registrationLapsed(let it): return [it.delegate]
    case .signupPromoted(let it), .signupReleased(let it): return [it.delegate]
    case .chatLinked(let it): return [it.link.delegate]
    case .announcementMade: return forum.registrations.values.filter { $0.status == .approved }.map(\.id).sorted()
    case .allianceCreated, .allianceInvited, .allianceJoined, .allianceLeft, .milestoneReached, .milestoneWithdrawn: return allies(of: change, in: forum)
    default: return []
    }
  }
}
