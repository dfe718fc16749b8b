// Characters that nobody sees: with one of them a name is another name that reads the same.

extension String {
  /// Whether it has characters that leave no trace (Unicode's Default_Ignorable_Code_Point), where no script needs them: a soft hyphen, a
  /// space of no width, a tag, a filler. Joiners stand where they shape letters (Arabic, the scripts of India and their kin) or join
  /// pictures; selectors stand behind what they vary.
  var hidesCharacters: Bool {
    let scalars = Array(unicodeScalars)
    return scalars.indices.contains { place in
      guard scalars[place].properties.isDefaultIgnorableCodePoint else { return false }
      guard let before = place > 0 ? scalars[place - 1] : nil else { return true }
      let after = place + 1 < scalars.count ? scalars[place + 1] : nil
      switch scalars[place].value {
      case 0x200C: return !(before.isShapedByJoiners && after?.isShapedByJoiners == true)
      case 0x200D: return !((before.isShapedByJoiners && after?.isShapedByJoiners == true) || (before.endsPicture && after?.isPicture == true))
      case 0x180B...0x180D, 0x180F: return !(0x1820...0x18AA).contains(before.value)
      case 0xFE00...0xFE0F: return !(before.isPicture || before.properties.isIdeographic)
      case 0xE0100...0xE01EF: return !before.properties.isIdeographic
      default: return true
      }
    }
  }
}

extension Unicode.Scalar {
  /// Letters and signs of scripts in which a joiner changes what is seen.
  fileprivate var isShapedByJoiners: Bool {
    switch value {
    case 0x0620...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1820...0x18AF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
    default: false
    }
  }

  fileprivate var isPicture: Bool { value > 0xFF && properties.isEmoji }
  /// The last of a picture: itself, its colour, or its selector.
  fileprivate var endsPicture: Bool { isPicture || value == 0xFE0F }
}
