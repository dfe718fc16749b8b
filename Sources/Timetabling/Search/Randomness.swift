/// A generator of pseudo-random numbers, the same for the same seed everywhere: wyrand (Wang Yi), which is one multiplication a number.
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9e37_79b9_7f4a_7c15 ^ 0xd1b5_4a32_d192_ed03
    _ = next()
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0xa076_1d64_78bd_642f
    let product = state.multipliedFullWidth(by: state ^ 0xe703_7ed1_a0b4_28db)
    return product.high ^ product.low
  }

  /// A number below `count`, which is at least 1. The bias is below one in 2^32 / count.
  @inline(__always)
  mutating func below(_ count: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: count)) >> 32)
  }
}

/// A set of slots as a machine word: `UInt64` for timetables of up to 64 slots, `UInt128` for longer ones.
protocol SlotMask: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {}
extension UInt64: SlotMask {}
extension UInt128: SlotMask {}

extension SlotMask {
  @inline(__always) static func slot(_ slot: Int) -> Self { 1 &<< Self(truncatingIfNeeded: slot) }
  @inline(__always) func has(_ slot: Int) -> Bool { (self &>> Self(truncatingIfNeeded: slot)) & 1 != 0 }

  /// One of the slots, each as likely as the others. The set must not be empty.
  @inline(__always)
  func any(_ randomness: inout Randomness) -> Int {
    var left = randomness.below(nonzeroBitCount)
    var rest = self
    while left > 0 {
      rest &= rest &- 1
      left -= 1
    }
    return rest.trailingZeroBitCount
  }
}
