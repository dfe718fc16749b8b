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
      for place in utf8.indices {
        let byte = utf8[place]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run..<place]))
        escape(byte, into: &out)
        run = place + 1
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[run...]))
    }
    out.append(UInt8(ascii: "\""))
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
