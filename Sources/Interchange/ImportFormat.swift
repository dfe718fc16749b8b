/// The kinds of file that a forum is read from. The raw values are the names on the command line.
public enum ImportFormat: String, Sendable, CaseIterable {
  /// A forum as a whole, in YAML.
  case forumFile = "forum"
  /// The agenda of a conference as other tools exchange it.
  case scheduleXML = "schedule.xml"
  case scheduleJSON = "schedule.json"
  /// A table of people, as registration tools give it out.
  case registrationsCSV = "registrations.csv"

  /// Tells the format by the end of the file's name, and where that says nothing, by how the content begins.
  /// - Returns: nil where neither tells.
  public static func detected(named name: String, content bytes: [UInt8]) -> ImportFormat? {
    switch name.lowercased().split(separator: ".").last {
    case "yaml", "yml": .forumFile
    case "xml": .scheduleXML
    case "json": .scheduleJSON
    case "csv", "tsv": .registrationsCSV
    default: byContent(bytes)
    }
  }

  private static func byContent(_ bytes: [UInt8]) -> ImportFormat? {
    let head = String(decoding: bytes.withoutByteOrderMark.prefix(4096), as: UTF8.self)
    let firstLine = head.split(whereSeparator: \.isNewline).first.map { $0.lowercased() } ?? ""
    return switch head.first(where: { !$0.isWhitespace }) {
    case "<": .scheduleXML
    case "{": .scheduleJSON
    default:
      if head.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("forum:") || $0.hasPrefix("title:") }) {
        .forumFile
      } else if firstLine.contains("mail"), firstLine.contains(where: { ",;\t".contains($0) }) {
        .registrationsCSV
      } else {
        nil
      }
    }
  }
}

extension [UInt8] {
  /// The bytes after the mark of UTF-8 that some programs put first.
  var withoutByteOrderMark: ArraySlice<UInt8> { starts(with: [0xEF, 0xBB, 0xBF]) ? self[3...] : self[...] }
}
