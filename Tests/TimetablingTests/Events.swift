import Timetabling

/// Events as they are: two sides, some people much sought after, half days and talks, tables of one's own, zones, groups and interpreters. By seed.
struct Events {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  /// - Parameter isPlain: pairs at shared tables and nothing else.
  func event(people: Int, requests: Int, slots: Int, tables: Int, isPlain: Bool = false) -> Problem {
    var dice = Dice(state: state)
    func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &dice) == 0 }
    var problem = Problem(
      people: (0..<people).map { _ in
        let start = Int.random(in: 0..<slots, using: &dice)
        return Problem.Person(unavailable: oneIn(4) ? SlotSet(start..<min(slots, start + slots / 5)) : [])
      }, slots: slots, dayStarts: isPlain ? [] : [slots / 2], tables: (0..<tables).map { Problem.Table(open: .first(slots), zone: $0 < tables / 4 ? 0 : nil) },
      meetings: [])
    let hosts = people / 3
    var asked: Set<[Int]> = []
    while problem.meetings.count < requests {
      let host = min(Int.random(in: 0..<hosts, using: &dice), Int.random(in: 0..<hosts, using: &dice))
      let guest = hosts + Int.random(in: 0..<people - hosts, using: &dice)
      guard asked.insert([host, guest]).inserted else { continue }
      var meeting = Problem.Meeting(participants: [host, guest], allowed: .first(slots), priority: Int.random(in: 1...3, using: &dice))
      if !isPlain {
        if host % 10 == 0 {
          meeting.place = .table(tables + host / 10)
        } else if oneIn(12) {
          meeting.place = .zone(0)
        } else if oneIn(12) {
          meeting.place = .virtual
        }
        if oneIn(25) { meeting.participants.append(hosts + (guest - hosts + 1) % (people - hosts)) }
        if oneIn(25) { meeting.interpreters = [people, people + 1] }
      }
      problem.meetings.append(meeting)
    }
    if !isPlain {
      for host in stride(from: 0, to: hosts, by: 10) {
        _ = host
        problem.tables.append(Problem.Table(open: .first(slots), isShared: false))
      }
      problem.people += [Problem.Person(), Problem.Person()]
    }
    return problem
  }
}
