import ForumCore

// Changes and refusals as lines that read like what happened, so that a test can state a whole result.

/// A moment by the clock in Tunis: `10T09:00`, with the seconds where there are some.
func clock(_ instant: Instant) -> String {
  let text = instant.adding(minutes: 60).description
  return text.hasPrefix("2027-03-") ? String(text.dropFirst(8).prefix(8)) : text
}

func line(_ place: Place?) -> String {
  guard let place else { return "nowhere" }
  return "\(place.slot)" + (place.table.map { " \($0)" } ?? "") + (place.interpreter.map { " with \($0)" } ?? "")
}

/// `D-4(talk,walk lost:late)`
private func line(_ concern: AgendaPublished.Concern) -> String {
  let lost = concern.givenBack.isEmpty ? "" : " lost:" + concern.givenBack.map(\.value).joined(separator: ",")
  return "\(concern.delegate)(" + concern.sessions.map(\.value).joined(separator: ",") + lost + ")"
}

/// `warns room a b aula`
private func line(_ clashes: [Clash]?) -> [String] {
  (clashes ?? []).map { "warns \($0.kind.rawValue) \($0.first)" + ($0.second.map { " \($0)" } ?? "") + " \($0.what)" }
}

private func because(_ reason: Personal<String>?) -> String? { reason.map { "because \($0.value ?? "erased")" } }

func line(_ change: Change) -> String {
  let words: [String?] =
    switch change {
    case .forumCreated(let it): [it.forum.value]
    case .forumUpdated(let it):
      [it.settings.title] + (it.outside.map { ["outside"] + $0.sessions.map(\.value) + $0.blocks.map(\.value) } ?? [])
    case .phaseSet(let it): [it.phase.rawValue]
    case .announcementMade(let it): [it.text, it.isUrgent == true ? "at once" : nil]
    case .agendaReplaced(let it): it.agenda.inOrder.map(\.id.value) + line(it.clashes)
    case .agendaEdited(let it): ["\(it.edits.count)"] + line(it.clashes)
    case .agendaPublished(let it):
      ["\(it.release):"] + it.differences.map { "\($0.kind.rawValue) \($0.session)" } + (it.concerned.isEmpty ? [] : ["for"]) + it.concerned.map(line)
        + line(it.clashes)
    case .organisationSet(let it): [it.organisation.id.description, it.organisation.name]
    case .registrationSubmitted(let it): [it.registration.id.description, it.registration.profile.value?.givenName]
    case .registrationApproved(let it): [it.delegate.description, it.fromWaitlist ? "from the waitlist" : nil, because(it.reason)]
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it), .registrationLapsed(let it):
      [it.delegate.description, because(it.reason)]
    case .registrationOffered(let it): [it.delegate.description, "until \(clock(it.until))"]
    case .registrationPassedOver(let it): it.delegates.map(\.description) + ["places \(it.places)"]
    case .managerSet(let it): [it.organisation.description, it.manager.description]
    case .checkInCodeIssued(let it): [it.delegate.description, it.code.value]
    case .delegateErased(let it): [it.delegate.description]
    case .remindersMissed(let it): it.meetings.map(\.description) + it.delegates.map(\.description)
    case .reminderSent(let it): [it.kind.rawValue, it.delegate.description] + it.meetings.map(\.description)
    case .delegateCheckedIn(let it): [it.delegate.description]
    case .delegateUpdated(let it): [it.delegate.description]
    case .availabilitySet(let it):
      [it.delegate.description, it.blocks.map { $0.map(\.value).joined(separator: ",") } ?? "all"] + it.unavailable.map { "not \(clock($0.start))" }
    case .linkCodeIssued(let it): [it.code.delegate.description, it.code.digest, "until", clock(it.code.expiresAt)]
    case .chatLinked(let it), .chatUnlinked(let it): [it.link.delegate.description, it.link.bot, it.link.account.value?.account]
    case .signupAdded(let it), .signupWaitlisted(let it), .signupPromoted(let it), .signupRemoved(let it),
      .signupCheckedIn(let it), .signupReleased(let it):
      [it.delegate.description, it.session.value] + (it.despite ?? []).map { "despite \($0)" }
    case .placesUnclaimed(let it): [it.session.value] + it.delegates.map(\.description)
    case .blockSet(let it): [it.block.id.value]
    case .blockRemoved(let it): [it.block.value]
    case .tableSet(let it): [it.table.id.description]
    case .tableRemoved(let it): [it.table.description]
    case .meetingRequested(let it):
      [
        "\(it.meeting.id) \(it.meeting.requester)->\(it.meeting.others.map(\.description).joined(separator: ","))",
        it.meeting.status == .requested ? nil : it.meeting.status.rawValue,
        line(it.meeting.place), it.meeting.awaiting.map { "awaits \($0)" }, it.meeting.holdUntil.map { "until \(clock($0))" },
        because(it.reason),
      ]
    case .meetingAccepted(let it): [it.meeting.description]
    case .meetingConfirmed(let it): [it.meeting.description, line(it.place)]
    case .timetableApplied(let it): ["placed \(it.placed)", "moved \(it.moved)"]
    case .meetingMoved(let it):
      [
        "\(it.meeting) \(line(it.from)) -> \(line(it.to))", it.awaiting.map { "awaits \($0)" }, it.holdUntil.map { "until \(clock($0))" },
        it.by.map { "by \($0)" }, it.cause == .wish ? nil : "for the \(it.cause.rawValue)", because(it.reason),
      ]
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it):
      [it.meeting.description, it.by.map { "by \($0)" }, because(it.reason)]
    case .meetingOffered(let it): [it.meeting.description, line(it.place), "awaits \(it.awaiting)", "until \(clock(it.holdUntil))"]
    case .meetingProposed(let it):
      [
        "\(it.meeting) \(line(it.from)) ->", it.offers.map(line).joined(separator: " or "), "awaits \(it.awaiting)", "until \(clock(it.holdUntil))",
        it.by.map { "by \($0)" }, because(it.reason),
      ]
    case .meetingsSwapped(let it):
      ["\(it.first) -> \(line(it.firstTo)), \(it.second) -> \(line(it.secondTo))", it.by.map { "by \($0)" }, because(it.reason)]
    case .meetingHandedOver(let it):
      ["\(it.meeting) \(it.from) -> \(it.to)", it.place.map { line($0) }, it.by.map { "by \($0)" }, because(it.reason)]
    case .guestInvited(let it), .guestAccepted(let it), .guestLeft(let it):
      ["\(it.meeting) \(it.guest)", it.holdUntil.map { "until \(clock($0))" }, it.place.map { line($0) }, it.by.map { "by \($0)" }, because(it.reason)]
    case .meetingMarked(let it): [it.meeting.description, it.priority.map { "priority \($0)" }, it.isLocked.map { $0 ? "locked" : "unlocked" }]
    case .meetingAnswered(let it): ["\(it.meeting) \(it.side) \(it.answer.rawValue): \(it.status.rawValue)"]
    case .outcomeRecorded(let it):
      [
        "\(it.meeting) \(it.side) \(it.outcome.interest.rawValue) \(it.outcome.nextStep.rawValue)", it.outcome.amount.map { "\($0.amount) \($0.currency)" },
        it.outcome.note?.value, because(it.reason),
      ]
    case .allianceCreated(let it):
      ["\(it.alliance.id) \(it.alliance.kind.rawValue) \(it.alliance.title)", it.alliance.meeting?.description]
        + it.alliance.members.map { "\($0.organisation) \($0.role.rawValue)" } + it.alliance.invited.map { "invites \($0)" }
    case .allianceInvited(let it): ["\(it.alliance) \(it.organisation)"]
    case .allianceJoined(let it): ["\(it.alliance) \(it.member.organisation) \(it.member.role.rawValue)", it.member.by.map { "by \($0)" }, because(it.reason)]
    case .allianceLeft(let it): ["\(it.alliance) \(it.organisation)", because(it.reason)]
    case .commitmentMade(let it):
      [
        "\(it.alliance) \(it.commitment.number) \(it.commitment.organisation)", it.commitment.amount.map { "\($0.amount) \($0.currency)" },
        it.commitment.what, it.commitment.by.map { "by \($0)" },
      ]
    case .commitmentWithdrawn(let it): ["\(it.alliance) \(it.number)", because(it.reason)]
    case .milestoneReached(let it): ["\(it.alliance) \(it.milestone.step.rawValue) on \(it.milestone.on)", it.milestone.by.map { "by \($0)" }]
    case .milestoneWithdrawn(let it): ["\(it.alliance) \(it.step.rawValue)", because(it.reason)]
    }
  return ([change.type] + words.compactMap { $0 }).joined(separator: " ")
}

/// `refused otherIsBusy delegate=D-4 time=10T09:00`, and on a line each what would be possible instead: places, or for the meetings
/// that are in the way where they could go.
func lines(_ refusal: Refusal) -> [String] {
  let values = refusal.values.sorted { $0.key < $1.key }.map { name, value in
    let text =
      switch value {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .instant(let instant): clock(instant)
      case .delegate(let id): "\(id)"
      case .meeting(let id): "\(id)"
      case .meetings(let ids): ids.map(\.description).joined(separator: ",")
      case .session(let id): "\(id)"
      case .organisation(let id): "\(id)"
      case .day(let day): "\(day)"
      case .expected(let expectation): "\(expectation)"
      }
    return "\(name)=\(text)"
  }
  return [(["refused", refusal.name.rawValue] + values).joined(separator: " ")] + refusal.alternatives.map { "or \(line($0))" }
    + (refusal.orphans ?? []).map { "could move \($0.meeting) \(line($0.from)) -> \(line($0.to))" }
}
