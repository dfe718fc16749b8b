import ForumCore

/// Reads a programme file: its name, title, countries and targets, in YAML, as `schedules/cluster4green.programme.yaml`.
/// - Throws: every fault of the file with its place.
public func readProgramme(_ bytes: [UInt8], named name: String) throws(ImportFaults) -> Programme {
  guard bytes.count <= 1 << 20 else { throw ImportFaults(name, "the file has \(bytes.count) bytes, more than the \(1 << 20) that are taken") }
  guard let text = String(validating: bytes.withoutByteOrderMark, as: UTF8.self) else {
    throw ImportFaults(name, "the file is not text in UTF-8; save it in that encoding")
  }
  let findings = Findings()
  let root = try YAMLGuard.compose(text)
  guard let top = Fields(root, path: "", known: FieldNames.programme, findings: findings) else {
    try findings.check()
    throw ImportFaults(name, "the file can not be read")
  }
  let id: ProgrammeID? = top.key("programme", required: true)
  let title = top.line("title", required: true)
  var countries: [String] = []
  for country in top.lines("countries") {
    guard let code = Countries.code(country) else {
      top.fault("countries", "expected a country's code such as TN, found \"\(country)\"")
      continue
    }
    if countries.contains(code) { top.fault("countries", "\"\(country)\" is listed twice") } else { countries.append(code) }
  }
  var targets: [Indicator: Int] = [:]
  if let group = top.group("targets", known: Indicator.allCases.map(\.rawValue)) {
    for name in group.names {
      if let indicator = Indicator(rawValue: name), let target = group.integer(name, required: true, 0...1_000_000_000) { targets[indicator] = target }
    }
  }
  try findings.check()
  guard let id, let title else { throw ImportFaults(name, "the file can not be read") }
  return Programme(id: id, title: title, countries: countries, targets: targets)
}
