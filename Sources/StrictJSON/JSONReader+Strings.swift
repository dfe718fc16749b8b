extension JSONReader {
  /// Reads a string; `at` stands on its opening quote.
  mutating func string() throws(JSONError) -> String { try text().text }

  /// Reads a member's name with the trait by which `MemberList` tells names apart.
  mutating func name() throws(JSONError) -> (String, UInt64) {
    let (text, plain) = try text()
    guard let plain, plain.count > 0 else { return (text, ~0) }
    let mix = plain.count &+ Int(bytes[plain.lowerBound]) &* 7 &+ Int(bytes[plain.upperBound - 1]) &* 31
    return (text, 1 << UInt64(truncatingIfNeeded: mix & 63))
  }

  /// The text, and where its bytes lie if they are ASCII without escapes.
  private mutating func text() throws(JSONError) -> (text: String, plain: Range<Int>?) {
    let start = at + 1
    at = start
    skipPlain()
    guard at < end else { throw problem("a string without its closing quote", at: start - 1) }
    if bytes[at] == UInt8(ascii: "\"") {
      let span = start..<at
      at += 1
      return (String(decoding: UnsafeRawBufferPointer(rebasing: bytes[span]), as: UTF8.self), span)
    }
    return (try difficultText(from: start), nil)
  }

  /// Moves to the next byte that is a quote, a backslash, a control character or not ASCII: eight bytes at a time.
  @inline(__always)
  private mutating func skipPlain() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while end - at >= 8 {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let slash = word ^ (ones &* 0x5C)
      let hit = ((quote &- ones) | (slash &- ones) | (word &- ones &* 0x20) | word) & highs
      // A borrow can mark a byte above a true hit, never one below it: the lowest mark is always true.
      if hit != 0 {
        at += hit.trailingZeroBitCount / 8
        return
      }
      at += 8
    }
    while at < end {
      let byte = bytes[at]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { return }
      at += 1
    }
  }

  /// The rest of a string that holds escapes or characters beyond ASCII.
  private mutating func difficultText(from start: Int) throws(JSONError) -> String {
    var gathered: [UInt8]?
    var run = start
    while true {
      skipPlain()
      guard at < end else { throw problem("a string without its closing quote", at: start - 1) }
      let byte = bytes[at]
      if byte >= 0x80 {
        at += 1
      } else if byte == UInt8(ascii: "\"") {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[run..<at])
        at += 1
        let whole: String?
        if var gathered {
          gathered.append(contentsOf: rest)
          whole = String(validating: gathered, as: UTF8.self)
        } else {
          whole = String(validating: rest, as: UTF8.self)
        }
        guard let whole else { throw problem("a string that is not valid UTF-8", at: start - 1) }
        return whole
      } else if byte == UInt8(ascii: "\\") {
        var bytesSoFar = gathered ?? []
        gathered = nil
        bytesSoFar.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[run..<at]))
        try escape(into: &bytesSoFar)
        gathered = bytesSoFar
        run = at
      } else {
        throw problem("a control character in a string must be escaped", at: at)
      }
    }
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONError) {
    let start = at
    at += 1
    guard at < end else { throw expected("an escape") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(letter)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "u"): out.append(contentsOf: UTF8.encode(try scalar(from: start)) ?? .init())
    default: throw problem("an escape that JSON does not know", at: start)
    }
  }

  /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
  private mutating func scalar(from start: Int) throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, end - at >= 2, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
      throw problem("a surrogate without its other half", at: start)
    }
    at += 2
    let second = try fourHexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    else { throw problem("a surrogate without its other half", at: start) }
    return scalar
  }

  private mutating func fourHexDigits() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard at < end else { throw expected("four hexadecimal digits") }
      let digit: UInt8
      switch bytes[at] {
      case let byte where (0x30...0x39).contains(byte): digit = byte - 0x30
      case let byte where (0x41...0x46).contains(byte): digit = byte - 0x41 + 10
      case let byte where (0x61...0x66).contains(byte): digit = byte - 0x61 + 10
      default: throw expected("four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
      at += 1
    }
    return value
  }
}
