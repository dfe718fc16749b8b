/// A text with the numbered list below it that stands for buttons where a platform has none.
enum NumberedList {
  /// The text without the list, and the labels in the list's order.
  static func split(_ text: String) -> Heard {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // The list's numbers go from 1 to its end, so the number of the last line says where it begins.
    guard let last = lines.last.flatMap(entry), last.number <= lines.count else { return Heard(text: text) }
    let list = lines.suffix(last.number).compactMap(entry)
    guard list.map(\.number) == Array(1...last.number) else { return Heard(text: text) }
    return Heard(text: lines.dropLast(last.number).joined(separator: "\n"), buttons: list.map(\.label))
  }

  private static func entry(_ line: Substring) -> (number: Int, label: String)? {
    guard let point = line.firstRange(of: ". "), let number = Int(line[..<point.lowerBound]), number > 0 else { return nil }
    return (number, String(line[point.upperBound...]))
  }
}
