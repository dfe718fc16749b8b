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
}

/// The core with one fault, which shows itself once in so many chances.
///
/// The fault is made by deciding on a forum that has forgotten something: a meeting, a signup, who waits first.
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
    if let mistaken {
      let changes = try act.command.decide(forum, by: act.actor, at: now)
      guard let wrong = mistaken(changes, forum), dice.oneIn(min(oneIn, 4)) else { return changes }
      return wrong
    }
    if let forgotten = forgotten {
      let changes = try act.command.decide(forum, by: act.actor, at: now)
      guard forgotten(changes.map(\.kind)) != nil, dice.oneIn(min(oneIn, 4)) else { return changes }
      return changes.enumerated().filter { $0.offset != forgotten(changes.map(\.kind)) }.map(\.element)
    }
    guard concerns(act.command, forum), dice.oneIn(oneIn) else { return try act.command.decide(forum, by: act.actor, at: now) }
    var blind = forum
    for command in forgetting(act.command, in: forum) {
      let changes = (try? command.decide(blind, by: .organiser(), at: now)) ?? []
      for change in changes { blind.apply(change, seq: blind.seq + 1, at: now) }
    }
    return try act.command.decide(blind, by: act.actor, at: now)
  }

  /// Which change of a command is forgotten, where the fault is one that forgets; nil in it where there is none to forget.
  private var forgotten: (([Change.Kind]) -> Int?)? {
    let ends: Set<Change.Kind> = [.meetingDeclined, .meetingWithdrawn, .meetingExpired, .meetingCancelled, .meetingMoved]
    switch fault {
    case .holdKept: return { kinds in kinds.allSatisfy { $0 == .meetingExpired } ? kinds.indices.last : nil }
    case .freedTimeUnseen:
      return { kinds in kinds.allSatisfy { ends.contains($0) || $0 == .signupPromoted } ? kinds.lastIndex(of: .signupPromoted) : nil }
    case .clashKept: return { kinds in kinds.first == .agendaPublished ? kinds.lastIndex(of: .signupRemoved) : nil }
    default: return nil
    }
  }

  /// What a command's changes would be with the fault, where it is one that alters them; nil in it where there is nothing to alter.
  private var mistaken: (([Change], Forum) -> [Change]?)? {
    switch fault {
    case .offerKept:
      return { changes, _ in
        guard changes.contains(where: { $0.kind == .registrationLapsed }) else { return nil }
        let places: Set<Change.Kind> = [.registrationLapsed, .registrationOffered, .registrationApproved, .registrationPassedOver]
        return changes.filter { !places.contains($0.kind) }
      }
    case .delegationTorn:
      return { changes, forum in
        let torn = changes.lastIndex { change in
          guard case .registrationOffered(let it) = change, let first = forum.registrations[it.delegate]?.together else { return false }
          return forum.registrations.values.count { $0.together == first && $0.status == .waitlisted } > 1
        }
        return torn.map { torn in changes.enumerated().filter { $0.offset != torn }.map(\.element) }
      }
    case .claimUnseen:
      return { changes, forum in
        for (position, change) in changes.enumerated() {
          guard case .signupReleased(var it) = change, let list = forum.signups[it.session] else { continue }
          guard let there = list.placed.first(where: { list.checkedIn?[$0] != nil }) else { continue }
          var wrong = changes
          it.delegate = there
          wrong[position] = .signupReleased(it)
          return wrong
        }
        return nil
      }
    default: return nil
    }
  }

  /// Whether the fault could show itself in that command.
  private func concerns(_ command: any Command<Forum>, _ forum: Forum) -> Bool {
    switch (fault, command) {
    case (.doubleBooking, is RequestMeeting), (.tableTwice, is RequestMeeting), (.registrationByOne, is ApproveRegistration): return true
    case (.capacityByOne, let signup as AddSignup): return forum.signups[signup.session] != nil
    case (.promotionOutOfOrder, let signup as RemoveSignup):
      let list = forum.signups[signup.session]
      return list?.placed.contains(signup.delegate) == true && (list?.waiting.count ?? 0) > 1
    case (.offerOutOfOrder, let cancel as CancelRegistration):
      return forum.registrations[cancel.delegate]?.status.takesPlace == true && forum.registrations.values.contains { $0.status == .waitlisted }
    default: return false
    }
  }

  /// What the core would not see of the forum.
  private func forgetting(_ command: any Command<Forum>, in forum: Forum) -> [any Command<Forum>] {
    switch (fault, command) {
    case (.doubleBooking, let request as RequestMeeting):
      return (forum.index.openMeetings[request.requested] ?? []).map { CancelMeeting(meeting: $0, reason: "forgotten") }
    case (.tableTwice, let request as RequestMeeting):
      return forum.meetings.values.filter { $0.status.isOpen && !$0.has(request.requester) && !$0.has(request.requested) }
        .map { CancelMeeting(meeting: $0.id, reason: "forgotten") }
    case (.capacityByOne, let signup as AddSignup):
      let list = forum.signups[signup.session]
      return ((list?.waiting ?? []) + (list?.placed.prefix(1) ?? [])).map { RemoveSignup(session: signup.session, delegate: $0) }
    case (.registrationByOne, is ApproveRegistration):
      guard var settings = forum.settings else { return [] }
      settings.places = [:]
      settings.placesInAll = nil
      return [UpdateForum(settings: settings)]
    case (.offerOutOfOrder, is CancelRegistration):
      let first = forum.registrations.values.filter { $0.status == .waitlisted }.min { ($0.waitlistPlace ?? 0) < ($1.waitlistPlace ?? 0) }
      return first.map { [RejectRegistration(delegate: $0.id)] } ?? []
    case (.promotionOutOfOrder, let signup as RemoveSignup):
      let first = forum.signups[signup.session]?.waiting.first
      return first.flatMap { $0 == signup.delegate ? nil : [RemoveSignup(session: signup.session, delegate: $0)] } ?? []
    default: return []
    }
  }
}
