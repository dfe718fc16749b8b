/// A small generator whose whole state is its seed, so that a run can be repeated anywhere.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }
}

/// Rolls that the generators of commands are made of.
extension SplitMix64 {
  /// A number from 0 to `sides - 1`.
  mutating func roll(_ sides: Int) -> Int { Int(truncatingIfNeeded: next() &>> 33) % max(sides, 1) }

  /// A number within the range.
  mutating func roll(in range: ClosedRange<Int>) -> Int { range.lowerBound + roll(range.count) }

  /// True once in so many rolls.
  mutating func oneIn(_ sides: Int) -> Bool { roll(sides) == 0 }

  /// One of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element { list[roll(list.count)] }
}
