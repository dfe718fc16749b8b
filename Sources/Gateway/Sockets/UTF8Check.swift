/// Tells of a text that comes in pieces whether it is still well-formed UTF-8 (Unicode 15, table 3-7), and says no at the
/// first byte that cannot be right.
public struct UTF8Check: Sendable, Equatable {
  /// Continuation bytes that the current character still needs.
  private var needed = 0
  /// What the next continuation byte may be; narrower than 80-BF after E0, ED, F0 and F4.
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  public init() {}

  /// Whether the text so far ends at the end of a character.
  public var isComplete: Bool { needed == 0 }

  /// Takes the next piece. False means that no continuation can make the text valid; then the check is spent.
  public mutating func accepts(_ piece: some Sequence<UInt8>) -> Bool {
    piece.withContiguousStorageIfAvailable { accepts(UnsafeRawBufferPointer($0)) } ?? accepts(Array(piece))
  }

  private mutating func accepts(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    while at < bytes.count {
      if needed == 0 { at = Self.skipASCII(bytes, from: at) }
      guard at < bytes.count else { return true }
      guard accepts(bytes[at]) else { return false }
      at += 1
    }
    return true
  }

  private mutating func accepts(_ byte: UInt8) -> Bool {
    if needed > 0 {
      guard next.contains(byte) else { return false }
      needed -= 1
      next = 0x80...0xBF
      return true
    }
    switch byte {
    case 0x00...0x7F: return true
    case 0xC2...0xDF: needed = 1
    case 0xE0: (needed, next) = (2, 0xA0...0xBF)
    case 0xED: (needed, next) = (2, 0x80...0x9F)
    case 0xE1...0xEF: needed = 2
    case 0xF0: (needed, next) = (3, 0x90...0xBF)
    case 0xF4: (needed, next) = (3, 0x80...0x8F)
    case 0xF1...0xF3: needed = 3
    default: return false
    }
    return true
  }

  /// The first place from `start` on that may hold something else than ASCII, found eight bytes at a time.
  private static func skipASCII(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start
    while at + 8 <= bytes.count,
      bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    { at += 8 }
    while at < bytes.count, bytes[at] < 0x80 { at += 1 }
    return at
  }
}
