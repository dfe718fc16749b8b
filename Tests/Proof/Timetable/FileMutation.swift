/// What can be wrong with a file: first with what it says, then with how it is written down.
struct FileMutation {
  private var dice: Dice

  init(_ dice: Dice) { self.dice = dice }

  /// Numbers that like to be mishandled.
  private static let numbers = [
    0, -1, 1, 2, 127, 128, 129, 255, 999_999, 1_000_000, 1_000_001, 1_000_000_000, 1_000_000_001, -1_000_000_001, Int(Int32.max), Int.max, Int.min,
  ]

  // MARK: - What it says

  mutating func bend(_ file: inout EventFile) {
    file.isPlanted = false
    let meeting = file.requested.isEmpty ? nil : dice.number(0...file.requested.count - 1)
    let other = file.requested.isEmpty ? nil : dice.number(0...file.requested.count - 1)
    let number = dice.oneIn(2) ? dice.number(-2...20) : Self.numbers[dice.number(0...Self.numbers.count - 1)]
    switch dice.number(0...21) {
    case 0: file.people = number
    case 1: file.meetings = number
    case 2: file.tables = dice.oneIn(2) ? 0 : number
    case 3: file.slots = number
    case 4: file.morning = number
    case 5: if let meeting { file.requested[meeting][dice.number(0...2)] = number }
    case 6: if let meeting { file.requested[meeting][1] = file.requested[meeting][0] }
    case 7: if let meeting { file.requested.remove(at: meeting) }
    case 8: if let meeting { file.requested.append(file.requested[meeting]) }
    case 9: if let meeting { file.requested[meeting].append(number) }
    case 10: if let person = file.forbidden.indices.randomElement(using: &dice) { file.forbidden[person].append(number) }
    case 11: if let person = file.forbidden.indices.randomElement(using: &dice), file.slots > 0 { file.forbidden[person] = Array(1...min(file.slots, 200)) }
    case 12: if let meeting { file.fixed[meeting % max(1, file.fixed.count)] = number }
    case 13:
      // Two meetings of one person, fixed to one slot.
      if let meeting, let other, file.fixed.count > max(meeting, other), file.slots > 0 {
        let slot = dice.number(1...file.slots)
        file.requested[other][0] = file.requested[meeting][0]
        file.fixed[meeting] = slot
        file.fixed[other] = slot
        file.describePlans()
      }
    case 14:
      // A circle, of a length by chance.
      let members = file.precedences.indices.shuffled(using: &dice).prefix(dice.number(1...5))
      for (before, after) in zip(members, members.dropFirst() + members.prefix(1)) { file.precedences[after].append(before + 1) }
    case 15: if let place = file.precedences.indices.randomElement(using: &dice) { file.precedences[place].append(number) }
    case 16: file.priority = file.priority == nil ? file.requested.map { _ in dice.oneIn(9) ? number : dice.number(1...3) } : nil
    case 17: file.fairness = number
    case 18: file.dayStarts = [number, dice.number(-1...10)]
    case 19: file.present = file.requested.map { _ in dice.oneIn(4) ? number : dice.number(0...max(1, min(128, file.slots))) }
    case 20: file.locked = file.requested.map { _ in dice.oneIn(6) ? number : dice.number(0...1) }
    default:
      // Everybody wants the same two, and there is hardly a table.
      for place in file.requested.indices where file.people >= 3 { file.requested[place] = [1 + place % 2, 3 + place % max(1, min(file.people, 1000) - 2), 3] }
      file.tables = dice.number(1...2)
      file.describePlans()
    }
    // Most of the time the plans agree with what has been bent, so that the reader does not stop at them.
    if dice.oneIn(2), file.requested.allSatisfy({ $0.count >= 2 }) { file.describePlans() }
  }

  // MARK: - How it is written down

  mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = dice.number(0...bytes.count - 1)
    switch dice.number(0...15) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes[place] ^= 1 << UInt8(dice.number(0...7))
    case 2: bytes[place] = UInt8(dice.number(0...255))
    case 3: bytes.removeSubrange(place..<min(bytes.count, place + dice.number(1...12)))
    case 4: bytes.insert(contentsOf: (0..<dice.number(1...6)).map { _ in UInt8(dice.number(0...255)) }, at: place)
    case 5, 6, 7: changeNumber(&bytes, from: place)
    case 8: changeLines(&bytes) { lines, at in lines.remove(at: at) }
    case 9: changeLines(&bytes) { lines, at in lines.insert(lines[at], at: at) }
    case 10:
      let to = dice.number(0...bytes.count)
      changeLines(&bytes) { lines, at in lines.swapAt(at, to % lines.count) }
    case 11:
      let marks = Array("[]{}|,;=%-\"0 \n\u{0}:tfn".utf8)
      bytes[place] = marks[dice.number(0...marks.count - 1)]
    case 12:
      // Not UTF-8: a lone continuation, an overlong form, a surrogate, beyond the last character.
      let forms: [[UInt8]] = [[0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff, 0xfe], [0xef, 0xbb, 0xbf]]
      bytes.insert(contentsOf: forms[dice.number(0...forms.count - 1)], at: dice.oneIn(3) ? 0 : place)
    case 13:
      let marks = ["[", "{", "[|", "{\"a\":", "[[", "-", "%"]
      let mark = Array(marks[dice.number(0...marks.count - 1)].utf8)
      bytes.insert(contentsOf: Array(repeating: mark, count: dice.oneIn(50) ? 20_000 : dice.number(2...90)).joined(), at: place)
    case 14:
      // A piece of the file again, elsewhere.
      let end = min(bytes.count, place + dice.number(1...40))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: dice.number(0...bytes.count))
    default: bytes = bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] }
    }
  }

  private mutating func changeNumber(_ bytes: inout [UInt8], from place: Int) {
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard let start = bytes[place...].firstIndex(where: isDigit) ?? bytes.firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let text =
      switch dice.number(0...5) {
      case 0: String(Self.numbers[dice.number(0...Self.numbers.count - 1)])
      case 1: String(repeating: "9", count: dice.oneIn(20) ? 5_000 : dice.number(9...40))
      case 2: ["1.5", "1e3", "-0", "007", "0x10", "1e400", "+1", "true", "null", "\"1\"", "1..3", ""][dice.number(0...11)]
      default: String(dice.number(0...12))
      }
    bytes.replaceSubrange(start..<end, with: Array(text.utf8))
  }

  private mutating func changeLines(_ bytes: inout [UInt8], _ change: (inout [[UInt8]], Int) -> Void) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    change(&lines, dice.number(0...lines.count - 1))
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
