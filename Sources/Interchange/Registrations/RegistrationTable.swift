import ForumCore

/// Reads a table of people: the columns of Indico, of b2match, or any mixture; only the address is a must.
struct RegistrationTable {
  let columns: [RegistrationColumn: Int]
  let options: ImportOptions
  let findings: Findings
  private var rowOfEmail: [String: Int] = [:]
  private var kinds: [String: OrganisationKind] = [:]
  private var left = 0
  private var withoutCountry = 0

  static func read(_ text: String, named name: String, options: ImportOptions, findings: Findings) throws(ImportFaults) -> ForumContent {
    guard let forum = options.forum else { throw ImportFaults("", "say into which forum the registrations are to be taken") }
    let (header, rows) = try CSVRows.read(text, named: name)
    var table = try RegistrationTable(header: header, options: options, findings: findings)
    var content = ForumContent(forum: forum)
    content.registrations = rows.compactMap { table.entry($0.fields, row: $0.number) }
    if table.left > 0 { findings.note("rows left out: \(table.left)") }
    if table.withoutCountry > 0 {
      findings.note("rows without a country, with \(table.defaultCountry) taken: \(table.withoutCountry)")
    }
    return content
  }

  private init(header: [String], options: ImportOptions, findings: Findings) throws(ImportFaults) {
    var columns: [RegistrationColumn: Int] = [:]
    var unknown: [String] = []
    for (index, name) in header.enumerated() {
      guard let column = RegistrationColumn(header: name) else {
        if let name = name.asLine { unknown.append(name) }
        continue
      }
      if columns[column] == nil {
        columns[column] = index
      } else {
        throw ImportFaults("row 1", "two columns mean the same: \"\(name)\" and \"\(header[columns[column] ?? 0])\"")
      }
    }
    guard columns[.email] != nil else {
      throw ImportFaults(
        "row 1", "there is no column for the e-mail address, such as \"email\" or \"E-mail\"; found \(header.compactMap(\.asLine).joined(separator: ", "))")
    }
    if !unknown.isEmpty { findings.note("columns that are not known were left out: \(unknown.joined(separator: ", "))") }
    let address: [RegistrationColumn] = [.street, .city, .postalCode]
    if address.contains(where: { columns[$0] != nil }) { findings.note("street, city and postal code are not kept") }
    self.columns = columns
    self.options = options
    self.findings = findings
  }

  /// Where neither the row nor the forum says a country: `ZZ`, the code for none that is known.
  private var defaultCountry: String {
    options.existing.flatMap { Countries.code($0.country) } ?? "ZZ"
  }

  // MARK: - One row

  private mutating func entry(_ fields: [String], row: Int) -> ForumContent.Entry? {
    var faults: [String] = []
    func text(_ column: RegistrationColumn, atMost limit: Int = 200) -> String? {
      guard let index = columns[column], index < fields.count, let text = fields[index].asLine else { return nil }
      if text.count > limit { faults.append("the \(column) has \(text.count) characters, more than \(limit)") }
      return text
    }
    let email = email(text(.email, atMost: 254), row, &faults)
    let country = country(text(.country), &faults)
    let (given, family) = names(text(.givenName, atMost: 60), text(.familyName, atMost: 60), text(.fullName, atMost: 100), email)
    let profile = Profile(givenName: given, familyName: family, email: email, phone: text(.phone, atMost: 60), position: text(.position))
    let organisation = text(.organisation) ?? profile.fullName
    let kind = kind(text(.organisationKind), organisation, &faults)
    var entry = ForumContent.Entry(
      person: options.person(profile.email), profile: profile, organisationName: organisation, organisationKind: kind, country: country)
    entry.organisationAbout = text(.organisationAbout, atMost: 5000)
    entry.website = text(.website).flatMap(WebAddress.repaired)
    entry.role = role(text(.participation), kind, &faults)
    entry.language = text(.language, atMost: 20) ?? options.existing?.languages.first ?? "en"
    entry.offers = list(text(.areas, atMost: 5000)) + list(text(.offers, atMost: 5000))
    entry.seeks = list(text(.seeks, atMost: 5000))
    entry.speaks = list(text(.speaks))
    for part in entry.offers + entry.seeks + entry.speaks where part.count > 100 { faults.append("\"\(part.prefix(40))...\" has more than 100 characters") }
    if [entry.offers, entry.seeks, entry.speaks].contains(where: { $0.count > 50 }) { faults.append("a list has more than 50 entries") }
    if profile.fullName.count > 100 { faults.append("the whole name has more than 100 characters") }
    entry.approved = truth(text(.validated), &faults) ?? false
    return faults.isEmpty ? entry : leave(row, faults)
  }

  private mutating func leave(_ row: Int, _ faults: [String]) -> ForumContent.Entry? {
    left += 1
    for fault in faults {
      if options.skipsFaultyRows { findings.note("row \(row): \(fault)") } else { findings.fault("row \(row)", fault) }
    }
    return nil
  }

  private mutating func email(_ text: String?, _ row: Int, _ faults: inout [String]) -> String? {
    guard let text else {
      faults.append("the e-mail address is missing")
      return nil
    }
    guard let email = EmailAddress.normalized(text) else {
      faults.append("\"\(text.prefix(60))\" is not an e-mail address")
      return nil
    }
    if let first = rowOfEmail[email] {
      faults.append("row \(first) has the same e-mail address, \(email)")
    } else {
      rowOfEmail[email] = row
    }
    return email
  }

  private mutating func country(_ text: String?, _ faults: inout [String]) -> String {
    guard let text else {
      withoutCountry += 1
      return defaultCountry
    }
    if let code = Countries.code(text) { return code }
    faults.append("\"\(text.prefix(60))\" is neither the English name of a country nor its code of two letters")
    return defaultCountry
  }

  /// Both names, or one name divided at its last blank, or what stands before the `@`.
  private func names(_ given: String?, _ family: String?, _ full: String?, _ email: String?) -> (String, String) {
    if given != nil || family != nil { return (given ?? "", family ?? "") }
    if let full {
      let parts = full.split(separator: " ")
      return (parts.dropLast().joined(separator: " "), parts.last.map(String.init) ?? full)
    }
    return ("", email.map { String($0.prefix { $0 != "@" }) } ?? "")
  }

  /// The kind of the first row that names the organisation counts.
  private mutating func kind(_ text: String?, _ organisation: String, _ faults: inout [String]) -> OrganisationKind {
    if let known = kinds[organisation.lowercased()] { return known }
    let kind = text.flatMap(RegistrationWords.kind)
    if let text, kind == nil { findings.note("the organisation type \"\(text)\" of \(organisation) is not known; \"other\" was taken") }
    if let kind { kinds[organisation.lowercased()] = kind }
    return kind ?? .other
  }

  private func role(_ text: String?, _ kind: OrganisationKind, _ faults: inout [String]) -> Role {
    if let text, let role = RegistrationWords.role(text) { return role }
    return kind.isInvestor ? .investor : .attendee
  }

  private func truth(_ text: String?, _ faults: inout [String]) -> Bool? {
    guard let text else { return nil }
    let truth = RegistrationWords.truth(text)
    if truth == nil { faults.append("expected Yes or No, found \"\(text.prefix(40))\"") }
    return truth
  }

  private func list(_ text: String?) -> [String] {
    (text ?? "").split(separator: ";").compactMap { String($0).asLine }
  }
}
