/// Puts meetings into slots that hold only so many, looking at nothing else; or shows some that have too little room (Hall).
struct SlotMatching {
  private let capacities: [Int]
  private var held: [[Int]]
  private var open: [Int: SlotSet] = [:]

  init(capacities: [Int]) {
    self.capacities = capacities
    held = Array(repeating: [], count: capacities.count)
  }

  struct Misfit: Hashable {
    var meetings: [Int]
    /// All slots that these meetings can have; they hold fewer than there are meetings.
    var slots: SlotSet
  }

  mutating func place(_ meetings: [(meeting: Int, open: SlotSet)]) -> Misfit? {
    for (meeting, slots) in meetings {
      open[meeting] = slots
      if let misfit = place(meeting) { return misfit }
    }
    return nil
  }

  /// Looks for a chain of meetings that each make room for the one before (breadth first), and lets them all move.
  private mutating func place(_ meeting: Int) -> Misfit? {
    var cameFrom: [Int: (slot: Int, meeting: Int)] = [:]
    var seen = SlotSet()
    var found = [meeting]
    var place = 0
    while place < found.count {
      let current = found[place]
      place += 1
      for slot in held.indices where (open[current] ?? []).contains(slot) && !seen.contains(slot) {
        seen = seen.union([slot])
        if held[slot].count < capacities[slot] {
          move(current, to: slot, cameFrom)
          return nil
        }
        for other in held[slot] where cameFrom[other] == nil {
          cameFrom[other] = (slot, current)
          found.append(other)
        }
      }
    }
    return Misfit(meetings: found.sorted(), slots: seen)
  }

  private mutating func move(_ meeting: Int, to slot: Int, _ cameFrom: [Int: (slot: Int, meeting: Int)]) {
    held[slot].append(meeting)
    guard let (left, before) = cameFrom[meeting] else { return }
    held[left].removeAll { $0 == meeting }
    move(before, to: left, cameFrom)
  }
}
