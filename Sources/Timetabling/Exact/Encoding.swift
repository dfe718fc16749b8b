/// A timetabling problem as a formula: a variable for each meeting and each slot that it can have, and what follows from them. Beside what makes a
/// timetable valid it says what is implied and cannot be seen by unit propagation: in how many slots a person is busy, how many people a slot
/// holds (Bofill et al., JAIR 74, 2022).
struct Encoding {
  let problem: Problem
  let formula: Formula
  /// By meeting and slot: the meeting is there.
  private(set) var places: [[Literal]] = []
  /// By meeting: it has a slot.
  private(set) var scheduled: [Literal] = []
  /// By person and slot: the person is in a meeting.
  var busy: [[Literal]]
  /// By meeting: the people it can have as interpreter, with the literal that says that it has them.
  var interpreters: [[(person: Int, literal: Literal)]]
  /// By person: place `n` is true where they have more than `n` breaks.
  var breaks: [[Literal]] = []
  /// What can be left out, to find out what contradicts itself; nil where all has to hold.
  var groups: Groups?

  /// - Parameter isDivided: the parts of the problem hold only while the literals of `groups` do.
  init(_ problem: Problem, in formula: Formula, isDivided: Bool = false) {
    self.problem = problem
    self.formula = formula
    groups = isDivided ? Groups() : nil
    busy = Array(repeating: Array(repeating: formula.no, count: problem.slots), count: problem.people.count)
    interpreters = Array(repeating: [], count: problem.meetings.count)
    place()
    interpret()
    meet()
    seat()
    order()
    countBreaks()
    beFair()
  }

  /// The timetable that satisfies the formula, without its tables; only after `.satisfiable`.
  var solution: Solution {
    var solution = Solution(empty: problem)
    for meeting in problem.meetings.indices where formula.isTrue(scheduled[meeting]) {
      solution.slots[meeting] = places[meeting].firstIndex(where: formula.isTrue)
      solution.interpreters[meeting] = interpreters[meeting].first { formula.isTrue($0.literal) }?.person
    }
    return solution
  }

  /// The slots in which a meeting can be. Where the people's availability is to be left out at will it does not count here.
  func open(_ meeting: Int) -> SlotSet {
    guard groups != nil else { return problem.open(meeting) }
    var it = problem
    for person in problem.meetings[meeting].participants { it.people[person].unavailable = [] }
    return it.open(meeting)
  }

  /// Each meeting is in one slot at most; a required one in one.
  private mutating func place() {
    for number in problem.meetings.indices {
      let open = open(number)
      let slots = (0..<problem.slots).map { open.contains($0) ? formula.variable() : formula.no }
      formula.atMostOne(of: slots)
      places.append(slots)
      let isRequired = problem.isRequired(number)
      scheduled.append(isRequired && groups == nil ? formula.yes : formula.any(of: slots))
      if isRequired { within(.meeting(number)) { $0.formula.add(slots) } }
    }
  }

  /// Has clauses hold only while a group does, where the parts are to be told apart.
  mutating func within(_ group: Group, _ encode: (inout Encoding) -> Void) {
    guard groups != nil else { return encode(&self) }
    formula.condition = literal(of: group)
    encode(&self)
    formula.condition = nil
  }
}
