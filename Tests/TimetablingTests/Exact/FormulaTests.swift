import Testing
import Timetabling

@Suite("Formulas: what counts, counts right")
struct FormulaTests {
  /// The assignments of so many variables that a formula leaves, as bits.
  private func assignments(of count: Int, _ encode: (Formula, [Literal]) -> [Literal]) -> [Int: [Bool]] {
    var found: [Int: [Bool]] = [:]
    let formula = Formula()
    let literals = (0..<count).map { _ in formula.variable() }
    let results = encode(formula, literals)
    for bits in 0..<1 << count {
      let assumed = literals.enumerated().map { bits >> $0.offset & 1 == 1 ? $0.element : !$0.element }
      if formula.solve(assuming: assumed, interrupted: { false }) == .satisfiable { found[bits] = results.map(formula.isTrue) }
    }
    return found
  }

  @Test("at most one of some is true, few or many", arguments: [0, 1, 2, 5, 9])
  func atMostOne(count: Int) {
    let found = assignments(of: count) { formula, literals in
      formula.atMostOne(of: literals)
      return []
    }
    #expect(Set(found.keys) == Set((0..<1 << count).filter { $0.nonzeroBitCount <= 1 }))
  }

  @Test("of fifty at most one is true: any two of them contradict each other, each alone does not")
  func atMostOneOfMany() {
    let formula = Formula()
    let literals = (0..<50).map { _ in formula.variable() }
    formula.atMostOne(of: literals)
    for (place, literal) in literals.enumerated() {
      #expect(formula.solve(assuming: [literal], interrupted: { false }) == .satisfiable)
      for other in literals[..<place] { #expect(formula.solve(assuming: [literal, other], interrupted: { false }) == .unsatisfiable) }
    }
  }

  @Test("exactly so many of some are true", arguments: 0...6, 0...6)
  func exactly(number: Int, count: Int) {
    let found = assignments(of: count) { formula, literals in
      formula.exactly(number, of: literals)
      return []
    }
    #expect(Set(found.keys) == Set((0..<1 << count).filter { $0.nonzeroBitCount == number }))
  }

  @Test("an exact count tells each number up to one more than its limit", arguments: 0...7, 0...7)
  func count(count: Int, limit: Int) {
    let found = assignments(of: count) { formula, literals in formula.count(literals, limit: limit, isExact: true) }
    #expect(found.count == 1 << count)
    for (bits, places) in found {
      // A single literal is its own count, whatever the limit.
      let size = count == 1 ? 1 : min(count, limit + 1)
      #expect(places == (0..<size).map { bits.nonzeroBitCount > $0 })
    }
  }

  @Test("clauses under a condition hold only while it does")
  func condition() {
    let formula = Formula()
    let (one, other) = (formula.variable(), formula.variable())
    formula.condition = one
    formula.add(other)
    formula.condition = nil
    #expect(formula.solve(assuming: [!one, !other], interrupted: { false }) == .satisfiable)
    #expect(formula.solve(assuming: [one, !other], interrupted: { false }) == .unsatisfiable)
    #expect(formula.hasPart(one))
  }

  @Test("a question can be broken off; the formula can be asked again")
  func interrupted() {
    // Ten pigeons in nine holes: without counting that takes long.
    let formula = Formula()
    let holes = (0..<10).map { _ in (0..<9).map { _ in formula.variable() } }
    for pigeon in holes { formula.add(pigeon) }
    for hole in 0..<9 { formula.atMostOne(of: holes.map { $0[hole] }) }
    var asked = 0
    let answer = formula.solve {
      asked += 1
      return asked > 10
    }
    #expect(answer == .interrupted)
    #expect(formula.solve(conflicts: 5, interrupted: { false }) == .interrupted)
    #expect(formula.solve(assuming: [holes[0][0]], conflicts: 5, interrupted: { false }) == .interrupted)
  }
}
