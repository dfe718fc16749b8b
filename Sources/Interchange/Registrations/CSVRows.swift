import SwiftCSV

/// The rows of a table of comma, semicolon or tab separated values.
enum CSVRows {
  static let byteLimit = 8 << 20
  static let rowLimit = 20_000

  /// - Returns: the header, and the fields of each row with the number of the row as spreadsheets count (the header is row 1).
  static func read(_ text: String, named name: String) throws(ImportFaults) -> (header: [String], rows: [(number: Int, fields: [String])]) {
    guard text.utf8.count <= byteLimit else {
      throw ImportFaults(name, "the table has \(text.utf8.count) bytes, more than the \(byteLimit) that are taken")
    }
    guard !text.trimmed.isEmpty else { throw ImportFaults(name, "the table is empty") }
    guard text.utf8.count(where: { $0 == 0x22 }).isMultiple(of: 2) else {
      throw ImportFaults("row \(lastRow(text))", "a quote is opened and not closed, in this row or before")
    }
    let delimiter = delimiter(text)
    guard let table = parsed(text, delimiter, limit: nil) else {
      throw ImportFaults("row \(faultyRow(text, delimiter))", "something follows a closing quote; write a quote inside quotes twice")
    }
    guard table.rows.count <= rowLimit else { throw ImportFaults("row \(rowLimit + 1)", "the table has more than \(rowLimit) rows") }
    let rows = table.rows.enumerated().map { (number: $0.offset + 2, fields: $0.element) }
    return (table.header, rows.filter { !$0.fields.allSatisfy { $0.trimmed.isEmpty } })
  }

  private static func parsed(_ text: String, _ delimiter: CSVDelimiter, limit: Int?) -> EnumeratedCSV? {
    try? EnumeratedCSV(string: text, delimiter: delimiter, loadColumns: false, rowLimit: limit)
  }

  /// The one of the three that the first line has most of, outside quotes.
  private static func delimiter(_ text: String) -> CSVDelimiter {
    var counts: [Character: Int] = [:]
    var quoted = false
    for character in text {
      if character == "\"" { quoted.toggle() }
      if quoted { continue }
      if character.isNewline { break }
      counts[character, default: 0] += 1
    }
    let semicolons = counts[";", default: 0]
    let commas = counts[",", default: 0]
    let tabs = counts["\t", default: 0]
    if tabs > max(semicolons, commas) { return .tab }
    return semicolons > commas ? .semicolon : .comma
  }

  /// The first row up to which the table can not be read, by halving.
  private static func faultyRow(_ text: String, _ delimiter: CSVDelimiter) -> Int {
    var good = 0
    var bad = text.count(where: \.isNewline) + 1
    while bad - good > 1 {
      let middle = (good + bad) / 2
      if parsed(text, delimiter, limit: middle) == nil { bad = middle } else { good = middle }
    }
    return bad + 1
  }

  private static func lastRow(_ text: String) -> Int { text.trimmed.count(where: \.isNewline) + 1 }
}
