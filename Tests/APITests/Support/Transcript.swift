import Foundation
import StrictJSON
import Testing

/// What is sent and what is to come back, read from a text; its form is told at the head of the file.
struct Transcript {
  struct Exchange: Sendable, CustomTestStringConvertible {
    var line: Int
    var sent: String
    /// Nil where nothing is to come back.
    var expected: JSONValue?
    var testDescription: String { "line \(line): \(sent.prefix(80))" }
  }

  static func read(_ name: String) throws -> [Exchange] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Transcripts/\(name)")
    var exchanges: [Exchange] = []
    var sent: (line: Int, text: String)?
    for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix(">>") { sent = (number + 1, String(line.dropFirst(2).drop { $0 == " " })) }
      guard line.hasPrefix("<<"), let request = sent else { continue }
      let text = line.dropFirst(2).trimmingCharacters(in: .whitespaces)
      var exchange = Exchange(line: request.line, sent: request.text)
      if text != "nothing" { exchange.expected = try JSONValue(parsing: Array(text.utf8)) }
      exchanges.append(exchange)
      sent = nil
    }
    return exchanges
  }

  /// Whether everything that is expected is there. Arrays have the same number of elements, in any order.
  static func matches(_ found: JSONValue, _ expected: JSONValue) -> Bool {
    switch (found, expected) {
    case (.object(let found), .object(let expected)):
      return expected.members.allSatisfy { member in found[member.key].map { matches($0, member.value) } ?? false }
    case (.array(var found), .array(let expected)):
      guard found.count == expected.count else { return false }
      for wanted in expected {
        guard let place = found.firstIndex(where: { matches($0, wanted) }) else { return false }
        found.remove(at: place)
      }
      return true
    default: return found == expected
    }
  }
}
