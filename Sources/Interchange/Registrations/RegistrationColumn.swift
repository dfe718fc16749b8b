/// The columns that a table of people may have, by the names that registration tools give them.
enum RegistrationColumn: CaseIterable {
  case email, givenName, familyName, fullName, position, phone, organisation, organisationKind, organisationAbout, website, country,
    participation, areas, offers, seeks, language, speaks, validated
  /// Known, and not kept.
  case street, city, postalCode

  /// The names in lower case, letters only: Indico's six, b2match's, and those of forum files.
  private var names: [String] {
    switch self {
    case .email: ["email", "emailaddress", "mail"]
    case .givenName: ["firstname", "givenname"]
    case .familyName: ["lastname", "familyname", "surname"]
    case .fullName: ["name", "fullname"]
    case .position: ["position", "jobdescription", "jobtitle", "job"]
    case .phone: ["phone", "phonenumber", "telephone", "mobile"]
    case .organisation: ["organisation", "organization", "organisationname", "organizationname", "affiliation", "company", "companyname"]
    case .organisationKind: ["organisationtype", "organizationtype", "organisationkind", "kind"]
    case .organisationAbout: ["organisationdescription", "organizationdescription"]
    case .website: ["website", "web", "url", "homepage"]
    case .country: ["country", "countrycode"]
    case .participation: ["participationtype", "role"]
    case .areas: ["areasofactivities", "areasofactivity", "areas"]
    case .offers: ["offers", "offer"]
    case .seeks: ["seeks", "needs", "lookingfor"]
    case .language: ["language", "preferredlanguage"]
    case .speaks: ["speaks", "languages", "spokenlanguages"]
    case .validated: ["validated", "validatedyesno", "approved"]
    case .street: ["street", "address"]
    case .city: ["city", "town"]
    case .postalCode: ["postalcode", "postcode", "zip", "zipcode"]
    }
  }

  /// The column that a header names; capitals, spaces and signs do not count.
  init?(header: String) {
    let name = header.lowercased().filter { $0.isLetter && $0.isASCII }
    guard let column = Self.allCases.first(where: { $0.names.contains(name) }) else { return nil }
    self = column
  }
}
