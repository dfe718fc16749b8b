/// Why some bytes are not the JSON that is taken here, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The byte, counted from 0, at which the reader gave up.
  public var offset: Int
  /// What was expected or found there, in plain words: `expected a value`.
  public var problem: String

  public init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }

  /// For a person: `at byte 12: expected a value`.
  public var description: String { "at byte \(offset): \(problem)" }
}
