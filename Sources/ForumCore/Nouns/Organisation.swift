/// What kind of body an organisation is. Booking rules, quotas and indicators go by it.
public enum OrganisationKind: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
  case cluster, msme, publicInvestor, privateInvestor, publicAuthority, expert, researchBody, other

  public var isInvestor: Bool { self == .publicInvestor || self == .privateInvestor }
}

/// A cluster, enterprise, investor, authority ... that sends delegates.
///
/// Its name and what it says of itself are public facts of a body and stay readable, also where the body is one person in trade.
public struct Organisation: Numbered, Hashable, Sendable, Codable {
  public static let letter: Character = "O"

  public var id: OrganisationID
  public var name: String
  public var kind: OrganisationKind
  /// ISO 3166-1 alpha-2, such as `TN`.
  public var country: String
  public var website: String?
  /// What it is, in its own words; public in the forum.
  public var about: String?

  public init(id: OrganisationID, name: String, kind: OrganisationKind, country: String, website: String? = nil, about: String? = nil) {
    self.id = id
    self.name = name
    self.kind = kind
    self.country = country
    self.website = website
    self.about = about
  }
}
