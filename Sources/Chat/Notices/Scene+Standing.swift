import ForumCore
import ForumDesk

// What of a meeting's changes still stands when they are told.

extension Scene {
  /// The changes of one meeting that are to be told, as they stand now: of several the last, none that is not true any more.
  func standing(_ id: MeetingID, _ news: [CommittedChange]) -> [CommittedChange] {
    guard let meeting = forum.meetings[id] else { return [] }
    let isNew = news.first.map { introduces($0.change) } ?? false
    let answered = meeting.status == .noShow ? news.last { if case .meetingAnswered = $0.change { true } else { false } } : nil
    guard meeting.status.isOpen, isMine(meeting) else { return ends(meeting, news, isNew) + (answered.map { [$0] } ?? []) }
    let others = guests(meeting, news)
    if isNew { return (introduction(meeting, news).map { [$0] } ?? []) + others }
    // That a group is sure by it is said by who comes.
    let joined = news.last { if case .guestAccepted(let it) = $0.change { it.guest == me && meeting.has(me) } else { false } }
    let isJoined = meeting.isGroup && news.contains { $0.change.kind == .guestAccepted }
    let main = joined ?? (isJoined && meeting.place != nil ? nil : step(meeting, news)) ?? move(meeting, news)
    return (main.map { [$0] } ?? []) + others
  }

  /// Whether the speaker is in it, or interprets.
  private func isMine(_ meeting: Meeting) -> Bool { meeting.has(me) || meeting.place?.interpreter == me }

  /// Whether the speaker did not know of the meeting before.
  private func introduces(_ change: Change) -> Bool {
    switch change {
    case .meetingRequested: true
    case .meetingOffered(let it): it.awaiting == me || forum.meetings[it.meeting]?.requester != me
    case .guestInvited(let it): it.guest == me
    case .meetingHandedOver(let it): it.to == me
    default: false
    }
  }

  /// How it ended for the speaker. Who never knew of it learns of its end only where it was for want of an answer.
  private func ends(_ meeting: Meeting, _ news: [CommittedChange], _ isNew: Bool) -> [CommittedChange] {
    let end = news.last { committed in
      switch committed.change {
      case .guestLeft(let it): it.guest == me
      case .meetingHandedOver(let it): it.from == me
      // Who interpreted is not needed there any more.
      case .meetingMoved(let it): it.from?.interpreter == me && !meeting.has(me)
      default: committed.change.endsMeeting
      }
    }
    guard let end else { return [] }
    guard isNew else { return [end] }
    if case .meetingExpired = end.change { return [end] }
    if case .guestLeft(let it) = end.change, it.by == nil, end.actor.kind == .timer { return [end] }
    return []
  }

  /// The meeting as it is now, to somebody who hears of it first.
  private func introduction(_ meeting: Meeting, _ news: [CommittedChange]) -> CommittedChange? {
    if meeting.status == .requested || meeting.awaits(me) {
      let last = news.last { introduces($0.change) }
      return proposal(meeting, news) ?? last.map { now($0, meeting) }
    }
    return step(meeting, news) ?? news.last { introduces($0.change) }.map { now($0, meeting) }
  }

  /// The last step that still holds: agreed, confirmed, other times, a place for one that waited.
  private func step(_ meeting: Meeting, _ news: [CommittedChange]) -> CommittedChange? {
    let last = news.last { committed in
      switch committed.change {
      case .meetingConfirmed: meeting.status == .confirmed
      case .meetingAccepted: meeting.status == .accepted
      case .meetingOffered: meeting.status == .requested && meeting.offers == nil
      case .meetingProposed: meeting.status == .requested && meeting.offers != nil
      default: false
      }
    }
    return last.map { now($0, meeting) }
  }

  private func proposal(_ meeting: Meeting, _ news: [CommittedChange]) -> CommittedChange? {
    guard meeting.offers != nil else { return nil }
    return news.last { if case .meetingProposed = $0.change { true } else { false } }
  }

  /// From where it was to where it is now; nil where that is the same.
  private func move(_ meeting: Meeting, _ news: [CommittedChange]) -> CommittedChange? {
    let moves = news.filter { committed in
      switch committed.change {
      case .meetingMoved, .meetingsSwapped: true
      default: false
      }
    }
    guard var last = moves.last, let place = meeting.place else { return nil }
    guard case .meetingMoved(var it) = last.change else { return now(last, meeting) }
    if case .meetingMoved(let first)? = moves.first?.change { it.from = first.from } else { it.from = nil }
    if it.from == place { return nil }
    last.change = .meetingMoved(it)
    return now(last, meeting)
  }

  /// Who comes and goes beside the speaker, the last word of each.
  private func guests(_ meeting: Meeting, _ news: [CommittedChange]) -> [CommittedChange] {
    var last: [DelegateID: CommittedChange] = [:]
    for committed in news {
      switch committed.change {
      case .guestInvited(let it) where it.guest != me: last[it.guest] = meeting.has(it.guest) ? committed : nil
      case .guestAccepted(let it) where it.guest != me: last[it.guest] = meeting.has(it.guest) ? committed : nil
      case .guestLeft(let it) where it.guest != me: last[it.guest] = meeting.has(it.guest) ? nil : committed
      case .meetingHandedOver(let it) where it.to != me: last[it.to] = meeting.has(it.to) ? committed : nil
      default: break
      }
    }
    return last.values.sorted { $0.seq < $1.seq }
  }

  /// The change with the place, the awaited side and the time to answer of now.
  private func now(_ committed: CommittedChange, _ meeting: Meeting) -> CommittedChange {
    var committed = committed
    switch committed.change {
    case .meetingRequested(var it):
      let message = it.meeting.message
      it.meeting = meeting
      it.meeting.message = message
      committed.change = .meetingRequested(it)
    case .meetingConfirmed(var it):
      if let place = meeting.place { it.place = place }
      committed.change = .meetingConfirmed(it)
    case .meetingOffered(var it):
      if let place = meeting.place { it.place = place }
      it.holdUntil = meeting.holdUntil ?? it.holdUntil
      committed.change = .meetingOffered(it)
    case .meetingMoved(var it):
      if let place = meeting.place { it.to = place }
      it.awaiting = meeting.status == .requested ? meeting.awaiting : nil
      it.holdUntil = meeting.holdUntil
      committed.change = .meetingMoved(it)
    case .meetingsSwapped(var it):
      if let place = meeting.place, it.first == meeting.id { it.firstTo = place }
      if let place = meeting.place, it.second == meeting.id { it.secondTo = place }
      committed.change = .meetingsSwapped(it)
    default: break
    }
    return committed
  }
}
