import ForumCore
import Simulation
import Testing

@Suite("Random commands against the invariants")
struct SimulationTests {
  /// Of other machines (`House`), of other ways in (times as text, keys of the desk), or before a forum is there.
  private static let elsewhere = ["noSuchForum", "noSuchToken", "noSuchProgramme", "noSuchTime", "ambiguousTime", "keyUsedOtherwise"]

  @Test("The core keeps every invariant over 200,000 random commands, and all of it is reached")
  func honest() async throws {
    let tally = try await Simulation(seed: 1, commands: 200_000).play()
    #expect(tally.forums == 100)
    #expect(tally.commands >= 200_000)
    #expect(tally.taken > 20_000)
    #expect(tally.neverSeen == Self.elsewhere)
  }

  @Test("A forum can be played alone from its seed, with the same outcome")
  func reproducible() async throws {
    let first = try await Simulation(seed: 42, commands: 4000, threads: 1).play()
    let second = try await Simulation(seed: 42, commands: 4000, threads: 2).play()
    #expect(first.changes == second.changes)
    #expect(first.refusals == second.refusals)
  }

  @Test(
    "A planted fault is caught, and by the invariant that it breaks",
    arguments: [
      (PlantedFault.doubleBooking, [Violation.Invariant.delegateTwice, .whoMayMeet, .limit, .alternative]),
      (.tableTwice, [.tableTwice, .alternative, .firstFit]),
      (.capacityByOne, [.capacity, .waitlistOrder]),
      (.registrationByOne, [.capacity]),
      (.holdKept, [.hold, .secondEffect]),
      (.promotionOutOfOrder, [.waitlistOrder]),
      (.freedTimeUnseen, [.waitlistOrder]),
      (.clashKept, [.concern, .capacity, .sessionAndMeeting]),
      (.offerKept, [.offer]),
      (.offerOutOfOrder, [.waitlistOrder]),
      (.delegationTorn, [.allOrNone]),
      (.claimUnseen, [.unclaimed]),
    ])
  func caught(fault: PlantedFault, by expected: [Violation.Invariant]) async throws { try await expectCaught(fault, by: expected) }

  @Test(
    "A planted fault of meetings is caught, and by the invariant that it breaks",
    arguments: [
      (PlantedFault.interpreterTwice, [Violation.Invariant.interpreterTwice, .interpreting, .firstFit]),
      (.interpreterForgotten, [.interpreting]),
      (.guestTwice, [.delegateTwice, .limit, .alternative, .firstFit]),
      (.groupWithoutGuest, [.group]),
      (.offersGivenAway, [.tableTwice, .interpreterTwice, .alternative]),
      (.pickUnoffered, [.picked]),
      (.strangerTakesOver, [.handedOver]),
      (.strangersManager, [.onBehalf, .endedByNobody, .told]),
      (.swapHalf, [.swapped]),
      (.refillOutOfOrder, [.passedOver]),
      (.waiterPassedOver, [.passedOver]),
      (.answeredBeforeStart, [.answer]),
      (.noShowHeld, [.answer]),
      (.heldTableFreed, [.tableTwice, .interpreterTwice, .alternative, .firstFit]),
      (.lockForgotten, [.locked]),
      (.cutoffForgotten, [.cutoff]),
      (.limitOfAskedForgotten, [.limit, .alternative]),
      (.leftInTheWay, [.availability]),
    ])
  func caughtInMeetings(fault: PlantedFault, by expected: [Violation.Invariant]) async throws { try await expectCaught(fault, by: expected) }

  @Test(
    "A planted fault of alliances is caught, and by the invariant that it breaks",
    arguments: [
      (PlantedFault.memberTwice, [Violation.Invariant.memberTwice]), (.withdrawnTwice, [.promise]), (.signedAlone, [.signature]),
    ])
  func caughtInAlliances(fault: PlantedFault, by expected: [Violation.Invariant]) async throws { try await expectCaught(fault, by: expected) }

  @Test(
    "Rule 29: a planted fault of an erasure is caught",
    arguments: [
      // Whose place is kept and given on is one too many; whose meeting stands sits where the next one does.
      (PlantedFault.erasedWhileIn, [Violation.Invariant.erasure, .capacity, .state]),
      (.erasedBeforeMeeting, [.erasure, .endedByNobody, .tableTwice, .delegateTwice, .interpreterTwice]),
    ])
  func caughtInErasures(fault: PlantedFault, by expected: [Violation.Invariant]) async throws { try await expectCaught(fault, by: expected) }

  @Test(
    "Rule 20: a planted fault of the clock is caught, and by the invariant that it breaks",
    arguments: [
      (PlantedFault.remindedTwice, [Violation.Invariant.reminder]), (.remindedInQuietHours, [.quiet]), (.movedStartForgotten, [.reminder, .hold]),
    ])
  func caughtInReminders(fault: PlantedFault, by expected: [Violation.Invariant]) async throws { try await expectCaught(fault, by: expected) }

  /// Plays forums one by one until one breaks what the fault is known to break. A fault breaks several things and which comes first goes by the
  /// forum, so some of the forums that fail may name another.
  private func expectCaught(_ fault: PlantedFault, by expected: [Violation.Invariant]) async throws {
    var failures: [SimulationFailure] = []
    for seed in 1...1000 where failures.count < 8 {
      do {
        _ = try await Simulation(seed: UInt64(seed), commands: 1, threads: 1, judge: FaultyDecider(fault, oneIn: 1)).play()
      } catch let failure as SimulationFailure {
        if expected.contains(failure.violation.invariant) { return }
        failures.append(failure)
      }
    }
    Issue.record("\(fault) was not caught by \(expected) but by \(failures.map(\.violation.invariant))")
  }

  @Test("A failing forum fails again, at the same command, when its seed is played alone")
  func failsAgain() async throws {
    let judge = FaultyDecider(.tableTwice, oneIn: 400)
    let first = await #expect(throws: SimulationFailure.self) { try await Simulation(seed: 1, commands: 2_000_000, judge: judge).play() }
    let seed = try #require(first?.seed)
    let again = await #expect(throws: SimulationFailure.self) { try await Simulation(seed: seed, commands: 1, judge: judge).play() }
    #expect(again?.step == first?.step)
    #expect(again?.violation.invariant == first?.violation.invariant)
  }
}
