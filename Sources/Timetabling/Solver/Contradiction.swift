extension Problem {
  /// What in a problem contradicts itself before anybody thinks about timetables: meetings fixed to one slot that share a participant, or an order that
  /// runs in a circle. The field of the file, and a sentence.
  public var contradiction: FileFault? {
    var taken: [Int: Int] = [:]
    for (number, meeting) in meetings.enumerated() where meeting.allowed.count == 1 && meeting.priority == nil {
      let slot = meeting.allowed.bits.trailingZeroBitCount
      for person in meeting.participants {
        if let other = taken.updateValue(number, forKey: person * SlotSet.capacity + slot) {
          return FileFault(field: "fixed", "meetings \(other + 1) and \(number + 1) of participant \(person + 1) are both fixed to slot \(slot + 1)")
        }
      }
    }
    return circle.map { FileFault(field: "precedences", "meeting \($0 + 1) would have to come before itself") }
  }

  /// A meeting that stands in a circle of meetings that come one before the other. Takes away again and again what nothing comes before.
  private var circle: Int? {
    var waiting = meetings.map { Set($0.after).count }
    var later = [[Int]](repeating: [], count: meetings.count)
    for (number, meeting) in meetings.enumerated() { for before in Set(meeting.after) { later[before].append(number) } }
    var free = waiting.indices.filter { waiting[$0] == 0 }
    var seen = 0
    while let meeting = free.popLast() {
      seen += 1
      for next in later[meeting] {
        waiting[next] -= 1
        if waiting[next] == 0 { free.append(next) }
      }
    }
    return seen == meetings.count ? nil : waiting.firstIndex { $0 > 0 }
  }
}
