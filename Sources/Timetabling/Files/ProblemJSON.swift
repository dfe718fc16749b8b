import StrictJSON

/// Reads a problem written as JSON: one object with the fields of `DznFile`, sets and rows as lists. Beside them it can have `fairness`, `dayStarts`
/// (slots with which a day begins), `present` (the slot of each meeting in the present timetable, 0 for none) and `locked` (1 for meetings that
/// keep theirs).
public struct ProblemJSON: Sendable {
  public let problem: Problem

  /// - Throws: `FileFault`, which names the field, or the line where it is no JSON at all.
  public init(_ bytes: some Sequence<UInt8>, fairness: Fairness = .published) throws(FileFault) {
    let bytes = Array(bytes)
    let value: JSONValue
    do throws(JSONError) { value = try JSONValue(parsing: bytes) } catch {
      throw FileFault(line: 1 + bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") }, "\(error)")
    }
    guard let object = value.objectValue else { throw FileFault(line: 1, "expected one JSON object") }
    var fields: [String: FileField] = [:]
    for key in object.keys { fields[key] = FileField(line: nil, value: try Self.field(key, object[key] ?? .null)) }
    problem = try FileForm(fields).problem(names: FileForm.jsonNames, fairness: fairness)
  }

  private static func field(_ name: String, _ value: JSONValue) throws(FileFault) -> FileField.Value {
    if let number = value.intValue { return .number(try inRange(number, name)) }
    guard let list = value.arrayValue else { throw FileFault(field: name, "expected a number or a list, not \(value.kind)") }
    var rows: [FileField.Row] = []
    for entry in list {
      if let number = entry.intValue {
        rows.append(FileField.Row(line: nil, numbers: [try inRange(number, name)]))
        continue
      }
      guard let inner = entry.arrayValue else { throw FileFault(field: name, "expected numbers or lists of numbers, not \(entry.kind)") }
      var numbers: [Int] = []
      for number in inner {
        guard let number = number.intValue else { throw FileFault(field: name, "expected a number, not \(number.kind)") }
        numbers.append(try inRange(number, name))
      }
      rows.append(FileField.Row(line: nil, numbers: numbers, isSet: name != "requested"))
    }
    return name == "requested" ? .rows(rows) : .list(rows)
  }

  private static func inRange(_ number: Int, _ name: String) throws(FileFault) -> Int {
    guard (-1_000_000_000...1_000_000_000).contains(number) else { throw FileFault(field: name, "the number is too large") }
    return number
  }
}
