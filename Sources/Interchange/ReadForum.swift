import ForumCore

/// The most bytes of one file that is read in.
public let importByteLimit = 16 << 20

/// Reads a file into what it says of a forum, for `ImportForum` to take over whole.
///
/// - Parameters:
///   - bytes: the file, in UTF-8.
///   - named: its name, by which the format is told where `format` is nil.
/// - Returns: the content, and notes on what was guessed, repaired or left out.
/// - Throws: every fault of the file with its place; nothing is taken over then.
public func readForum(_ bytes: [UInt8], named name: String, format: ImportFormat?, options: ImportOptions)
  throws(ImportFaults) -> (content: ForumContent, notes: [String])
{
  guard bytes.count <= importByteLimit else {
    throw ImportFaults(name, "the file has \(bytes.count) bytes, more than the \(importByteLimit) that are taken")
  }
  guard let format = format ?? .detected(named: name, content: bytes) else {
    let names = ImportFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw ImportFaults(name, "neither name nor content tell the format; name one of \(names)")
  }
  guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
    throw ImportFaults(name, "the file is not text in UTF-8; save it in that encoding")
  }
  let findings = Findings()
  let content =
    switch format {
    case .forumFile: try ForumFile.read(text, options: options, findings: findings)
    case .scheduleXML: try ScheduleXML.read(text, named: name).content(options: options, findings: findings)
    case .scheduleJSON: try ScheduleJSON.read(text, named: name, findings: findings).content(options: options, findings: findings)
    case .registrationsCSV: try RegistrationTable.read(text, named: name, options: options, findings: findings)
    }
  try findings.check()
  return (content, findings.notes)
}
