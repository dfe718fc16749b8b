/// Makes texts fit.
enum TextCut {
  private static let open: Unicode.Scalar = "\u{2068}"
  private static let close: Unicode.Scalar = "\u{2069}"

  /// Without control characters but line ends and tabs.
  static func clean(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control }))
  }

  /// Cut at line ends, or between characters of a line that alone is too long; an isolated name that is cut stays isolated on both
  /// sides. At least one part; "…" where there is no text.
  static func parts(of text: String, within limits: MessageLimits) -> [String] {
    // Room for what closes and opens a cut isolate again.
    let most = max(16, limits.text - limits.count("\u{2069}\u{2069}\u{2068}\u{2068}"))
    guard limits.count(text) > limits.text else { return [text.allSatisfy(\.isWhitespace) ? "…" : text] }
    var parts: [String] = []
    var part = ""
    var used = 0
    var depth = 0
    func end() {
      if !part.allSatisfy(\.isWhitespace) { parts.append(part + String(repeating: "\u{2069}", count: depth)) }
      part = String(repeating: "\u{2068}", count: depth)
      used = limits.count(part)
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let length = limits.count(line)
      if number > 0, used + length + 1 > most {
        end()
      } else if number > 0 {
        part += "\n"
        used += 1
      }
      for piece in words(of: line, most: most, limits) {
        let length = limits.count(piece)
        if used + length > most { end() }
        part += piece
        used += length
        for scalar in piece.unicodeScalars {
          if scalar == open { depth = min(depth + 1, 2) } else if scalar == close { depth = max(0, depth - 1) }
        }
      }
    }
    end()
    return parts.isEmpty ? ["…"] : parts
  }

  /// The same, where the last part stands beside buttons and may have to be shorter than those before it: the last lines that fit.
  static func partsBesideButtons(of text: String, within limits: MessageLimits) -> [String] {
    guard limits.count(text) > limits.textBesideButtons, limits.textBesideButtons < limits.text else { return parts(of: text, within: limits) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var used = -1
    let tail = lines.reversed().prefix { line in
      used += limits.count(line) + 1
      return used <= limits.textBesideButtons
    }
    let head = lines.dropLast(tail.count).joined(separator: "\n")
    let last = tail.reversed().joined(separator: "\n")
    guard !last.allSatisfy(\.isWhitespace) else {
      var short = limits
      short.text = limits.textBesideButtons
      return parts(of: text, within: short)
    }
    return (head.allSatisfy(\.isWhitespace) ? [] : parts(of: head, within: limits)) + [last]
  }

  /// The line in pieces that are not cut: its words with the spaces behind them, a word that alone is too long by characters.
  private static func words(of line: Substring, most: Int, _ limits: MessageLimits) -> [String] {
    guard limits.count(line) > most else { return [String(line)] }
    var pieces: [String] = []
    var word = ""
    for character in line {
      // A character of many marks that fits nowhere is left out.
      guard limits.count(String(character)) <= most / 2 else { continue }
      word.append(character)
      if character.isWhitespace || limits.count(word) > most / 2 {
        pieces.append(word)
        word = ""
      }
    }
    return word.isEmpty ? pieces : pieces + [word]
  }

  /// The label of a button: whole, or its beginning with "…".
  static func clipped(_ label: String, within limits: MessageLimits) -> String {
    guard limits.count(label) > limits.label else { return label.allSatisfy(\.isWhitespace) ? "…" : label }
    var out = ""
    let most = limits.label - limits.count("…") - limits.count("\u{2069}")
    for character in label {
      guard limits.count(out) + limits.count(String(character)) <= most else { break }
      out.append(character)
    }
    let isOpen = out.unicodeScalars.count { $0 == open } > out.unicodeScalars.count { $0 == close }
    return out + "…" + (isOpen ? "\u{2069}" : "")
  }
}
