/// Discord's markup. A backslash before a sign makes it one.
enum DiscordText {
  private static let anywhere: Set<Unicode.Scalar> = ["\\", "*", "_", "~", "`", "|", "<", "@", "[", "]"]
  /// What is markup where a line begins.
  private static let atStart: Set<Unicode.Scalar> = ["#", "-", "+", ">"]

  /// What a character may take beside itself when it is escaped.
  static let escapes: [Unicode.Scalar: Int] = Dictionary(uniqueKeysWithValues: anywhere.union(atStart).union(["."]).map { ($0, 1) })

  /// The text so that it shows as it is; addresses of the web stay whole.
  static func plain(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(plainLine).joined(separator: "\n")
  }

  private static func plainLine(_ line: Substring) -> String {
    var out = String.UnicodeScalarView()
    var isStart = true
    var isNumber = false
    var isAddress = false
    var rest = line.unicodeScalars
    while let scalar = rest.first {
      if isAddress, scalar.properties.isWhitespace || scalar == "<" || scalar == "\u{2069}" { isAddress = false }
      if !isAddress, scalar == "h", isAddressNext(rest) { isAddress = true }
      let isMarkup = anywhere.contains(scalar) || (isStart && atStart.contains(scalar)) || (isNumber && scalar == ".")
      if isMarkup, !isAddress || scalar == "<" || scalar == "@" { out.append("\\") }
      out.append(scalar)
      let isDigit = ("0"..."9").contains(scalar)
      isNumber = isDigit && (isStart || isNumber)
      if !scalar.properties.isWhitespace && !isolates.contains(scalar) { isStart = false }
      rest.removeFirst()
    }
    return String(out)
  }

  private static let isolates: Set<Unicode.Scalar> = ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"]

  private static func isAddressNext(_ rest: Substring.UnicodeScalarView) -> Bool {
    ["https://", "http://"].contains { rest.starts(with: $0.unicodeScalars) }
  }
}
