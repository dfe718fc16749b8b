/// Names that follow from other names, the same on every machine and in every year.
enum StableName {
  /// FNV-1a over 128 bits. Not for secrets: anybody can compute it.
  static func hash(_ text: String) -> UInt128 {
    var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
    for byte in text.utf8 {
      hash ^= UInt128(byte)
      hash = hash &* 0x0000_0000_0100_0000_0000_0000_0000_013B
    }
    return hash
  }

  /// A UUID of version 8 (RFC 9562, section 5.8: the maker's own bits) that follows from the text.
  static func uuid(_ text: String) -> String {
    var digits = Array(hash(text).hex)
    digits[12] = "8"
    digits[16] = "a"
    let ends = [0, 8, 12, 16, 20, 32]
    return zip(ends, ends.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
  }

  /// A number from 1 to 2^31 - 1 that follows from the text.
  static func number(_ text: String) -> Int { Int(truncatingIfNeeded: hash(text) % 0x7FFF_FFFE) + 1 }

  /// Whether the text has the form of a UUID: 8-4-4-4-12 hexadecimal digits.
  static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
  }
}

extension UInt128 {
  /// 32 hexadecimal digits.
  var hex: String {
    let text = String(self, radix: 16)
    return String(repeating: "0", count: 32 - text.utf8.count) + text
  }
}
