import CCadical

/// A formula in clauses and the solver that looks for values which satisfy it. Clauses can be added between two questions; what was learned for
/// one is kept for the next. One thread uses it.
package final class Formula {
  /// What the solver is tuned for: to find values, or to show that there are none as well.
  package enum Aim { case values, either }

  package enum Answer: Hashable { case satisfiable, unsatisfiable, interrupted }

  /// A literal that is always true; its negation stands for what cannot be.
  package let yes = Literal(code: 1)
  package var no: Literal { !yes }

  package private(set) var variables: Int32 = 1
  package private(set) var clauses = 0
  /// Where it is set, the clauses that are added hold only while this literal does. So a group of them can be switched on by an assumption.
  package var condition: Literal?

  private let solver: OpaquePointer
  private let interrupt = Interrupt()

  package init(aim: Aim = .either) {
    solver = ccadical_init()
    // It says nothing on standard output.
    ccadical_set_option(solver, "quiet", 1)
    if aim == .values {
      ccadical_set_option(solver, "stabilizeonly", 1)
      ccadical_set_option(solver, "elimreleff", 10)
      ccadical_set_option(solver, "subsumereleff", 60)
    }
    ccadical_set_terminate(
      solver, Unmanaged.passUnretained(interrupt).toOpaque(),
      { state in
        guard let state else { return 0 }
        return Unmanaged<Interrupt>.fromOpaque(state).takeUnretainedValue().isWanted() ? 1 : 0
      })
    ccadical_add(solver, yes.code)
    ccadical_add(solver, 0)
  }

  deinit { ccadical_release(solver) }

  package func variable() -> Literal {
    variables += 1
    return Literal(code: variables)
  }

  /// One of these literals has to be true.
  package func add(_ clause: some Sequence<Literal>) {
    var kept: [Literal] = []
    for literal in clause {
      if literal == yes { return }
      if literal != no { kept.append(literal) }
    }
    for literal in kept { ccadical_add(solver, literal.code) }
    if let condition { ccadical_add(solver, -condition.code) }
    ccadical_add(solver, 0)
    clauses += 1
  }

  package func add(_ clause: Literal...) { add(clause) }

  /// Looks for values that satisfy all clauses and the assumptions.
  /// - Parameters:
  ///   - conflicts: after so many it gives up with `.interrupted`.
  ///   - interrupted: asked again and again while the solver works; the answer is `.interrupted` soon after it says true.
  package func solve(assuming assumptions: [Literal] = [], conflicts: Int? = nil, interrupted: @escaping () -> Bool) -> Answer {
    for literal in assumptions { ccadical_assume(solver, literal.code) }
    if let conflicts { ccadical_limit(solver, "conflicts", Int32(clamping: conflicts)) }
    interrupt.isWanted = interrupted
    defer { interrupt.isWanted = { false } }
    switch ccadical_solve(solver) {
    case 10: return .satisfiable
    case 20: return .unsatisfiable
    default: return .interrupted
    }
  }

  /// Whether a literal is true in the values found; only after `.satisfiable`.
  package func isTrue(_ literal: Literal) -> Bool { (ccadical_val(solver, abs(literal.code)) > 0) == (literal.code > 0) }

  /// Whether an assumption had a part in the refutation; only after `.unsatisfiable`.
  package func hasPart(_ assumption: Literal) -> Bool { ccadical_failed(solver, assumption.code) != 0 }

  /// What the solver's question is handed through to.
  private final class Interrupt {
    var isWanted: () -> Bool = { false }
  }
}
