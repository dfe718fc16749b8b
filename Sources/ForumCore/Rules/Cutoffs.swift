// Up to when and how what was agreed may be changed (rules 6, 14).

extension Forum {
  /// - Throws: for a confirmed meeting `cutoffPassed` for delegates from the cut-off on, `timeLocked` where its time is locked,
  ///   `reasonMissing` where the forum asks for a reason, or an organiser overrides one of these without one.
  /// - Parameter isMove: whether only its time is to change; a lock holds no cancellation up.
  func checkCutoff(of meeting: Meeting, by actor: Actor, reason: String?, isMove: Bool = false, at now: Instant) throws(Refusal) {
    guard meeting.status == .confirmed, let start = meeting.place?.span.start, let settings else { return }
    let cutoff = start.adding(minutes: -settings.cutoffMinutes)
    let isLocked = isMove && meeting.isLocked == true
    let isGiven = reason?.trimmed.isEmpty == false
    guard now >= cutoff || isLocked else {
      if settings.asksReasons && !isGiven { throw Refusal(.reasonMissing, ["meeting": .meeting(meeting.id)]) }
      return
    }
    if !actor.isOrganiser {
      throw now >= cutoff
        ? Refusal(.cutoffPassed, ["meeting": .meeting(meeting.id), "time": .instant(cutoff)]) : Refusal(.timeLocked, ["meeting": .meeting(meeting.id)])
    }
    guard isGiven else { throw Refusal(.reasonMissing, ["meeting": .meeting(meeting.id)]) }
  }
}
