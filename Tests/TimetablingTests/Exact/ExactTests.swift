import Testing
import Timetabling

@Suite("Exact: the best timetable, and the proof that it is")
struct ExactTests {
  /// Problems of every kind; the answers are those that one gets who tries every timetable.
  @Test("it agrees with trying every timetable, from below and from above", arguments: 0..<8)
  func agrees(part: Int) throws {
    var infeasible = 0
    for seed in part * 50..<(part + 1) * 50 {
      var problems = SmallProblems(seed: seed)
      let problem = problems.problem()
      let expected = Plainly(problem).best
      for direction in [Exact.Direction.below, .above] {
        let link = Alone(problem)
        let outcome = Exact(problem, link: link).run(direction)
        guard let expected else {
          infeasible += 1
          #expect(outcome == .infeasible, "seed \(seed) \(direction)")
          continue
        }
        #expect(outcome == .optimal, "seed \(seed) \(direction)")
        #expect(link.best?.priority == expected.priority && link.best?.breaks == expected.breaks, "seed \(seed) \(direction)")
        #expect(link.priorityBound == expected.priority && link.breaksBound == expected.breaks, "seed \(seed) \(direction)")
        for offer in link.offers {
          let seated = try #require(Plainly.seated(offer, in: problem), "seed \(seed) \(direction)")
          #expect(Checker(problem).violations(of: seated) == [], "seed \(seed) \(direction)")
        }
      }
    }
    #expect(infeasible > 0 && infeasible < 100)
  }

  /// Meetings of everybody with everybody: people and slots as asked for.
  private func everybodyWithEverybody(_ people: Int, slots: Int, tables: Int) -> Problem {
    let meetings = (0..<people).flatMap { one in
      (0..<one).map { Problem.Meeting(participants: [one, $0], allowed: .first(slots)) }
    }
    return Problem(
      people: Array(repeating: Problem.Person(), count: people), slots: slots,
      tables: Array(repeating: Problem.Table(open: .first(slots)), count: tables), meetings: meetings, fairness: 2)
  }

  @Test("who is fed with a timetable as good as the bound has nothing to prove and offers nothing")
  func fed() {
    let problem = everybodyWithEverybody(8, slots: 7, tables: 4)
    let link = Alone(problem, best: Score(priority: 28, breaks: 0))
    #expect(Exact(problem, link: link).run(.below) == .optimal)
    #expect(link.offers == [])
  }

  @Test("twelve people who all meet each other do so in eleven slots at six tables without a break, and not in ten slots")
  func full() {
    let link = Alone(everybodyWithEverybody(12, slots: 11, tables: 6))
    #expect(Exact(link.problem, link: link).run(.above) == .optimal)
    #expect(link.best == Score(priority: 66, breaks: 0))
    let tight = Alone(everybodyWithEverybody(12, slots: 10, tables: 6))
    #expect(Exact(tight.problem, link: tight).run(.below) == .infeasible)
    #expect(tight.offers == [])
  }

  @Test("who is stopped says so; what was offered until then stays")
  func stopped() {
    let problem = everybodyWithEverybody(8, slots: 12, tables: 3)
    let atOnce = Alone(problem)
    atOnce.stop()
    #expect(Exact(problem, link: atOnce).run(.below) == .stopped)
    #expect(atOnce.offers == [])
    let later = Alone(problem, isStoppedAtOffer: true)
    let outcome = Exact(problem, link: later).run(.above)
    #expect(later.offers.count == 1)
    #expect(outcome == (later.best?.breaks == 0 ? .optimal : .stopped))
  }

  @Test("a problem beyond what can be written down is left alone")
  func tooLarge() {
    var problem = everybodyWithEverybody(130, slots: 128, tables: 65)
    problem.fairness = nil
    let link = Alone(problem)
    #expect(Exact(problem, link: link).run(.below) == .tooLarge)
  }
}
