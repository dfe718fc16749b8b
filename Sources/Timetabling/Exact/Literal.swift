/// A variable of a propositional formula, or its negation.
package struct Literal: Hashable, Sendable {
  /// The number of the variable, from one; negative for its negation.
  let code: Int32

  package static prefix func ! (literal: Literal) -> Literal { Literal(code: -literal.code) }
}
