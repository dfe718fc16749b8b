import ForumCore

// How the faults of meetings are planted.

extension FaultyDecider {
  /// Who acts instead, or when.
  func disguised(_ act: Act, _ forum: Forum, at now: Instant) -> (Actor, Instant)? {
    guard let meeting = act.meeting.flatMap({ forum.meetings[$0] }), let actor = act.actor.delegate, !act.actor.isOrganiser else { return nil }
    switch fault {
    case .answeredBeforeStart:
      guard act.command is AnswerMeeting, meeting.status == .confirmed, let start = meeting.place?.span.start, start > now else { return nil }
      return (act.actor, start)
    case .strangersManager:
      guard let organisation = forum.registrations[actor]?.organisation, forum.manager(of: organisation) == actor, meeting.status.isOpen,
        !meeting.participants.contains(where: { forum.acts(act.actor, for: $0) })
      else { return nil }
      return (.delegate(meeting.awaiting ?? meeting.requester), now)
    default: return nil
    }
  }

  /// What the core does not see of meetings.
  func forgettingMeetings(_ act: Act, in forum: Forum, at now: Instant) -> [any Command<Forum>] {
    switch (fault, act.command) {
    case (.guestTwice, let request as RequestMeeting):
      return Set(request.guests.flatMap { forum.index.openMeetings[$0] ?? [] }).sorted().map { CancelMeeting(meeting: $0, reason: "forgotten") }
    case (.guestTwice, let invitation as InviteGuest):
      return (forum.index.openMeetings[invitation.guest] ?? []).map { CancelMeeting(meeting: $0, reason: "forgotten") }
    case (.offersGivenAway, is RequestMeeting), (.offersGivenAway, is MoveMeeting):
      return meetings(without: sides(act, forum), forum).filter { $0.offers != nil }.map { CancelMeeting(meeting: $0.id) }
    case (.refillOutOfOrder, is CancelMeeting), (.refillOutOfOrder, is DeclineMeeting), (.refillOutOfOrder, is MoveMeeting),
      (.refillOutOfOrder, is ExpireHolds), (.refillOutOfOrder, is AnswerMeeting), (.refillOutOfOrder, is SetBlock), (.refillOutOfOrder, is SetTable):
      guard forum.index.waiting.count > 1, let first = forum.index.waiting.first?.meeting, first != act.meeting else { return [] }
      return [CancelMeeting(meeting: first, reason: "forgotten")]
    case (.heldTableFreed, is RequestMeeting), (.heldTableFreed, is MoveMeeting), (.heldTableFreed, is ProposeTimes):
      // What would be refilled in their place is another matter.
      guard forum.index.waiting.isEmpty else { return [] }
      return meetings(without: sides(act, forum), forum).filter { $0.status == .held && $0.place.map { $0.span.end > now } == true }
        .map { AnswerMeeting(meeting: $0.id, answer: .couldNotCome, side: $0.requester) }
    case (.lockForgotten, is MoveMeeting), (.lockForgotten, is SwapMeetings):
      guard !act.actor.isOrganiser else { return [] }
      return forum.meetings.values.filter { $0.isLocked == true && $0.status.isOpen }.map { MarkMeeting(meeting: $0.id, isLocked: false) }
    case (.cutoffForgotten, is MoveMeeting), (.cutoffForgotten, is CancelMeeting), (.cutoffForgotten, is SwapMeetings):
      guard var settings = forum.settings, settings.cutoffMinutes > 0, !act.actor.isOrganiser else { return [] }
      settings.cutoffMinutes = 0
      return [UpdateForum(settings: settings)]
    case (.limitOfAskedForgotten, let request as RequestMeeting):
      guard var settings = forum.settings, let kind = forum.kind(of: request.requested), kind != forum.kind(of: request.requester) else { return [] }
      settings.limitsByKind[kind] = .init(perForum: 1000, perBlock: 1000)
      return [UpdateForum(settings: settings)]
    default: return []
    }
  }

  private func sides(_ act: Act, _ forum: Forum) -> [DelegateID] {
    if let request = act.command as? RequestMeeting { return [request.requester, request.requested] + request.guests }
    return act.meeting.flatMap { forum.meetings[$0]?.participants } ?? []
  }

  /// The changes with one that is other than it should be; nil where there is none to alter.
  func altering(_ changes: [Change], in forum: Forum, at now: Instant) -> [Change]? {
    for (position, change) in changes.enumerated() {
      guard let wrong = altered(change, in: forum, at: now) else { continue }
      var changes = changes
      changes[position] = wrong
      return changes
    }
    return nil
  }

  private func altered(_ change: Change, in forum: Forum, at now: Instant) -> Change? {
    switch (fault, change) {
    case (.interpreterTwice, _): return replacingInterpreter(change) { busyInterpreter(besides: $0, in: forum) }
    case (.interpreterForgotten, _): return replacingInterpreter(change) { _ in .some(nil) }
    case (.pickUnoffered, .meetingConfirmed(var it)):
      guard let offers = forum.meetings[it.meeting]?.offers,
        let other = (try? forum.feasiblePlaces(toMove: it.meeting, at: now))?.first(where: { place in !offers.contains { $0.slot == place.slot } })
      else { return nil }
      it.place = other
      return .meetingConfirmed(it)
    case (.strangerTakesOver, .meetingHandedOver(var it)):
      guard let meeting = forum.meetings[it.meeting], let own = forum.registrations[it.from]?.organisation else { return nil }
      let strangers = forum.registrations.values.filter { one in
        one.organisation != own && one.status == .approved && !meeting.has(one.id)
          && it.place.map { forum.busy(one.id, during: $0.span) == nil } != false
      }
      guard let stranger = strangers.map(\.id).min() else { return nil }
      it.to = stranger
      return .meetingHandedOver(it)
    case (.swapHalf, .meetingsSwapped(var it)):
      guard let place = forum.meetings[it.second]?.place else { return nil }
      it.secondTo = place
      return .meetingsSwapped(it)
    case (.noShowHeld, .meetingAnswered(var it)):
      guard it.status == .noShow else { return nil }
      it.status = .held
      return .meetingAnswered(it)
    default: return nil
    }
  }

  /// - Parameter other: who interprets instead; nil where the fault does not show there.
  private func replacingInterpreter(_ change: Change, _ other: (Place) -> DelegateID??) -> Change? {
    func wrong(_ place: Place?) -> Place? {
      guard var place, place.interpreter != nil, let other = other(place) else { return nil }
      place.interpreter = other
      return place
    }
    switch change {
    case .meetingRequested(var it):
      guard let place = wrong(it.meeting.place) else { return nil }
      it.meeting.place = place
      return .meetingRequested(it)
    case .meetingMoved(var it):
      guard let place = wrong(it.to) else { return nil }
      it.to = place
      return .meetingMoved(it)
    default: return nil
    }
  }

  /// Somebody who interprets elsewhere at that time.
  private func busyInterpreter(besides place: Place, in forum: Forum) -> DelegateID?? {
    let others = forum.meetings.values.filter(\.status.isOpen).sorted { $0.id < $1.id }.flatMap(\.heldPlaces)
    return others.first { $0.span.overlaps(place.span) && $0.interpreter != nil && $0.interpreter != place.interpreter }.map(\.interpreter)
  }
}
