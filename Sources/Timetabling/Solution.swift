/// A timetable: where each meeting of a problem is, by its number. Whether it is valid is for `Checker` to say.
public struct Solution: Hashable, Sendable {
  /// The slot of each meeting; nil where it is not scheduled.
  public var slots: [Int?]
  /// The table of each meeting; nil where it is not scheduled or needs none.
  public var tables: [Int?]
  /// The interpreter of each meeting; nil where it is not scheduled or wants none.
  public var interpreters: [Int?]

  public init(slots: [Int?], tables: [Int?], interpreters: [Int?]) {
    self.slots = slots
    self.tables = tables
    self.interpreters = interpreters
  }

  /// A timetable without a single meeting.
  public init(empty problem: Problem) {
    slots = Array(repeating: nil, count: problem.meetings.count)
    tables = slots
    interpreters = slots
  }
}

extension Solution {
  /// The slots in which each person meets.
  public func busy(in problem: Problem) -> [SlotSet] {
    var busy = [SlotSet](repeating: [], count: problem.people.count)
    for (meeting, slot) in slots.enumerated() {
      guard let slot else { continue }
      for person in problem.meetings[meeting].participants { busy[person].bits |= 1 << UInt128(slot) }
      if let interpreter = interpreters[meeting] { busy[interpreter].bits |= 1 << UInt128(slot) }
    }
    return busy
  }
}

extension Problem {
  /// How many breaks a person has who is busy in these slots: groups of idle slots between the first meeting and the last one of a day.
  public func breaks(_ busy: SlotSet) -> Int {
    let runs = (busy.bits & ~((busy.bits << 1) & ~dayStarts.bits)).nonzeroBitCount
    var days = 0
    var later = dayStarts.bits & ~1
    var start: UInt128 = 1
    while true {
      // The slots of the day are those from its start to the one before the next day's.
      let next = later & (~later &+ 1)
      let day = next == 0 ? ~(start &- 1) : (next &- 1) & ~(start &- 1)
      if busy.bits & day != 0 { days += 1 }
      if next == 0 { break }
      start = next
      later &= later &- 1
    }
    return runs - days
  }
}
