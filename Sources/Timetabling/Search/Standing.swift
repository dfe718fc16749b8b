/// Where a search stands: the score of a state, tables aside, in an order that compares fast.
struct Standing: Hashable, Sendable, Comparable {
  /// Required meetings without slot, wrong pairs, and breaks beyond fairness; 0 for a valid timetable.
  var faults: Int
  var priority: Int
  var breaks: Int
  var spread: Int
  var moves: Int

  @inline(__always)
  static func < (left: Standing, right: Standing) -> Bool {
    if left.faults != right.faults { return left.faults < right.faults }
    if left.priority != right.priority { return left.priority > right.priority }
    if left.breaks != right.breaks { return left.breaks < right.breaks }
    if left.spread != right.spread { return left.spread < right.spread }
    return left.moves < right.moves
  }
}

extension State {
  /// The spread is left out: it takes a look at all people.
  @inline(__always)
  var standing: Standing {
    Standing(faults: missing + disorder + unfair, priority: scheduledPriority, breaks: totalBreaks, spread: 0, moves: moves)
  }

  /// The largest number of breaks of a person minus the smallest, where that is an aim.
  var spread: Int {
    if model.mostBreaks != nil { return 0 }
    var (least, most) = (Int.max, 0)
    for person in 0..<model.people {
      least = min(least, Int(breaks[person]))
      most = max(most, Int(breaks[person]))
    }
    return model.people == 0 ? 0 : most - least
  }
}
