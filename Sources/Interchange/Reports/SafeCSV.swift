/// Writes a table as CSV (RFC 4180) that no spreadsheet takes for a formula: what begins with a sign that starts one gets an apostrophe
/// before it, and every field stands in quotes.
struct SafeCSV {
  private var text = "\u{FEFF}"

  /// - Parameter columns: the names in the first row.
  init(_ columns: [String]) {
    add(columns)
  }

  mutating func add(_ fields: [String]) {
    text += fields.map(Self.quoted).joined(separator: ",") + "\r\n"
  }

  /// In UTF-8, with the mark by which spreadsheets know it.
  var bytes: [UInt8] { Array(text.utf8) }

  private static func quoted(_ field: String) -> String {
    let line = String(field.withoutControls.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return "\"" + guarded(line).replacing("\"", with: "\"\"") + "\""
  }

  /// Spreadsheets pass over blanks before a formula, and take the wide forms of its signs too.
  private static func guarded(_ field: String) -> String {
    guard let first = field.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0.properties.generalCategory != .format }) else { return field }
    return "=+-@|%\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{2212}".unicodeScalars.contains(first) ? "'" + field : field
  }
}
