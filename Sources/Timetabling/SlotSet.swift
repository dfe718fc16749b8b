/// A set of slots of one timetable, as bits: slot 0 is the lowest bit. A timetable has at most 128 slots.
public struct SlotSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// How many slots a timetable can have.
  public static let capacity = UInt128.bitWidth

  public var bits: UInt128

  public init(bits: UInt128) { self.bits = bits }
  public init(arrayLiteral slots: Int...) { self.init(slots) }
  public init(_ slots: some Sequence<Int>) { bits = slots.reduce(0) { $0 | 1 << UInt128($1) } }

  /// The slots `0 ..< count`.
  public static func first(_ count: Int) -> SlotSet { SlotSet(bits: count >= capacity ? .max : (1 << UInt128(count)) - 1) }

  public var count: Int { bits.nonzeroBitCount }
  public var isEmpty: Bool { bits == 0 }
  public func contains(_ slot: Int) -> Bool { bits >> UInt128(slot) & 1 == 1 }
  public func intersection(_ other: SlotSet) -> SlotSet { SlotSet(bits: bits & other.bits) }
  public func union(_ other: SlotSet) -> SlotSet { SlotSet(bits: bits | other.bits) }
  public func subtracting(_ other: SlotSet) -> SlotSet { SlotSet(bits: bits & ~other.bits) }
}
