import Foundation

/// Looks at what stands before the first element of an XML file: space, comments and processing instructions only.
struct PrologScanner {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// - Throws: where there is a document type declaration, an encoding that is not UTF-8, or no element at all.
  mutating func check() throws(ImportFaults) {
    while true {
      while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
      let place = "line \(bytes[..<at].count { $0 == 0x0A } + 1)"
      if begins("<?") {
        guard let end = find("?>") else { throw ImportFaults(place, "not well-formed XML: the declaration does not end") }
        if begins("<?xml") { try checkEncoding(String(decoding: bytes[at..<end], as: UTF8.self), place) }
        at = end
      } else if begins("<!--") {
        guard let end = find("-->") else { throw ImportFaults(place, "not well-formed XML: a comment that does not end") }
        at = end
      } else if begins("<!") {
        throw ImportFaults(place, "document type declarations (<!DOCTYPE>) and entities are not taken; leave the line out")
      } else if begins("<") {
        return
      } else {
        throw ImportFaults(place, "expected XML, which begins with \"<\"")
      }
    }
  }

  private func begins(_ word: StaticString) -> Bool {
    let word = Array(word.description.utf8)
    return at + word.count <= bytes.count && Array(bytes[at..<at + word.count]) == word
  }

  /// Where the word ends, from here on.
  private func find(_ word: StaticString) -> Int? {
    let word = Array(word.description.utf8)
    var place = at
    while place + word.count <= bytes.count {
      if bytes[place] == word[0], Array(bytes[place..<place + word.count]) == word { return place + word.count }
      place += 1
    }
    return nil
  }

  private func checkEncoding(_ declaration: String, _ place: String) throws(ImportFaults) {
    guard let range = declaration.range(of: "encoding") else { return }
    let value = declaration[range.upperBound...].drop { $0 != "\"" && $0 != "'" }.dropFirst().prefix { $0 != "\"" && $0 != "'" }
    guard ["utf-8", "utf8", "us-ascii", "ascii"].contains(value.lowercased()) else {
      throw ImportFaults(place, "the encoding \"\(value.prefix(40))\" is not taken; save the file as UTF-8")
    }
  }
}
