// Up to when and how what was agreed may be changed (rules 6, 14).

extension Forum {
  /// - Throws: `timeLocked` for delegates where its time is locked; for a confirmed meeting `cutoffPassed` for them from the cut-off
  ///   on; `reasonMissing` where the forum asks for a reason, or an organiser overrides one of these without one.
  /// - Parameter isMove: whether only its time is to change; a lock holds no cancellation up.
  func checkCutoff(of meeting: Meeting, by actor: Actor, reason: String?, isMove: Bool = false, at now: Instant) throws(Refusal) {
    guard let settings else { return }
    let isConfirmed = meeting.status == .confirmed
    let cutoff = isConfirmed ? meeting.place?.span.start.adding(minutes: -settings.cutoffMinutes) : nil
    let isLocked = isMove && meeting.isLocked == true
    if !actor.isOrganiser {
      if let cutoff, now >= cutoff { throw Refusal(.cutoffPassed, ["meeting": .meeting(meeting.id), "time": .instant(cutoff)]) }
      if isLocked { throw Refusal(.timeLocked, ["meeting": .meeting(meeting.id)]) }
    }
    let isOverride = isLocked || cutoff.map { now >= $0 } == true
    guard isOverride || (isConfirmed && settings.asksReasons), reason?.trimmed.isEmpty != false else { return }
    throw Refusal(.reasonMissing, ["meeting": .meeting(meeting.id)])
  }

  /// - Throws: `organisersOnly` where somebody else overrides rules, `reasonNeeded` where an organiser does without one (rule 14).
  func checkOverride(by actor: Actor, reason: String?) throws(Refusal) {
    try requireOrganiser(actor)
    guard reason?.trimmed.isEmpty == false else { throw Refusal(.reasonNeeded) }
  }
}
