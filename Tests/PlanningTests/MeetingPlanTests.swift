import ForumCore
import Planning
import Simulation
import Synchronization
import Testing
import Timetabling

@Suite("The organiser's timetable: a forum's meetings as a problem, and back")
struct MeetingPlanTests {
  private static let clock: @Sendable () -> Double = {
    let ticks = Atomic<Int>(0)
    return { Double(ticks.add(1, ordering: .relaxed).newValue) * 1e-6 }
  }()

  private func solved(_ problem: Problem, seed: UInt64) -> Solver.Result {
    Solver(problem, Solver.Options(seed: seed, steps: 6000, proves: false)).run(now: Self.clock)
  }

  @Test("Whatever has happened in a forum: a timetable that was made for it can be applied to it", arguments: 0..<4)
  func applies(part: Int) throws {
    var (plans, placings, moved) = (0, 0, 0)
    for seed in UInt64(part * 40 + 1)...UInt64(part * 40 + 40) {
      var rehearsal = Rehearsal(seed: seed)
      for step in 1...700 {
        let now = try rehearsal.next().at
        guard step % 50 == 0, rehearsal.forum.settings != nil else { continue }
        let forum = rehearsal.forum
        for moving in MeetingPlan.Moving.allCases {
          let plan = try MeetingPlan(forum, moving: moving, at: now)
          if plan.meetings.isEmpty { continue }
          plans += 1
          let solution: Solution
          if moving == .few {
            let outcome = Repair(plan.problem, present: plan.present, adding: plan.meetings.indices.filter { plan.meetings[$0].place == nil }).run()
            #expect(outcome.displaced == [] && outcome.moved.count <= 3, "seed \(seed), step \(step)")
            solution = outcome.solution
          } else {
            let result = solved(plan.problem, seed: seed)
            #expect(result.status == .feasible || result.status == .optimal, "seed \(seed), step \(step), \(moving)")
            solution = result.solution
          }
          #expect(Checker(plan.problem).violations(of: solution) == [], "seed \(seed), step \(step), \(moving)")
          let timetable = plan.placings(of: solution)
          placings += timetable.count
          moved += timetable.count { forum.meetings[$0.meeting]?.place != nil }
          let command = ApplyTimetable(placings: timetable, reason: "The timetable.")
          do {
            _ = try command.decide(forum, by: .organiser(), at: now)
          } catch {
            Issue.record("seed \(seed), step \(step), \(moving): \(error)")
          }
        }
      }
    }
    // The forums are such that it matters.
    #expect(plans > 300 && placings > 100 && moved > 50, "\(plans) \(placings) \(moved)")
  }
}
