import Foundation

extension String {
  /// The text for comparing: compatibility forms, case, accents and vowel signs, digits of other scripts and the variants of
  /// Arabic letters do not matter.
  package var folded: String {
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    let plain = precomposedStringWithCompatibilityMapping.uppercased().lowercased().decomposedStringWithCanonicalMapping
    var folded = String.UnicodeScalarView()
    for scalar in plain.unicodeScalars {
      if scalar.properties.generalCategory == .nonspacingMark { continue }
      switch scalar.value {
      case 0x0640: continue  // tatweel
      case 0x0629: folded.append("\u{0647}")  // teh marbuta as heh
      case 0x0649: folded.append("\u{064A}")  // alef maksura as yeh
      case 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
      default:
        if let digit = Character(scalar).wholeNumberValue, (0...9).contains(digit), scalar.properties.numericType == .decimal {
          folded.append(contentsOf: String(digit).unicodeScalars)
        } else {
          folded.append(scalar)
        }
      }
    }
    return String(folded)
  }

  /// The text without the marks that end a sentence or a part of it.
  package var withoutEndMarks: String {
    String(reversed().drop { ".,;!?،؛؟。".contains($0) }.reversed())
  }

  /// The words of the folded text, without the marks between them.
  package var foldedWords: [String] {
    folded.split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
