import ForumCore

extension ForumFile {
  /// The registrations, each with its organisation.
  func registrations(_ people: inout People) -> [ForumContent.Entry] {
    let organisations = organisations()
    let names = organisations.values.map(\.name).sorted()
    var emails: Set<String> = []
    return top.list("registrations", known: FieldNames.registration).compactMap { fields in
      let profile = profile(fields)
      let name = fields.line("organisation", required: true)
      guard let profile, let name else { return nil }
      guard let organisation = organisations[name.lowercased()] else {
        fields.fault("organisation", "there is no organisation \"\(name)\" in this file\(Suggestion.hint(for: name, among: names))")
        return nil
      }
      if let email = profile.email, !emails.insert(email).inserted {
        fields.fault("email", "another registration has the address \(email)")
      }
      return entry(fields, profile, organisation, people.person(profile.email))
    }
  }

  private struct Sender {
    var name: String
    var kind: OrganisationKind
    var country: String
    var about: String?
    var website: String?
  }

  private func organisations() -> [String: Sender] {
    var found: [String: Sender] = [:]
    for fields in top.list("organisations", known: FieldNames.organisation) {
      let name = fields.line("name", required: true)
      let kind = fields.choice("kind", required: true, among: OrganisationKind.allCases)
      let country = fields.value("country", required: true, "a country's code such as TN", Countries.code)
      let website = fields.value("website", "an address that begins with https:// or http://", WebAddress.read)
      guard let name, let kind, let country else { continue }
      let sender = Sender(name: name, kind: kind, country: country, about: fields.text("about", atMost: 5000), website: website)
      if found.updateValue(sender, forKey: name.lowercased()) != nil { fields.fault("name", "there is another organisation \"\(name)\"") }
    }
    return found
  }

  private func profile(_ fields: Fields) -> Profile? {
    let given = fields.line("givenName", atMost: 60)
    let family = fields.line("familyName", atMost: 60)
    let email = fields.value("email", "an e-mail address", EmailAddress.normalized)
    if fields.has("email"), email == nil { return nil }
    guard given != nil || family != nil else {
      fields.fault(nil, "a registration needs \"givenName\" or \"familyName\"")
      return nil
    }
    let profile = Profile(
      givenName: given ?? "", familyName: family ?? "", email: email, phone: fields.line("phone", atMost: 60), position: fields.line("position"))
    if profile.fullName.count > 100 { fields.fault(nil, "the whole name has more than 100 characters") }
    return profile
  }

  private func entry(_ fields: Fields, _ profile: Profile, _ organisation: Sender, _ person: PersonID) -> ForumContent.Entry {
    var entry = ForumContent.Entry(
      person: person, profile: profile, organisationName: organisation.name, organisationKind: organisation.kind, country: organisation.country)
    entry.organisationAbout = organisation.about
    entry.website = organisation.website
    let roles: [Role] = [.investor, .attendee, .speaker, .interpreter, .observer]
    entry.role = fields.choice("role", among: roles) ?? (organisation.kind.isInvestor ? .investor : .attendee)
    entry.language = fields.line("language", atMost: 20) ?? settings.languages.first ?? "en"
    entry.speaks = fields.lines("speaks", atMost: 20)
    entry.offers = fields.lines("offers")
    entry.seeks = fields.lines("seeks")
    entry.topics = topics(fields)
    entry.about = fields.text("about", atMost: 2000)
    entry.ticket = ticket(fields)
    entry.need = need(fields)
    entry.takesMeetings = fields.truth("takesMeetings") ?? (entry.role != .observer && entry.role != .interpreter)
    entry.approved = fields.truth("approved") ?? false
    return entry
  }

  private func topics(_ fields: Fields) -> [String]? {
    guard fields.has("topics") else { return nil }
    let topics = fields.lines("topics")
    for topic in topics where Taxonomy.standard[topic] == nil {
      fields.fault("topics", "there is no topic \"\(topic)\"\(Suggestion.hint(for: topic, among: Taxonomy.standard.topics.map(\.key)))")
    }
    return topics
  }

  private func ticket(_ fields: Fields) -> Ticket? {
    guard let group = fields.group("ticket", known: FieldNames.ticket) else { return nil }
    let smallest = group.integer("smallest", 0...Money.most) ?? 0
    guard let largest = group.integer("largest", required: true, 0...Money.most), let currency = currency(group) else { return nil }
    if smallest > largest { group.fault("smallest", "it is more than the largest") }
    return Ticket(smallest: smallest, largest: largest, currency: currency)
  }

  private func need(_ fields: Fields) -> Money? {
    guard let group = fields.group("need", known: FieldNames.need) else { return nil }
    guard let amount = group.integer("amount", required: true, 0...Money.most), let currency = currency(group) else { return nil }
    return Money(amount: amount, currency: currency)
  }

  private func currency(_ fields: Fields) -> String? {
    fields.value("currency", required: true, "a currency of ISO 4217 such as EUR") { Money.currencies.contains($0) ? $0 : nil }
  }
}
