import ForumCore

/// A broken promise of the core: which invariant, and what was seen.
package struct Violation: Error, Hashable, Sendable {
  package enum Invariant: String, Sendable, CaseIterable {
    case delegateTwice = "1: a delegate in two places"
    case tableTwice = "1: a table in two places"
    case interpreterTwice = "1: an interpreter in two places"
    case sessionAndMeeting = "1: a meeting while a session takes the time"
    case placeUnsound = "1: a place that is none"
    case capacity = "2: a capacity exceeded"
    case endedByNobody = "3: a meeting ended or moved by nobody who may"
    case secondEffect = "4: a repeated command had a second effect"
    case waitlistOrder = "6: somebody passed over"
    case signupClash = "rule 22: a release leaves somebody in two sessions at once, or takes the wrong place"
    case offer = "rule 21: an offer that may not be, or that outlived its end"
    case allOrNone = "rule 21: a delegation that comes all or not at all is torn apart"
    case asked = "rule 21: a registration without what the forum asks for"
    case unclaimed = "rule 17: a place taken from somebody who has it, or for nobody"
    case checkIn = "rule 26: somebody checked in who may not be"
    case concern = "rule 24: somebody is told of what is not theirs, or not of what is"
    case cutoff = "7: a change after a cut-off"
    case locked = "rule 6: a locked meeting moved"
    case unreasoned = "rules 6 and 14: no reason where one is needed"
    case offered = "rule 6: other times that may not be proposed"
    case picked = "rule 6: a time that was not offered"
    case availability = "rule 7: a meeting dropped, or left in time that was given up"
    case group = "rule 12: a group that is none"
    case handedOver = "rule 13: a seat for somebody of another organisation"
    case onBehalf = "rules 13 and 14: somebody acts who may not"
    case swapped = "rule 15: not each other's times"
    case passedOver = "rule 16: somebody who waited could have had the place"
    case answer = "rule 17: an answer at the wrong time, or with the wrong result"
    case interpreting = "rule 19: not who would interpret"
    case reminder = "rule 20: reminded too early, twice, of the wrong thing, or not at all"
    case quiet = "rule 20: reminded in quiet hours of what can wait"
    case wallTime = "10: a time that the forum's clocks do not show, or show as another one"
    case audience = "11: a change told to those whom it does not concern, or not to those whom it does"
    case replay = "8: replay and live state differ"
    case snapshot = "8: snapshot with tail and live state differ"
    case stream = "9: a reader's stream has a gap or a double"
    case counters = "12: a counter differs from the recount"
    case refusedChanged = "a refused command changed something"
    case hold = "rule 4: a hold outlived its end"
    case firstFit = "rule 3: not the first fit"
    case whoMayMeet = "rule 2: a meeting of two who may not"
    case limit = "rule 9: a limit exceeded"
    case alternative = "rule 18: an alternative that is not feasible"
    case told = "rule 18: a refusal tells too much"
    case erasure = "rule 29: something of somebody who was erased"
    case outcome = "rule 27: an outcome of what did not take place"
    case ally = "rule 27: a step in an alliance by who may not, or not at that time"
    case memberTwice = "rule 27: somebody twice in an alliance"
    case promise = "rule 27: a commitment counts otherwise than it was made"
    case signature = "rule 27: an agreement without one of its sides"
    case state = "the state says something else than its changes"
  }

  package var invariant: Invariant
  package var what: String

  init(_ invariant: Invariant, _ what: @autoclosure () -> String) {
    self.invariant = invariant
    self.what = what()
  }
}

/// Where a run broke, with all that is needed to see it again.
package struct SimulationFailure: Error, CustomStringConvertible, Sendable {
  package var seed: UInt64
  package var step: Int
  package var command: String
  package var actor: Actor
  package var at: Instant
  package var violation: Violation
  /// The last changes in the journal, those of the failing command up to the violation among them.
  package var latest: [String]

  package var description: String {
    "seed \(seed), command \(step) at \(at) by \(actor.kind.rawValue) \(actor.delegate?.description ?? ""): \(command)\n"
      + "  broke \(violation.invariant.rawValue): \(violation.what)\n"
      + "  last changes:\n    " + latest.joined(separator: "\n    ")
  }
}
