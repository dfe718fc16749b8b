extension String {
  /// The text without control characters (line breaks and tabs stay), with line breaks as `\n`.
  ///
  /// What comes in from files is kept so; XML 1.0 could not carry the others on the way out.
  var withoutControls: String {
    guard unicodeScalars.contains(where: { $0.isUnwanted || $0 == "\r" }) else { return self }
    var out = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in unicodeScalars {
      if scalar == "\r" {
        out.append("\n")
      } else if !(scalar == "\n" && afterReturn), !scalar.isUnwanted {
        out.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(out)
  }

  /// A text of several lines: without controls, without space around it; nil where nothing is left.
  var asParagraphs: String? {
    let text = withoutControls.trimmed
    return text.isEmpty ? nil : text
  }

  /// A text of one line: every run of space is one blank; nil where nothing is left.
  var asLine: String? {
    let text = withoutControls.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// Without white space at both ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[first...last])
  }
}

extension Unicode.Scalar {
  /// Control characters besides tab and line break, and the two code points that are no characters in XML.
  fileprivate var isUnwanted: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
