/// How strings and numbers are written.
enum JSONWriter {
  static func write(_ number: Int, into out: inout [UInt8]) {
    if number < 0 { out.append(UInt8(ascii: "-")) }
    digits(number.magnitude, into: &out)
  }

  private static func digits(_ number: UInt, into out: inout [UInt8]) {
    if number >= 10 { digits(number / 10, into: &out) }
    out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// The shortest text that reads back as the same double, always with a point or an exponent.
  static func write(_ number: Double, into out: inout [UInt8]) {
    out.append(contentsOf: number.isFinite ? number.description.utf8 : "null".utf8)
  }

  /// A string in quotes. Escaped is only what must be (RFC 8259, section 7).
  static func write(_ text: String, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      var run = 0
      while true {
        let place = firstToEscape(in: utf8, from: run)
        out.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run..<place]))
        guard place < utf8.count else { return }
        escape(utf8[place], into: &out)
        run = place + 1
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// Where the next quote, backslash or control character stands, or the end: eight bytes at a time.
  @inline(__always)
  private static func firstToEscape(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(utf8)
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while bytes.count - at >= 8 {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      // A byte that is zero, or below 0x20, borrows; bytes from 0x80 on are left out. The lowest mark is always true.
      let marks = ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
      let hit = marks & (ones &* 0x80)
      if hit != 0 { return at + hit.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return at }
      at += 1
    }
    return at
  }

  private static func escape(_ byte: UInt8, into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x22, 0x5C: out.append(byte)
    case 0x08: out.append(UInt8(ascii: "b"))
    case 0x09: out.append(UInt8(ascii: "t"))
    case 0x0A: out.append(UInt8(ascii: "n"))
    case 0x0C: out.append(UInt8(ascii: "f"))
    case 0x0D: out.append(UInt8(ascii: "r"))
    default:
      out.append(contentsOf: "u00".utf8)
      for digit in [byte >> 4, byte & 15] {
        out.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}
