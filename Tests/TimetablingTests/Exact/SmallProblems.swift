import Timetabling

/// Small problems with everything that there is in a problem, by seed.
struct SmallProblems {
  private var dice: Dice

  /// SplitMix64.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed >> 31
    }
  }

  init(seed: Int) { dice = Dice(state: UInt64(seed)) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &dice) }
  private mutating func oneIn(_ count: Int) -> Bool { number(1...count) == 1 }

  private mutating func slots(_ count: Int, butOneIn holes: Int) -> SlotSet { SlotSet((0..<count).filter { _ in !oneIn(holes) }) }

  mutating func problem() -> Problem {
    let slots = number(2...5)
    var people: [Problem.Person] = []
    for _ in 0..<number(3...5) {
      people.append(Problem.Person(unavailable: SlotSet.first(slots).subtracting(self.slots(slots, butOneIn: 8))))
      if oneIn(8) { people[people.count - 1].limits = [Problem.Limit(slots: self.slots(slots, butOneIn: 3), most: number(0...2))] }
    }
    var tables: [Problem.Table] = []
    for _ in 0..<number(1...3) {
      tables.append(Problem.Table(open: self.slots(slots, butOneIn: 10), zone: oneIn(2) ? number(0...1) : nil, isShared: !oneIn(5)))
    }
    var problem = Problem(people: people, slots: slots, tables: tables, meetings: [])
    if oneIn(2) { problem.fairness = number(0...2) }
    if oneIn(4) { problem.dayStarts = [number(1...slots - 1)] }
    let isOptional = oneIn(2)
    for place in 0..<number(3...5) { problem.meetings.append(meeting(place, in: problem, isOptional: isOptional)) }
    return problem
  }

  private mutating func meeting(_ place: Int, in problem: Problem, isOptional: Bool) -> Problem.Meeting {
    let people = problem.people.indices.shuffled(using: &dice)
    let size = oneIn(6) ? 3 : 2
    var meeting = Problem.Meeting(participants: Array(people.prefix(size)), allowed: slots(problem.slots, butOneIn: 6))
    if isOptional, !oneIn(4) { meeting.priority = number(1...3) }
    if people.count > size, oneIn(5) { meeting.interpreters = Array(people[size..<min(people.count, size + 2)]) }
    if place > 0, oneIn(4) { meeting.after = [number(0...place - 1)] }
    switch number(1...8) {
    case 1: meeting.place = .zone(number(0...1))
    case 2: meeting.place = .table(number(0...problem.tables.count - 1))
    case 3: meeting.place = .virtual
    default: break
    }
    if oneIn(10) {
      meeting.present = number(0...problem.slots - 1)
      meeting.isLocked = true
    }
    return meeting
  }
}
