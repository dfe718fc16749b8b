// Taking a registration in: the organisation that sends it, and the person.

extension Forum {
  /// The open or approved registration with that address; addresses are compared without regard to case.
  public func registration(email: String?) -> Registration? {
    guard let email = email?.lowercased(), !email.isEmpty else { return nil }
    return registrations.values.filter { $0.status != .cancelled && $0.profile.value?.email?.lowercased() == email }.min { $0.id < $1.id }
  }

  /// The person with that address, in lower case, cancelled registrations included.
  public func person(address: String) -> PersonID? {
    registrations.values.filter { $0.profile.value?.email?.lowercased() == address }.min { $0.id < $1.id }?.profile.person
  }

  /// The persons by their addresses in lower case.
  public var personsByAddress: [String: PersonID] {
    var found: [String: PersonID] = [:]
    for registration in registrations.values.sorted(by: { $0.id > $1.id }) {
      if let email = registration.profile.value?.email?.lowercased(), !email.isEmpty { found[email] = registration.profile.person }
    }
    return found
  }

  /// The registration of that person: by address, or by name and organisation where the entry has no address.
  func registration(like entry: ForumContent.Entry) -> Registration? {
    if let email = entry.profile.email, !email.isEmpty { return registration(email: email) }
    guard let organisation = organisation(named: entry.organisationName) else { return nil }
    return registrations.values.filter { known in
      known.status != .cancelled && known.organisation == organisation.id && known.profile.value?.fullName == entry.profile.fullName
    }.min { $0.id < $1.id }
  }

  /// The organisation of that name; names are compared without regard to case and to spaces around them.
  public func organisation(named name: String) -> Organisation? {
    let wanted = name.trimmed.lowercased()
    return organisations.values.filter { $0.name.trimmed.lowercased() == wanted }.min { $0.id < $1.id }
  }

  /// The organisation, where it is new, and the registration as submitted.
  /// - Parameter first: the first of those who register in this step, where they come all or not at all (rule 21).
  func changes(entering entry: ForumContent.Entry, together first: DelegateID? = nil, at now: Instant) -> [Change] {
    var changes: [Change] = []
    let organisation: OrganisationID
    if let known = self.organisation(named: entry.organisationName) {
      organisation = known.id
    } else {
      organisation = OrganisationID(lastOrganisation + 1)
      changes.append(
        .organisationSet(
          OrganisationSet(
            organisation: Organisation(
              id: organisation, name: entry.organisationName.trimmed, kind: entry.organisationKind, country: entry.country,
              website: entry.website, about: entry.organisationAbout))))
    }
    let person = nameToKeep(of: entry.person)
    var registration = Registration(
      id: DelegateID(lastDelegate + 1), profile: Personal(entry.profile, of: person), organisation: organisation, role: entry.role,
      takesMeetings: entry.takesMeetings, language: entry.language, wishes: entry.wishes, submittedAt: now)
    let answers = entry.answers.filter { !$0.value.isEmpty }
    registration.answers = answers.isEmpty ? nil : Personal(answers, of: person)
    let consents = entry.given(settings, at: now)
    registration.consents = consents.isEmpty ? nil : consents
    registration.together = first
    changes.append(.registrationSubmitted(RegistrationSubmitted(registration: registration)))
    return changes
  }
}

extension ForumContent.Entry {
  /// - Throws: `badValue` naming the field.
  func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try profile.check()
    try require(
      (1...200).contains(organisationName.trimmed.count) && organisationName.isOneLine, "organisation", "1 to 200 characters on one line")
    try require(!organisationName.hidesCharacters, "organisation", "a name without invisible characters")
    try require(country.utf8.count == 2 && country.utf8.allSatisfy { (0x41...0x5A).contains($0) }, "country", "two letters of ISO 3166-1, such as TN")
    try require(role != .operator && role != .organiser, "role", "a role of those who attend")
    try require(language.count <= 35, "language", "the tag of a language such as fr")
    try wishes.check()
  }
}

extension Profile {
  /// - Throws: `badValue` naming the field and what is expected.
  func check() throws(Refusal) {
    func require(_ holds: Bool, _ field: String, _ expected: String) throws(Refusal) {
      guard holds else { throw Refusal(.badValue, ["field": .text(field), "expected": .text(expected)]) }
    }
    try require((1...100).contains(fullName.trimmed.count) && fullName.isOneLine, "name", "1 to 100 characters on one line")
    try require(![givenName, familyName].contains(where: \.hidesCharacters), "name", "a name without invisible characters")
    try require(phone.map { $0.count <= 50 && $0.isOneLine } ?? true, "phone", "at most 50 characters on one line")
    try require(position.map { $0.count <= 200 && $0.isOneLine } ?? true, "position", "at most 200 characters on one line")
    guard let email else { return }
    try require(!email.hidesCharacters, "email", "an e-mail address")
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && email.utf8.count <= 254
    try require(isAddress && email.isOneLine && !email.contains { $0.isWhitespace || "<>\"".contains($0) }, "email", "an e-mail address")
  }
}

extension String {
  /// Whether it is text in lines, as it was written: no control characters but line breaks and tabs, and no turns of direction that reach
  /// beyond it.
  var isPlainText: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: true
      case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }

  /// Whether it is shown as one line, as it was written: no control characters, line breaks or turns of direction.
  var isOneLine: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }

  /// The same where several lines are taken.
  var isPlain: Bool { split(whereSeparator: \.isNewline).allSatisfy { String($0.filter { $0 != "\t" }).isOneLine } }

  /// Without white space at both ends.
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
