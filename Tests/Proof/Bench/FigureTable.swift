/// Figures as a markdown table.
struct FigureTable {
  private var rows: [[String]]

  init(_ header: String...) { rows = [header, header.map { _ in "---" }] }

  mutating func row(_ cells: String...) { rows.append(cells) }

  var text: String { rows.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n") }
}

/// A figure for people: thousands apart, no more digits than it is worth.
func figure(_ value: Double) -> String {
  if value < 10 { return String(Double(Int(value * 100 + 0.5)) / 100) }
  if value < 100 { return String(Double(Int(value * 10 + 0.5)) / 10) }
  var text = ""
  for (position, digit) in String(Int(value + 0.5)).reversed().enumerated() {
    if position > 0, position % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}

extension [Double] {
  /// The middle one; of two the mean.
  var median: Double {
    let sorted = sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
