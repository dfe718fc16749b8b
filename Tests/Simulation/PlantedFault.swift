import ForumCore

/// A mistake that a core could have, planted so that the referee can show that it would see it.
package enum PlantedFault: String, CaseIterable, Sendable {
  /// A check of the delegates' own meetings is dropped.
  case doubleBooking
  /// A check of the table is dropped.
  case tableTwice
  /// One place more than a session has.
  case capacityByOne
  /// One more delegate than the forum has places for.
  case registrationByOne
  /// A request whose time has run out stays.
  case holdKept
  /// The second in line moves up before the first.
  case promotionOutOfOrder
  /// Who waits does not move up when their time is free again.
  case freedTimeUnseen
  /// A release leaves people in two sessions at once.
  case clashKept
  /// A place that is offered is kept for ever.
  case offerKept
  /// A place is offered to the second in line.
  case offerOutOfOrder
  /// One of a delegation that comes all or not at all is left behind.
  case delegationTorn
  /// The place of somebody who was checked in is given to who waits.
  case claimUnseen

  /// An interpreter is taken who interprets elsewhere then.
  case interpreterTwice
  /// Nobody interprets where somebody would have to.
  case interpreterForgotten
  /// Guests but the first are not asked whether they are free.
  case guestTwice
  /// A group is confirmed before a guest has said yes.
  case groupWithoutGuest
  /// Other times that are proposed are not kept.
  case offersGivenAway
  /// A time is picked that was not proposed.
  case pickUnoffered
  /// A seat goes to somebody of another organisation.
  case strangerTakesOver
  /// The manager of one organisation acts for others' delegates.
  case strangersManager
  /// Of two meetings that change places one stays where it is.
  case swapHalf
  /// The second who waits for a place gets it before the first.
  case refillOutOfOrder
  /// Who waits for a place does not get it.
  case waiterPassedOver
  /// A meeting is said to have taken place before it began.
  case answeredBeforeStart
  /// One who did not come counts as having come.
  case noShowHeld
  /// The table of a meeting that takes place is somebody else's already.
  case heldTableFreed
  /// A delegate moves what organisers have locked.
  case lockForgotten
  /// A delegate changes what was agreed after the cut-off.
  case cutoffForgotten
  /// The limit of who is asked is not looked at.
  case limitOfAskedForgotten
  /// A meeting stays in time that was given up, although it was to move.
  case leftInTheWay

  /// Somebody who is erased keeps the place in the forum.
  case erasedWhileIn
  /// Somebody who is erased is still to come to a meeting.
  case erasedBeforeMeeting

  /// A member joins once more.
  case memberTwice
  /// A commitment that was taken back is taken back once more.
  case withdrawnTwice
  /// An agreement is signed by one member, or without one of its sides.
  case signedAlone
  /// Somebody is reminded of the same thing twice.
  case remindedTwice
  /// Somebody is reminded in their quiet hours of what can wait.
  case remindedInQuietHours
  /// That a meeting begins is not told again after it has moved.
  case movedStartForgotten
}

/// The core with one fault, which shows itself once in so many chances.
///
/// The fault is made in one of four ways: by deciding on a forum that has forgotten something (a meeting, a signup, who waits
/// first), by deciding for somebody else or at another time, by leaving a change out, or by altering one.
package struct FaultyDecider: Decider {
  package var fault: PlantedFault
  package var oneIn: Int
  private var dice: SplitMix64

  package init(_ fault: PlantedFault, oneIn: Int, seed: UInt64 = 7) {
    self.fault = fault
    self.oneIn = oneIn
    dice = SplitMix64(seed: seed)
  }

  package mutating func begin(seed: UInt64) { dice = SplitMix64(seed: seed ^ 0x5EED) }

  package mutating func decide(_ act: Act, on forum: Forum, at now: Instant) throws(Refusal) -> [Change] {
    if let (actor, then) = disguised(act, forum, at: now), dice.oneIn(min(oneIn, 4)) {
      return try act.command.decide(forum, by: actor, at: then)
    }
    let forgetting = forgetting(act, in: forum, at: now) + forgettingHours(act, in: forum)
    guard !forgetting.isEmpty, dice.oneIn(oneIn) else {
      let changes = try act.command.decide(forum, by: act.actor, at: now)
      guard
        let altered = leavingOut(changes) ?? misreminding(changes, in: forum) ?? altering(changes, in: forum, at: now) ?? withdrawingTwice(changes)
          ?? mistaking(changes, in: forum),
        dice.oneIn(min(oneIn, 4))
      else { return changes }
      return altered
    }
    var blind = forum
    for command in forgetting {
      let changes = (try? command.decide(blind, by: .organiser(), at: now)) ?? []
      for change in changes { blind.apply(change, seq: blind.seq + 1, at: now) }
    }
    return try act.command.decide(blind, by: act.actor, at: now)
  }

  /// The changes but the one that is forgotten; nil where there is none to forget.
  private func leavingOut(_ changes: [Change]) -> [Change]? {
    let kinds = changes.map(\.kind)
    let ends: Set<Change.Kind> = [.meetingDeclined, .meetingWithdrawn, .meetingExpired, .meetingCancelled, .meetingMoved]
    let position: Int? =
      switch fault {
      case .holdKept: kinds.allSatisfy { $0 == .meetingExpired } ? kinds.indices.last : nil
      case .freedTimeUnseen: kinds.allSatisfy { ends.contains($0) || $0 == .signupPromoted } ? kinds.lastIndex(of: .signupPromoted) : nil
      case .clashKept: kinds.first == .agendaPublished ? kinds.lastIndex(of: .signupRemoved) : nil
      case .groupWithoutGuest: kinds == [.guestAccepted, .meetingConfirmed] ? 0 : nil
      case .waiterPassedOver: kinds.lastIndex(of: .meetingOffered)
      case .erasedWhileIn: kinds.last == .delegateErased ? kinds.lastIndex(of: .registrationCancelled) : nil
      case .erasedBeforeMeeting: kinds.last == .delegateErased ? kinds.lastIndex(of: .meetingCancelled) : nil
      case .leftInTheWay: kinds.first == .availabilitySet ? kinds.lastIndex(of: .meetingMoved) : nil
      default: nil
      }
    guard let position else { return nil }
    return changes.enumerated().filter { $0.offset != position }.map(\.element)
  }

  /// The meetings in which none of those has part.
  func meetings(without people: [DelegateID], _ forum: Forum) -> [Meeting] {
    forum.meetings.values.filter { !$0.people.contains(where: people.contains) }
  }

  /// What the core does not see of the forum: commands that undo it. None where the fault could not show itself.
  private func forgetting(_ act: Act, in forum: Forum, at now: Instant) -> [any Command<Forum>] {
    switch (fault, act.command) {
    case (.doubleBooking, let request as RequestMeeting):
      return (forum.index.openMeetings[request.requested] ?? []).map { CancelMeeting(meeting: $0, reason: "forgotten") }
    case (.tableTwice, let request as RequestMeeting):
      return meetings(without: [request.requester, request.requested] + request.guests, forum).filter(\.status.isOpen).map {
        CancelMeeting(meeting: $0.id, reason: "forgotten")
      }
    case (.capacityByOne, let signup as AddSignup):
      guard let list = forum.signups[signup.session] else { return [] }
      return (list.waiting + list.placed.prefix(1)).map { RemoveSignup(session: signup.session, delegate: $0) }
    case (.registrationByOne, is ApproveRegistration):
      guard var settings = forum.settings else { return [] }
      settings.places = [:]
      settings.placesInAll = nil
      return [UpdateForum(settings: settings)]
    case (.promotionOutOfOrder, let signup as RemoveSignup):
      guard let list = forum.signups[signup.session], list.placed.contains(signup.delegate), list.waiting.count > 1, let first = list.waiting.first else {
        return []
      }
      return first == signup.delegate ? [] : [RemoveSignup(session: signup.session, delegate: first)]
    case (.offerOutOfOrder, let cancel as CancelRegistration):
      guard forum.registrations[cancel.delegate]?.status.takesPlace == true else { return [] }
      let first = forum.registrations.values.filter { $0.status == .waitlisted }.min { ($0.waitlistPlace ?? 0) < ($1.waitlistPlace ?? 0) }
      return first.map { [RejectRegistration(delegate: $0.id)] } ?? []
    case (.memberTwice, _), (.signedAlone, _): return forgettingAlliances(act, in: forum)
    default: return forgettingMeetings(act, in: forum, at: now)
    }
  }
}
