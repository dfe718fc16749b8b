import Testing
import Timetabling

@Suite("The score: what counts, and in which order")
struct ScoreTests {
  @Test(
    "breaks are groups of idle slots between the first and the last meeting of a day",
    arguments: [
      ([] as [Int], [] as [Int], 0), ([3], [], 0), ([0, 1, 2], [], 0), ([0, 2], [], 1), ([0, 5], [], 1), ([0, 2, 4], [], 2), ([0, 1, 5, 6, 9], [], 2),
      ([0, 5], [5], 0), ([0, 2, 5, 7], [5], 2), ([0, 5], [3], 0), ([4, 5], [5], 0), ([0, 2, 9], [3, 6], 1), ([127, 125], [], 1), ([63, 64], [64], 0),
    ])
  func breaks(busy: [Int], dayStarts: [Int], expected: Int) {
    let problem = Problem(people: [], slots: 128, dayStarts: SlotSet(dayStarts), tables: [], meetings: [])
    #expect(problem.breaks(SlotSet(busy)) == expected)
  }

  @Test("what stands first counts more than all that comes after it") func order() {
    let scores = [
      Score(missing: 0, unfair: 0, priority: 5, breaks: 3, spread: 1, tableChanges: 0, moves: 9),
      Score(missing: 0, unfair: 0, priority: 5, breaks: 3, spread: 1, tableChanges: 1, moves: 0),
      Score(missing: 0, unfair: 0, priority: 5, breaks: 3, spread: 2, tableChanges: 0, moves: 0),
      Score(missing: 0, unfair: 0, priority: 5, breaks: 4, spread: 0, tableChanges: 0, moves: 0),
      Score(missing: 0, unfair: 0, priority: 4, breaks: 0, spread: 0, tableChanges: 0, moves: 0),
      Score(missing: 0, unfair: 1, priority: 9, breaks: 0, spread: 0, tableChanges: 0, moves: 0),
      Score(missing: 1, unfair: 0, priority: 9, breaks: 0, spread: 0, tableChanges: 0, moves: 0),
    ]
    #expect(scores.shuffled().sorted() == scores)
  }

  @Test("a timetable is measured whole") func whole() {
    let problem = Problem(
      people: Array(repeating: Problem.Person(), count: 3), slots: 4, tables: [Problem.Table(open: .first(4)), Problem.Table(open: .first(4))],
      meetings: [
        Problem.Meeting(participants: [0, 1], allowed: .first(4), priority: 3, present: 1),
        Problem.Meeting(participants: [0, 2], allowed: .first(4), priority: 2, present: 2),
        Problem.Meeting(participants: [1, 2], allowed: .first(4)), Problem.Meeting(participants: [1, 2], allowed: .first(4), priority: 7),
      ])
    let solution = Solution(slots: [0, 2, nil, nil], tables: [0, 1, nil, nil], interpreters: [nil, nil, nil, nil])
    #expect(Score(solution, of: problem) == Score(missing: 1, priority: 5, breaks: 1, spread: 1, tableChanges: 1, moves: 1))
  }
}
