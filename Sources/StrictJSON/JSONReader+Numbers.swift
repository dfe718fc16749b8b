extension JSONReader {
  /// Reads a number; `at` stands on its first byte.
  ///
  /// Without a fraction or an exponent it is an integer and must fit in 64 bits; else it is a double, the nearest
  /// one, and must not be too large for one.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = at
    let negative = bytes[at] == UInt8(ascii: "-")
    if negative { at += 1 }
    var magnitude: UInt64 = 0
    var fits = true
    let firstDigit = at
    try digits("a digit", &magnitude, &fits)
    if bytes[firstDigit] == UInt8(ascii: "0"), at - firstDigit > 1 {
      throw problem("a number does not begin with 0 and another digit", at: firstDigit)
    }
    var fractionDigits = 0
    var exponent = 0
    var isInteger = true
    if at < end, bytes[at] == UInt8(ascii: ".") {
      isInteger = false
      at += 1
      let first = at
      try digits("a digit after the point", &magnitude, &fits)
      fractionDigits = at - first
    }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      at += 1
      exponent = try readExponent()
    }
    if isInteger { return .int(try integer(magnitude, fits, negative, start)) }
    return .double(try double(magnitude, fits, negative, exponent - fractionDigits, start))
  }

  /// Reads one digit or more and adds them to `magnitude`; `fits` becomes false where 64 bits are not enough.
  @inline(__always)
  private mutating func digits(_ what: String, _ magnitude: inout UInt64, _ fits: inout Bool) throws(JSONError) {
    let first = at
    while at < end {
      let digit = bytes[at] &- 0x30
      guard digit < 10 else { break }
      let (tens, over) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
      magnitude = sum
      if over || carry { fits = false }
      at += 1
    }
    guard at > first else { throw expected(what) }
  }

  private mutating func readExponent() throws(JSONError) -> Int {
    var negative = false
    if at < end, bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") {
      negative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    var value: UInt64 = 0
    var fits = true
    try digits("a digit of the exponent", &value, &fits)
    let size = fits ? Int(min(value, 1_000_000)) : 1_000_000
    return negative ? -size : size
  }

  private func integer(
    _ magnitude: UInt64, _ fits: Bool, _ negative: Bool, _ start: Int
  ) throws(JSONError) -> Int {
    if fits {
      if let value = Int(exactly: magnitude) { return negative ? -value : value }
      if negative, magnitude == UInt64(1) << 63 { return Int.min }
    }
    throw problem("an integer that does not fit in 64 bits", at: start)
  }

  private func double(
    _ magnitude: UInt64, _ fits: Bool, _ negative: Bool, _ power: Int, _ start: Int
  ) throws(JSONError) -> Double {
    // Both are exact doubles, so one division or multiplication rounds once, hence correctly.
    if fits, magnitude <= 1 << 53, power >= -22, power <= 22 {
      let size = Double(magnitude)
      let value = power < 0 ? size / Self.powersOfTen[-power] : size * Self.powersOfTen[power]
      return negative ? -value : value
    }
    let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw problem("a number too large for a double", at: start)
    }
    return value
  }

  /// 10 to the power of 0...22, the powers of ten that a double holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
