/// What no timetable can be better than, found without search.
public enum Bounds {
  /// For each person the fewest breaks with which all their required meetings can take place, looking at nobody else: at the slots that these
  /// meetings can have, at how many of them must come before or after a point in time, and at those that are fixed. Nil where they cannot all take
  /// place. Who also has optional meetings or may be called as interpreter can fill a break with those: 0.
  public static func forcedBreaks(in problem: Problem) -> [Int?] {
    var meetings = [[Int]](repeating: [], count: problem.people.count)
    var isFree = [Bool](repeating: false, count: problem.people.count)
    for (number, meeting) in problem.meetings.enumerated() {
      for person in meeting.participants { meetings[person].append(number) }
      if meeting.priority != nil { for person in meeting.participants { isFree[person] = true } }
      for person in meeting.interpreters { isFree[person] = true }
    }
    return meetings.indices.map { isFree[$0] || meetings[$0].isEmpty ? 0 : fewestBreaks(meetings[$0].map(problem.open), in: problem) }
  }

  /// The fewest breaks of somebody who has a meeting in one slot of each of these sets. By slots: `best[meetings so far]`, once for those who are
  /// busy in the slot before, once for those who are idle there but were busy that day, once for those whose day has not begun.
  private static func fewestBreaks(_ meetings: [SlotSet], in problem: Problem) -> Int? {
    let count = meetings.count
    let usable = meetings.reduce(SlotSet()) { $0.union($1) }
    let fixed = meetings.filter { $0.count == 1 }.reduce(SlotSet()) { $0.union($1) }
    let never = Int.max / 2
    var busy = [Int](repeating: never, count: count + 1)
    var idle = busy
    var fresh = busy
    fresh[0] = 0
    for slot in 0..<problem.slots {
      if slot > 0, problem.dayStarts.contains(slot) {
        for meetings in 0...count {
          fresh[meetings] = min(busy[meetings], idle[meetings], fresh[meetings])
          busy[meetings] = never
          idle[meetings] = never
        }
      }
      var nextBusy = [Int](repeating: never, count: count + 1)
      var nextIdle = nextBusy
      var nextFresh = nextBusy
      // So many meetings are surely over after this slot, and so many can be.
      let sofar = SlotSet.first(slot + 1)
      let least = meetings.count { $0.subtracting(sofar).isEmpty }
      let most = count - meetings.count { $0.intersection(sofar).isEmpty }
      guard least <= most else { return nil }
      for meetings in least...most {
        if usable.contains(slot), meetings > 0 { nextBusy[meetings] = min(busy[meetings - 1], idle[meetings - 1] + 1, fresh[meetings - 1]) }
        if !fixed.contains(slot) {
          nextIdle[meetings] = min(busy[meetings], idle[meetings])
          nextFresh[meetings] = fresh[meetings]
        }
      }
      (busy, idle, fresh) = (nextBusy, nextIdle, nextFresh)
    }
    let best = min(busy[count], idle[count], fresh[count])
    return best >= never ? nil : best
  }
}
