import ForumCore

// Changes and refusals as lines that read like what happened, so that a test can state a whole result.

/// A moment by the clock in Tunis: `10T09:00`, with the seconds where there are some.
func clock(_ instant: Instant) -> String {
  let text = instant.adding(minutes: 60).description
  return text.hasPrefix("2027-03-") ? String(text.dropFirst(8).prefix(8)) : text
}

func line(_ place: Place?) -> String {
  guard let place else { return "nowhere" }
  return "\(place.slot)" + (place.table.map { " \($0)" } ?? "")
}

/// `D-4(talk,walk lost:late)`
private func line(_ concern: AgendaPublished.Concern) -> String {
  let lost = concern.givenBack.isEmpty ? "" : " lost:" + concern.givenBack.map(\.value).joined(separator: ",")
  return "\(concern.delegate)(" + concern.sessions.map(\.value).joined(separator: ",") + lost + ")"
}

private func because(_ reason: Personal<String>?) -> String? { reason.map { "because \($0.value ?? "erased")" } }

func line(_ change: Change) -> String {
  let words: [String?] =
    switch change {
    case .forumCreated(let it): [it.forum.value]
    case .forumUpdated(let it): [it.settings.title]
    case .phaseSet(let it): [it.phase.rawValue]
    case .agendaReplaced(let it): it.agenda.inOrder.map(\.id.value)
    case .agendaEdited(let it): ["\(it.edits.count)"]
    case .agendaPublished(let it):
      ["\(it.release):"] + it.differences.map { "\($0.kind.rawValue) \($0.session)" } + (it.concerned.isEmpty ? [] : ["for"]) + it.concerned.map(line)
    case .organisationSet(let it): [it.organisation.id.description, it.organisation.name]
    case .registrationSubmitted(let it): [it.registration.id.description, it.registration.profile.value?.givenName]
    case .registrationApproved(let it): [it.delegate.description, it.fromWaitlist ? "from the waitlist" : nil, because(it.reason)]
    case .registrationWaitlisted(let it), .registrationRejected(let it), .registrationCancelled(let it):
      [it.delegate.description, because(it.reason)]
    case .delegateCheckedIn(let it): [it.delegate.description]
    case .delegateUpdated(let it): [it.delegate.description]
    case .availabilitySet(let it):
      [it.delegate.description, it.blocks.map { $0.map(\.value).joined(separator: ",") } ?? "all"] + it.unavailable.map { "not \(clock($0.start))" }
    case .linkCodeIssued(let it): [it.code.delegate.description, it.code.digest, "until", clock(it.code.expiresAt)]
    case .chatLinked(let it), .chatUnlinked(let it): [it.link.delegate.description, it.link.bot, it.link.account.value?.account]
    case .signupAdded(let it), .signupWaitlisted(let it), .signupPromoted(let it), .signupRemoved(let it):
      [it.delegate.description, it.session.value]
    case .blockSet(let it): [it.block.id.value]
    case .blockRemoved(let it): [it.block.value]
    case .tableSet(let it): [it.table.id.description]
    case .tableRemoved(let it): [it.table.description]
    case .meetingRequested(let it):
      [
        "\(it.meeting.id) \(it.meeting.requester)->\(it.meeting.requested)", it.meeting.status == .requested ? nil : it.meeting.status.rawValue,
        line(it.meeting.place), it.meeting.awaiting.map { "awaits \($0)" }, it.meeting.holdUntil.map { "until \(clock($0))" },
        because(it.reason),
      ]
    case .meetingAccepted(let it): [it.meeting.description]
    case .meetingConfirmed(let it): [it.meeting.description, line(it.place)]
    case .meetingMoved(let it):
      [
        "\(it.meeting) \(line(it.from)) -> \(line(it.to))", it.awaiting.map { "awaits \($0)" }, it.holdUntil.map { "until \(clock($0))" },
        it.by.map { "by \($0)" }, it.cause == .wish ? nil : "for the \(it.cause.rawValue)", because(it.reason),
      ]
    case .meetingDeclined(let it), .meetingWithdrawn(let it), .meetingExpired(let it), .meetingCancelled(let it):
      [it.meeting.description, it.by.map { "by \($0)" }, because(it.reason)]
    }
  return ([change.type] + words.compactMap { $0 }).joined(separator: " ")
}

/// `refused otherIsBusy delegate=D-4 time=10T09:00`, and on a line each what would be possible instead.
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
      }
    return "\(name)=\(text)"
  }
  return [(["refused", refusal.name.rawValue] + values).joined(separator: " ")] + refusal.alternatives.map { "or \(line($0))" }
}
