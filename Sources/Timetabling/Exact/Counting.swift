/// Counting with clauses.
extension Formula {
  /// A literal that is true where one of these is, and only there.
  package func any(of literals: [Literal]) -> Literal {
    let literals = literals.filter { $0 != no }
    if literals.contains(yes) { return yes }
    guard let first = literals.first else { return no }
    guard literals.count > 1 else { return first }
    let result = variable()
    for literal in literals { add(!literal, result) }
    add([!result] + literals)
    return result
  }

  /// At most one of these is true.
  package func atMostOne(of literals: [Literal]) {
    let literals = literals.filter { $0 != no }
    guard literals.count > 24 else {
      for (place, literal) in literals.enumerated() { for other in literals[..<place] { add(!literal, !other) } }
      return
    }
    // In parts, of which at most one has a true literal.
    let size = Int(Double(literals.count).squareRoot())
    let parts = stride(from: 0, to: literals.count, by: size).map { Array(literals[$0..<min($0 + size, literals.count)]) }
    parts.forEach(atMostOne)
    atMostOne(of: parts.map(any))
  }

  /// Exactly so many of these are true. A counter along the literals knows in both directions how many can and must have been true so far.
  package func exactly(_ count: Int, of literals: [Literal]) {
    let literals = literals.filter { $0 != no }
    guard count <= literals.count else { return add([]) }
    // The place `number - 1` of `soFar` says that of those before there were at least `number`.
    func atLeast(_ number: Int, ofFirst length: Int, in soFar: [Int: Literal]) -> Literal {
      if number <= max(0, count - (literals.count - length)) { return yes }
      if number > min(length, count) { return no }
      return soFar[number] ?? no
    }
    var before: [Int: Literal] = [:]
    for (place, literal) in literals.enumerated() {
      let length = place + 1
      var after: [Int: Literal] = [:]
      let surely = max(0, count - (literals.count - length))
      let most = min(length, count)
      if surely < most { for number in surely + 1...most { after[number] = variable() } }
      for number in 1...min(length, count + 1) {
        let now = atLeast(number, ofFirst: length, in: after)
        let asMany = atLeast(number, ofFirst: place, in: before)
        let oneLess = atLeast(number - 1, ofFirst: place, in: before)
        add(!asMany, now)
        add(!oneLess, !literal, now)
        add(!now, asMany, literal)
        add(!now, asMany, oneLess)
      }
      before = after
    }
  }

  /// How many of these are true: place `n` of the result is true where more than `n` are. More than `limit + 1` are not told apart (a totalizer,
  /// Bailleux and Boufkhad 2003).
  /// - Parameter isExact: a place is true only where it has to be; otherwise it may be true as well where fewer are.
  package func count(_ literals: [Literal], limit: Int, isExact: Bool = false) -> [Literal] {
    let literals = literals.filter { $0 != no }
    guard literals.count > 1 else { return literals }
    let half = literals.count / 2
    return sum(
      count(Array(literals[..<half]), limit: limit, isExact: isExact), count(Array(literals[half...]), limit: limit, isExact: isExact), limit: limit,
      isExact: isExact)
  }

  /// The sum of two counts.
  package func sum(_ left: [Literal], _ right: [Literal], limit: Int, isExact: Bool = false) -> [Literal] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    let size = min(left.count + right.count, limit + 1)
    let result = (0..<size).map { _ in variable() }
    for some in 0...left.count {
      for others in 0...right.count {
        let both = min(some + others, size)
        if both > 0 { add(result[both - 1], some > 0 ? !left[some - 1] : no, others > 0 ? !right[others - 1] : no) }
        if isExact, some + others < size {
          add(!result[some + others], some < left.count ? left[some] : no, others < right.count ? right[others] : no)
        }
      }
    }
    for place in result.indices.dropFirst() { add(!result[place], result[place - 1]) }
    return result
  }

  /// The sum of many counts, put together in pairs.
  package func sum(of counts: [[Literal]], limit: Int, isExact: Bool = false) -> [Literal] {
    guard counts.count > 1 else { return counts.first ?? [] }
    let half = counts.count / 2
    return sum(
      sum(of: Array(counts[..<half]), limit: limit, isExact: isExact), sum(of: Array(counts[half...]), limit: limit, isExact: isExact), limit: limit,
      isExact: isExact)
  }
}
