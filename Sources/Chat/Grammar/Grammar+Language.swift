extension Grammar {
  /// The language in which somebody writes of whom nothing is known: that of the command's word, where it is of one language alone, or
  /// of the letters; nil where neither tells.
  func language(of line: Line) -> String? {
    let tokens = Token.split(line.text.prefix(Self.mostRead)).filter { !$0.isMark }
    let words = (tokens.first?.asCommand ?? []) + tokens.dropFirst()
    for length in (1...max(1, catalogue.longest)).reversed() where words.count >= length {
      let name = words.prefix(length).map(\.folded).joined(separator: " ")
      if let languages = catalogue.languages[name] { return languages.contains("en") ? nil : languages.count == 1 ? languages.first : nil }
    }
    let letters = line.text.unicodeScalars.filter(\.properties.isAlphabetic)
    return !letters.isEmpty && letters.allSatisfy { (0x0600...0x06FF).contains($0.value) } ? "ar" : nil
  }
}
