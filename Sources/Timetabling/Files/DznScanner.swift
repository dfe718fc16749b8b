/// Takes a `.dzn` text apart: `name = value;` with whole numbers, lists, tables of rows and lists of sets as values, `%` to the line's end as remark.
struct DznScanner {
  private let bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var field: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func fields() throws(FileFault) -> [String: FileField] {
    var fields: [String: FileField] = [:]
    while true {
      field = nil
      skip()
      if place == bytes.count { return fields }
      let name = try word()
      field = name
      let start = line
      try expect(UInt8(ascii: "="))
      let value = try value()
      try expect(UInt8(ascii: ";"))
      if let first = fields.updateValue(FileField(line: start, value: value), forKey: name) {
        throw FileFault(line: start, field: name, "is given twice, first in line \(first.line ?? 0)")
      }
    }
  }

  private mutating func value() throws(FileFault) -> FileField.Value {
    guard peek() == UInt8(ascii: "[") else { return .number(try number()) }
    place += 1
    var rows: [FileField.Row] = []
    var isTable = false
    while true {
      guard let next = peek() else { throw fault("the file ends before the list does") }
      switch next {
      case UInt8(ascii: "]"):
        place += 1
        return isTable ? .rows(rows.filter { !$0.numbers.isEmpty }) : .list(rows)
      case UInt8(ascii: "|"):
        place += 1
        isTable = true
        rows.append(FileField.Row(line: line, numbers: []))
      case UInt8(ascii: "{"):
        rows.append(FileField.Row(line: line, numbers: try set(), isSet: true))
        try separate()
      default:
        let at = line
        let number = try number()
        if isTable, !rows.isEmpty { rows[rows.count - 1].numbers.append(number) } else { rows.append(FileField.Row(line: at, numbers: [number])) }
        try separate()
      }
    }
  }

  /// A comma, or the end of the list or row.
  private mutating func separate() throws(FileFault) {
    guard let next = peek() else { throw fault("the file ends before the list does") }
    if next == UInt8(ascii: ",") {
      place += 1
    } else if next != UInt8(ascii: "]") && next != UInt8(ascii: "|") && next != UInt8(ascii: "}") {
      throw fault("expected a comma, not \(shown(next))")
    }
  }

  private mutating func set() throws(FileFault) -> [Int] {
    place += 1
    var numbers: [Int] = []
    while true {
      guard let next = peek() else { throw fault("the file ends before the set does") }
      if next == UInt8(ascii: "}") {
        place += 1
        return numbers
      }
      numbers.append(try number())
      try separate()
    }
  }

  private mutating func number() throws(FileFault) -> Int {
    skip()
    let negative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if negative { place += 1 }
    var value = 0
    let start = place
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
      value = value * 10 + Int(bytes[place] - UInt8(ascii: "0"))
      if value > 1_000_000_000 { throw fault("the number is too large") }
      place += 1
    }
    if place == start { throw place == bytes.count ? fault("the file ends where a number should be") : fault("expected a number, not \(shown(bytes[place]))") }
    return negative ? -value : value
  }

  private mutating func word() throws(FileFault) -> String {
    let start = place
    while place < bytes.count, isLetter(bytes[place]) { place += 1 }
    guard place > start, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[start]) else {
      throw fault("expected the name of a field, not \(shown(bytes[start]))")
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private mutating func expect(_ byte: UInt8) throws(FileFault) {
    guard let next = peek() else { throw fault("the file ends where \(shown(byte)) should be") }
    if next != byte { throw fault("expected \(shown(byte)), not \(shown(next))") }
    place += 1
  }

  private mutating func peek() -> UInt8? {
    skip()
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func skip() {
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\n"):
        line += 1
        place += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): place += 1
      case UInt8(ascii: "%"): while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
      default: return
      }
    }
  }

  private func fault(_ problem: String) -> FileFault { FileFault(line: line, field: field, problem) }

  private func shown(_ byte: UInt8) -> String {
    (0x21...0x7e).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
  }
}
