extension Encoding {
  /// A part of a problem that can be left out.
  enum Group: Hashable, Sendable {
    /// A required meeting takes place.
    case meeting(Int)
    /// A person is in one meeting at a time, and only when they are available.
    case person(Int)
    /// A slot has no more meetings than tables.
    case tables(slot: Int)
    /// A meeting comes before another.
    case order(earlier: Int, later: Int)
    case fairness
  }

  /// The literals with which the parts hold.
  struct Groups {
    var literals: [Group: Literal] = [:]
    /// In the order in which they were made.
    var all: [Group] = []
  }

  mutating func literal(of group: Group) -> Literal {
    if let literal = groups?.literals[group] { return literal }
    let literal = formula.variable()
    groups?.literals[group] = literal
    groups?.all.append(group)
    return literal
  }
}
