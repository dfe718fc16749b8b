extension Encoding {
  /// Meetings that must come before others do. Literals that say "not later than this slot" carry it along chains of meetings.
  mutating func order() {
    var until: [Int: [Literal]] = [:]
    func notLater(_ meeting: Int) -> [Literal] {
      if let known = until[meeting] { return known }
      var literals: [Literal] = []
      for place in places[meeting] {
        let before = literals.last ?? formula.no
        guard place != formula.no else {
          literals.append(before)
          continue
        }
        let literal = formula.variable()
        formula.add(!before, literal)
        formula.add(!place, literal)
        formula.add(!place, !before)
        formula.add(!literal, before, place)
        literals.append(literal)
      }
      until[meeting] = literals
      return literals
    }
    for later in problem.meetings.indices {
      for earlier in problem.meetings[later].after {
        let (first, second) = (notLater(earlier), notLater(later))
        within(.order(earlier: earlier, later: later)) { encoding in
          for slot in 0..<encoding.problem.slots {
            // Where the later one is not after this slot the earlier one is over before it, if it takes place.
            let over = slot > 0 ? first[slot - 1] : encoding.formula.no
            encoding.formula.add(!second[slot], over, !encoding.scheduled[earlier])
          }
        }
      }
    }
  }
}
