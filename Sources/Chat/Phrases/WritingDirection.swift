/// Which way a language is written, and how values keep theirs inside a sentence.
public enum WritingDirection: String, Sendable {
  case ltr, rtl

  /// What comes from outside, without the invisible characters that turn the order of a whole line (RFC 9839 calls them
  /// problematic; a name with one of them would show in the wrong place).
  public static func stripped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isControl($0) }))
  }

  /// A value for a sentence of this direction: between U+2068 and U+2069 where the order could suffer, else plain, so that
  /// a terminal shows no marks in English.
  func isolated(_ value: String) -> String {
    guard self == .rtl || value.unicodeScalars.contains(where: Self.isRightToLeft) else { return value }
    return "\u{2068}\(value)\u{2069}"
  }

  /// A text whose sentences are written from right to left, with a mark before each line that begins with something else: programs take the
  /// direction of a line from its first letter, and many look into what is isolated. Other texts are unchanged.
  package static func marked(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isRightToLeft), isRightToLeftOutsideOfValues(text) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let first = line.unicodeScalars.first { $0.properties.isAlphabetic }
      return first.map { !isRightToLeft($0) } ?? !line.isEmpty ? "\u{200F}" + line : String(line)
    }.joined(separator: "\n")
  }

  private static func isRightToLeftOutsideOfValues(_ text: String) -> Bool {
    var depth = 0
    for scalar in text.unicodeScalars {
      if scalar == "\u{2068}" { depth += 1 } else if scalar == "\u{2069}" { depth -= 1 } else if depth == 0, isRightToLeft(scalar) { return true }
    }
    return false
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }
}
