/// Text as it comes and goes on IRC.
enum IRCText {
  /// Without the marks for bold, colours and the like, which clients put in.
  static func plain(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var at = 0
    func digits(_ most: Int, _ isOne: (Unicode.Scalar) -> Bool) -> Int { scalars[at...].prefix(most).prefix(while: isOne).count }
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    func isHex(_ scalar: Unicode.Scalar) -> Bool { isDigit(scalar) || ("a"..."f").contains(scalar) || ("A"..."F").contains(scalar) }
    func skipColours(_ most: Int, _ isOne: (Unicode.Scalar) -> Bool, least: Int) {
      let first = digits(most, isOne)
      guard first >= least else { return }
      at += first
      guard at + 1 < scalars.count, scalars[at] == ",", isOne(scalars[at + 1]) else { return }
      at += 1
      let second = digits(most, isOne)
      if second >= least { at += second } else { at -= 1 }
    }
    while at < scalars.count {
      let scalar = scalars[at]
      at += 1
      switch scalar.value {
      case 0x03: skipColours(2, isDigit, least: 1)
      case 0x04: skipColours(6, isHex, least: 6)
      case 0x00...0x1F where scalar != "\t": break
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  /// The lines of a text, each of no more than so many bytes, cut at spaces, else between characters, else between code points.
  /// Empty ones are left out: there are none on IRC.
  static func lines(of text: String, room: Int) -> [String] {
    let room = max(room, 4)
    return text.split(whereSeparator: \.isNewline).flatMap { line -> [String] in
      var lines: [String] = []
      var rest = line
      while rest.utf8.count > room {
        var end = rest.startIndex
        var space: Substring.Index?
        var used = 0
        for place in rest.indices {
          used += rest[place].utf8.count
          guard used <= room else { break }
          end = rest.index(after: place)
          if rest[place] == " " { space = end }
        }
        if let space, rest[..<space].utf8.count > room / 2 { end = space }
        if end == rest.startIndex { end = endOfScalars(of: rest, room: room) }
        lines.append(String(rest[..<end]))
        rest = rest[end...]
      }
      return lines + [String(rest)]
    }.filter { !$0.allSatisfy(\.isWhitespace) }
  }

  private static func endOfScalars(of text: Substring, room: Int) -> Substring.Index {
    var used = 0
    var end = text.startIndex
    for place in text.unicodeScalars.indices {
      used += UTF8.width(text.unicodeScalars[place])
      guard used <= room else { break }
      end = text.unicodeScalars.index(after: place)
    }
    return end
  }
}
